"""One customer's card: who it is, what is worth knowing of it, what it ordered and paid, when it was visited."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, Sum
from django.utils import timezone

from fieldday.customers.models import Account, Attachment, Contact, Place, StatusChange
from fieldday.customers.questions.contacts import contacts_of
from fieldday.customers.questions.known import (
    DayToCome,
    attachments_of,
    days_of,
    notes_of,
    places_of,
    statuses_of,
)
from fieldday.customers.questions.listing import account_seen
from fieldday.customers.questions.presence import ANYTHING, present_at
from fieldday.kit.prepared import prepared, summed
from fieldday.kit.words import say
from fieldday.readings.kin import Kin, kin_of
from fieldday.rules.hours import OpenNow, open_at
from fieldday.rules.money import NOTHING
from fieldday.trade.models import Order, Payment
from fieldday.visits.models import Visit
from fieldday.visits.questions.visit_page import learnt_of

WHY = "of a customer found in sight"


@dataclass(frozen=True)
class OrderSums:
    """Bookings without tax by order date, cancelled orders apart.

    `year_before` is last year's up to the same day, `last_year` all of it; `usual_days` the mean number of days
    between days with an order, known from three such days on.
    """

    year: Decimal
    year_before: Decimal
    last_year: Decimal
    total: Decimal
    count: int
    year_count: int
    last_on: date | None
    usual_days: int | None


@dataclass(frozen=True)
class PaymentSums:
    """What was paid, by day of payment."""

    year: Decimal
    last_year: Decimal
    total: Decimal
    count: int
    last_on: date | None


@dataclass(frozen=True)
class VisitSums:
    """Visits in person; `shut` of them found it shut. `contacts` by phone and LINE are apart, the last `reached_on`."""

    year_count: int
    count: int
    shut: int
    last_on: date | None
    contacts: int = 0
    reached_on: date | None = None


@dataclass(frozen=True)
class Known:
    """Something worth knowing: learnt at a visit, or written on the card; then `id` names the note."""

    kind: str
    text: str
    day: date
    by: str
    contact: str = ""
    id: UUID | None = None
    retired: bool = False


@dataclass(frozen=True)
class AccountCard:
    """All of a customer but its timeline."""

    account: Account
    contacts: tuple[Contact, ...]
    orders: OrderSums
    payments: PaymentSums
    visits: VisitSums
    notes: tuple[Known, ...] = ()  # needs and habits 需求與習慣 and other notes that hold, the latest first
    notes_past: tuple[Known, ...] = ()  # those that hold no more
    days: tuple[DayToCome, ...] = ()
    places: tuple[Place, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    statuses: tuple[StatusChange, ...] = ()
    kin: Kin = field(default_factory=Kin)
    open_now: OpenNow | None = None
    there: frozenset[str] = ANYTHING  # `customers.questions.presence`: what there is of a customer at all

    @property
    def notes_more(self) -> int:
        """How many notes are folded away behind the first three."""
        return max(len(self.notes) - 3, 0) + len(self.notes_past)

    @property
    def contacts_more(self) -> int:
        """How many contacts are folded away behind the first four."""
        return max(len(self.contacts) - 4, 0)

    @property
    def since(self) -> date | None:
        """Since when the customer has its status; None where nobody said."""
        return self.statuses[0].day if self.statuses and self.statuses[0].status == self.account.status else None


def account_card(reader: Any, pk: UUID, *, today: date, at: datetime | None = None) -> AccountCard | None:
    """The card of a customer in `reader`'s sight, as of `today` and the moment `at`; None otherwise.

    Fourteen queries at most, however much there is; seven where there is little.
    """
    account = account_seen(reader, pk)
    if account is None:
        return None
    there = present_at(account.pk)
    notes = _known(account.pk, written="notes" in there)
    return AccountCard(
        account,
        tuple(contacts_of(account.pk)),
        _orders(account, today),
        _payments(account, today),
        _visits(account, today),
        notes=tuple(one for one in notes if not one.retired),
        notes_past=tuple(one for one in notes if one.retired),
        days=days_of(account.pk, today=today) if "days" in there else (),
        places=places_of(account.pk) if "places" in there else (),
        attachments=attachments_of(reader, account.pk) if "attachments" in there else (),
        statuses=statuses_of(account.pk) if "statuses" in there else (),
        kin=kin_of(reader, account, today) if "below" in there or account.parent_id or account.dealer_id else Kin(),
        open_now=open_at(account.visit_hours, timezone.localtime(at)) if at and account.visit_hours else None,
        there=there,
    )


def _known(account_id: UUID, *, written: bool) -> list[Known]:
    """What visits learnt and, where anything is, what was written on the card, the latest first."""
    learnt = [Known(one.kind, one.text, one.day, one.by) for one in learnt_of(account_id, most=12, written=False)]
    noted = [
        Known(say(f"customers.note.kind.{one.kind}"), one.text, one.day, one.by, one.contact, one.id, one.retired)
        for one in (notes_of(account_id) if written else ())
    ]
    return sorted([*learnt, *noted], key=lambda one: one.day, reverse=True)


def _orders(account: Account, today: date) -> OrderSums:
    found = _ordered(account.pk, *_years(today), _year_before(today))
    row: Any = found[0] if found else (None, None, 0, 0, 0, None, None, None, None)
    first, last, days, count, year_count, *sums = row
    total, year, last_year, year_before = (sum or NOTHING for sum in sums)
    return OrderSums(
        year=year,
        year_before=year_before,
        last_year=last_year,
        total=total,
        count=count,
        year_count=year_count,
        last_on=last,
        usual_days=round((last - first).days / (days - 1)) if days > 2 else None,
    )


@prepared
def _ordered(account: UUID, begins: date, ends: date, last_begins: date, last_ends: date, same_day: date) -> Any:
    rows = Order.objects.unscoped(WHY).filter(account_id=account, cancelled=False)
    year, last_year = Q(ordered_on__range=(begins, ends)), Q(ordered_on__range=(last_begins, last_ends))
    return summed(
        rows,
        Min("ordered_on"),
        Max("ordered_on"),
        Count("ordered_on", distinct=True),
        Count("pk"),
        Count("pk", filter=year),
        Sum("amount"),
        Sum("amount", filter=year),
        Sum("amount", filter=last_year),
        Sum("amount", filter=last_year & Q(ordered_on__lte=same_day)),
    )


def _payments(account: Account, today: date) -> PaymentSums:
    found = _paid(account.pk, *_years(today))
    count, last, *sums = found[0] if found else (0, None, None, None, None)
    total, year, last_year = (sum or NOTHING for sum in sums)
    return PaymentSums(year=year, last_year=last_year, total=total, count=count, last_on=last)


@prepared
def _paid(account: UUID, begins: date, ends: date, last_begins: date, last_ends: date) -> Any:
    return summed(
        Payment.objects.unscoped(WHY).filter(account_id=account),
        Count("pk"),
        Max("paid_on"),
        Sum("amount"),
        Sum("amount", filter=Q(paid_on__range=(begins, ends))),
        Sum("amount", filter=Q(paid_on__range=(last_begins, last_ends))),
    )


def _visits(account: Account, today: date) -> VisitSums:
    found = _visited(account.pk, *_years(today)[:2])
    year_count, count, shut, last, contacts, reached = found[0] if found else (0, 0, 0, None, 0, None)
    return VisitSums(year_count, count, shut, last, contacts, reached)


@prepared
def _visited(account: UUID, begins: date, ends: date) -> Any:
    went = Q(channel="visit")
    return summed(
        Visit.objects.unscoped(WHY).filter(account_id=account),
        Count("pk", filter=went & Q(day__range=(begins, ends))),
        Count("pk", filter=went),
        Count("pk", filter=Q(shut=True)),
        Max("day", filter=went),
        Count("pk", filter=~went),
        Max("day", filter=~went),
    )


def _years(today: date) -> tuple[date, date, date, date]:
    """The first and the last day of this year, and of the last one."""
    year, before = today.year, today.year - 1
    return date(year, 1, 1), date(year, 12, 31), date(before, 1, 1), date(before, 12, 31)


def _year_before(today: date) -> date:
    """The same day a year ago; 28 February for the leap day."""
    try:
        return today.replace(year=today.year - 1)
    except ValueError:
        return today.replace(year=today.year - 1, day=28)
