"""Add a contact: a person at a customer whom one met there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.models import Account, Contact
from fieldday.customers.policy import POLICY
from fieldday.kit import clock
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.rules.phones import tidy_phone
from fieldday.rules.text import clean
from fieldday.rules.verdict import Reason

LONGEST = {"name": 120, "title": 120, "phone": 60}


@dataclass(frozen=True)
class ContactInput:
    """A person at a customer; `in_charge`: meeting this person makes a visit count."""

    name: str
    title: str = ""
    phone: str = ""
    in_charge: bool = True


def tidied(said: ContactInput) -> dict[str, Any]:
    """The columns as they are kept."""
    texts = {name: clean(getattr(said, name)) for name in LONGEST}
    return {**texts, "phone": tidy_phone(texts["phone"]).text, "in_charge": said.in_charge}


def judge_contact(said: ContactInput) -> list[Reason]:
    """What stands against it, at the fields "contact_name", "contact_title" and "contact_phone"."""
    reasons = []
    if not clean(said.name):
        reasons.append(Reason("customers.contact.without_name", {}, "contact_name"))
    for name, most in LONGEST.items():
        many = len(clean(getattr(said, name)))
        if many > most:
            reasons.append(Reason("kit.import.too_long", {"most": most, "many": many}, f"contact_{name}"))
    return reasons


def add_contact(*, by: Any, account_id: UUID, said: ContactInput, at: datetime) -> Contact:
    """Write down a person at a customer in sight. Raises Refused with the reasons at their fields."""
    account = Account.objects.visible_to(by).filter(pk=account_id).first()
    authorise(POLICY, "customers.contact.added", by=by, seen=account is not None)
    if account is None:
        raise Refused("people.not_found", missing=True)
    if reasons := judge_contact(said):
        raise Refused(reasons[0].code, reasons)
    with transaction.atomic():
        contact = Contact.objects.create(account=account, **tidied(said))
        facts = {"account_id": account.pk, "day": clock.local_day(at), "name": contact.name}
        trail.record("customers.contact.added", by=by, noun=contact, at=at, **facts)
        return contact
