"""What a form says about a person, checked and made ready to keep. Adding and changing share it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from fieldday.kit.actors import is_system
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.people.models import Area, Person, Team
from fieldday.rules.reach import may_give_role, may_keep_person
from fieldday.rules.text import clean, looks_like_mail
from fieldday.rules.tree import ROLES
from fieldday.rules.verdict import Reason

LONGEST = {"external_id": 60, "name": 120, "email": 254, "phone": 60, "title": 120}
STAMPED = (*LONGEST, "role_given", "language", "reports_to_id", "team_id", "area_id")


@dataclass(frozen=True)
class PersonInput:
    """The whole of a person's form. `role` "" means by his place in the line; ids None mean nobody and none."""

    external_id: str
    name: str
    email: str = ""
    phone: str = ""
    title: str = ""
    role: str = ""
    language: str = "zh-hant"
    reports_to_id: int | None = None
    team_id: int | None = None
    area_id: int | None = None


def tidied(said: PersonInput) -> dict[str, Any]:
    """The columns as they are kept."""
    return {
        **{name: clean(getattr(said, name)) for name in LONGEST},
        "role_given": said.role,
        "language": said.language,
        "reports_to_id": said.reports_to_id,
        "team_id": said.team_id,
        "area_id": said.area_id,
    }


def check(by: Any, columns: dict[str, Any], present: Person | None = None) -> None:
    """Raise Refused with every reason, each at its field. `present` is the row as it stands, None for a new one."""
    reasons = [
        *sign_in_name_faults(columns["external_id"], present),
        *_shape(columns),
        *_place(columns, present),
        *_role(by, columns, present),
    ]
    refuse_with(reasons)


def require_reach(by: Any, person: Person) -> None:
    """Raise Refused when `by` keeps people, but not this one."""
    verdict = may_keep_person(keeper=_role_of(by), present=person.role)
    if not verdict.ok:
        raise Refused(verdict.reasons[0].code, verdict.reasons)


def _shape(columns: dict[str, Any]) -> list[Reason]:
    reasons = []
    if not columns["name"]:
        reasons.append(Reason("people.person.without_name", {}, "name"))
    reasons += too_long(columns)
    if columns["email"] and not looks_like_mail(columns["email"]):
        reasons.append(Reason("people.email.not_one", {}, "email"))
    if columns["language"] not in dict(settings.LANGUAGES):
        reasons.append(Reason("people.language.unknown", {}, "language"))
    return reasons


def too_long(columns: Mapping[str, Any]) -> list[Reason]:
    """The texts among these columns that do not fit."""
    return [
        Reason("kit.import.too_long", {"most": most, "many": len(columns[name])}, name)
        for name, most in LONGEST.items()
        if len(columns.get(name, "")) > most
    ]


def sign_in_name_faults(external_id: str, present: Person | None = None) -> list[Reason]:
    """Empty or somebody else's. Signing in ignores letters' case, so two people must differ by more."""
    if not external_id:
        return [Reason("people.sign_in_name.empty", {}, "external_id")]
    people = Person.objects.unscoped("whether a sign-in name is taken").exclude(pk=present.pk if present else None)
    other = people.filter(external_id__iexact=external_id).first()
    return [Reason("people.sign_in_name.taken", {"name": other.external_id}, "external_id")] if other else []


def _place(columns: dict[str, Any], present: Person | None) -> list[Reason]:
    """A superior who works here, a team and an area that are offered; what stands already may stay."""
    reasons = []
    superior = columns["reports_to_id"]
    if superior is not None and not (present and present.reports_to_id == superior):
        people = Person.objects.unscoped("whether a superior is there").filter(pk=superior, is_active=True)
        if present and present.pk == superior:
            reasons.append(Reason("people.superior.oneself", {}, "reports_to"))
        elif not people.exists():
            reasons.append(Reason("people.superior.not_here", {}, "reports_to"))
    for model, column, field in ((Team, "team_id", "team"), (Area, "area_id", "area")):
        wanted = columns[column]
        stands = present is not None and getattr(present, column) == wanted
        if wanted is not None and not stands and not model.objects.filter(pk=wanted, retired=False).exists():
            reasons.append(Reason(f"people.{field}.not_offered", {}, field))
    return reasons


def _role(by: Any, columns: dict[str, Any], present: Person | None) -> list[Reason]:
    wanted = columns["role_given"]
    if wanted and wanted not in ROLES:
        return [Reason("people.role.unknown", {"text": wanted}, "role")]
    if present is not None and present.role_given == wanted:
        return []
    verdict = may_give_role(
        keeper=_role_of(by),
        wanted=wanted,
        oneself=present is not None and present.pk == getattr(by, "pk", None),
        last_administrator=present is not None and is_last_administrator(present),
    )
    return list(verdict.reasons)


def is_last_administrator(person: Person) -> bool:
    """Whether nobody else who works here is an administrator."""
    if person.role != "administrator":
        return False
    others = Person.objects.unscoped("is there another administrator").filter(role="administrator", is_active=True)
    return not others.exclude(pk=person.pk).exists()


def _role_of(by: Any) -> str:
    return "administrator" if is_system(by) else by.role
