"""Take back the contacts that a file brought, and the customers that were opened for them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from fieldday.customers.actions.contact_beside import DAYS, PLACES, put_back
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import Account, Contact
from fieldday.customers.policy import POLICY
from fieldday.kit.pictures import forget_picture
from fieldday.people.actions.unimporting import Kept, RoomUndoer
from fieldday.people.authority import authorise
from fieldday.rules.verdict import Reason
from fieldday.trail.models import Event


def unimport_contacts(*, by: Any, at: datetime, events: list[Event]) -> list[Kept]:
    """Take contacts back. One that was met, written to or changed since then stays."""
    authorise(POLICY, "customers.contact.unimported", by=by)
    return _Contacts(by=by, at=at).undo(events)


def unbring_accounts(*, by: Any, at: datetime, events: list[Event]) -> list[Kept]:
    """Take the customers back that were opened for imported contacts. One with visits, orders or more stays."""
    authorise(POLICY, "customers.account.unbrought", by=by)
    return _Accounts(by=by, at=at).undo(events)


class _Contacts(RoomUndoer):
    model = Contact
    verb = "customers.contact.unimported"
    own_parts = {"customers.Anniversary": 4, "customers.Place": 2}
    aside = frozenset({*DAYS, *PLACES})

    def rows(self) -> QuerySet:
        return Contact.objects.visible_to(self.by)

    def name(self, row: Contact) -> str:
        return row.name

    def facts(self, row: Contact) -> dict[str, Any]:
        return {"account_id": row.account_id, "day": self.today}

    def put_aside(self, row: Contact, name: str, old: Any, new: Any) -> Reason | None:
        return None if put_back(row, name, old, new) else Reason("people.undo.changed_since", {}, name)

    def judge(self, row: Contact, event: Event) -> Reason | None:
        if event.changes.get("created") and row.photo:
            transaction.on_commit(lambda path=row.photo: forget_picture(path))
        return None

    def undo(self, events: list[Event]) -> list[Kept]:
        ids = {event.account_id for event in events}
        kept = super().undo(events)
        with transaction.atomic():
            write_search_rows(Account.objects.unscoped("customers of these contacts").filter(pk__in=ids))
        return kept


class _Accounts(RoomUndoer):
    model = Account
    verb = "customers.account.unbrought"
    own_parts = {"customers.AccountSearch": 1, "customers.Ownership": 1}

    def rows(self) -> QuerySet:
        return Account.objects.visible_to(self.by)

    def name(self, row: Account) -> str:
        return row.name

    def facts(self, row: Account) -> dict[str, Any]:
        return {"account_id": row.pk, "day": self.today}
