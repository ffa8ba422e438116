"""What one's own days on a phone cost."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from fieldday.kit.prepared import prepared
from fieldday.readings.phone.spelling import Row, day_text, number
from fieldday.visits.models import Expense
from fieldday.visits.questions.expenses import of_people


def expense_rows(person: Any, days: Sequence[date]) -> list[Row]:
    """One's own expenses of these days. Two queries."""
    return [expense_row(one) for one in _expenses(person, person.pk, days)]


@prepared
def _expenses(person: Any, who: int, days: Sequence[date]) -> Any:
    return of_people(Expense.objects.visible_to(person).filter(person_id=who, day__among=days))


def expense_row(expense: Any) -> Row:
    """An expense that came through `of_people`; no query."""
    return {
        "id": str(expense.pk),
        "day": day_text(expense.day),
        "kind": expense.kind.code,
        "amount": number(expense.amount),
        "kilometres": number(expense.km),
        "note": expense.note,
        "visit": str(expense.visit_id) if expense.visit_id else None,
        "receipts": len(expense.receipts.all()),
        "version": expense.version,
    }
