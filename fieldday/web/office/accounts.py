"""The customers' pages: the list, one's card, opening and changing one, and the offer to choose from."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.actions.account_content import KEEPS_CREDIT
from fieldday.customers.actions.change_account import change_account
from fieldday.customers.actions.looking import note_look
from fieldday.customers.actions.open_account import open_account
from fieldday.customers.models import Account
from fieldday.customers.questions.areas import areas_seen
from fieldday.customers.questions.consents import consents_at
from fieldday.customers.questions.duplicates import candidates_of
from fieldday.customers.questions.listing import (
    AccountFilter,
    account_options,
    account_seen,
    accounts_found,
)
from fieldday.customers.questions.merges import kept_for, merges_of
from fieldday.customers.questions.nearby import neighbours
from fieldday.customers.questions.owners import owners_seen
from fieldday.customers.questions.similar import Similar
from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.paging import page_number
from fieldday.kit.refusals import Refused
from fieldday.people.questions.company import the_company
from fieldday.readings.account_card import account_card
from fieldday.readings.timeline import timeline
from fieldday.web import states
from fieldday.web.office import account_form
from fieldday.web.office.account_list import account_list
from fieldday.web.office.alike import Alike, ids_of, require_seen, telling, told
from fieldday.web.office.beside import may
from fieldday.web.office.common import uuid_identity
from fieldday.web.office.picking import picking_data
from fieldday.web.personal.held import sees_personal
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.versions import version_of

UNVISITED = (14, 30, 60, 90)
STORY = 12  # entries of a customer's story on one page of its card
FILTERS = ("owner", "area", "kind", "status", "flag", "unvisited", "segment", "group")


@door(reads="customers.account", verb="customers.account.opened")
def accounts(request: HttpRequest) -> HttpResponse:
    """The list, or its rows alone for the search that asks while one types; a POST opens a customer."""
    return _opened(request) if request.method == "POST" else account_list(request)


@door(reads="customers.account", verb="customers.account.changed", leaves="customers.account.looked_at")
def account(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One customer's card; in a list's side panel its short form; a POST changes the customer."""
    if request.method == "POST":
        return _changed(request, pk)
    card = account_card(request.user, pk, today=clock.today(), at=clock.now())
    if card is None:
        return _where_it_went(request, pk)
    note_look(request.user, pk, day=clock.today(), at=clock.now())
    in_panel = request.htmx and request.htmx.target == "side"  # type: ignore[attr-defined]  # set by HtmxMiddleware
    there = card.there - {"merges"} if in_panel else card.there
    there = there if may(request.user, "customers.account.merged") else there - {"twins"}
    answer = {
        "card": card,
        "account": card.account,
        "line": timeline(
            card.account,
            page=page_number(request.GET.get("page", "")),
            size=5 if in_panel else STORY,
            merged="merges" in card.there,
        ),
        "currency": the_company().currency,
        "may_change": may(request.user, "customers.account.changed"),
        "merges": merges_of(pk) if "merges" in there and may(request.user, "customers.merge.undone") else (),
        "twins": candidates_of(request.user, pk) if "twins" in there else 0,
        "may_merge": may(request.user, "customers.account.merged"),
        "may_visit": _may_visit(request.user),
        "sees_personal": sees_personal(request.user),
        "consents": consents_at(card.account, card.contacts, day=clock.today(), there=there),
    }
    return render(request, "web/accounts/panel.html" if in_panel else "web/accounts/card.html", answer)


def _where_it_went(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The old address of a customer that was merged leads to the one that is kept, if that is in sight."""
    kept = kept_for(pk)
    if kept is None or account_seen(request.user, kept) is None:
        raise Http404
    return redirect("account", kept)


@door(reads="customers.account")
def account_around(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The map of a customer and those near it: asked for by the card once it is scrolled into sight."""
    found = account_seen(request.user, pk)
    if found is None:
        raise Http404
    return render(request, "web/accounts/around.html", {"account": found, "markers": _markers(request.user, found)})


@door(reads="customers.account")
def account_new(request: HttpRequest) -> HttpResponse:
    """An empty form, with the reader as owner."""
    if not may(request.user, "customers.account.opened"):
        raise Http404
    values = account_form.empty(request.user)
    return _form(request, values)


@door(reads="customers.account")
def account_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form with what stands now."""
    present = account_seen(request.user, pk)
    if present is None or not may(request.user, "customers.account.changed"):
        raise Http404
    return _form(request, account_form.values_of(present), present)


@door(reads="customers.account")
def options(request: HttpRequest) -> HttpResponse:
    """Customers to choose from by a search, as buttons: at most 20."""
    query = request.GET.get("q", "")[:100]
    found = account_options(request.user, query, kind=request.GET.get("kind", "")[:20])
    return render(request, "web/accounts/options.html", {"options": found, "query": query})


def _opened(request: HttpRequest) -> HttpResponse:
    values = account_form.values_posted(request.POST)

    def effect(at: datetime) -> str:
        said = account_form.read(request.POST, currency=the_company().currency)
        opened = open_account(by=request.user, said=said, at=at, external_id=_number(request.user, values))
        require_seen(request.user, opened, request.POST)
        return reverse("account", args=[opened.pk])

    def refused(refusal: Refused) -> HttpResponse:
        if isinstance(refusal, Alike):
            return _form(request, values, alike=refusal.found, status=422)
        return _form(request, values, errors=errors_by_field(refusal), status=422)

    return posted(request, effect, refused=refused, done=_("The customer is written down."))


def _changed(request: HttpRequest, pk: UUID) -> HttpResponse:
    values = account_form.values_posted(request.POST)
    present = account_seen(request.user, pk)
    if present is None:
        raise Http404
    before = telling(present)

    def effect(at: datetime) -> str:
        said = account_form.read(request.POST, currency=the_company().currency, present=present)
        version = version_of(request.POST)
        changed = change_account(by=request.user, account_id=pk, version=version, said=said, at=at)
        require_seen(request.user, changed, request.POST, before)
        return reverse("account", args=[pk]) if _still_seen(request.user, pk) else reverse("accounts")

    def refused(refusal: Refused) -> HttpResponse:
        if refusal.code != "customers.account.changed_meanwhile":
            values["version"] = request.POST.get("version", "")
            if isinstance(refusal, Alike):
                return _form(request, values, present, alike=refusal.found, status=422)
            return _form(request, values, present, errors=errors_by_field(refusal), status=422)
        typed = {name: value for name, value in values.items() if name in request.POST}
        differences = account_form.differences(present, typed, _names(request.user))
        return _form(request, values, present, errors=errors_by_field(refusal), differences=differences, status=409)

    return posted(request, effect, refused=refused, done=_("Saved."))


def _form(
    request: HttpRequest,
    values: dict[str, Any],
    present: Account | None = None,
    *,
    errors: dict[str, list[str]] | None = None,
    differences: list[tuple[str, str, str]] | None = None,
    alike: tuple[Similar, ...] = (),
    status: int = 200,
) -> HttpResponse:
    owners = {person.pk: person.name for person in owners_seen(request.user)}
    areas = {area.pk: area.name for area in areas_seen(request.user)}
    if present and present.owner:  # what stands already may stay
        owners.setdefault(present.owner.pk, present.owner.name)
    if present and present.area:
        areas.setdefault(present.area.pk, present.area.name)
    answer = {
        "values": {"version": present.version if present else "", **values},
        "open": account_form.opened(values, errors or {}),
        "weekdays": [(name[-1], account_form.LABELS[name]) for name in account_form.HOURS],
        "kin_names": _kin_names(request.user, values),
        "picking": picking_data(request.user, present, values.get("place", "")),
        "account": present,
        "errors": errors or {},
        "differences": differences or [],
        "alike": told(alike),
        "seen": ids_of(alike),
        "may_merge": may(request.user, "customers.account.merged"),
        "owners": list(owners.items()),
        "areas": list(areas.items()),
        "keeps_credit": _keeps_credit(request.user),
        "currency": the_company().currency,
        **_choices(),
    }
    return render(request, "web/accounts/form.html", answer, status=status)


def _choices() -> dict[str, Any]:
    return {
        "kinds": [(kind, states.state("kind", kind).word) for kind in Account.KINDS],
        "statuses": [(status, states.state("account", status).word) for status in Account.STATUSES],
    }


def _kin_names(reader: Any, values: dict[str, Any]) -> dict[str, str]:
    """The names of the parent and the dealer that a form holds; a word for one that the reader does not see."""
    found = {}
    for name in account_form.KIN:
        if pk := uuid_identity(values.get(name, "")):
            row = account_seen(reader, pk)
            found[name] = row.name if row else _("a customer of somebody else's")
    return found


def _names(reader: Any) -> dict[str, dict[str, str]]:
    """Owners' and areas' names by id as text, for a comparison."""
    return {
        "owner": {str(person.pk): person.name for person in owners_seen(reader)},
        "area": {str(area.pk): area.name for area in areas_seen(reader)},
    }


def _still_seen(reader: Any, pk: UUID) -> bool:
    return accounts_found(reader, AccountFilter()).filter(pk=pk).exists()


def _markers(reader: Any, account: Account) -> dict[str, Any]:
    """The customer on the map, and those around it to take in on the same trip."""
    if account.place is None:
        return {}
    here = {"title": account.name, "text": account.address, "label": "●", "state": "next"}
    around = [
        {
            **_point(one.account),
            "title": one.account.name,
            "text": _("%(metres)s m away") % {"metres": f"{one.metres:,}"},
            "label": one.account.name[:1],
            "url": reverse("account", args=[one.account.pk]),
        }
        for one in neighbours(reader, account)
    ]
    return {"markers": [*around, {**_point(account), **here}]}


def _point(account: Account) -> dict[str, float]:
    latitude, longitude = account.place or (0.0, 0.0)
    return {"lat": latitude, "lng": longitude}


def _may_visit(person: Any) -> bool:
    return person.role != "auditor"


def _keeps_credit(person: Any) -> bool:
    return person.role in KEEPS_CREDIT


def _number(person: Any, values: dict[str, str]) -> str:
    """The office gives numbers; nobody else could know which are free."""
    return values["external_id"] if person.is_office else ""
