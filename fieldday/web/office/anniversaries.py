"""Days that return every year: a birthday, a founding day, by the solar or the lunar calendar."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.customers.actions.anniversary_keeping import (
    STAMPED,
    AnniversaryInput,
    add_anniversary,
    change_anniversary,
    remove_anniversary,
)
from fieldday.customers.models import Account, Anniversary
from fieldday.customers.questions.known import anniversary_seen
from fieldday.kit.doors import door
from fieldday.kit.stamps import stamp
from fieldday.rules.parsing import ROC_START, as_number
from fieldday.web.office.beside import Aside, back_to, form_page, take
from fieldday.web.office.common import uuid_identity

FIELDS = ("kind", "name", "contact", "calendar", "year", "month", "day", "seen")
KINDS: dict[str, Any] = {
    "birthday": gettext_lazy("Birthday"),
    "founding": gettext_lazy("Founding day"),
    "opening": gettext_lazy("Opening day"),
    "wedding": gettext_lazy("Wedding day"),
    "other": gettext_lazy("Another day"),
}
CALENDARS: dict[str, Any] = {
    "solar": gettext_lazy("Solar"),
    "lunar": gettext_lazy("Lunar"),
    "leap": gettext_lazy("Lunar, leap month"),
}


@door(reads="customers.account", verb="customers.anniversary.added")
def account_anniversaries(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An empty form; a POST adds a day."""
    fresh = {"kind": "birthday", "calendar": "solar"}
    return _aside().added(request, pk, "customers.anniversary.added", fresh, add_anniversary)


@door(reads="customers.account", verb="customers.anniversary.changed")
def anniversary(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One day's form; a POST changes it."""
    found = anniversary_seen(request.user, pk)
    change = partial(change_anniversary, anniversary_id=pk)
    return _aside().changed(request, found, "customers.anniversary.changed", _values, change)


@door(verb="customers.anniversary.removed")
def anniversary_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One day less."""

    def effect(at: datetime) -> str:
        return back_to(remove_anniversary(by=request.user, anniversary_id=pk, at=at), "days")

    return take(request, effect, lambda errors, status: HttpResponse(status=status), _("The day is removed."))


def _aside() -> Aside:
    return Aside("days", FIELDS, _said, _form)


def _said(values: dict[str, str]) -> AnniversaryInput:
    """A year of three figures or fewer is one of the Taiwanese calendar; what is no number is no day."""
    year = _number(values["year"]) if values["year"].strip() else None
    if year is not None and 0 < year < 1000:
        year += ROC_START
    calendar = values["calendar"]
    return AnniversaryInput(
        kind=values["kind"],
        name=values["name"],
        month=_number(values["month"]),
        day=_number(values["day"]),
        year=year,
        lunar=calendar in {"lunar", "leap"},
        leap=calendar == "leap",
        contact_id=uuid_identity(values["contact"]),
    )


def _number(text: str) -> int:
    text = text.strip().removeprefix("民國").strip()
    return as_number(text, 4) or 0


def _values(row: Anniversary) -> dict[str, str]:
    calendar = "leap" if row.leap else "lunar" if row.lunar else "solar"
    figures = {"year": str(row.year or ""), "month": str(row.month), "day": str(row.day)}
    words = {"kind": row.kind, "name": row.name, "contact": str(row.contact_id or "")}
    return {**words, **figures, "calendar": calendar, "seen": stamp(row, STAMPED)}


def _form(
    request: HttpRequest,
    account: Account,
    values: dict[str, str],
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
    row: Anniversary | None = None,
) -> HttpResponse:
    if row is not None and status == 409:
        values = {**values, "seen": stamp(row, STAMPED)}
    more: dict[str, Any] = {"kinds": list(KINDS.items()), "calendars": list(CALENDARS.items()), "row": row}
    more["chosen"] = [values["calendar"]]
    months = [(str(n), str(n)) for n in range(1, 13)]
    more["months"] = months
    more["month_days"] = [(str(n), str(n)) for n in range(1, 32)]
    template = "web/accounts/anniversary_form.html"
    return form_page(request, template, account, values, errors=errors, status=status, **more)
