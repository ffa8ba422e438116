"""Conditions on what happened with a customer: visits, orders, payments, contacts, days that return.

They are asked of customers in sight, and each of these rows is seen with its customer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from fieldday.customers.models import Account, Anniversary, Contact
from fieldday.readings.segment_days import ITS_DAY, returning
from fieldday.readings.segment_shapes import figure_is, holds, several, text_is, two
from fieldday.rules.kpi import ASKS_THE_MARKET, CHECKABLE
from fieldday.rules.segments import Leaf
from fieldday.trade.models import Order, Payment, Product
from fieldday.visits.models import Result, Visit
from fieldday.visits.questions.codes import codes_by_id

WHY = "of customers found in sight"
_SAID = sorted(CHECKABLE - {"next_step"})  # what a result counts as, and needs no record beside it


@dataclass(frozen=True)
class Asked:
    """On which day one asks, and of how many: `few` customers are each looked at, with the rows of all `line`'s."""

    today: date
    line: tuple[int, ...] | None = None  # owners in sight; None where all customers are
    narrow: Q | None = None  # what must hold of a customer anyway: of no other need a sum be made

    @property
    def few(self) -> bool:
        return self.line is not None


Part = Callable[[Leaf, Asked], Q]


def has(rows: "QuerySet[Any]", asked: Asked) -> Q:
    """Customers to whom one of the rows belongs. Each of few customers is asked by itself; for all customers SQLite is
    given a list that it makes once. PostgreSQL turns either form into the join that it likes best."""
    if connection.vendor == "sqlite" and not asked.few:
        return Q(pk__in=rows.order_by().values("account_id"))
    return Q(Exists(rows.order_by().filter(account=OuterRef("pk"))))


def in_person(today: date) -> "QuerySet[Visit]":
    """Visits up to a day, those that found it shut among them, as the customers' list counts them."""
    return Visit.objects.unscoped(WHY).filter(channel="visit", day__lte=today)


def effective(today: date) -> "QuerySet[Visit]":
    """Effective visits up to a day: `rules.kpi.is_effective` as a query. What the results' codes say lies with the
    visit; only where that is not enough are orders and payments asked that a code says nothing of."""
    codes = codes_by_id().values()
    silent = [code.pk for code in codes if code.counts_as not in _SAID]
    asking = [code.pk for code in codes if code.code in ASKS_THE_MARKET]
    results = Result.objects.unscoped(WHY).filter(visit=OuterRef("pk"), code__in=silent)
    purposes = Visit.purposes.through.objects.filter(visit=OuterRef("pk"), code__in=asking)
    counts = Q(next_step_on__isnull=False) | Q(outcomes__contains="market_info") & Q(Exists(purposes))
    for word in _SAID:
        counts |= Q(outcomes__contains=word)
    counts |= Q(Exists(results.filter(payment__isnull=False, payment__amount__gt=0)))
    counts |= Q(Exists(results.filter(order__isnull=False, order__cancelled=False, order__amount__gt=0)))
    return in_person(today).filter(counts, shut=False, met_in_charge=True)


def orders(today: date) -> "QuerySet[Order]":
    """Orders up to a day, cancelled ones apart."""
    return Order.objects.unscoped(WHY).filter(cancelled=False, ordered_on__lte=today)


def payments(today: date) -> "QuerySet[Payment]":
    return Payment.objects.unscoped(WHY).filter(paid_on__lte=today)


def contacts(today: date) -> "QuerySet[Contact]":
    """People who are there, but those who were taken out."""
    return Contact.objects.unscoped(WHY).filter(retired=False, erased_at=None)


def _since(rows: Callable[[date], "QuerySet[Any]"], day: str) -> Part:
    """When it was last: within so many days, not within them (never among it), ever, never."""

    def part(leaf: Leaf, asked: Asked) -> Q:
        found = rows(asked.today)
        if leaf.op in {"within", "not_within"}:
            found = found.filter(**{f"{day}__gt": asked.today - timedelta(days=int(leaf.value))})  # type: ignore[arg-type]
        yes = has(found, asked)
        return ~yes if leaf.op in {"not_within", "never"} else yes

    return part


def _sum(rows: Callable[[date], "QuerySet[Any]"], day: str, of: Any) -> Part:
    """How much or how many within a period; nothing is none."""

    def part(leaf: Leaf, asked: Asked) -> Q:
        span, days = two(leaf)
        found = rows(asked.today)
        if days is not None:
            found = found.filter(**{f"{day}__gt": asked.today - timedelta(days=days)})
        return _having(found, of, span, asked)

    return part


def is_of_narrowed(leaf: Leaf, asked: Asked) -> bool:
    """Whether a condition is a sum that means none but customers whom `asked.narrow` means too."""
    return leaf.kind == "sum" and not asked.few and not holds(two(leaf)[0], Decimal(0))


def _having(rows: "QuerySet[Any]", of: Any, span: Any, asked: Asked) -> Q:
    """Customers whose sum lies in the span, of those narrowed to. Whoever has no rows has nothing: where nothing will
    do, it is all but those whose sum lies outside."""
    rows, inside = rows.order_by(), figure_is("figure", span)
    nothing = holds(span, Decimal(0))
    if asked.few:  # each by itself
        rows = rows.filter(account=OuterRef("pk"))
    elif asked.narrow is not None:
        rows = rows.filter(account__in=Account.objects.unscoped(WHY).filter(asked.narrow))
    sums = rows.values("account_id").annotate(figure=of)
    wanted = sums.exclude(inside) if nothing else sums.filter(inside)
    found = Q(Exists(wanted)) if asked.few else Q(pk__in=wanted.values("account_id"))
    return ~found if nothing else found


def _bought(path: str) -> Part:
    """Ordered one of these, and not only gave it back, perhaps within so many days."""

    def part(leaf: Leaf, asked: Asked) -> Q:
        which, days = two(leaf)
        products = Product.objects.filter(**{f"{path}__in": which}).values("pk")
        found = orders(asked.today).filter(lines__product__in=products, lines__quantity__gt=0)
        if days is not None:
            found = found.filter(ordered_on__gt=asked.today - timedelta(days=days))
        return has(found, asked)

    return part


def _last_result(leaf: Leaf, asked: Asked) -> Q:
    """What came of the last visit in person: looked up for each customer, by the index of its visits."""
    last = in_person(asked.today).filter(account=OuterRef(OuterRef("pk"))).order_by("-day", "-arrived_at", "-pk")
    results = Result.objects.unscoped(WHY).filter(visit=Subquery(last.values("pk")[:1]))
    if leaf.op != "filled":
        results = results.filter(code__code__in=several(leaf))
    return Q(Exists(results))


def _contact(column: str) -> Part:
    def part(leaf: Leaf, asked: Asked) -> Q:
        if leaf.kind == "word":
            return has(contacts(asked.today).filter(**{f"{column}__in": leaf.value}), asked)
        return has(contacts(asked.today).filter(text_is(column, leaf.op, leaf.value)), asked)

    return part


def _contacts(leaf: Leaf, asked: Asked) -> Q:
    return _having(contacts(asked.today), Count("pk"), leaf.value, asked)


def _yearly(*kinds: str) -> Part:
    """A day that returns within the coming days, today among them; of a customer, or of somebody who is there."""

    def part(leaf: Leaf, asked: Asked) -> Q:
        rows = Anniversary.objects.unscoped(WHY).annotate(its_day=ITS_DAY)
        rows = rows.filter(Q(contact=None) | Q(contact__retired=False))
        if kinds:
            rows = rows.filter(kind__in=kinds)
        return has(rows.filter(returning(asked.today, int(leaf.value))), asked)  # type: ignore[arg-type]  # days, by its kind

    return part


PARTS: dict[str, Part] = {
    "last_visit": _since(in_person, "day"),
    "last_effective": _since(effective, "day"),
    "last_contact": _since(lambda today: Visit.objects.unscoped(WHY).filter(day__lte=today), "day"),
    "last_result": _last_result,
    "visits": _sum(in_person, "day", Count("pk")),
    "effective_visits": _sum(effective, "day", Count("pk")),
    "bought_product": _bought("pk"),
    "bought_brand": _bought("brand"),
    "bought_category": _bought("category"),
    "last_order": _since(orders, "ordered_on"),
    "last_payment": _since(payments, "paid_on"),
    "orders": _sum(orders, "ordered_on", Count("pk")),
    "order_amount": _sum(orders, "ordered_on", Sum("amount")),
    "paid_amount": _sum(payments, "paid_on", Sum("amount")),
    "birthday": _yearly("birthday"),
    "anniversary": _yearly(),
    "contact_name": _contact("name"),
    "contact_mobile": _contact("mobile"),
    "contact_email": _contact("email"),
    "contact_role": _contact("role"),
    "contacts": _contacts,
}
