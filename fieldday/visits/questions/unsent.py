"""Who of a superior's people has not sent a plan or a report yet, and for which days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from fieldday.kit import clock
from fieldday.kit.prepared import prepared
from fieldday.people.models import Company, Person
from fieldday.people.questions.calendar import WorkingCalendar, calendar_of
from fieldday.people.questions.company import the_company
from fieldday.people.sight import line_of
from fieldday.rules.calendar import LONGEST_BREAK
from fieldday.visits.models import DailyReport, Plan, Visit
from fieldday.visits.questions.attendance import Book, absence_book, owed
from fieldday.visits.questions.deadlines import late_minutes, plan_due, report_due

SENT = {"plan": ("submitted", "approved"), "report": ("sent", "signed")}
WHY = "papers and visits of people in the reader's line"
DAYS_BACK = 6
SELLS_DAYS = 28
# From these hours on one asks for tomorrow's plan and for today's report.
TOMORROW_FROM, REPORT_FROM = time(14), time(16)


@dataclass(frozen=True)
class Owed:
    """A paper that was not sent. `status` is "" when nothing is written; `late` once its deadline has passed."""

    kind: str  # plan or report
    day: date
    status: str
    late: bool
    paper_id: UUID | None
    due: datetime | None = None


@dataclass(frozen=True)
class Owing:
    """A person and what is still to come from him, oldest first."""

    person_id: int
    person: str
    team: str
    owed: tuple[Owed, ...]


def unsent(reader: Any, people: Collection[int], *, at: datetime) -> tuple[Owing, ...]:
    """Those among `people` who owe a plan (today's, from 14:00 also the next working day's) or the report of a day
    of the last week on which they planned or visited. People who neither plan nor visit owe nothing, coming along
    陪訪 makes nobody owe; nor does a whole day of leave or training, and a trip's papers are late a working day later.
    Eight queries."""
    rows = _selling(reader, set(people), _selling_since(at))
    line = set(line_of(reader))
    papers = papers_of([person.pk for person in rows if person.pk in line], at)
    answer = []
    for person in rows:
        missing = sorted(papers.owed(person.pk), key=lambda one: one.day)
        if missing:
            team = person.team.name if person.team else ""
            answer.append(Owing(person.pk, person.name, team, tuple(missing)))
    return tuple(answer)


def selling_people(at: datetime) -> list[int]:
    """Everybody who works here and sells, whoever asks: for what runs by itself."""
    people = Person.objects.unscoped("who is to be reminded").filter(is_active=True).filter(_sells(_selling_since(at)))
    return list(people.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True)
class Papers:
    """What there is of some people's last days: papers as {(person, day): (status, id)}, days with a visit of
    their own, and who is away; `owed` says what is missing `at`."""

    at: datetime
    company: Company
    plans: dict[tuple[int, date], Sequence[Any]]
    reports: dict[tuple[int, date], Sequence[Any]]
    visited: set[tuple[int, date]]
    book: Book

    def owed(self, person: int) -> list[Owed]:
        """The papers that a person has not sent, reports before plans."""
        days = calendar_of(self.company)
        found = [one for day in _report_days(self.at, days) if (one := self.report_owed(person, day))]
        return found + [one for day in _plan_days(self.at, days) if (one := self.plan_owed(person, day))]

    def report_owed(self, person: int, day: date) -> Owed | None:
        """The report of a day, when it is owed and was not sent."""
        visited = (person, day) in self.visited
        duty = owed(self.book, person, day, visited=visited)
        worked = visited or self.plans.get((person, day), ("",))[0] in SENT["plan"]
        if not (worked and duty.report):
            return None
        return self._owed("report", day, self.reports.get((person, day)), report_due(day, self.company, duty.later))

    def plan_owed(self, person: int, day: date) -> Owed | None:
        """The plan for a working day, when it is owed and was not sent."""
        duty = owed(self.book, person, day)
        if not duty.plan:
            return None
        return self._owed("plan", day, self.plans.get((person, day)), plan_due(day, self.company, duty.later))

    def _owed(self, kind: str, day: date, paper: Sequence[Any] | None, due: datetime) -> Owed | None:
        status, pk = paper or ("", None)
        if status in SENT[kind]:
            return None
        return Owed(kind, day, status, late_minutes(None, due, self.at) > 0, pk, due)


def papers_of(people: list[int], at: datetime) -> Papers:
    """What these people sent, visited and were away for in the last week. Five queries."""
    today = clock.local_day(at)
    since = today - timedelta(days=DAYS_BACK)
    return Papers(
        at=at,
        company=the_company(),
        plans={(person, day): paper for person, day, *paper in _plans(people, since)},
        reports={(person, day): paper for person, day, *paper in _reports(people, since)},
        visited=set(_visited(people, since, today)),
        book=absence_book(people, since, today + timedelta(days=LONGEST_BREAK)),
    )


def _plan_days(at: datetime, working: WorkingCalendar) -> list[date]:
    today = clock.local_day(at)
    days = [today] if working.works(today) else []
    return [*days, working.next(today)] if timezone.localtime(at).time() >= TOMORROW_FROM else days


def _report_days(at: datetime, working: WorkingCalendar) -> list[date]:
    today = clock.local_day(at)
    days = list(working.between(today - timedelta(days=DAYS_BACK), today - timedelta(days=1)))
    return [*days, today] if timezone.localtime(at).time() >= REPORT_FROM else days


@prepared
def _selling(reader: Any, people: Collection[int], since: date) -> Any:
    rows = Person.objects.visible_to(reader).filter(pk__among=people, is_active=True).filter(_sells(since))
    return rows.select_related("team").only("name", "team__name").order_by("name", "pk")


def _selling_since(at: datetime) -> date:
    return clock.local_day(at) - timedelta(days=SELLS_DAYS)


def _sells(since: date) -> Q:
    """Salespeople, and whoever planned, or visited himself, since a day."""
    planned = Plan.objects.unscoped("who sells").filter(day__gte=since).values("person_id")
    visited = Visit.objects.unscoped("who sells").filter(day__gte=since).values("person_id")
    return Q(role="rep") | Q(pk__in=planned) | Q(pk__in=visited)


@prepared
def _plans(people: list[int], since: date) -> Any:
    rows = Plan.objects.unscoped(WHY).filter(person_id__among=people, day__gte=since)
    return rows.values_list("person_id", "day", "status", "pk")


@prepared
def _reports(people: list[int], since: date) -> Any:
    rows = DailyReport.objects.unscoped(WHY).filter(person_id__among=people, day__gte=since)
    return rows.values_list("person_id", "day", "status", "pk")


@prepared
def _visited(people: list[int], since: date, until: date) -> Any:
    rows = Visit.objects.unscoped(WHY).filter(person_id__among=people, day__range=(since, until))
    return rows.values_list("person_id", "day")
