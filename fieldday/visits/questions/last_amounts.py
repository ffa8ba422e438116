"""What customers ordered and paid the last time: a hint beside what one expects of them."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from fieldday.customers.models import Account
from fieldday.trade.models import Order, Payment


@dataclass(frozen=True)
class LastAmounts:
    """The last order, without tax, and the last payment; None where there is none."""

    order: Decimal | None
    collection: Decimal | None


def last_amounts(reader: Any, accounts: Collection[UUID]) -> dict[UUID, LastAmounts]:
    """Of the customers among these that `reader` sees. Two queries for any number."""
    if not accounts:
        return {}
    orders = Order.objects.unscoped("orders of customers in sight").filter(account=OuterRef("pk"), cancelled=False)
    payments = Payment.objects.unscoped("payments of customers in sight").filter(account=OuterRef("pk"))
    rows = (
        Account.objects.visible_to(reader)
        .filter(pk__in=accounts)
        .annotate(
            last_order=Subquery(orders.order_by("-ordered_on", "-pk").values("amount")[:1]),
            last_payment=Subquery(payments.order_by("-paid_on", "-pk").values("amount")[:1]),
        )
        .values_list("pk", "last_order", "last_payment")
    )
    return {pk: LastAmounts(order, payment) for pk, order, payment in rows}
