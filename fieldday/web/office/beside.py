"""What the pages beside a customer share: who may write, how a form comes and goes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.models import Account
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.contacts import contacts_of
from fieldday.customers.questions.listing import account_seen
from fieldday.kit.refusals import Refused
from fieldday.web.office.common import typed, uuid_identity
from fieldday.web.posting import errors_by_field, posted


def may(person: Any, verb: str) -> bool:
    """Whether this person's role may do it at all."""
    return POLICY.allows(verb, person.role)


def account_for(request: HttpRequest, pk: UUID, verb: str) -> Account:
    """The customer beside which something is written. Raises Http404."""
    found = account_seen(request.user, pk)
    if found is None or not may(request.user, verb):
        raise Http404
    return found


def whose(account: Account) -> list[tuple[str, str]]:
    """The contacts that something can be of, as (id, name)."""
    return [(str(one.pk), one.name) for one in contacts_of(account.pk)]


def back_to(account_id: UUID, part: str = "") -> str:
    """The customer's card, at a part of it."""
    return reverse("account", args=[account_id]) + (f"#{part}" if part else "")


def contact_at(contact_id: UUID, part: str) -> str:
    """A contact's page, at a part of it."""
    return reverse("contact", args=[contact_id]) + f"#{part}"


def form_page(
    request: HttpRequest,
    template: str,
    account: Account,
    values: dict[str, str],
    *,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """A form beside a customer."""
    people = whose(account)
    came = request.GET.get("contact") or request.POST.get("came", "")
    came = came if came in dict(people) else ""
    up = reverse("contact", args=[came]) if came else back_to(account.pk)
    answer = {"account": account, "values": values, "errors": errors or {}, "people": people, "came": came, "up": up}
    answer |= more
    return render(request, template, answer, status=status)


def take(
    request: HttpRequest,
    effect: Callable[[datetime], str],
    draw: Callable[[dict[str, list[str]], int], HttpResponse],
    done: str,
) -> HttpResponse:
    """Take a form; what is refused is drawn again by `draw(errors, status)` as it was typed."""

    def refused(refusal: Refused) -> HttpResponse:
        return draw(errors_by_field(refusal), 409 if refusal.code == "kit.form.changed_meanwhile" else 422)

    return posted(request, effect, refused=refused, done=done)


@dataclass(frozen=True)
class Aside:
    """One kind of thing kept beside a customer: where on the card it stands, its form and what the form says.

    `form(request, account, values, errors, status, row)` draws it, the last three where there is something to show.
    """

    part: str
    fields: tuple[str, ...]
    said: Callable[[dict[str, str]], Any]
    form: Callable[..., HttpResponse]

    def added(
        self, request: HttpRequest, pk: UUID, verb: str, fresh: dict[str, str], add: Callable[..., Any], done: str = ""
    ) -> HttpResponse:
        """The form of a new one, `fresh` in it and whom the address names; a POST adds it."""
        account = account_for(request, pk, verb)
        if request.method != "POST":
            fresh = {**dict.fromkeys(self.fields, ""), **fresh, "contact": request.GET.get("contact", "")[:40]}
            return self.form(request, account, fresh)
        values = typed(request, self.fields)

        def effect(at: datetime) -> str:
            add(by=request.user, account_id=pk, said=self.said(values), at=at)
            came = uuid_identity(request.POST.get("came", ""))
            return contact_at(came, self.part) if came else back_to(pk, self.part)

        def draw(errors: dict[str, list[str]], status: int) -> HttpResponse:
            return self.form(request, account, values, errors, status)

        return take(request, effect, draw, done or _("Saved."))

    def changed(
        self,
        request: HttpRequest,
        row: Any,
        verb: str,
        kept: Callable[[Any], dict[str, str]],
        change: Callable[..., Any],
    ) -> HttpResponse:
        """The form of one that is there, as `kept(row)`; a POST changes it. Raises Http404 where there is none."""
        if row is None:
            raise Http404
        account = account_for(request, row.account_id, verb)
        if request.method != "POST":
            return self.form(request, account, kept(row), row=row)
        values = typed(request, self.fields)

        def effect(at: datetime) -> str:
            change(by=request.user, said=self.said(values), at=at, seen=values["seen"])
            return back_to(account.pk, self.part)

        def draw(errors: dict[str, list[str]], status: int) -> HttpResponse:
            return self.form(request, account, values, errors, status, row=row)

        return take(request, effect, draw, _("Saved."))
