"""照上次訂: what a customer ordered last."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from fieldday.trade.models import Order, OrderLine


@dataclass(frozen=True)
class OrderedLine:
    """One line of an order: quantity in the product's unit, prices and amount in the company's currency."""

    product_id: int
    code: str
    name: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal
    amount: Decimal
    retired: bool


@dataclass(frozen=True)
class LastOrder:
    """A customer's latest order that was not called off and had something in it."""

    id: UUID
    ordered_on: date
    lines: tuple[OrderedLine, ...]
    total: Decimal


def last_order(reader: Any, account_id: UUID, *, but: UUID | None = None) -> LastOrder | None:
    """The latest order of a customer as `reader` sees it, `but` this one; two queries."""
    rows = Order.objects.visible_to(reader).filter(account_id=account_id, cancelled=False, lines__quantity__gt=0)
    if but:
        rows = rows.exclude(pk=but)
    row = rows.order_by("-ordered_on", "-pk").first()
    if row is None:
        return None
    lines = order_lines(row.pk)
    return LastOrder(row.pk, row.ordered_on, lines, sum((line.amount for line in lines), Decimal(0)))


def order_lines(order_id: UUID) -> tuple[OrderedLine, ...]:
    """The lines of an order that was found in sight, in their order."""
    rows = OrderLine.objects.unscoped("the lines of an order that was found in sight").filter(order_id=order_id)
    return tuple(
        OrderedLine(
            product_id=row.product_id,
            code=row.product.external_id,
            name=row.product.name,
            unit=row.product.unit,
            quantity=row.quantity,
            unit_price=row.unit_price,
            discount_percent=row.discount_percent,
            amount=row.amount,
            retired=row.product.retired,
        )
        for row in rows.select_related("product").order_by("position", "pk")
    )
