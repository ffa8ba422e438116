"""What a form says about an account, checked and made ready to keep. Opening and changing share it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from fieldday.customers.actions.kinship import judge_kin
from fieldday.customers.models import Account
from fieldday.customers.questions.areas import areas_seen
from fieldday.customers.questions.owners import owners_seen
from fieldday.kit.actors import is_system
from fieldday.kit.refusals import refuse_with
from fieldday.rules import taxid
from fieldday.rules.hours import check_hours
from fieldday.rules.phones import tidy_phone
from fieldday.rules.text import clean, clean_lines, looks_like_mail
from fieldday.rules.verdict import Reason, Unreadable

NOBODY_OWNS = frozenset({"director", "assistant", "administrator"})  # may keep a customer without an owner
KEEPS_CREDIT = frozenset({"manager", "director", "assistant", "administrator"})
LONGEST = {
    "name": 200, "tax_id": 40, "phone": 60, "email": 254, "line_id": 60, "address": 250, "city": 60, "industry": 60,
    "payment_terms": 120, "source": 60, "note": 4000,
}  # fmt: skip
NEGATIVE = {"credit_limit": "customers.account.negative_credit", "potential": "customers.account.negative_potential"}


@dataclass(frozen=True)
class AccountInput:
    """The whole of an account's form: what is empty in it is emptied. Degrees in WGS 84, money in the currency."""

    name: str
    kind: str = "company"
    status: str = "active"
    tax_id: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    city: str = ""
    area_id: int | None = None
    owner_id: int | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    credit_limit: Decimal | None = None
    source: str = ""
    note: str = ""
    line_id: str = ""
    industry: str = ""
    potential: Decimal | None = None
    payment_terms: str = ""
    visit_hours: dict[str, Any] = field(default_factory=dict)
    parent_id: UUID | None = None
    dealer_id: UUID | None = None
    own: Mapping[str, str | Sequence[str]] | None = None  # the company's own fields as typed, by key; None: not asked


def tidied(said: AccountInput) -> dict[str, Any]:
    """The columns as they are kept: trimmed, the tax id bare, and flags for what does not check."""
    texts = {name: clean(getattr(said, name)) for name in LONGEST if name != "note"}
    phone = tidy_phone(texts["phone"])
    return {
        **texts,
        "note": clean_lines(said.note),
        "kind": said.kind,
        "status": said.status,
        "tax_id": taxid.tidy(texts["tax_id"]),
        "tax_id_checks": not texts["tax_id"] or taxid.check(texts["tax_id"]),
        "phone": phone.text,
        "phone_checks": not texts["phone"] or phone.ok,
        "area_id": said.area_id,
        "owner_id": said.owner_id,
        "latitude": said.latitude,
        "longitude": said.longitude,
        "credit_limit": said.credit_limit,
        "potential": said.potential,
        "visit_hours": said.visit_hours,
        "parent_id": said.parent_id,
        "dealer_id": said.dealer_id,
    }


def check(by: Any, columns: dict[str, Any], present: Account | None = None, more: Iterable[Reason] = ()) -> None:
    """Raise Refused with every reason, each at its field. `present` is the row as it stands, None for a new one; `more`
    reasons were found before."""
    reasons = [*_shape(columns), *_reach(by, columns, present), *judge_kin(by, columns, present), *more]
    refuse_with(reasons)


def _shape(columns: dict[str, Any]) -> list[Reason]:
    reasons = []
    if not columns["name"]:
        reasons.append(Reason("customers.account.without_name", {}, "name"))
    for name, most in LONGEST.items():
        if len(columns[name]) > most:
            reasons.append(Reason("customers.account.too_long", {"most": most}, name))
    if columns["kind"] not in Account.KINDS:
        reasons.append(Reason("customers.account.unknown_kind", {}, "kind"))
    if columns["status"] not in Account.STATUSES:
        reasons.append(Reason("customers.account.unknown_status", {}, "status"))
    if columns["email"] and not looks_like_mail(columns["email"]):
        reasons.append(Reason("customers.account.not_an_email", {}, "email"))
    try:
        check_hours(columns["visit_hours"])
    except Unreadable as error:
        reasons.append(error.at("visit_hours"))
    reasons += _place(columns)
    reasons += [
        Reason(NEGATIVE[name], {}, name) for name in NEGATIVE if columns[name] is not None and columns[name] < 0
    ]
    return reasons


def _place(columns: dict[str, Any]) -> list[Reason]:
    latitude, longitude = columns["latitude"], columns["longitude"]
    if (latitude is None) != (longitude is None):
        return [Reason("customers.account.half_a_place", {}, "place")]
    if latitude is not None and (abs(latitude) > 90 or abs(longitude) > 180):
        return [Reason("kit.coordinate.out_of_range", {"text": f"{latitude}, {longitude}", "limit": 180}, "place")]
    return []


def _reach(by: Any, columns: dict[str, Any], present: Account | None) -> list[Reason]:
    """Nobody points an account at a person or an area out of sight; what stands already may stay."""
    if is_system(by):
        return []
    reasons = []
    owner, area = columns["owner_id"], columns["area_id"]
    if not (present and present.owner_id == owner):
        if owner is None and by.role not in NOBODY_OWNS:
            reasons.append(Reason("customers.account.without_owner", {}, "owner"))
        elif owner is not None and not owners_seen(by).filter(pk=owner).exists():
            reasons.append(Reason("customers.account.unknown_owner", {}, "owner"))
    if area is not None and not (present and present.area_id == area) and not areas_seen(by).filter(pk=area).exists():
        reasons.append(Reason("customers.account.unknown_area", {}, "area"))
    if columns["credit_limit"] != (present.credit_limit if present else None) and by.role not in KEEPS_CREDIT:
        reasons.append(Reason("customers.account.credit_not_yours", {}, "credit_limit"))
    return reasons
