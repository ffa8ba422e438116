"""The people as the office keeps them: everybody, those who left too, found by any part of a name or a number."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Q, QuerySet

from fieldday.people.models import Area, Person, Team
from fieldday.rules.parsing import as_number
from fieldday.rules.reach import ABOVE_ASSISTANTS, may_keep_person
from fieldday.rules.tree import ROLES
from fieldday.trail.models import Event

FOUND_BY = ("name", "external_id", "email", "phone", "title", "team__name", "area__name")
NO_PASSWORD = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX) | Q(password="")  # the absence of one
STATES = {
    "": Q(is_active=True),
    "no_password": NO_PASSWORD & Q(is_active=True),
    "no_superior": Q(reports_to=None, is_active=True)
    & ~Q(role__in=("director", "assistant", "administrator", "auditor")),
    "left": Q(is_active=False),
    "all": Q(),
}


@dataclass(frozen=True)
class PeopleFilter:
    """What narrows the list, as it came from an address: what is unknown acts as if absent."""

    search: str = ""
    role: str = ""
    team: str = ""
    area: str = ""
    state: str = ""


def people_kept(reader: Any, wanted: PeopleFilter) -> QuerySet[Person]:
    """The people in `reader`'s sight that fit the filter, by name."""
    rows = Person.objects.visible_to(reader).select_related("team", "area", "reports_to")
    for word in wanted.search.split():
        anywhere = Q()
        for field in FOUND_BY:
            anywhere |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(anywhere)
    rows = rows.filter(STATES.get(wanted.state, STATES[""]))
    if wanted.role in ROLES:
        rows = rows.filter(role=wanted.role)
    for name in ("team", "area"):
        pk = as_number(getattr(wanted, name))
        if pk is not None:
            rows = rows.filter(**{f"{name}_id": pk})
    return rows.order_by("name", "pk")


def person_kept(reader: Any, pk: int) -> Person | None:
    """A person with all that the office's page shows of him; None when out of sight."""
    people = Person.objects.visible_to(reader).select_related("team", "area", "reports_to")
    return (
        people.annotate(direct=Count("reports", filter=Q(reports__is_active=True), distinct=True)).filter(pk=pk).first()
    )


def within_reach(reader: Any, person: Person) -> bool:
    """Whether `reader` keeps this person."""
    return may_keep_person(keeper=reader.role, present=person.role).ok


def roles_to_give(reader: Any) -> tuple[str, ...]:
    """The roles that `reader` may give."""
    return tuple(role for role in ROLES if reader.role == "administrator" or role not in ABOVE_ASSISTANTS)


def superiors_offered(reader: Any, *, but: str = "") -> list[tuple[int, str, str]]:
    """(id, name, number) of everybody who works here, without those of the role `but`."""
    rows = Person.objects.visible_to(reader).filter(is_active=True).exclude(role=but).order_by("name", "pk")
    return list(rows.values_list("pk", "name", "external_id"))


def teams_offered(*kept: int | None) -> list[tuple[int, str]]:
    """(id, name) of the teams in use, and of the `kept` ones."""
    rows = Team.objects.filter(Q(retired=False) | Q(pk__in=[pk for pk in kept if pk]))
    return list(rows.order_by("name", "pk").values_list("pk", "name"))


def areas_offered(*kept: int | None) -> list[tuple[int, str]]:
    """(id, name) of the areas in use, and of the `kept` ones."""
    rows = Area.objects.filter(Q(retired=False) | Q(pk__in=[pk for pk in kept if pk]))
    return list(rows.order_by("name", "pk").values_list("pk", "name"))


@dataclass(frozen=True)
class Happened:
    """Something that was done with a person's entry: what, by whom ("" the system), when."""

    verb: str
    by: str
    at: datetime
    fields: tuple[str, ...]


def history_of(person: Person, most: int = 10) -> tuple[Happened, ...]:
    """What was done with a person's entry, the latest first. Two queries."""
    events = list(Event.objects.filter(noun="people.person", noun_id=str(person.pk)).order_by("-id")[:most])
    doers = Person.objects.unscoped("who did something with a person found in sight")
    names = dict(doers.filter(pk__in={event.by_id for event in events}).values_list("pk", "name"))
    return tuple(
        Happened(event.verb, names.get(event.by_id or 0, ""), event.at, tuple(event.changes.get("changed") or ()))
        for event in events
    )
