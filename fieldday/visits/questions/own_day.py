"""What a day holds of its person besides stops and visits: attendance, absences, expenses. Of many days at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fieldday.kit.prepared import prepared
from fieldday.visits.models import Attendance, Expense
from fieldday.visits.questions.attendance import AbsenceFact, absence_book
from fieldday.visits.questions.expenses import ExpenseFact, expense_fact, of_people

WHY = "the days of people whose papers were found in sight"
DayKey = tuple[int, date]


@dataclass(frozen=True)
class OwnDay:
    """Attendance of a day, None where nobody tapped; absences that concern it; expenses in the order of entry."""

    started_at: datetime | None = None
    ended_at: datetime | None = None
    by_arrival: bool = False
    absences: tuple[AbsenceFact, ...] = ()
    expenses: tuple[ExpenseFact, ...] = ()


NOTHING_OWN = OwnDay()


def own_days(wanted: Collection[DayKey]) -> dict[DayKey, OwnDay]:
    """The own facts of each (person, day). Four queries for any number."""
    if not wanted:
        return {}
    people, days = {person for person, _day in wanted}, {day for _person, day in wanted}
    rows = {(row.person_id, row.day): row for row in _attendance(people, days)}
    book = absence_book(people, min(days), max(days))
    expenses: dict[DayKey, list[ExpenseFact]] = {}
    for row in _expenses(people, days):
        expenses.setdefault((row.person_id, row.day), []).append(expense_fact(row))
    answer = {}
    for key in dict.fromkeys(wanted):
        tapped = rows.get(key)
        answer[key] = OwnDay(
            started_at=tapped.started_at if tapped else None,
            ended_at=tapped.ended_at if tapped else None,
            by_arrival=bool(tapped and tapped.by_arrival),
            absences=book.get(key, ()),
            expenses=tuple(expenses.get(key, ())),
        )
    return answer


def absences_of(wanted: Collection[DayKey]) -> dict[DayKey, OwnDay]:
    """The absences of each (person, day), and no more. One query for any number."""
    days = {day for _person, day in wanted}
    book = absence_book({person for person, _day in wanted}, min(days), max(days)) if days else {}
    return {key: OwnDay(absences=book.get(key, ())) for key in wanted}


@prepared
def _attendance(people: set[int], days: set[date]) -> Any:
    return Attendance.objects.unscoped(WHY).filter(person_id__among=people, day__among=days)


@prepared
def _expenses(people: set[int], days: set[date]) -> Any:
    return of_people(Expense.objects.unscoped(WHY).filter(person_id__among=people, day__among=days))


def own_day(person_id: int, day: date) -> OwnDay:
    """The own facts of one day."""
    return own_days([(person_id, day)])[person_id, day]
