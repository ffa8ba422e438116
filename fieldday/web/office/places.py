"""Further addresses of a customer: work, home, warehouse, where the bill goes; pointed at on the map or typed."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.customers.actions.place_keeping import STAMPED, PlaceInput, add_place, change_place, remove_place
from fieldday.customers.models import Account, Place
from fieldday.customers.questions.known import place_seen
from fieldday.kit.doors import door
from fieldday.kit.refusals import refuse_with
from fieldday.kit.stamps import stamp
from fieldday.web.office.account_form import place_of, place_text
from fieldday.web.office.beside import Aside, back_to, form_page, take
from fieldday.web.office.common import uuid_identity
from fieldday.web.office.picking import picking_data

FIELDS = ("kind", "contact", "city", "address", "place", "seen")
KINDS: dict[str, Any] = {
    "office": gettext_lazy("An office"),
    "shop": gettext_lazy("Shop"),
    "warehouse": gettext_lazy("Warehouse"),
    "billing": gettext_lazy("Where the bill goes"),
    "work": gettext_lazy("Work"),
    "home": gettext_lazy("Home"),
    "other": gettext_lazy("Another place"),
}


@door(reads="customers.account", verb="customers.place.added")
def account_places(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An empty form; a POST adds an address."""
    return _aside().added(request, pk, "customers.place.added", {"kind": "warehouse"}, add_place)


@door(reads="customers.account", verb="customers.place.changed")
def place(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One address's form; a POST changes it."""
    found = place_seen(request.user, pk)
    change = partial(change_place, place_id=pk)
    return _aside().changed(request, found, "customers.place.changed", _values, change)


@door(verb="customers.place.removed")
def place_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One address less."""

    def effect(at: datetime) -> str:
        return back_to(remove_place(by=request.user, place_id=pk, at=at), "places")

    return take(request, effect, lambda errors, status: HttpResponse(status=status), _("The address is removed."))


def _aside() -> Aside:
    return Aside("places", FIELDS, _said, _form)


def _said(values: dict[str, str]) -> PlaceInput:
    latitude, longitude, reasons = place_of(values["place"])
    refuse_with(reasons)
    return PlaceInput(
        values["kind"], values["address"], values["city"], latitude, longitude, uuid_identity(values["contact"])
    )


def _values(row: Place) -> dict[str, str]:
    where = place_text(row.latitude, row.longitude)
    texts = {"kind": row.kind, "city": row.city, "address": row.address}
    return {**texts, "contact": str(row.contact_id or ""), "place": where, "seen": stamp(row, STAMPED)}


def _form(
    request: HttpRequest,
    account: Account,
    values: dict[str, str],
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
    row: Place | None = None,
) -> HttpResponse:
    picking = picking_data(request.user, account, values["place"])
    if row is not None and status == 409:
        values = {**values, "seen": stamp(row, STAMPED)}
    more = {"kinds": list(KINDS.items()), "row": row, "picking": picking}
    return form_page(request, "web/accounts/place_form.html", account, values, errors=errors, status=status, **more)
