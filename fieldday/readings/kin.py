"""Parent and branches, dealer and outlets of one customer, with what they ordered this year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum

from fieldday.customers.models import Account
from fieldday.trade.models import Order

MOST = 50  # that are named; the sums are of all


@dataclass(frozen=True)
class Relative:
    """A branch or an outlet; `year` are its bookings this year without tax, cancelled orders apart."""

    id: UUID
    name: str
    status: str
    city: str
    year: Decimal


@dataclass(frozen=True)
class Kin:
    """Those in the reader's sight: `branches` and `outlets` with their sums, and who stands above, if seen."""

    parent: Account | None = None
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
    """Two queries; one for a customer that stands alone."""
    above = {pk for pk in (account.parent_id, account.dealer_id) if pk}
    wanted = Q(parent_id=account.pk) | Q(dealer_id=account.pk) | Q(pk__in=above)
    rows = list(
        Account.objects.visible_to(reader).filter(wanted)
        .only("name", "status", "city", "parent_id", "dealer_id").order_by("name", "pk")
    )  # fmt: skip
    if not rows:
        return Kin()
    sums = _sums([row.pk for row in rows], today)
    by_id = {row.pk: row for row in rows}

    def told(field: str) -> tuple[Relative, ...]:
        return tuple(
            Relative(row.pk, row.name, row.status, row.city, sums.get(row.pk, Decimal(0)))
            for row in rows
            if getattr(row, field) == account.pk
        )

    parent = by_id.get(account.parent_id) if account.parent_id else None
    dealer = by_id.get(account.dealer_id) if account.dealer_id else None
    return Kin(parent, dealer, told("parent_id"), told("dealer_id"))


def _sums(ids: list[UUID], today: date) -> dict[UUID, Decimal]:
    orders = Order.objects.unscoped("of customers found in sight").filter(
        account__in=ids, cancelled=False, ordered_on__year=today.year
    )
    rows = orders.order_by().values_list("account").annotate(sum=Sum("amount"))
    return {account: amount or Decimal(0) for account, amount in rows}
