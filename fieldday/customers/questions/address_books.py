"""An address book while it is sorted: what is in it, and whom of it one knows already."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from fieldday.customers.actions.book_content import Entry, read_entries
from fieldday.customers.models import Account, AddressBook, Contact
from fieldday.customers.questions.contacts_known import KnownContacts, may_be_him, that_may_be_meant
from fieldday.kit.refusals import Refused
from fieldday.rules.company_names import name_key
from fieldday.rules.dedupe import phone_key
from fieldday.rules.text import fold


@dataclass(frozen=True)
class Sorted:
    """A contact of a book: its place from 0, what becomes of it, and whom it meets in sight."""

    place: int
    entry: Entry
    choice: str
    account: Account | None = None
    contact: Contact | None = None
    several: bool = False  # customers of that name
    known: str = ""  # what becomes of the contact it meets; "" what is said of all

    @property
    def reach(self) -> str:
        """What stands under the name: the first number, else the e-mail."""
        row = self.entry.row
        return row.get("mobile") or row.get("phone") or row.get("email") or ""


def book_seen(reader: Any, pk: UUID, *, at: datetime) -> AddressBook | None:
    """A book of one's own, settled ones too; one that is over counts as thrown away."""
    book = AddressBook.objects.visible_to(reader).select_related("owner", "job").filter(pk=pk).first()
    if book is not None and book.file_path and book.expires_at <= at:
        book.state = "discarded"
    return book


def open_books(reader: Any, *, at: datetime) -> list[AddressBook]:
    """What waits to be sorted, the latest first."""
    rows = AddressBook.objects.visible_to(reader).filter(state__in=("columns", "sorting"), expires_at__gt=at)
    return list(rows.exclude(file_path="").order_by("-at")[:5])


def mapping_before(header_digest: str) -> dict[str, str]:
    """How the columns of such a table were named the last time; nothing when there was none. Column names only."""
    rows = (
        AddressBook.objects.unscoped("names of columns").filter(header_digest=header_digest).exclude(header_digest="")
    )
    last = rows.filter(state__in=("sorting", "settled")).exclude(mapping={}).order_by("-at").first()
    return dict(last.mapping) if last else {}


def sorted_entries(book: AddressBook, *, search: str = "", choice: str = "") -> list[Sorted]:
    """The contacts of a book that a search and a choice find, in its order. Raises Refused when the file is gone."""
    cards = [one for one in read_entries(book.file_path) if not one.broken]
    if len(cards) != len(book.choices):
        raise Refused("customers.address_book.over")
    wanted = fold(search)
    return [
        Sorted(place, one, letter, known=book.known.get(str(place), ""))
        for place, (one, letter) in enumerate(zip(cards, book.choices, strict=True))
        if (not choice or letter == choice) and (not wanted or wanted in fold(" ".join(_sought(one))))
    ]


def broken_entries(book: AddressBook) -> list[Entry]:
    """The cards that could not be read."""
    return [one for one in read_entries(book.file_path) if one.broken]


def met(reader: Any, found: Sequence[Sorted]) -> list[Sorted]:
    """The same, with the customers and contacts in sight that they meet. Two queries."""
    names = {one.place: one.entry.row.get("account") or one.entry.row["name"] for one in found}
    keys = {place: name_key(name) for place, name in names.items()}
    wanted = Q(name_key__in=set(keys.values()) - {""}) | Q(name__in=set(names.values()))
    accounts: dict[str, list[Account]] = {}
    for account in Account.objects.visible_to(reader).filter(wanted).order_by("created_at", "pk"):
        accounts.setdefault(account.name_key or name_key(account.name), []).append(account)
    exact: dict[int, list[Account]] = {}
    for one in found:
        row = one.entry.row
        several = accounts.get(keys[one.place], [])
        if not row.get("account"):
            several = [him for him in several if may_be_him(him, row.get("mobile", ""), row.get("phone", ""))][:1]
        exact[one.place] = [account for account in several if account.name == names[one.place]] or several
    said = {one.place: _meant(one.entry, exact[one.place]) for one in found}
    people = that_may_be_meant(
        Contact.objects.visible_to(reader).select_related("account"),
        uids=[row["uid"] for row in said.values()], accounts=[row["account_id"] for row in said.values()],
        mobiles=[row["mobile"] for row in said.values()], emails=[row["email"] for row in said.values()],
    )  # fmt: skip
    known = KnownContacts(people)
    return [
        replace(
            one, account=next(iter(exact[one.place]), None), contact=known.of(**said[one.place]),
            several=len(exact[one.place]) > 1,
        )
        for one in found
    ]  # fmt: skip


def _meant(one: Entry, accounts: Sequence[Account]) -> dict[str, Any]:
    """What an entry says of who is meant, as `KnownContacts.of` takes it."""
    row = one.row
    return {
        "name": row["name"], "uid": row.get("uid", ""), "mobile": phone_key(row.get("mobile", "")),
        "email": row.get("email", ""), "account_id": accounts[0].pk if len(accounts) == 1 else None,
    }  # fmt: skip


def _sought(one: Entry) -> list[str]:
    return [
        one.row.get(name, "") for name in ("name", "account", "title", "mobile", "phone", "email", "address", "note")
    ]
