"""Expenses of the sales day as facts, and the page on which one keeps them. Seen by the person and his line only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from fieldday.rules import signoff
from fieldday.rules.expenses import over_limit
from fieldday.rules.money import NOTHING
from fieldday.visits.models import Code, DailyReport, Expense, Photo, Visit

WHY = "expenses of a person whose paper was found in sight"


@dataclass(frozen=True)
class ReceiptFact:
    """A receipt: `digest` is the SHA-256 of its picture."""

    id: UUID
    digest: str
    kind: str = "receipt"


@dataclass(frozen=True)
class ExpenseFact:
    """An expense of a day: its kind's code, the amount in the company's currency; `km` where the kind pays by
    distance, `limit` where it is above its kind's. `account` names the customer of the visit it belongs to."""

    id: UUID
    kind: str
    amount: Decimal
    km: Decimal | None
    note: str
    visit_id: UUID | None
    account: str
    receipts: tuple[ReceiptFact, ...] = ()
    limit: Decimal | None = None

    @property
    def over(self) -> bool:
        return self.limit is not None

    @property
    def without_receipt(self) -> bool:
        """Whether a receipt could be there and is not: distance has none."""
        return not self.receipts and self.km is None


def of_people(rows: QuerySet[Expense]) -> QuerySet[Expense]:
    """Expenses with kinds, customers and receipts, in two queries: `expense_fact` wants them so."""
    receipts = Photo.objects.unscoped(WHY).order_by("pk")
    found = rows.select_related("kind", "visit__account").prefetch_related(Prefetch("receipts", queryset=receipts))
    return found.order_by("at", "pk")


def expense_fact(row: Expense) -> ExpenseFact:
    """An expense that came through `of_people`, as a fact; no query."""
    return ExpenseFact(
        id=row.pk,
        kind=row.kind.code,
        amount=row.amount,
        km=row.km,
        note=row.note,
        visit_id=row.visit_id,
        account=row.visit.account.name if row.visit else "",
        receipts=tuple(ReceiptFact(one.pk, one.digest) for one in row.receipts.all()),
        limit=row.kind.limit if over_limit(row.amount, row.kind.limit) else None,
    )


def sums_by_kind(expenses: Sequence[ExpenseFact]) -> dict[str, Decimal]:
    """What each kind came to, by its code, in the order in which they first appear."""
    sums: dict[str, Decimal] = {}
    for one in expenses:
        sums[one.kind] = sums.get(one.kind, NOTHING) + one.amount
    return sums


@dataclass(frozen=True)
class Kind:
    """A kind of expense that may be chosen: `rate` for a kilometre where it pays by distance."""

    code: str
    word: str
    rate: Decimal | None
    limit: Decimal | None


def expense_kinds(*kept: str) -> tuple[Kind, ...]:
    """The kinds that the office offers, and the `kept` ones that an expense already has."""
    rows = Code.objects.filter(kind="expense").filter(Q(retired=False) | Q(code__in=kept))
    return tuple(Kind(row.code, str(row), row.rate or None, row.limit) for row in rows)


@dataclass(frozen=True)
class ExpensesPage:
    """One's own expenses of a day, what they may belong to, and whether the day still takes any."""

    day: date
    expenses: tuple[ExpenseFact, ...]
    visits: tuple[tuple[UUID, str], ...]
    kinds: tuple[Kind, ...]
    writable: bool
    report_status: str

    @property
    def total(self) -> Decimal:
        return sum((one.amount for one in self.expenses), NOTHING)


def expenses_page(reader: Any, day: date, *kept: str) -> ExpensesPage:
    """`reader`'s own expenses of a day; five queries."""
    mine = Expense.objects.visible_to(reader).filter(person=reader, day=day)
    visits = visits_of_day(reader, day).order_by("arrived_at", "pk").values_list("pk", "account__name")
    status = DailyReport.objects.visible_to(reader).filter(person=reader, day=day).values_list("status", flat=True)
    now = status.first() or ""
    return ExpensesPage(
        day=day,
        expenses=tuple(expense_fact(row) for row in of_people(mine)),
        visits=tuple(visits),
        kinds=expense_kinds(*kept),
        writable=not now or signoff.may_move(now, signoff.EDIT).ok,
        report_status=now,
    )


def visits_of_day(person: Any, day: date) -> QuerySet[Visit]:
    """The visits of one's own day, those one came along to among them."""
    return Visit.objects.visible_to(person).filter(Q(person=person) | Q(companions__person=person), day=day).distinct()


@dataclass(frozen=True)
class OneExpense:
    """One's own expense on a page of its own."""

    fact: ExpenseFact
    day: date
    version: int


def expense_seen(reader: Any, pk: UUID) -> OneExpense | None:
    """The expense, when it is the reader's own; None otherwise, whether it exists or not."""
    row = of_people(Expense.objects.visible_to(reader).filter(pk=pk, person=reader)).first()
    return OneExpense(expense_fact(row), row.day, row.version) if row else None
