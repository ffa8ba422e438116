"""A customer's form: what is typed becomes what the verb takes, and back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from fieldday.customers.actions.account_content import AccountInput
from fieldday.customers.models import Account
from fieldday.customers.questions.own_fields import input_name
from fieldday.kit.refusals import refuse_with
from fieldday.rules.hours import hours_text, parse_hours
from fieldday.rules.money import parse_amount
from fieldday.rules.parsing import parse_coordinate
from fieldday.rules.verdict import Reason, Unreadable
from fieldday.web import states
from fieldday.web.office.common import identity, uuid_identity

OWN = input_name("")
TEXTS = (
    "name", "kind", "status", "tax_id", "phone", "email", "line_id", "address", "city", "industry", "payment_terms",
    "source", "note",
)  # fmt: skip
AMOUNTS = ("credit_limit", "potential")
KIN = ("parent", "dealer")
HOURS = tuple(f"hours-{day}" for day in range(7))  # Monday first
OTHERS = ("external_id", "area", "owner", "place", *AMOUNTS, *KIN, *HOURS)
# What is folded: a part opens by itself when it holds something, or when something of it was refused.
PARTS = {
    "where": ("city", "address", "place"),
    "reach": ("email", "line_id"),
    "company": ("tax_id", "industry", *KIN),
    "terms": (*AMOUNTS, "payment_terms", "source"),
    "hours": (*HOURS, "visit_hours"),
    "words": ("note",),
}
LABELS: dict[str, Any] = {
    "name": _("Customer's name"),
    "kind": _("Kind"),
    "status": _("Status"),
    "tax_id": _("Tax id"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "address": _("Address"),
    "city": _("City"),
    "area": _("Area"),
    "owner": _("Looked after by"),
    "place": _("Latitude, longitude"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "credit_limit": _("Credit limit"),
    "source": _("Source"),
    "note": _("Note"),
    "external_id": _("Number"),
    "line_id": _("LINE id"),
    "industry": _("Industry"),
    "payment_terms": _("Payment terms"),
    "potential": _("Potential a year"),
    "visit_hours": _("Visit hours"),
    "parent": _("Parent company"),
    "dealer": _("Dealer"),
    "contact_role": _("Contact's role"),
    "contact_mobile": _("Contact's mobile"),
    "contact_email": _("Contact's e-mail"),
    "contact_line_id": _("Contact's LINE id"),
    "hours-0": _("Monday"),
    "hours-1": _("Tuesday"),
    "hours-2": _("Wednesday"),
    "hours-3": _("Thursday"),
    "hours-4": _("Friday"),
    "hours-5": _("Saturday"),
    "hours-6": _("Sunday"),
    "contact_name": _("Contact person"),
    "contact_title": _("Contact's title"),
    "contact_phone": _("Contact's phone"),
}


def empty(reader: Any) -> dict[str, str]:
    """The values of a new customer's form."""
    owner = "" if reader.is_office else str(reader.pk)
    area = str(reader.area_id or "")
    return {**dict.fromkeys((*TEXTS, *OTHERS), ""), "kind": "company", "status": "active", "owner": owner, "area": area}


def values_of(account: Account) -> dict[str, str]:
    """The values of the form for what stands."""
    place = place_text(account.latitude, account.longitude)
    return {
        **{name: getattr(account, name) for name in TEXTS},
        "external_id": account.external_id or "",
        "area": str(account.area_id or ""),
        "owner": str(account.owner_id or ""),
        "place": place,
        **{name: _figure(getattr(account, name)) for name in AMOUNTS},
        **{name: str(getattr(account, f"{name}_id") or "") for name in KIN},
        **{name: hours_text(account.visit_hours.get(name[-1])) for name in HOURS},
    }


def values_posted(post: Mapping[str, str]) -> dict[str, str]:
    """The values as they were typed."""
    return {name: post.get(name, "") for name in (*TEXTS, *OTHERS)}


def read(post: Mapping[str, str], *, currency: str, present: Account | None = None) -> AccountInput:
    """What the form says. What it has no field for stays as it is in `present`. Raises Refused at the fields."""
    reasons: list[Reason] = []
    stands = values_of(present) if present else {}
    said = {name: post.get(name, stands.get(name, "")) for name in (*TEXTS, *OTHERS)}
    latitude, longitude = _place(said["place"], reasons)
    texts: dict[str, Any] = {name: said[name] for name in TEXTS}
    amounts: dict[str, Any] = {
        name: _amount(post[name], currency, name, reasons)
        if name in post
        else (getattr(present, name) if present else None)
        for name in AMOUNTS
    }
    hours = _hours(said, reasons)
    kin: dict[str, Any] = {f"{name}_id": uuid_identity(said[name]) for name in KIN}
    refuse_with(reasons)
    return AccountInput(
        **texts,
        area_id=identity(said["area"]),
        owner_id=identity(said["owner"]),
        latitude=latitude,
        longitude=longitude,
        visit_hours=hours,
        own=_own(post),
        **amounts,
        **kin,
    )


def _own(post: Mapping[str, str]) -> dict[str, list[str]] | None:
    """What was typed into the company's own fields, by key; None for a form that shows none."""
    names = [name for name in post if name.startswith(OWN)]
    texts = post.getlist if isinstance(post, QueryDict) else lambda name: [post[name]]
    return {name.removeprefix(OWN): texts(name) for name in names} or None


def opened(values: Mapping[str, Any], errors: Mapping[str, Any]) -> dict[str, bool]:
    """Which folded parts of the form are open: {part: whether it holds something or was refused}."""
    return {
        part: any(values.get(name) or name in errors for name in names if name != "place") or "place" in errors
        for part, names in PARTS.items()
    }


def differences(
    present: Account, values: dict[str, str], names: dict[str, dict[str, str]]
) -> list[tuple[str, str, str]]:
    """(label, what stands now, what was typed) of every field of the form in which the two differ."""
    stands = values_of(present)
    found = []
    for name in (*TEXTS, "area", "owner", "place", *AMOUNTS, *KIN, *HOURS):
        if name in values and stands[name].replace("\r\n", "\n").strip() != values[name].replace("\r\n", "\n").strip():
            now, typed = (_said(name, value, names) for value in (stands[name], values[name]))
            found.append((str(LABELS[name]), now, typed))
    return found


def _said(name: str, value: str, names: dict[str, dict[str, str]]) -> str:
    if name in names:
        return names[name].get(value, "")
    if name in {"kind", "status"}:
        return str(states.state("account" if name == "status" else name, value).word)
    return value


def place_of(text: str) -> tuple[Decimal | None, Decimal | None, list[Reason]]:
    """Latitude and longitude of what was typed, and what stands against it."""
    reasons: list[Reason] = []
    return (*_place(text, reasons), reasons)


def place_text(latitude: Decimal | None, longitude: Decimal | None) -> str:
    """A place as it is typed; "" for none."""
    return "" if latitude is None else f"{_degrees(latitude)}, {_degrees(longitude)}"


def _place(text: str, reasons: list[Reason]) -> tuple[Decimal | None, Decimal | None]:
    parts = text.replace("，", ",").replace(",", " ").split()
    if not parts:
        return None, None
    if len(parts) != 2:
        reasons.append(Reason("customers.account.half_a_place", {}, "place"))
        return None, None
    try:
        return parse_coordinate(parts[0], 90), parse_coordinate(parts[1], 180)
    except Unreadable as error:
        reasons.append(error.at("place"))
        return None, None


def _hours(said: Mapping[str, str], reasons: list[Reason]) -> dict[str, Any]:
    hours: dict[str, Any] = {}
    for name in HOURS:
        try:
            ranges = parse_hours(said[name])
        except Unreadable as error:
            reasons.append(error.at(name))
        else:
            if ranges is not None:
                hours[name[-1]] = ranges
    return hours


def _figure(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}".removesuffix(".00")


def _amount(text: str, currency: str, name: str, reasons: list[Reason]) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return parse_amount(text, currency)
    except Unreadable as error:
        reasons.append(error.at(name))
        return None


def _degrees(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
