"""待核: the plans and reports that wait for a superior, those to be looked at first on top, with the reasons."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from fieldday.kit import clock
from fieldday.kit.prepared import counted, prepared
from fieldday.people import sight
from fieldday.people.models import Company
from fieldday.people.questions.company import the_company
from fieldday.people.questions.superior import Signer, signer
from fieldday.rules.attention import Look, look_at_report
from fieldday.rules.money import NOTHING
from fieldday.visits.models import DailyReport, Plan
from fieldday.visits.policy import POLICY
from fieldday.visits.questions.codes import the_codes
from fieldday.visits.questions.days import days_of
from fieldday.visits.questions.deadlines import late_minutes, report_due
from fieldday.visits.questions.desk_back import (
    Answered,
    ToCountersign,
    answered,
    asked_to_countersign,
    to_countersign,
    unseen,
)
from fieldday.visits.questions.plan_changes import PlanChanged, changed_plans
from fieldday.visits.questions.plan_look import JudgedPlan, looks_at_plans
from fieldday.visits.questions.report_known import known_before
from fieldday.visits.questions.report_look import report_facts, returned_before

MOST = 100  # papers shown at once; the lists of plans and reports hold all of them
NOBODY = Signer(frozenset(), frozenset(), {})
LINE = "papers of those whose papers the reader signs, all of them in his sight"


@dataclass(frozen=True)
class PlanWaiting:
    """A plan that waits for approval. Amounts expected in the company's currency."""

    id: UUID
    version: int
    person_id: int
    person: str
    team: str
    day: date
    stops: int
    first: time | None
    last: time | None
    areas: tuple[str, ...]
    expected_order: Decimal
    expected_collection: Decimal
    sent_at: datetime | None
    look: Look
    on_behalf_of: str  # the principal, when only a deputy's right reaches


@dataclass(frozen=True)
class ReportWaiting:
    """A report that waits for a signature, with its day in figures."""

    id: UUID
    person_id: int
    person: str
    team: str
    day: date
    planned: int
    visited: int
    effective: int
    ordered: Decimal
    ordered_expected: Decimal
    collected: Decimal
    collected_expected: Decimal
    sent_at: datetime | None
    look: Look
    on_behalf_of: str


@dataclass(frozen=True)
class Desk:
    """What waits. `elsewhere` are papers that wait further down the line, for a nearer superior."""

    plans: tuple[PlanWaiting, ...]
    reports: tuple[ReportWaiting, ...]
    more_plans: int
    more_reports: int
    elsewhere: int
    signs: bool  # whether anybody's papers come here at all
    deputises: tuple[str, ...]
    changed: tuple[PlanChanged, ...] = ()  # of approved plans of today and later, whose report is not handed in
    answered: tuple[Answered, ...] = ()
    countersign: tuple[ToCountersign, ...] = ()
    judged: Mapping[UUID, JudgedPlan] = field(default_factory=dict)  # the plans, for the one that is shown beside

    @property
    def empty(self) -> bool:
        return not (self.plans or self.reports or self.changed or self.answered or self.countersign)

    @property
    def ordinary(self) -> tuple[PlanWaiting, ...]:
        """The plans that nothing asks to be looked at."""
        return tuple(row for row in self.plans if not row.look.reasons)

    @property
    def odd(self) -> tuple[PlanWaiting, ...]:
        """The plans with something to look at."""
        return tuple(row for row in self.plans if row.look.reasons)


def desk_of(reader: Any, *, at: datetime, whole_line: bool = False) -> Desk:
    """What waits for `reader` at `at`: of those who report to him, or of his whole line. Constant queries."""
    by = signs_as(reader)
    people = by.line if whole_line else by.direct
    waiting = _whose(by.line)
    due = Counter(status for person, status in waiting if person in people)
    company, today = the_company(), clock.local_day(at)
    shown, judged = _plans(people, by, company, today)
    return Desk(
        plans=shown,
        reports=_reports(people, by, company),
        more_plans=max(due["submitted"] - MOST, 0),
        more_reports=max(due["sent"] - MOST, 0),
        elsewhere=len(waiting) - due.total(),
        signs=bool(by.line),
        deputises=tuple(sorted(set(by.behalf.values()))),
        changed=changed_plans(people, since=today) if people else (),
        answered=answered(reader, people, by.behalf) if people else (),
        countersign=to_countersign(reader) if reader.is_active else (),
        judged=judged,
    )


def waiting_count(reader: Any) -> int:
    """How many papers wait for `reader` himself: the figure in the menu."""
    people = signs_as(reader).direct
    eyes = sight.eyes(reader)
    return sum(_waiting(reader.pk, eyes, people) if people else _asked(reader.pk, eyes))


@prepared
def _asked(reader: int, eyes: Collection[int]) -> Any:
    return counted(asked_to_countersign(reader, eyes))


@prepared
def _waiting(reader: int, eyes: Collection[int], people: Collection[int]) -> Any:
    """How many plans, reports, reports with an answer and reports to countersign wait, each in a row of its own."""
    plans = Plan.objects.unscoped(LINE).filter(status="submitted", person_id__among=people)
    reports = DailyReport.objects.unscoped(LINE).filter(status="sent", person_id__among=people)
    answers = counted(unseen(reader, people), "report_id")
    return counted(plans).union(counted(reports), answers, counted(asked_to_countersign(reader, eyes)), all=True)


def signs_as(reader: Any) -> Signer:
    """Whose papers `reader` signs: nobody's when his role signs none."""
    if not POLICY.allows("visits.plan.approved", reader.role) or not reader.is_active:
        return NOBODY
    return signer(reader)


def _submitted(people: Collection[int]) -> Any:
    return Plan.objects.unscoped(LINE).filter(status="submitted", person_id__among=people)


def _sent(people: Collection[int]) -> Any:
    return DailyReport.objects.unscoped(LINE).filter(status="sent", person_id__among=people)


@prepared
def _whose(people: Collection[int]) -> Any:
    """(person, status) of each paper that waits."""
    reports = _sent(people).values_list("person_id", "status")
    return _submitted(people).values_list("person_id", "status").union(reports, all=True)


@prepared
def _plans_waiting(people: Collection[int]) -> Any:
    return _submitted(people).select_related("person__team").order_by("day", "sent_at")


@prepared
def _reports_waiting(people: Collection[int]) -> Any:
    return _sent(people).select_related("person__team").order_by("-day", "sent_at")[:MOST]


def _plans(
    people: Collection[int], by: Signer, company: Company, today: date
) -> tuple[tuple[PlanWaiting, ...], dict[UUID, JudgedPlan]]:
    rows = sorted(_plans_waiting(people), key=lambda plan: _nearness(plan.day, today))[:MOST]
    seen = looks_at_plans(rows, company=company, today=today)
    waiting = [
        PlanWaiting(
            id=plan.pk,
            version=plan.version,
            person_id=plan.person_id,
            person=plan.person.name,
            team=plan.person.team.name if plan.person.team else "",
            day=plan.day,
            stops=len(stops),
            first=min((stop.starts_at for stop in stops if stop.starts_at), default=None),
            last=max((stop.starts_at for stop in stops if stop.starts_at), default=None),
            areas=tuple(dict.fromkeys(stop.area.name for stop in stops if stop.area)),
            expected_order=sum((stop.expected_order or NOTHING for stop in stops), NOTHING),
            expected_collection=sum((stop.expected_collection or NOTHING for stop in stops), NOTHING),
            sent_at=plan.sent_at,
            look=look,
            on_behalf_of=by.behalf.get(plan.person_id, ""),
        )
        for plan, (stops, look) in ((plan, seen[plan.pk]) for plan in rows)
    ]
    waiting.sort(key=lambda row: (*_nearness(row.day, today), -row.look.weight))
    return tuple(waiting), {plan.pk: JudgedPlan(plan, *seen[plan.pk]) for plan in rows}


def _nearness(day: date, today: date) -> tuple[bool, int]:
    """Today first, then the days to come, then those gone by from the last one back."""
    return day < today, abs((day - today).days)


def _reports(people: Collection[int], by: Signer, company: Company) -> tuple[ReportWaiting, ...]:
    reports = _reports_waiting(people)
    days = days_of([(report.person_id, report.day) for report in reports], figures=True)
    returned, known, codes = returned_before(reports), known_before(days), the_codes()
    waiting = []
    for report in reports:
        facts = days[report.person_id, report.day]
        came = returned.get(report.pk) or report.handed_in_at
        late = late_minutes(came, report_due(report.day, company, facts.later)) if came else 0
        told = report_facts(
            facts,
            late,
            report.pk in returned,
            known=known[report.person_id, report.day],
            codes=codes,
            accepted=report.accepted,
        )
        waiting.append(
            ReportWaiting(
                id=report.pk,
                person_id=report.person_id,
                person=report.person.name,
                team=report.person.team.name if report.person.team else "",
                day=report.day,
                planned=facts.actuals.planned,
                visited=facts.actuals.visited,
                effective=facts.actuals.effective,
                ordered=facts.actuals.ordered_actual,
                ordered_expected=facts.actuals.ordered_expected,
                collected=facts.actuals.collected_actual,
                collected_expected=facts.actuals.collected_expected,
                sent_at=report.sent_at,
                look=look_at_report(told),
                on_behalf_of=by.behalf.get(report.person_id, ""),
            )
        )
    waiting.sort(key=lambda row: (-row.look.weight, row.day, row.sent_at.timestamp() if row.sent_at else 0))
    return tuple(waiting)
