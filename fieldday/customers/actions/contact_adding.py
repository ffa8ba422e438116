"""Add a contact: a person at a customer whom one met there."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from fieldday import trail
from fieldday.customers.actions.contact_content import ContactInput, judge_contact, tidied
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import Account, Contact
from fieldday.customers.policy import POLICY
from fieldday.kit import clock
from fieldday.kit.ids import new_id
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.people.authority import authorise

__all__ = ["ContactInput", "add_contact", "judge_contact", "tidied"]


def add_contact(
    *, by: Any, account_id: UUID, said: ContactInput, at: datetime, contact_id: UUID | None = None
) -> Contact:
    """Write down a person at a customer in sight, last in order; `contact_id` where the phone named him already. Raises
    Refused with the reasons at their fields."""
    with transaction.atomic():
        account = Account.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=account_id).first()
        authorise(POLICY, "customers.contact.added", by=by, seen=account is not None)
        if account is None:
            raise Refused("people.not_found", missing=True)
        refuse_with(judge_contact(said))
        there = Contact.objects.unscoped("of a customer found in sight").filter(account=account)
        last = there.aggregate(last=Max("position"))["last"]
        contact = Contact.objects.create(
            id=contact_id or new_id(),
            account=account,
            position=0 if last is None else min(last + 1, 32_000),
            **tidied(said),
        )
        write_search_rows([account])
        facts = {"account_id": account.pk, "day": clock.local_day(at), "name": contact.name}
        trail.record("customers.contact.added", by=by, noun=contact, at=at, **facts)
        return contact
