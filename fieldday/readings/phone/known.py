"""What was learnt of customers lately: at visits, and written on their cards."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from fieldday.customers.models import AccountNote
from fieldday.kit.prepared import prepared
from fieldday.readings.phone.spelling import Row, day_text
from fieldday.visits.models import MarketNote
from fieldday.visits.questions.codes import the_codes

WHY = "of customers found in sight"
MOST = 5  # of one customer
LONGEST = 300  # characters
SINCE = timedelta(days=400)  # what was heard longer ago is on the customer's page


def notes_by_account(ids: Collection[UUID], today: date) -> dict[UUID, list[Row]]:
    """The last notes of each customer, the latest first, by the codes of the office's list of notes; "" for one that
    is on no list. Three queries."""
    found: dict[UUID, list[tuple[date, str, str]]] = defaultdict(list)
    for account, day, kind, text in _heard(ids, today - SINCE):
        found[account].append((day, kind, text))
    codes = the_codes()
    asked = {codes.means["note", code]: code for code in codes.asked}
    for account, day, kind, text in _written(ids):
        found[account].append((day, asked.get(kind, ""), text))
    return {
        account: [
            {"day": day_text(day), "kind": kind, "text": text[:LONGEST]}
            for day, kind, text in sorted(rows, key=lambda row: row[0], reverse=True)[:MOST]
        ]
        for account, rows in found.items()
    }


@prepared
def _heard(ids: Collection[UUID], since: date) -> Any:
    heard = MarketNote.objects.unscoped(WHY).filter(visit__account_id__among=ids, visit__day__gt=since)
    latest = _latest(heard, "visit__account_id", F("visit__day").desc(), F("pk").desc())
    return latest.values_list("visit__account_id", "visit__day", "kind__code", "text")


@prepared
def _written(ids: Collection[UUID]) -> Any:
    written = AccountNote.objects.unscoped(WHY).filter(account_id__among=ids, retired=False)
    latest = _latest(written, "account_id", F("day").desc(), F("at").desc())
    return latest.values_list("account_id", "day", "kind", "text")


def _latest(rows: Any, account: str, *order: Any) -> Any:
    numbered = rows.annotate(nth=Window(RowNumber(), partition_by=F(account), order_by=list(order)))
    return numbered.filter(nth__lte=MOST).order_by(account, "nth")
