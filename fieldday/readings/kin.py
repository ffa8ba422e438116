"""The parents and the branches of one customer, its dealer and outlets, with what they ordered this year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum

from fieldday.customers.models import Account
from fieldday.trade.models import Order

MOST = 50  # that are named; the sums are of all
DEEPEST = 8  # steps up and down that are followed
COLUMNS = ("name", "status", "city", "parent_id", "dealer_id")


@dataclass(frozen=True)
class Relative:
    """A branch or an outlet; `year` are its bookings this year without tax, cancelled orders apart; `depth` is 0 for a
    branch, 1 for a branch of a branch."""

    id: UUID
    name: str
    status: str
    city: str
    year: Decimal
    depth: int = 0

    @property
    def step(self) -> int:
        """How far it is drawn to the right."""
        return min(self.depth, 5)


@dataclass(frozen=True)
class Kin:
    """Those in the reader's sight: `branches`, each with its own below it, and `outlets`, with their sums; who stands
    above, if seen: `parents` from the top down."""

    parents: tuple[Account, ...] = ()
    dealer: Account | None = None
    branches: tuple[Relative, ...] = ()
    outlets: tuple[Relative, ...] = ()

    @property
    def branches_year(self) -> Decimal:
        return sum((one.year for one in self.branches), Decimal(0))

    @property
    def outlets_year(self) -> Decimal:
        return sum((one.year for one in self.outlets), Decimal(0))


def kin_of(reader: Any, account: Account, today: date) -> Kin:
    """Two queries, and one more for each step further up or down; one for a customer that stands alone."""
    above = {pk for pk in (account.parent_id, account.dealer_id) if pk}
    wanted = Q(parent_id=account.pk) | Q(dealer_id=account.pk) | Q(pk__in=above)
    rows = list(
        Account.objects.visible_to(reader).filter(wanted)
        .only(*COLUMNS).order_by("name", "pk")
    )  # fmt: skip
    if not rows:
        return Kin()
    below = _below(reader, [row for row in rows if row.parent_id == account.pk])
    outlets = [row for row in rows if row.dealer_id == account.pk]
    sums = _sums([row.pk for row in (*(row for row, _depth in below), *outlets)], today)

    def told(row: Account, depth: int = 0) -> Relative:
        return Relative(row.pk, row.name, row.status, row.city, sums.get(row.pk, Decimal(0)), depth)

    by_id = {row.pk: row for row in rows}
    dealer = by_id.get(account.dealer_id) if account.dealer_id else None
    parents = _above(reader, by_id.get(account.parent_id)) if account.parent_id else ()
    return Kin(parents, dealer, tuple(told(*one) for one in below), tuple(map(told, outlets)))


def _above(reader: Any, parent: Account | None) -> tuple[Account, ...]:
    """The parent and its own parents, from the top down."""
    found: list[Account] = []
    while parent is not None and parent not in found and len(found) < DEEPEST:
        found.append(parent)
        asked = Account.objects.visible_to(reader).only(*COLUMNS).filter(pk=parent.parent_id)
        parent = asked.first() if parent.parent_id else None
    return tuple(reversed(found))


def _below(reader: Any, branches: list[Account]) -> list[tuple[Account, int]]:
    """The branches with their depth, each followed by its own."""
    of: dict[Any, list[Account]] = {}
    level, seen = branches, {one.pk for one in branches}
    for _step in range(DEEPEST):
        if not level:
            break
        asked = Account.objects.visible_to(reader).only(*COLUMNS).filter(parent_id__in=[one.pk for one in level])
        level = [one for one in asked.order_by("name", "pk") if one.pk not in seen]
        seen |= {one.pk for one in level}
        for one in level:
            of.setdefault(one.parent_id, []).append(one)

    def walk(some: list[Account], depth: int) -> list[tuple[Account, int]]:
        return [line for one in some for line in ((one, depth), *walk(of.get(one.pk, []), depth + 1))]

    return walk(branches, 0)


def _sums(ids: list[UUID], today: date) -> dict[UUID, Decimal]:
    orders = Order.objects.unscoped("of customers found in sight").filter(
        account__in=ids, cancelled=False, ordered_on__year=today.year
    )
    rows = orders.order_by().values_list("account").annotate(sum=Sum("amount"))
    return {account: amount or Decimal(0) for account, amount in rows}
