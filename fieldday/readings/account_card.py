"""One customer's card: who it is, what it ordered and paid, when it was visited."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, Sum

from fieldday.customers.models import Account, Contact
from fieldday.customers.questions.contacts import contacts_of
from fieldday.customers.questions.listing import account_seen
from fieldday.trade.models import Order, OrderLine, Payment
from fieldday.visits.models import Visit
from fieldday.visits.questions.visit_page import Learnt, learnt_of

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
class AccountCard:
    """All of a customer but its timeline."""

    account: Account
    contacts: tuple[Contact, ...]
    orders: OrderSums
    payments: PaymentSums
    visits: VisitSums
    learnt: tuple[Learnt, ...] = ()  # needs and habits 需求與習慣, the latest first


def account_card(reader: Any, pk: UUID, *, today: date) -> AccountCard | None:
    """The card of a customer in `reader`'s sight, as of `today`; None otherwise. Seven queries."""
    account = account_seen(reader, pk)
    if account is None:
        return None
    return AccountCard(
        account,
        tuple(contacts_of(account.pk)),
        _orders(account, today),
        _payments(account, today),
        _visits(account, today),
        learnt_of(account.pk, most=12),
    )


def _orders(account: Account, today: date) -> OrderSums:
    orders = Order.objects.unscoped(WHY).filter(account=account, cancelled=False)
    days = orders.aggregate(
        first=Min("ordered_on"),
        last=Max("ordered_on"),
        days=Count("ordered_on", distinct=True),
        count=Count("pk"),
        year=Count("pk", filter=Q(ordered_on__year=today.year)),
    )
    day = "order__ordered_on"
    sums = (
        OrderLine.objects.unscoped(WHY)
        .filter(order__account=account, order__cancelled=False)
        .aggregate(
            total=Sum("amount"),
            year=Sum("amount", filter=Q(**{f"{day}__year": today.year})),
            last_year=Sum("amount", filter=Q(**{f"{day}__year": today.year - 1})),
            year_before=Sum("amount", filter=Q(**{f"{day}__year": today.year - 1, f"{day}__lte": _year_before(today)})),
        )
    )
    usual = round((days["last"] - days["first"]).days / (days["days"] - 1)) if days["days"] > 2 else None
    return OrderSums(
        year=sums["year"] or NOTHING,
        year_before=sums["year_before"] or NOTHING,
        last_year=sums["last_year"] or NOTHING,
        total=sums["total"] or NOTHING,
        count=days["count"],
        year_count=days["year"],
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
