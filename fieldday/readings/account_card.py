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
from fieldday.kit.words import say
from fieldday.readings.kin import Kin, kin_of
from fieldday.rules.hours import OpenNow, open_at
from fieldday.trade.models import Order, Payment
from fieldday.visits.models import Visit
from fieldday.visits.questions.visit_page import learnt_of

WHY = "of a customer found in sight"
NOTHING = Decimal(0)


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
    first_on: date | None
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
    orders = Order.objects.unscoped(WHY).filter(account=account, cancelled=False)
    days = orders.aggregate(
        first=Min("ordered_on"),
        last=Max("ordered_on"),
        days=Count("ordered_on", distinct=True),
        count=Count("pk"),
        year_count=Count("pk", filter=Q(ordered_on__year=today.year)),
        total=Sum("amount"),
        year=Sum("amount", filter=Q(ordered_on__year=today.year)),
        last_year=Sum("amount", filter=Q(ordered_on__year=today.year - 1)),
        year_before=Sum("amount", filter=Q(ordered_on__year=today.year - 1, ordered_on__lte=_year_before(today))),
    )
    usual = round((days["last"] - days["first"]).days / (days["days"] - 1)) if days["days"] > 2 else None
    return OrderSums(
        year=days["year"] or NOTHING,
        year_before=days["year_before"] or NOTHING,
        last_year=days["last_year"] or NOTHING,
        total=days["total"] or NOTHING,
        count=days["count"],
        year_count=days["year_count"],
        first_on=days["first"],
        last_on=days["last"],
        usual_days=usual,
    )


def _payments(account: Account, today: date) -> PaymentSums:
    sums = (
        Payment.objects.unscoped(WHY)
        .filter(account=account)
        .aggregate(
            total=Sum("amount"),
            year=Sum("amount", filter=Q(paid_on__year=today.year)),
            last_year=Sum("amount", filter=Q(paid_on__year=today.year - 1)),
            count=Count("pk"),
            last=Max("paid_on"),
        )
    )
    return PaymentSums(
        year=sums["year"] or NOTHING,
        last_year=sums["last_year"] or NOTHING,
        total=sums["total"] or NOTHING,
        count=sums["count"],
        last_on=sums["last"],
    )


def _visits(account: Account, today: date) -> VisitSums:
    went = Q(channel="visit")
    sums = (
        Visit.objects.unscoped(WHY)
        .filter(account=account)
        .aggregate(
            count=Count("pk", filter=went),
            year=Count("pk", filter=went & Q(day__year=today.year)),
            shut=Count("pk", filter=Q(shut=True)),
            last=Max("day", filter=went),
            contacts=Count("pk", filter=~went),
            reached=Max("day", filter=~went),
        )
    )
    return VisitSums(
        year_count=sums["year"],
        count=sums["count"],
        shut=sums["shut"],
        last_on=sums["last"],
        contacts=sums["contacts"],
        reached_on=sums["reached"],
    )


def _year_before(today: date) -> date:
    """The same day a year ago; 28 February for the leap day."""
    try:
        return today.replace(year=today.year - 1)
    except ValueError:
        return today.replace(year=today.year - 1, day=28)
