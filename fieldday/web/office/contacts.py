"""聯絡人: the people at a customer: add one, change one, remove one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.actions.contact_adding import ContactInput, add_contact
from fieldday.customers.actions.contact_keeping import STAMPED, change_contact, remove_contact
from fieldday.customers.models import Account, Contact
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.contacts import contact_seen
from fieldday.customers.questions.listing import account_seen
from fieldday.kit.doors import door
from fieldday.kit.policy import Scope
from fieldday.kit.refusals import Refused
from fieldday.kit.stamps import stamp
from fieldday.web.office.common import typed
from fieldday.web.posting import errors_by_field, posted

FIELDS = ("contact_name", "contact_title", "contact_phone", "in_charge", "seen")


@door(reads="customers.account", verb="customers.contact.added")
def account_contacts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An empty form; a POST adds a contact to the customer."""
    account = account_seen(request.user, pk)
    if account is None or not _may(request.user, "customers.contact.added"):
        raise Http404
    if request.method != "POST":
        return _form(request, account, {**dict.fromkeys(FIELDS, ""), "in_charge": "yes"})
    values = typed(request, FIELDS)

    def effect(at: datetime) -> str:
        add_contact(by=request.user, account_id=pk, said=_said(values), at=at)
        return reverse("account", args=[pk])

    def refused(refusal: Refused) -> HttpResponse:
        return _form(request, account, values, errors=errors_by_field(refusal), status=422)

    return posted(request, effect, refused=refused, done=_("The contact is written down."))


@door(reads="customers.account", verb="customers.contact.changed")
def contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One contact's form; a POST changes it."""
    found = contact_seen(request.user, pk)
    if found is None or not _may(request.user, "customers.contact.changed"):
        raise Http404
    if request.method != "POST":
        return _form(request, found.account, _values(found), found)
    values = typed(request, FIELDS)

    def effect(at: datetime) -> str:
        change_contact(by=request.user, contact_id=pk, said=_said(values), at=at, seen=values["seen"])
        return reverse("account", args=[found.account_id])

    def refused(refusal: Refused) -> HttpResponse:
        status = 409 if refusal.code == "kit.form.changed_meanwhile" else 422
        return _form(request, found.account, values, found, errors=errors_by_field(refusal), status=status)

    return posted(request, effect, refused=refused, done=_("Saved."))


@door(verb="customers.contact.removed")
def contact_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Off the customer's card; past visits go on naming whom one met."""

    def effect(at: datetime) -> str:
        return reverse("account", args=[remove_contact(by=request.user, contact_id=pk, at=at)])

    return posted(request, effect, done=_("The contact is removed."))


def _said(values: dict[str, str]) -> ContactInput:
    texts = {name: values[f"contact_{name}"] for name in ("name", "title", "phone")}
    return ContactInput(**texts, in_charge=values["in_charge"] == "yes")


def _values(contact: Contact) -> dict[str, str]:
    return {
        "contact_name": contact.name,
        "contact_title": contact.title,
        "contact_phone": contact.phone,
        "in_charge": "yes" if contact.in_charge else "",
        "seen": stamp(contact, STAMPED),
    }


def _may(person: Any, verb: str) -> bool:
    return POLICY.scope(verb, person.role) is not Scope.NOBODY


def _form(
    request: HttpRequest,
    account: Account,
    values: dict[str, str],
    contact: Contact | None = None,
    *,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    answer = {"account": account, "contact": contact, "values": values, "errors": errors or {}}
    return render(request, "web/accounts/contact_form.html", answer, status=status)
