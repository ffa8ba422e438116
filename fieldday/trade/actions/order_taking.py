"""Take an order at a customer's, revise it, call it off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.actions.status_keeping import prospect_bought
from fieldday.customers.models import Account
from fieldday.kit.refusals import refuse_with
from fieldday.people.authority import authorise
from fieldday.rules.ordering import LineDraft, judge_lines, line_amount
from fieldday.rules.verdict import Reason
from fieldday.trade.models import Order, OrderLine, Product
from fieldday.trade.policy import POLICY


@dataclass(frozen=True)
class LineInput:
    """One line as the form brings it: product, quantity in its unit, unit price, discount in per cent."""

    product_id: int
    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal = Decimal(0)


def take_order(
    *,
    by: Any,
    account_id: UUID,
    ordered_on: date,
    lines: Sequence[LineInput],
    at: datetime,
    order_id: UUID | None = None,
) -> Order:
    """Book an order of a customer in sight, in `by`'s name; a prospect is active from then on. Raises Refused with the
    reasons at their lines."""
    account = Account.objects.visible_to(by).filter(pk=account_id).first()
    authorise(POLICY, "trade.order.taken", by=by, seen=account is not None)
    products = _checked(lines)
    with transaction.atomic():
        order = Order(
            account_id=account_id,
            person=by,
            ordered_on=ordered_on,
            source="visit",
            **({"id": order_id} if order_id else {}),
        )
        order.save(force_insert=True)
        total = _write_lines(order, lines, products)
        _record("trade.order.taken", by, order, at, total)
        if account and account.status == "prospect":
            prospect_bought(account_id, by=by, at=at)
        return order


def revise_order(*, by: Any, order: Order, lines: Sequence[LineInput], at: datetime) -> None:
    """Replace the lines of an order that `by` took himself; nothing happens when they are the same."""
    authorise(POLICY, "trade.order.revised", by=by, author=order.person)
    products = _checked(lines)
    with transaction.atomic():
        rows = OrderLine.objects.unscoped("the lines of an order of one's own").filter(order=order)
        rows = rows.select_for_update().order_by("position")
        present = [(r.product_id, r.quantity, r.unit_price, r.discount_percent) for r in rows]
        if not order.cancelled and present == [
            (line.product_id, line.quantity, line.unit_price, line.discount_percent) for line in lines
        ]:
            return
        order.cancelled, order.status = False, ""
        order.save(update_fields=["cancelled", "status"])
        rows.delete()
        _record("trade.order.revised", by, order, at, _write_lines(order, lines, products))


def cancel_order(*, by: Any, order: Order, at: datetime) -> None:
    """Call off an order that `by` took himself. It stays, marked as cancelled, and counts no more."""
    authorise(POLICY, "trade.order.cancelled", by=by, author=order.person)
    if order.cancelled:
        return
    with transaction.atomic():
        order.cancelled, order.status = True, "取消"
        order.save(update_fields=["cancelled", "status"])
        _record("trade.order.cancelled", by, order, at, Decimal(0))


def _checked(lines: Sequence[LineInput]) -> dict[int, Product]:
    wanted = {line.product_id for line in lines}
    known = {p.pk: p for p in Product.objects.filter(pk__in=wanted)}
    products = {pk: product for pk, product in known.items() if not product.retired}
    drafts = [
        LineDraft(n, products.get(line.product_id), line.quantity, line.unit_price, line.discount_percent)
        for n, line in enumerate(lines, start=1)
    ]
    verdict = judge_lines(drafts)
    gone = [
        Reason("trade.line.retired_product", {"position": n, "product": known[line.product_id].name}, f"line-{n}")
        for n, line in enumerate(lines, start=1)
        if line.product_id in known.keys() - products.keys()
    ]
    fields = {one.field for one in gone}
    without = "trade.line.without_product"
    refuse_with([*gone, *(r for r in verdict.reasons if r.code != without or r.field not in fields)])
    return products


def _write_lines(order: Order, lines: Sequence[LineInput], products: dict[int, Product]) -> Decimal:
    rows, seen = [], dict.fromkeys(products, 0)
    for position, line in enumerate(lines, start=1):
        seen[line.product_id] += 1
        rows.append(
            OrderLine(
                order=order,
                key=f"{products[line.product_id].external_id}#{seen[line.product_id]}",
                position=position,
                product_id=line.product_id,
                quantity=line.quantity,
                unit_price=line.unit_price,
                discount_percent=line.discount_percent,
                amount=line_amount(line.quantity, line.unit_price, line.discount_percent),
            )
        )
    OrderLine.objects.bulk_create(rows)
    return sum((row.amount for row in rows), Decimal(0))


def _record(verb: str, by: Any, order: Order, at: datetime, total: Decimal) -> None:
    trail.record(verb, by=by, noun=order, at=at, account_id=order.account_id, day=order.ordered_on, total=total)
