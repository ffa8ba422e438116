"""Bring payments in from a file."""

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
from fieldday.people.questions.company import the_company
from fieldday.rules.parsing import parse_day
from fieldday.trade.actions.importing import refer_to_account_and_person
from fieldday.trade.models import Payment
from fieldday.trade.policy import POLICY

VERB = "trade.payment.imported"


def fields(currency: str = "TWD") -> tuple[Field, ...]:
    """What a file of payments may bring."""
    return (
        Field("external_id", cells.text(120), needed=True, key=True),
        Field("account", cells.text(60), needed=True),
        Field("person", cells.text(60)),
        Field("paid_on", parse_day, needed=True),
        Field("amount", cells.amount(2, currency), needed=True),
        Field("method", cells.text(40)),
        Field("note", cells.text(4000)),
    )


def import_payments(
    *, by: Any, rows: Rows, at: datetime, dry_run: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Create and change payments, on their own days. An amount below zero is money given back."""
    authorise(POLICY, VERB, by=by)
    return run(_Payments(by=by, at=at), rows=rows, dry_run=dry_run, progress=progress)


class _Payments(RoomImporter):
    model = Payment
    verb = VERB

    def __init__(self, *, by: Any, at: datetime) -> None:
        self.fields = fields(the_company().currency)
        super().__init__(by=by, at=at)

    def rows(self) -> QuerySet:
        return Payment.objects.unscoped("imports know every payment")

    def refer(self, drafts: list[Draft]) -> None:
        refer_to_account_and_person(drafts)

    def facts(self, draft: Draft) -> dict[str, Any]:
        return {"account_id": draft.row.account_id, "day": draft.row.paid_on}
