"""Bring the lines of orders in from a file."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from fieldday.kit.imports import cells
from fieldday.kit.imports.cells import Field
from fieldday.kit.imports.drafts import Draft
from fieldday.kit.imports.report import ImportReport
from fieldday.kit.imports.running import Progress, Rows, run
from fieldday.people.actions.importing import RoomImporter
from fieldday.people.authority import authorise
from fieldday.people.questions.company import the_company
from fieldday.rules.money import LARGEST, LARGEST_SAID
from fieldday.rules.ordering import line_amount
from fieldday.rules.parsing import as_number
from fieldday.rules.verdict import Unreadable
from fieldday.trade.actions.importing import refer
from fieldday.trade.models import Order, OrderLine, Product
from fieldday.trade.policy import POLICY

VERB = "trade.order_line.imported"
LAST_POSITION = 2_147_483_647


def fields(currency: str = "TWD") -> tuple[Field, ...]:
    """What a file of order lines may bring."""
    return (
        Field("line", cells.text(60), key=True),
        Field("order", cells.text(60), needed=True, key=True),
        Field("product", cells.text(60), needed=True),
        Field("quantity", cells.decimal(3), needed=True),
        Field("unit_price", cells.amount(4, currency), needed=True),
        Field("discount_percent", _per_cent),
    )


def import_order_lines(
    *, by: Any, rows: Rows, at: datetime, dry_run: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Create and change lines of known orders. A line without `line` is known by order, product and nth occurrence.

    A quantity below zero is a return line; a quantity or a price of zero is kept: files have both.
    """
    authorise(POLICY, VERB, by=by)
    return run(_OrderLines(by=by, at=at), rows=rows, dry_run=dry_run, progress=progress)


class _OrderLines(RoomImporter):
    model = OrderLine
    verb = VERB
    key_field = "line"

    def __init__(self, *, by: Any, at: datetime) -> None:
        self.fields = fields(the_company().currency)
        super().__init__(by=by, at=at)
        self._of_order: Counter[str] = Counter()
        self._of_product: Counter[tuple[str, str]] = Counter()
        self._positions: dict[int, int] = {}  # a row's place in its order, by the row's number
        self._days: dict[Any, Any] = {}

    def rows(self) -> QuerySet:
        return OrderLine.objects.unscoped("imports know every line")

    def key(self, draft: Draft) -> Hashable | None:
        order, product, line = (draft.given.get(name) for name in ("order", "product", "line"))
        if order is None:
            return None
        self._of_order[order] += 1
        self._positions[draft.number] = int(line) if line and _is_position(line) else self._of_order[order]
        if line is None and product is not None:
            self._of_product[order, product] += 1
            line = f"{product}#{self._of_product[order, product]}"
        return (order, line) if line else None

    def refer(self, drafts: list[Draft]) -> None:
        orders = Order.objects.unscoped("orders of imported lines")
        ids = refer(drafts, orders, "order", "order_id", "trade.order.unknown")
        refer(drafts, Product.objects.all(), "product", "product_id", "trade.product.unknown")
        self._days = dict(orders.filter(pk__in=ids.values()).values_list("pk", "ordered_on"))
        for draft in drafts:
            draft.values.pop("line", None)

    def stored(self, drafts: Iterable[Draft]) -> Mapping[Hashable, Any]:
        wanted = {(draft.values["order_id"], draft.key[1]): draft.key for draft in drafts if "order_id" in draft.values}  # type: ignore[index]  # a pair, by `key`
        rows = self.rows().filter(order__in={order for order, _ in wanted}, key__in={key for _, key in wanted})
        locked = rows.select_for_update(of=("self",)).order_by("pk")
        return {wanted[pair]: row for row in locked if (pair := (row.order_id, row.key)) in wanted}

    def derive(self, draft: Draft) -> None:
        quantity, price, discount = (
            draft.values.get(name, getattr(draft.row, name, Decimal(0)))
            for name in ("quantity", "unit_price", "discount_percent")
        )
        amount = line_amount(quantity, price, discount)
        if abs(amount) >= LARGEST:
            draft.fail("quantity", "kit.amount.too_large", text=amount, limit=LARGEST_SAID)
            return
        draft.values["amount"] = amount

    def new(self, draft: Draft) -> OrderLine:
        return OrderLine(key=draft.key[1], position=self._positions[draft.number])  # type: ignore[index]  # a pair

    def facts(self, draft: Draft) -> dict[str, Any]:
        return {"day": self._days[draft.row.order_id]}


def _is_position(line: str) -> bool:
    number = as_number(line, 10)
    return number is not None and number <= LAST_POSITION


def _per_cent(cell: str) -> Decimal:
    value = cells.decimal(3)(cell.removesuffix("%").rstrip())
    if not 0 <= value <= 100:
        raise Unreadable("trade.line.percent_out_of_range", text=cell)
    return value
