"""Keep what a visit or a day cost: enter an expense of one's own, correct it, remove it, while the day is open."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.kit import clock
from fieldday.kit.ids import free_id
from fieldday.kit.pictures import forget_picture
from fieldday.kit.refusals import Refused, require
from fieldday.people.authority import authorise
from fieldday.rules.expenses import Entry, amount_of, judge_expense
from fieldday.rules.text import clean
from fieldday.visits.actions.day_lock import open_day
from fieldday.visits.actions.papers import check_version
from fieldday.visits.models import Code, Expense, Photo
from fieldday.visits.policy import POLICY
from fieldday.visits.questions.expenses import visits_of_day

CHANGED = "visits.expense.changed_meanwhile"


def add_expense(
    *,
    by: Any,
    day: date,
    kind: str,
    at: datetime,
    amount: Decimal | None = None,
    km: Decimal | None = None,
    note: str = "",
    visit_id: UUID | None = None,
    expense_id: UUID | None = None,
    claimed_at: datetime | None = None,
) -> Expense:
    """Enter an expense of one's own day, or of one of its visits: an amount in the company's currency, or for a kind
    that pays by distance the kilometres. Above its kind's limit it is kept all the same.

    Raises Refused at "kind", "amount", "km", "note", "visit", "day", or when the day's report is sent.
    """
    authorise(POLICY, "visits.expense.added", by=by, author=by)
    with transaction.atomic():
        open_day(by, day)
        row = Expense(id=free_id(Expense, expense_id), person=by, day=day, at=at)
        _fill(row, by, _kind(kind), amount, km, note, visit_id)
        row.save(force_insert=True)
        trail.record("visits.expense.added", by=by, noun=row, at=at, claimed_at=claimed_at, day=day, **_said(row))
        return row


def change_expense(
    *,
    by: Any,
    expense_id: UUID,
    version: int,
    kind: str,
    at: datetime,
    amount: Decimal | None = None,
    km: Decimal | None = None,
    note: str = "",
    visit_id: UUID | None = None,
    claimed_at: datetime | None = None,
) -> Expense:
    """Correct an expense of one's own; `version` is what was read. Raises Refused as `add_expense` does."""
    with transaction.atomic():
        row = _own(by, expense_id, "visits.expense.changed")
        check_version(row, version, CHANGED)
        before = _said(row)
        _fill(row, by, _kind(kind, row.kind), amount, km, note, visit_id)
        if _said(row) == before:
            return row
        row.version += 1
        row.save()
        facts = {"day": row.day, "before": before, **_said(row)}
        trail.record("visits.expense.changed", by=by, noun=row, at=at, claimed_at=claimed_at, **facts)
        return row


def remove_expense(*, by: Any, expense_id: UUID, at: datetime, claimed_at: datetime | None = None) -> date:
    """Take an expense of one's own back, its receipts with it; answers the day it was of."""
    with transaction.atomic():
        row = _own(by, expense_id, "visits.expense.removed")
        receipts = Photo.objects.unscoped("the receipts of one's own expense").filter(expense=row)
        paths = list(receipts.values_list("path", flat=True))
        facts = {"day": row.day, "receipts": len(paths), **_said(row)}
        trail.record("visits.expense.removed", by=by, noun=row, at=at, claimed_at=claimed_at, **facts)
        day = row.day
        row.delete()
        transaction.on_commit(lambda: _forget(paths))
        return day


def _own(by: Any, expense_id: UUID, verb: str) -> Expense:
    """One's own expense, locked, on a day that is still open. Raises Refused."""
    rows = Expense.objects.visible_to(by).filter(person=by).select_related("person", "kind")
    row = rows.filter(pk=expense_id).first()
    authorise(POLICY, verb, by=by, author=row.person if row else None, seen=row is not None)
    if row is None:
        raise Refused("people.not_found", missing=True)
    open_day(by, row.day)
    locked = rows.select_for_update(of=("self",)).filter(pk=expense_id).first()
    if locked is None:  # removed meanwhile
        raise Refused("people.not_found", missing=True)
    return locked


def _kind(code: str, present: Code | None = None) -> Code:
    """The kind of that code: one that is offered, or the one it had already."""
    found = Code.objects.filter(kind="expense", code=code).first()
    if found is None or (found.retired and found != present):
        raise Refused("visits.expense.unknown_kind", field="kind")
    return found


def _fill(
    row: Expense,
    by: Any,
    kind: Code,
    amount: Decimal | None,
    km: Decimal | None,
    note: str,
    visit_id: UUID | None,
) -> None:
    entry = Entry(amount, km, kind.rate, clean(note))
    require(judge_expense(entry, day=row.day, today=clock.local_day(row.at)))
    visit = visits_of_day(by, row.day).filter(pk=visit_id).first() if visit_id else None
    if visit_id and visit is None:
        raise Refused("visits.expense.other_visit", field="visit")
    row.kind, row.visit, row.note = kind, visit, entry.note
    row.amount, row.km = amount_of(entry), entry.km if entry.by_distance else None


def _said(row: Expense) -> dict[str, Any]:
    names = {"kind": row.kind.code, "amount": row.amount, "km": row.km, "note": row.note}
    return {**names, "visit": row.visit_id}


def _forget(paths: list[str]) -> None:
    for path in paths:
        forget_picture(path)
