"""Bring monthly targets in from a file."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from fieldday.kit.imports import cells
from fieldday.kit.imports.cells import Field
from fieldday.kit.imports.drafts import Draft
from fieldday.kit.imports.report import ImportReport
from fieldday.kit.imports.running import Progress, Rows, run
from fieldday.people.actions.importing import RoomImporter
from fieldday.people.authority import authorise
from fieldday.people.models import Person
from fieldday.people.questions.company import the_company
from fieldday.rules.parsing import parse_day
from fieldday.rules.text import fold
from fieldday.rules.verdict import Unreadable
from fieldday.trade.actions.importing import refer
from fieldday.trade.models import Target
from fieldday.trade.policy import POLICY

VERB = "trade.target.imported"
METRICS = {"bookings": "bookings", "接單額": "bookings", "訂單": "bookings", "業績": "bookings"}
METRICS |= {"collections": "collections", "收款": "collections", "貨款回收": "collections"}


def fields(currency: str = "TWD") -> tuple[Field, ...]:
    """What a file of targets may bring."""
    return (
        Field("person", cells.text(60), needed=True, key=True),
        Field("metric", _metric, needed=True, key=True),
        Field("month", _month, needed=True, key=True),
        Field("amount", cells.amount(2, currency, negative=False), needed=True),
    )


def import_targets(
    *, by: Any, rows: Rows, at: datetime, dry_run: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Create and change monthly targets: one a person, metric (bookings, collections) and month (any day of it)."""
    authorise(POLICY, VERB, by=by)
    return run(_Targets(by=by, at=at), rows=rows, dry_run=dry_run, progress=progress)


class _Targets(RoomImporter):
    model = Target
    verb = VERB
    key_field = "person"

    def __init__(self, *, by: Any, at: datetime) -> None:
        self.fields = fields(the_company().currency)
        super().__init__(by=by, at=at)

    def rows(self) -> QuerySet:
        return Target.objects.unscoped("imports know every target")

    def key(self, draft: Draft) -> Hashable | None:
        parts = tuple(draft.given.get(name) for name in ("person", "metric", "month"))
        return None if None in parts else parts

    def refer(self, drafts: list[Draft]) -> None:
        people = Person.objects.unscoped("people of imported targets")
        refer(drafts, people, "person", "person_id", "people.person.unknown")

    def stored(self, drafts: Iterable[Draft]) -> Mapping[Hashable, Any]:
        wanted = {
            (draft.values["person_id"], draft.values["metric"], draft.values["month"]): draft.key
            for draft in drafts
            if {"person_id", "metric", "month"} <= draft.values.keys()
        }
        rows = self.rows().filter(person__in={one[0] for one in wanted}, month__in={one[2] for one in wanted})
        locked = rows.select_for_update(of=("self",)).order_by("pk")
        return {wanted[one]: row for row in locked if (one := (row.person_id, row.metric, row.month)) in wanted}


def _metric(cell: str) -> str:
    found = {fold(word): metric for word, metric in METRICS.items()}.get(fold(cell))
    if found is None:
        raise Unreadable("trade.target.unknown_metric", text=cell)
    return found


def _month(cell: str) -> date:
    """The first day of a month: any day of it, or 2026-11, 115/11."""
    if cell.count("-") + cell.count("/") + cell.count(".") == 1:
        cell += "-01" if "-" in cell else "/1" if "/" in cell else ".1"
    return parse_day(cell).replace(day=1)
