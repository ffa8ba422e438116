"""Take back the products, orders, lines, payments and targets that a file brought."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from fieldday.people.actions.unimporting import Kept, RoomUndoer
from fieldday.people.authority import authorise
from fieldday.trade.models import Order, OrderLine, Payment, Product, Target
from fieldday.trade.policy import POLICY
from fieldday.trail.models import Event

WHY = "those that an import brought"


def unimport_products(*, by: Any, at: datetime, events: list[Event]) -> list[Kept]:
    """Take products back. One that stands on an order stays; a cost is not on the trail and stays as it is."""
    authorise(POLICY, "trade.product.unimported", by=by)
    return _Products(by=by, at=at).undo(events)


def unimport_orders(*, by: Any, at: datetime, events: list[Event]) -> list[Kept]:
    """Take orders back. One that has lines, or that a visit brought, stays."""
    authorise(POLICY, "trade.order.unimported", by=by)
    return _Orders(by=by, at=at).undo(events)


def unimport_order_lines(*, by: Any, at: datetime, events: list[Event]) -> list[Kept]:
    """Take lines of orders back."""
    authorise(POLICY, "trade.order_line.unimported", by=by)
    return _OrderLines(by=by, at=at).undo(events)


def unimport_payments(*, by: Any, at: datetime, events: list[Event]) -> list[Kept]:
    """Take payments back. One that a visit brought stays."""
    authorise(POLICY, "trade.payment.unimported", by=by)
    return _Payments(by=by, at=at).undo(events)


def unimport_targets(*, by: Any, at: datetime, events: list[Event]) -> list[Kept]:
    """Take targets back."""
    authorise(POLICY, "trade.target.unimported", by=by)
    return _Targets(by=by, at=at).undo(events)


class _Products(RoomUndoer):
    model = Product
    verb = "trade.product.unimported"


class _Orders(RoomUndoer):
    model = Order
    verb = "trade.order.unimported"

    def rows(self) -> QuerySet:
        return Order.objects.unscoped(WHY)

    def facts(self, row: Order) -> dict[str, Any]:
        return {"account_id": row.account_id, "day": row.ordered_on}


class _OrderLines(RoomUndoer):
    model = OrderLine
    verb = "trade.order_line.unimported"

    def rows(self) -> QuerySet:
        return OrderLine.objects.unscoped(WHY).select_related("order")

    def name(self, row: OrderLine) -> str:
        return f"{row.order.external_id or ''} {row.key}".strip()

    def facts(self, row: OrderLine) -> dict[str, Any]:
        return {"day": row.order.ordered_on}


class _Payments(RoomUndoer):
    model = Payment
    verb = "trade.payment.unimported"

    def rows(self) -> QuerySet:
        return Payment.objects.unscoped(WHY)

    def facts(self, row: Payment) -> dict[str, Any]:
        return {"account_id": row.account_id, "day": row.paid_on}


class _Targets(RoomUndoer):
    model = Target
    verb = "trade.target.unimported"

    def rows(self) -> QuerySet:
        return Target.objects.unscoped(WHY).select_related("person")

    def name(self, row: Target) -> str:
        return f"{row.person} {row.month:%Y-%m} {row.metric}"
