"""What a file of customers or of contacts may hold, column by column, for whoever reads it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fieldday.customers.questions.own_fields import exported, own_fields
from fieldday.kit.clock import local_day
from fieldday.rules.consent import CHANNELS
from fieldday.rules.week_hours import week_text

Get = Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """A column: its key in a request, its name in the active language, its cell of a row, whether it is preset."""

    key: str
    name: str
    get: Get
    usual: bool = False


def columns_of(noun: str, words: Callable[[str, str], str]) -> list[Column]:
    """The columns of a noun in order. `words(kind, code)` says a state in words. One query, for the own fields."""
    return _of_contacts(words) if noun == "contacts" else [*_of_accounts(words), *_own()]


def chosen(columns: Iterable[Column], keys: Iterable[str]) -> list[Column]:
    """The columns that a request names, in their own order; what nobody knows acts as if absent."""
    wanted = set(keys)
    return [one for one in columns if one.key in wanted]


def _of_accounts(words: Callable[[str, str], str]) -> list[Column]:
    return [
        Column("external_id", _("Customer number"), lambda a: a.external_id, True),
        Column("name", _("Customer's name"), lambda a: a.name, True),
        Column("kind", _("Kind"), lambda a: words("kind", a.kind), True),
        Column("status", _("Status"), lambda a: words("account", a.status), True),
        Column("tax_id", _("Tax id"), lambda a: a.tax_id, True),
        Column("phone", _("Phone"), lambda a: a.phone, True),
        Column("email", _("E-mail"), lambda a: a.email, True),
        Column("line_id", _("LINE id"), lambda a: a.line_id),
        Column("city", _("City"), lambda a: a.city, True),
        Column("address", _("Address"), lambda a: a.address, True),
        Column("area", _("Area"), lambda a: a.area.name if a.area else "", True),
        Column("owner", _("Looked after by"), lambda a: a.owner.name if a.owner else "", True),
        Column("refused", _("Refused channels"), lambda a: refused_said(a.refused_channels, words), True),
        Column("parent", _("Parent company (number)"), lambda a: _number(a.parent)),
        Column("dealer", _("Dealer (number)"), lambda a: _number(a.dealer)),
        Column("industry", _("Industry"), lambda a: a.industry),
        Column("source", _("Source"), lambda a: a.source),
        Column("potential", _("Potential"), lambda a: a.potential),
        Column("payment_terms", _("Payment terms"), lambda a: a.payment_terms),
        Column("credit_limit", _("Credit limit"), lambda a: a.credit_limit),
        Column("visit_hours", _("Visit hours"), _hours()),
        Column("latitude", _("Latitude"), lambda a: a.latitude),
        Column("longitude", _("Longitude"), lambda a: a.longitude),
        Column("note", _("Note"), lambda a: a.note),
        Column("created_at", _("Written down on"), lambda a: local_day(a.created_at)),
    ]


def refused_said(channels: Sequence[str], words: Callable[[str, str], str]) -> str:
    """The channels that somebody refused, in words."""
    return " · ".join(words("refused", one) for one in (("all",) if len(channels) == len(CHANNELS) else channels))


def _number(account: Any) -> str:
    """By what an import finds a customer again."""
    return (account.external_id or account.name) if account else ""


def _hours() -> Get:
    """A week in one cell, in words that an import of the same file reads back."""
    days = _("Mon, Tue, Wed, Thu, Fri, Sat, Sun").split(", ")
    closed = _("Closed")
    return lambda a: week_text(a.visit_hours, days, closed)


def _own() -> list[Column]:
    return [
        Column(f"own-{row.key}", str(row), lambda a, row=row: exported(row, a.fields.get(row.key)))
        for row in own_fields()
    ]


def _of_contacts(words: Callable[[str, str], str]) -> list[Column]:
    return [
        Column("name", _("Name of the person"), lambda c: c.name, True),
        Column("account", _("Customer"), lambda c: c.account.name, True),
        Column("number", _("Customer number"), lambda c: c.account.external_id, True),
        Column("title", _("Title"), lambda c: c.title, True),
        Column("mobile", _("Mobile"), lambda c: c.mobile, True),
        Column("phone", _("Phone"), lambda c: c.phone, True),
        Column("email", _("E-mail"), lambda c: c.email, True),
        Column("line_id", _("LINE id"), lambda c: c.line_id, True),
        Column("refused", _("Refused channels"), lambda c: refused_said(c.refused_channels, words), True),
        Column("role", _("Role"), lambda c: words("role_there", c.role) if c.role else ""),
        Column("birthday", _("Birthday"), lambda c: c.days_said.get("birthday", "")),
        Column("anniversary", _("Anniversary"), lambda c: c.days_said.get("wedding", "")),
        Column("in_charge", _("In charge (yes or no)"), lambda c: _("yes") if c.in_charge else ""),
        Column("city", _("City"), lambda c: c.account.city),
        Column("address", _("Customer's address"), lambda c: c.account.address),
        Column("owner", _("Looked after by"), lambda c: c.account.owner.name if c.account.owner else "", True),
        Column("note", _("Note"), lambda c: c.note),
    ]
