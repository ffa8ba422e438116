"""What is kept beside a customer or a person there: places, days to come, notes, files, how its status went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from fieldday.customers.models import AccountNote, Anniversary, Attachment, Contact, Place, StatusChange
from fieldday.kit.prepared import prepared
from fieldday.rules.lunar import Occurrence, Yearly, next_occurrence

WHY = "of a customer found in sight"
SOON = 30  # days
MOST_NOTES = 60


@dataclass(frozen=True)
class DayToCome:
    """A day that returns, and when it is next; `next` None past the years that are known."""

    row: Anniversary
    who: str
    next: Occurrence | None

    @property
    def soon(self) -> bool:
        return self.next is not None and self.next.days <= SOON


@dataclass(frozen=True)
class Noted:
    """A note on the card, its author by name."""

    id: UUID
    kind: str
    text: str
    day: date
    by: str
    at: datetime
    contact: str
    retired: bool


@dataclass(frozen=True)
class KnownOfContact:
    """What is kept of one person."""

    days: tuple[DayToCome, ...]
    places: tuple[Place, ...]
    notes: tuple[Noted, ...]


def known_of_contact(contact: Contact, *, today: date) -> KnownOfContact:
    """The person's own days, places and notes. Three queries."""
    rows = Anniversary.objects.unscoped(WHY).filter(contact=contact).select_related("contact")
    places = Place.objects.unscoped(WHY).filter(contact=contact)
    return KnownOfContact(_ordered(rows, today), tuple(places), notes_of(contact.account_id, contact_id=contact.pk))


def days_of(account_id: UUID, *, today: date) -> tuple[DayToCome, ...]:
    """The days of a customer and of who is there, the next one first. One query."""
    rows = Anniversary.objects.unscoped(WHY).filter(Q(contact=None) | Q(contact__retired=False), account_id=account_id)
    return _ordered(rows.select_related("contact"), today)


def places_of(account_id: UUID) -> tuple[Place, ...]:
    """The further addresses of a customer and of who is there. One query."""
    rows = Place.objects.unscoped(WHY).filter(Q(contact=None) | Q(contact__retired=False), account_id=account_id)
    return tuple(rows.select_related("contact"))


def notes_of(
    account_id: UUID, *, contact_id: UUID | None = None, said: bool = False, most: int = MOST_NOTES
) -> tuple[Noted, ...]:
    """Notes on the card, the latest first, those that hold no more last; `said`: those of the usual kinds alone that
    still hold. One query."""
    rows = _said(account_id) if said else _notes(account_id, contact_id)
    return tuple(
        Noted(
            row.pk, row.kind, row.text, row.day, row.by.name if row.by else "", row.at,
            row.contact.name if row.contact else "", row.retired,
        )
        for row in rows[:most]
    )  # fmt: skip


@prepared
def _notes(account_id: UUID, contact_id: UUID | None) -> Any:
    rows = AccountNote.objects.unscoped(WHY).filter(account_id=account_id)
    return _latest(rows if contact_id is None else rows.filter(contact_id=contact_id))


@prepared
def _said(account_id: UUID) -> Any:
    kinds = AccountNote.KINDS
    return _latest(AccountNote.objects.unscoped(WHY).filter(account_id=account_id, kind__in=kinds, retired=False))


def _latest(rows: Any) -> Any:
    return rows.select_related("by", "contact").order_by("retired", "-day", "-at")[:MOST_NOTES]


def statuses_of(account_id: UUID, *, most: int = 20) -> tuple[StatusChange, ...]:
    """How its status went, the latest first; empty where nothing was said since the history is kept. One query."""
    rows = StatusChange.objects.unscoped(WHY).filter(account_id=account_id).select_related("by")
    return tuple(rows.order_by("-at", "-pk")[:most])


def attachments_of(reader: Any, account_id: UUID, *, most: int = 50) -> tuple[Attachment, ...]:
    """The files that `reader` may see: the confidential ones of his line only. One query."""
    rows = Attachment.objects.visible_to(reader).filter(account_id=account_id).select_related("by")
    return tuple(rows.order_by("-at", "pk")[:most])


def attachment_seen(reader: Any, pk: UUID) -> Attachment | None:
    """A file, when `reader` may see it; None otherwise."""
    return Attachment.objects.visible_to(reader).select_related("account").filter(pk=pk).first()


def place_seen(reader: Any, pk: UUID) -> Place | None:
    """A further address, when `reader` sees the customer; None otherwise."""
    return Place.objects.visible_to(reader).select_related("account").filter(pk=pk).first()


def anniversary_seen(reader: Any, pk: UUID) -> Anniversary | None:
    """A day, when `reader` sees the customer; None otherwise."""
    return Anniversary.objects.visible_to(reader).select_related("account").filter(pk=pk).first()


def _ordered(rows: Iterable[Anniversary], today: date) -> tuple[DayToCome, ...]:
    found = [DayToCome(row, row.contact.name if row.contact else "", _next(row, today)) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.next is None, one.next.on if one.next else date.max)))


def _next(row: Anniversary, today: date) -> Occurrence | None:
    return next_occurrence(Yearly(row.month, row.day, row.year, row.lunar, row.leap), today)
