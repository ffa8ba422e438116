"""個資: what is held of one person, shown, handed out as a file, erased; who looked at the customer's card."""

from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.actions.erasing import erase_account, erase_contact
from fieldday.customers.actions.handing_out import hand_out_account, hand_out_contact
from fieldday.customers.models import Account, Contact
from fieldday.customers.questions.listing import account_seen
from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.readings.personal import archive, held_of, looked_at, people_at, person_seen
from fieldday.rules.text import clean
from fieldday.visits.actions.erasing_words import erase_words
from fieldday.web.office.beside import may
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.states import state

LOOKS = frozenset({"director", "assistant", "administrator", "auditor"})


@door(reads="customers.account")
def account_personal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The customer's people and who looked at its card: for the office, the director, the auditor."""
    account = account_seen(request.user, pk)
    if account is None or not sees_personal(request.user):
        raise Http404
    answer = {
        "account": account,
        "people": people_at(account),
        "looked": looked_at(account),
        "may_erase": may(request.user, "customers.contact.erased"),
    }
    return render(request, "web/personal/account.html", answer)


@door(reads="customers.contact")
def contact_personal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All that is held of a contact."""
    contact = _contact(request, pk, "customers.contact.handed_out")
    return _held_page(request, contact, contact.account)


@door(reads="customers.account")
def person_personal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All that is held of a customer who is a person."""
    account = _person(request, pk, "customers.account.handed_out")
    return _held_page(request, account, account)


@door(verb="customers.contact.handed_out")
def contact_copies(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A copy as a file; that it was taken is on the trail."""
    return _copy(request, lambda: hand_out_contact(by=request.user, contact_id=pk, at=clock.now()))


@door(verb="customers.account.handed_out")
def person_copies(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A copy as a file; that it was taken is on the trail."""
    return _copy(request, lambda: hand_out_account(by=request.user, account_id=pk, at=clock.now()))


@door(reads="customers.contact", verb="customers.contact.erased")
def contact_erasure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What will go and what stays; a POST with the name typed erases the contact for good."""
    contact = _contact(request, pk, "customers.contact.erased")
    if contact.account.kind == "person" and clean(contact.account.name) == clean(contact.name):
        return redirect("person-erasure", contact.account_id)  # the customer is he himself

    def effect(at: datetime) -> str:
        typed = request.POST.get("typed", "")
        account_id = erase_contact(by=request.user, contact_id=pk, typed=typed, at=at, also=erase_words)
        return reverse("account-personal", args=[account_id])

    return _erasure(request, contact, contact.account, effect)


@door(reads="customers.account", verb="customers.account.erased")
def person_erasure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same for a customer who is a person, with everybody written down there."""
    account = _person(request, pk, "customers.account.erased")

    def effect(at: datetime) -> str:
        erase_account(by=request.user, account_id=pk, typed=request.POST.get("typed", ""), at=at, also=erase_words)
        return reverse("account-personal", args=[pk])

    return _erasure(request, account, account, effect)


def sees_personal(person: Any) -> bool:
    """Whether this role reads who looked at a card."""
    return person.role in LOOKS


def _contact(request: HttpRequest, pk: UUID, verb: str) -> Contact:
    found = person_seen(request.user, pk)
    if found is None or not may(request.user, verb):
        raise Http404
    return found


def _person(request: HttpRequest, pk: UUID, verb: str) -> Account:
    found = account_seen(request.user, pk)
    if found is None or found.kind != "person" or not may(request.user, verb):
        raise Http404
    return found


def _held_page(request: HttpRequest, row: Any, account: Account) -> HttpResponse:
    return render(request, "web/personal/held.html", _answer(row, account))


def _answer(row: Any, account: Account) -> dict[str, Any]:
    whole = isinstance(row, Account)
    prefix = "person" if whole else "contact"
    return {
        "held": held_of(row),
        "row": row,
        "account": account,
        "kind": state("kind", "person").word if whole else "",
        "copies": reverse(f"{prefix}-copies", args=[row.pk]),
        "erasure": reverse(f"{prefix}-erasure", args=[row.pk]),
        "page": reverse("person-personal" if whole else "contact-personal", args=[row.pk]),
    }


def _erasure(request: HttpRequest, row: Any, account: Account, effect: Any) -> HttpResponse:
    def draw(errors: dict[str, list[str]], status: int) -> HttpResponse:
        values = {"typed": request.POST.get("typed", "")}
        answer = {**_answer(row, account), "errors": errors, "values": values}
        return render(request, "web/personal/erasure.html", answer, status=status)

    if request.method != "POST":
        return draw({}, 200)
    return posted(
        request, effect, refused=lambda refusal: draw(errors_by_field(refusal), 422), done=_("The person is erased.")
    )


def _copy(request: HttpRequest, hand_out: Any) -> HttpResponse:
    try:
        row = hand_out()
    except Refused as refusal:
        if refusal.missing or refusal.code in ("people.not_allowed", "customers.person.no_person"):
            raise Http404 from refusal
        raise
    answer = HttpResponse(archive(held_of(row)), content_type="application/zip")
    name = _("personal data %(name)s") % {"name": row.name} + ".zip"
    answer["Content-Disposition"] = f"attachment; filename=\"personal-data.zip\"; filename*=UTF-8''{quote(name)}"
    answer["Cache-Control"] = "no-store"
    return answer
