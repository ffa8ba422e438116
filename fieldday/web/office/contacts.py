"""聯絡人: the people at a customer: one's own card, add one, change one, move one in the order, remove one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.actions.contact_adding import add_contact
from fieldday.customers.actions.contact_keeping import change_contact, move_contact, remove_contact
from fieldday.customers.actions.looking import note_look
from fieldday.customers.models import Account, Contact
from fieldday.customers.questions.consents import consents_at
from fieldday.customers.questions.contacts import contact_seen
from fieldday.customers.questions.known import known_of_contact
from fieldday.customers.questions.listing import account_seen
from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.web.office import contact_form
from fieldday.web.office.beside import may
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.versions import version_of


@door(reads="customers.account", verb="customers.contact.added")
def account_contacts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An empty form; a POST adds a contact to the customer."""
    account = account_seen(request.user, pk)
    if account is None or not may(request.user, "customers.contact.added"):
        raise Http404
    if request.method != "POST":
        return _form(request, account, contact_form.empty())
    values = contact_form.values_posted(request)

    def effect(at: datetime) -> str:
        add_contact(by=request.user, account_id=pk, said=contact_form.said(values), at=at)
        return reverse("account", args=[pk])

    def refused(refusal: Refused) -> HttpResponse:
        return _form(request, account, values, errors=errors_by_field(refusal), status=422)

    return posted(request, effect, refused=refused, done=_("The contact is written down."))


@door(reads="customers.account", verb="customers.contact.changed", leaves="customers.account.looked_at")
def contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One contact's card: how to reach him, his days and places; a POST changes what is known of him."""
    found = contact_seen(request.user, pk)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _changed(request, found)
    note_look(request.user, found.account_id, day=clock.today(), at=clock.now())
    may_change = may(request.user, "customers.contact.changed")
    answer = {
        "contact": found,
        "account": found.account,
        "known": known_of_contact(found, today=clock.today()),
        "may_change": may_change,
        "consents": consents_at(found.account, [found], day=clock.today()),
        "role": contact_form.ROLE_WORDS.get(found.role, ""),
        "ways": [{**way, "word": contact_form.WAY_WORDS.get(way["kind"], "")} for way in found.more],
    }
    return render(request, "web/accounts/contact_card.html", answer)


@door(reads="customers.account")
def contact_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form with what stands now."""
    found = contact_seen(request.user, pk)
    if found is None or not may(request.user, "customers.contact.changed"):
        raise Http404
    return _form(request, found.account, contact_form.values_of(found), found)


@door(verb="customers.contact.changed")
def contact_position(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One place up or down on the customer's card."""

    def effect(at: datetime) -> str:
        up = request.POST.get("move") == "up"
        moved = move_contact(by=request.user, contact_id=pk, up=up, at=at)
        return reverse("account", args=[moved.account_id]) + "#contacts"

    return posted(request, effect)


@door(verb="customers.contact.removed")
def contact_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Off the customer's card; past visits go on naming whom one met."""

    def effect(at: datetime) -> str:
        return reverse("account", args=[remove_contact(by=request.user, contact_id=pk, at=at)])

    return posted(request, effect, done=_("The contact is removed."))


def _changed(request: HttpRequest, found: Contact) -> HttpResponse:
    if not may(request.user, "customers.contact.changed"):
        raise Http404
    values = contact_form.values_posted(request)

    def effect(at: datetime) -> str:
        said = contact_form.said(values)
        change_contact(by=request.user, contact_id=found.pk, said=said, at=at, version=version_of(request.POST))
        return reverse("contact", args=[found.pk])

    def refused(refusal: Refused) -> HttpResponse:
        stale = refusal.code == "customers.contact.changed_meanwhile"
        if stale:
            values["version"] = str(found.version)
        errors = errors_by_field(refusal)
        return _form(request, found.account, values, found, errors=errors, status=409 if stale else 422)

    return posted(request, effect, refused=refused, done=_("Saved."))


def _form(
    request: HttpRequest,
    account: Account,
    values: dict[str, Any],
    contact: Contact | None = None,
    *,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    answer = {"account": account, "contact": contact, "values": values, "errors": errors or {}}
    if status == 409 and contact:
        answer["stands"] = contact_form.values_of(contact)
    return render(request, "web/accounts/contact_form.html", {**answer, **contact_form.choices()}, status=status)
