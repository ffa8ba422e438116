"""Whom a deadline is coming for: the papers that are due soon and were not sent, for what reminds by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from fieldday.kit import clock
from fieldday.people.models import Company
from fieldday.people.questions.calendar import WorkingCalendar, calendar_of
from fieldday.rules.attendance import all_day_away
from fieldday.rules.reminding import is_due_soon
from fieldday.visits.models import DailyReport, Plan
from fieldday.visits.questions.deadlines import plan_due, report_due
from fieldday.visits.questions.unsent import DAYS_BACK, SENT, Papers, papers_of, selling_people

WHY = "who has sent his paper already"
LATER = (0, 1)  # working days by which a paper may be due later: not at all, or after a trip


@dataclass(frozen=True)
class DueSoon:
    """A paper not sent yet, shortly before its deadline. `paper_id` is None where nothing is written."""

    person_id: int
    kind: str  # plan or report
    day: date
    due: datetime
    paper_id: UUID | None


def due_soon(*, at: datetime) -> tuple[DueSoon, ...]:
    """Whose plan or report is due within the company's reminder, and not sent yet. Two queries while no deadline is
    near. Left out: whoever is away all that day, or today, owes nothing of it, or works here no more."""
    company = Company.the()
    near = list(_near(company, at))
    if not near:
        return ()
    people = set(selling_people(at))
    answer: list[DueSoon] = []
    for kind, day in near:
        waiting = sorted(people - _sent(kind, day))
        papers = papers_of(waiting, at)
        answer += [one for person in waiting if (one := _owed(papers, person, kind, day, company, at))]
    return tuple(answer)


def _near(company: Company, at: datetime) -> Iterator[tuple[str, date]]:
    """The papers, by kind and day, that may be due within the reminder."""
    days, today = calendar_of(company), clock.local_day(at)
    for kind, due, until in (("plan", plan_due, days.next(today)), ("report", report_due, today)):
        for day in _days(today - timedelta(days=DAYS_BACK), until, days, kind):
            if any(is_due_soon(due(day, company, later), company.reminder_minutes, at) for later in LATER):
                yield kind, day


def _days(since: date, until: date, days: WorkingCalendar, kind: str) -> Iterator[date]:
    """A plan is asked for working days; a report of any day, for one that was worked all the same owes one."""
    for n in range((until - since).days + 1):
        day = since + timedelta(days=n)
        if kind == "report" or days.works(day):
            yield day


def _sent(kind: str, day: date) -> set[int]:
    model = Plan if kind == "plan" else DailyReport
    rows = model.objects.unscoped(WHY).filter(day=day, status__in=SENT[kind])
    return set(rows.values_list("person_id", flat=True))


def _owed(papers: Papers, person: int, kind: str, day: date, company: Company, at: datetime) -> DueSoon | None:
    today = clock.local_day(at)
    if all_day_away(today, [one.away for one in papers.book.get((person, today), ())]):
        return None
    owed = papers.plan_owed(person, day) if kind == "plan" else papers.report_owed(person, day)
    if owed is None or owed.due is None or not is_due_soon(owed.due, company.reminder_minutes, at):
        return None
    return DueSoon(person, kind, day, owed.due, owed.paper_id)
