"""業務日報: one's own report of a day, already written from the visits, to be completed, sent, read again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fieldday.people.questions.company import the_company
from fieldday.rules import signoff
from fieldday.visits.models import DailyReport
from fieldday.visits.questions.codes import Codes, the_codes
from fieldday.visits.questions.day import DayFacts, StopFact
from fieldday.visits.questions.day_facts import day_facts
from fieldday.visits.questions.deadlines import report_due
from fieldday.visits.questions.frozen_day import frozen_facts
from fieldday.visits.questions.report_review import Passage, judged_on, passages_of
from fieldday.visits.questions.signoffs import Signed, last_act, signoffs_of


@dataclass(frozen=True)
class ReportPage:
    """One's own report of a day. `facts` are read from what was frozen once it is signed, else from the visits."""

    day: date
    id: UUID | None
    status: str  # "none" while nothing is written
    version: int
    reflections: str
    facts: DayFacts
    passages: tuple[Passage, ...]
    signoffs: tuple[Signed, ...]
    codes: Codes
    due: datetime
    writable: bool

    @property
    def first_arrival(self) -> datetime | None:
        """When attendance 出勤 begins: the first arrival."""
        return min((visit.arrived_at for visit in self.facts.visits if visit.in_person), default=None)

    @property
    def last_departure(self) -> datetime | None:
        """When attendance ends: the last departure, None while one is still somewhere."""
        left = [visit.left_at for visit in self.facts.visits if visit.in_person]
        known = [at for at in left if at]
        return max(known) if known and len(known) == len(left) else None

    @property
    def unexplained(self) -> tuple[StopFact, ...]:
        """Planned stops nobody went to: why is asked, and may be changed until the report is sent."""
        return tuple(stop for stop in self.facts.stops if stop.visit_id is None)

    @property
    def returned(self) -> Signed | None:
        return last_act(self.signoffs, "returned", "reopened") if self.status == signoff.RETURNED else None

    @property
    def signature(self) -> Signed | None:
        """The superior's 批示."""
        return last_act(self.signoffs, "signed") if self.status == signoff.SIGNED else None

    @property
    def answers(self) -> tuple[Signed, ...]:
        return tuple(row for row in self.signoffs if row.act == "answered")


def report_page(reader: Any, day: date) -> ReportPage:
    """`reader`'s own report of a day, in a constant number of queries."""
    report = DailyReport.objects.visible_to(reader).filter(person=reader, day=day).first()
    frozen = report.frozen if report else None
    facts = frozen_facts(frozen) if frozen else day_facts(reader.pk, day)
    return ReportPage(
        day=day,
        id=report.pk if report else None,
        status=report.status if report else "none",
        version=report.version if report else 0,
        reflections=frozen["reflections"] if frozen else (report.reflections if report else ""),
        facts=facts,
        passages=passages_of(facts, judged_on(report) if report else {}),
        signoffs=signoffs_of(report) if report else (),
        codes=the_codes(),
        due=report_due(day, the_company(), facts.later),
        writable=signoff.may_move(report.status if report else signoff.DRAFT, signoff.EDIT).ok,
    )
