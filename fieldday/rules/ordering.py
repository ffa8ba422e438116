"""Order lines: what a line comes to, what an order must be, and which word of the ERP means cancelled."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from decimal import Decimal

from fieldday.rules.money import round_to
from fieldday.rules.text import fold
from fieldday.rules.verdict import Reason, Verdict

CODES: tuple[str, ...] = (
    "trade.order.without_lines",
    "trade.order.too_many_lines",
    "trade.order.too_large",
    "trade.line.without_product",
    "trade.line.without_quantity",
    "trade.line.negative_price",
    "trade.line.discount_out_of_range",
    "trade.line.too_large",
)

MOST_LINES = 500
LARGEST = Decimal(100_000_000)  # of an order and each of its lines, in the company's currency: more is a slip
_CANCELLED = frozenset({"cancelled", "canceled", "取消", "已取消"})


@dataclasses.dataclass(frozen=True)
class LineDraft:
    """One line as it is being written. ``position`` counts from 1 and names the line in a reason's field ("line-2").

    Quantity below nothing is a return line; price 0 is goods given free 搭贈. Discount in per cent.
    """

    position: int
    product: object | None
    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal = Decimal(0)


def line_amount(
    quantity: Decimal | int, unit_price: Decimal | int, discount_percent: Decimal | int = 0, places: int = 2
) -> Decimal:
    """Quantity × unit price less the discount in per cent, rounded half up once, at the end."""
    gross = Decimal(quantity) * Decimal(unit_price)
    return round_to(gross * (100 - Decimal(discount_percent)) / 100, places)


def judge_lines(lines: Sequence[LineDraft]) -> Verdict:
    """Whether an order with these lines can be taken; every fault at once, each at its line."""
    return Verdict((*_about_the_order(lines), *(reason for line in lines for reason in _about_the_line(line))))


def is_cancelled(status: str) -> bool:
    """Whether an order's status word cancels it: Cancelled, Canceled, 取消, 已取消, in any case and width."""
    return fold(status) in _CANCELLED


def _about_the_order(lines: Sequence[LineDraft]) -> Iterator[Reason]:
    if not lines:
        yield Reason("trade.order.without_lines")
    if len(lines) > MOST_LINES:
        yield Reason("trade.order.too_many_lines", {"count": len(lines), "limit": MOST_LINES})
    elif sum(abs(line.quantity * line.unit_price) for line in lines if _fits(line)) > LARGEST:
        yield Reason("trade.order.too_large", {"limit": f"{LARGEST:,f}"}, "lines")


def _about_the_line(line: LineDraft) -> Iterator[Reason]:
    field, params = f"line-{line.position}", {"position": line.position}
    if line.product is None:
        yield Reason("trade.line.without_product", params, field)
    if not line.quantity.is_finite() or line.quantity == 0:
        yield Reason("trade.line.without_quantity", params, field)
    if not line.unit_price.is_finite() or line.unit_price < 0:
        yield Reason("trade.line.negative_price", params, field)
    if not line.discount_percent.is_finite() or not 0 <= line.discount_percent <= 100:
        yield Reason("trade.line.discount_out_of_range", params, field)
    elif _is_number(line) and not _fits(line):
        yield Reason("trade.line.too_large", params | {"limit": f"{LARGEST:,f}"}, field)


def _is_number(line: LineDraft) -> bool:
    return line.quantity.is_finite() and line.unit_price.is_finite()


def _fits(line: LineDraft) -> bool:
    return _is_number(line) and abs(line.quantity * line.unit_price) <= LARGEST
