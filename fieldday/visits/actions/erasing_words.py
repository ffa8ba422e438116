"""What was written at a customer's visits of a person who is erased: his name and numbers go from what nobody has sent.

The words of a day whose report was sent stay as whoever signed vouched for them (docs/decisions/0013).
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from fieldday.customers.actions.erasing_texts import replaced
from fieldday.visits.models import DailyReport, MarketNote, Stop, Visit

WHY = "where somebody who is erased is named"


def erase_words(account_id: UUID, words: Collection[str], name: str) -> None:
    """Let the customer's visits and stops of days that nobody has sent say `name` for each of `words`."""
    sent = DailyReport.objects.unscoped(WHY).exclude(status="draft")
    of_day = sent.filter(person=OuterRef("person"), day=OuterRef("day"))
    visits = list(Visit.objects.unscoped(WHY).filter(~Exists(of_day), account=account_id))
    for visit in visits:
        if _said(visit, ("summary", "next_step"), words, name):
            visit.version += 1
            visit.save(update_fields=["summary", "next_step", "version"])
    for note in MarketNote.objects.unscoped(WHY).filter(visit__in=visits):
        if _said(note, ("text",), words, name):
            note.save(update_fields=["text"])
    for stop in Stop.objects.unscoped(WHY).filter(account=account_id, plan__status="draft"):
        if _said(stop, ("objective",), words, name):
            stop.save(update_fields=["objective"])


def _said(row: Any, columns: Collection[str], words: Collection[str], name: str) -> bool:
    """Put the words right; whether anything changed."""
    changed = False
    for column in columns:
        before = getattr(row, column)
        most = row._meta.get_field(column).max_length
        after = replaced(before, words, name)[:most]
        if after != before:
            setattr(row, column, after)
            changed = True
    return changed
