"""Hand a person, or his customer's office, a copy of all that is held of him: who did it when is on the trail."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday.customers.actions.beside import record, row_locked
from fieldday.customers.models import Account, Contact
from fieldday.kit.refusals import Refused


def hand_out_contact(*, by: Any, contact_id: UUID, at: datetime) -> Contact:
    """Note that a copy of what is held of a contact is taken out. Raises Refused, missing for one who was erased."""
    with transaction.atomic():
        contact: Contact = row_locked(Contact, by, "customers.contact.handed_out", contact_id)
        if contact.erased_at is not None:
            raise Refused("people.not_found", missing=True)
        record("customers.contact.handed_out", contact, by=by, at=at)
        return contact


def hand_out_account(*, by: Any, account_id: UUID, at: datetime) -> Account:
    """The same for a customer who is a person. Raises Refused `customers.person.no_person` for a company."""
    with transaction.atomic():
        account: Account = row_locked(Account, by, "customers.account.handed_out", account_id)
        if account.kind != "person":
            raise Refused("customers.person.no_person")
        record("customers.account.handed_out", account, by=by, at=at, account_id=account.pk)
        return account
