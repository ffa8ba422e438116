"""One record as the server has it now, in the shape that the phone keeps it in: beside a form that came too late.

Each has its `version` on top; None where the reader may not see the record, or there is none.
"""

from datetime import date
from typing import Any
from uuid import UUID

from fieldday.people.questions.company import the_company
from fieldday.readings.phone.days import acts_of, closed_days, day_rows, report_row, reports_of
from fieldday.readings.phone.expenses import expense_row
from fieldday.readings.phone.spelling import Row, day_text
from fieldday.readings.phone.visits import visit_rows, visit_values
from fieldday.visits.models import Expense, Visit
from fieldday.visits.questions.expenses import of_people
from fieldday.visits.questions.own_day import own_day


def visit_record(person: Any, pk: UUID) -> Row | None:
    """A visit, as `Visit` of client/src/phone/types.ts."""
    visits = list(visit_values(Visit.objects.visible_to(person).filter(pk=pk)))
    closed = closed_days(reports_of(person, [one.day for one in visits]))
    return next(iter(visit_rows(visits, person, closed)), None)


def report_record(person: Any, day: date) -> Row | None:
    """One's own report of a day, as `Day["report"]`, with its `day`."""
    report = reports_of(person, [day]).get(day)
    own = own_day(person.pk, day)
    acts = acts_of((), [report]) if report else {}
    return {"day": day_text(day), **report_row(day, report, acts, own, the_company())} if report else None


def plan_record(person: Any, day: date) -> Row | None:
    """One's own plan of a day, as `Day["plan"]`, with its `day` and its `stops`."""
    visits = Visit.objects.visible_to(person).filter(person=person, day=day).exclude(stop=None)
    [row] = day_rows(person, [day], {}, visits, reports_of(person, [day]))
    return {"day": row["id"], **row["plan"], "stops": row["stops"]} if row["plan"] else None


def expense_record(person: Any, pk: UUID) -> Row | None:
    """One's own expense, as `Expense`."""
    row = of_people(Expense.objects.visible_to(person).filter(person=person, pk=pk)).first()
    return expense_row(row) if row else None
