"""A customer's form: what is typed becomes what the verb takes, and back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from fieldday.customers.actions.account_content import AccountInput
from fieldday.customers.models import Account
from fieldday.kit.refusals import Refused
from fieldday.rules.money import parse_amount
from fieldday.rules.parsing import parse_coordinate
from fieldday.rules.verdict import Reason, Unreadable
from fieldday.web import states

TEXTS = ("name", "kind", "status", "tax_id", "phone", "email", "address", "city", "source", "note")
OTHERS = ("external_id", "area", "owner", "place", "credit_limit")
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
    place = f"{_degrees(account.latitude)}, {_degrees(account.longitude)}" if account.place else ""
    return {
        **{name: getattr(account, name) for name in TEXTS},
        "external_id": account.external_id or "",
        "area": str(account.area_id or ""),
        "owner": str(account.owner_id or ""),
        "place": place,
        "credit_limit": "" if account.credit_limit is None else f"{account.credit_limit:f}".removesuffix(".00"),
    }


def values_posted(post: Mapping[str, str]) -> dict[str, str]:
    """The values as they were typed."""
    return {name: post.get(name, "") for name in (*TEXTS, *OTHERS)}


def version(post: Mapping[str, str]) -> int:
    """The version the form was made from; 0, which never stands, when it says none."""
    text = post.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def read(post: Mapping[str, str], *, currency: str, present: Account | None = None) -> AccountInput:
    """What the form says. What it has no field for stays as it is in `present`. Raises Refused at the fields."""
    reasons: list[Reason] = []
    latitude, longitude = _place(post.get("place", ""), reasons)
    if "credit_limit" in post:
        credit = _amount(post["credit_limit"], currency, reasons)
    else:
        credit = present.credit_limit if present else None
    if reasons:
        raise Refused(reasons[0].code, reasons)
    return AccountInput(
        **{name: post.get(name, "") for name in TEXTS},
        area_id=_id(post.get("area", "")),
        owner_id=_id(post.get("owner", "")),
        latitude=latitude,
        longitude=longitude,
        credit_limit=credit,
    )


def differences(
    present: Account, values: dict[str, str], names: dict[str, dict[str, str]]
) -> list[tuple[str, str, str]]:
    """(label, what stands now, what was typed) of every field of the form in which the two differ."""
    stands = values_of(present)
    found = []
    for name in (*TEXTS, "area", "owner", "place", "credit_limit"):
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
        reasons.append(Reason(error.reason.code, error.reason.params, "place"))
        return None, None


def _amount(text: str, currency: str, reasons: list[Reason]) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return parse_amount(text, currency)
    except Unreadable as error:
        reasons.append(Reason(error.reason.code, error.reason.params, "credit_limit"))
        return None


def _id(text: str) -> int | None:
    """An id, nothing for an empty field, and an id that nobody has for what is none."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _degrees(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
