"""Bring orders in from a file; their lines have a file of their own."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from fieldday.kit.imports import cells
from fieldday.kit.imports.cells import Field
from fieldday.kit.imports.drafts import Draft
from fieldday.kit.imports.report import ImportReport
from fieldday.kit.imports.running import Progress, Rows, run
from fieldday.people.actions.importing import RoomImporter
from fieldday.people.authority import authorise
from fieldday.rules.ordering import is_cancelled
from fieldday.rules.parsing import parse_day
from fieldday.trade.actions.importing import refer_to_account_and_person
from fieldday.trade.models import Order
from fieldday.trade.policy import POLICY

VERB = "trade.order.imported"


def fields(currency: str = "TWD") -> tuple[Field, ...]:
    """What a file of orders may bring."""
    return (
        Field("external_id", cells.text(60), needed=True, key=True),
        Field("account", cells.text(60), needed=True),
        Field("person", cells.text(60)),
        Field("ordered_on", parse_day, needed=True),
        Field("status", cells.text(40)),
        Field("note", cells.text(4000)),
    )


def import_orders(
    *, by: Any, rows: Rows, at: datetime, dry_run: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Create and change orders, on their own days. A status that means cancelled cancels, another one revives."""
    authorise(POLICY, VERB, by=by)
    return run(_Orders(by=by, at=at), rows=rows, dry_run=dry_run, progress=progress)


class _Orders(RoomImporter):
    model = Order
    fields = fields()
    verb = VERB

    def rows(self) -> QuerySet:
        return Order.objects.unscoped("imports know every order")

    def refer(self, drafts: list[Draft]) -> None:
        refer_to_account_and_person(drafts)

    def derive(self, draft: Draft) -> None:
        if "status" in draft.values:
            draft.values["cancelled"] = is_cancelled(draft.values["status"])

    def facts(self, draft: Draft) -> dict[str, Any]:
        return {"account_id": draft.row.account_id, "day": draft.row.ordered_on}
