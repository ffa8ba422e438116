"""Bring products in from a file."""

from datetime import datetime
from typing import Any

from fieldday.kit.imports import cells
from fieldday.kit.imports.cells import Field
from fieldday.kit.imports.report import ImportReport
from fieldday.kit.imports.running import Progress, Rows, run
from fieldday.people.actions.importing import RoomImporter
from fieldday.people.authority import authorise
from fieldday.people.questions.company import the_company
from fieldday.trade.models import Product
from fieldday.trade.policy import POLICY

VERB = "trade.product.imported"


def fields(currency: str = "TWD") -> tuple[Field, ...]:
    """What a file of products may bring."""
    return (
        Field("external_id", cells.text(60), needed=True, key=True),
        Field("name", cells.text(200), needed=True),
        Field("category", cells.text(120)),
        Field("brand", cells.text(120)),
        Field("unit", cells.text(20)),
        Field("cost", cells.amount(4, currency), secret=True),
        Field("price", cells.amount(4, currency)),
    )


def import_products(
    *, by: Any, rows: Rows, at: datetime, dry_run: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Create and change products. The trail says that a cost changed, never what it is."""
    authorise(POLICY, VERB, by=by)
    return run(_Products(by=by, at=at), rows=rows, dry_run=dry_run, progress=progress)


class _Products(RoomImporter):
    model = Product
    verb = VERB

    def __init__(self, *, by: Any, at: datetime) -> None:
        self.fields = fields(the_company().currency)
        super().__init__(by=by, at=at)
