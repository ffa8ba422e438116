"""Take back the customers that a file brought."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from fieldday.customers.actions.import_accounts import CONTACT
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import Account, Contact, Ownership
from fieldday.customers.policy import POLICY
from fieldday.people.actions.unimporting import Kept, RoomUndoer
from fieldday.people.authority import authorise
from fieldday.rules.verdict import Reason
from fieldday.trail.models import Event


def unimport_accounts(*, by: Any, at: datetime, events: list[Event]) -> list[Kept]:
    """Take customers back. One that was visited, ordered, paid, was planned or changed since then stays."""
    authorise(POLICY, "customers.account.unimported", by=by)
    return _Accounts(by=by, at=at).undo(events)


class _Accounts(RoomUndoer):
    model = Account
    verb = "customers.account.unimported"
    own_parts = {"customers.AccountSearch": 1, "customers.Ownership": 1, "customers.Contact": 1}
    aside = frozenset((*CONTACT, "fields"))

    def rows(self) -> QuerySet:
        return Account.objects.unscoped("those that an import brought")

    def name(self, row: Account) -> str:
        return f"{row.external_id} {row.name}" if row.external_id else row.name

    def facts(self, row: Account) -> dict[str, Any]:
        return {"account_id": row.pk, "day": self.today}

    def put_aside(self, row: Account, name: str, old: Any, new: Any) -> Reason | None:
        return _put_fields(row, old, new) if name == "fields" else self._put_contact(row, name, old, new)

    def _put_contact(self, row: Account, name: str, old: Any, new: Any) -> Reason | None:
        contacts = Contact.objects.unscoped("of a customer that an import changed").filter(account=row, retired=False)
        contact = contacts.order_by("id").first()  # the one that imports write
        attribute = CONTACT[name]
        if contact is None or getattr(contact, attribute) == old:
            return None
        if getattr(contact, attribute) != new:
            return Reason("people.undo.changed_since", {}, name)
        if attribute == "name" and not old:
            contact.delete()
            return None
        setattr(contact, attribute, old)
        contact.save(update_fields=[attribute])
        return None

    def changed(self, row: Account, names: Iterable[str]) -> None:
        row.version += 1
        row.save(update_fields=["version"])
        if "owner_id" in names:
            self._give_back(row)

    def settle(self, rows: list[Account]) -> None:
        write_search_rows(row for row in rows if row.pk not in self._going)  # one may be filled and go

    def _give_back(self, row: Account) -> None:
        """The ownership that the import began gives way to the one before it; else it is the earlier owner's."""
        owned = Ownership.objects.unscoped("of a customer that an import changed").filter(account=row)
        last = owned.order_by("-since").first()
        before = owned.order_by("-since")[1:2].first()
        if last is None:
            return
        if before is not None and before.owner_id == row.owner_id:
            last.delete()
        else:
            last.owner_id = row.owner_id
            last.save(update_fields=["owner"])


def _put_fields(row: Account, old: dict[str, Any], new: dict[str, Any]) -> Reason | None:
    """The own fields that the import changed hold again what they held; others stay as they are by now."""
    keys = {*old, *new}
    if any(row.fields.get(key) not in (new.get(key), old.get(key)) for key in keys):
        return Reason("people.undo.changed_since", {}, "fields")
    row.fields = {**{key: value for key, value in row.fields.items() if key not in keys}, **old}
    row.version += 1
    row.save(update_fields=["fields", "version"])
    return None
