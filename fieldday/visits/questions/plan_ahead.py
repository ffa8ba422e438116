"""The plan of the next working day, as the report of a day shows it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from fieldday.people.questions.calendar import next_working_day
from fieldday.rules import planning
from fieldday.rules.verdict import Reason
from fieldday.visits.models import Plan
from fieldday.visits.questions.attendance import away_all_day
from fieldday.visits.questions.plan_content import drafts_of, stops_of
from fieldday.visits.questions.plan_page import PlannedStop, planned_stop


@dataclass(frozen=True)
class PlanAhead:
    """One's own plan of the working day after a day; `missing` is what keeps it from being sent. Amounts in the
    company's currency."""

    day: date
    tomorrow: bool  # whether that is the very next day
    id: UUID | None
    version: int
    status: str  # "none" while there is no plan
    stops: tuple[PlannedStop, ...]
    missing: tuple[Reason, ...]
    away: bool  # leave or training takes the whole day: no plan is owed

    @property
    def sendable(self) -> bool:
        """Whether it can go with the report: not sent yet, and nothing is missing."""
        return self.id is not None and not self.missing and planning.may_move(self.status, planning.SUBMIT).ok

    @property
    def expected_order(self) -> Decimal:
        return sum((stop.expected_order or Decimal(0) for stop in self.stops), Decimal(0))

    @property
    def expected_collection(self) -> Decimal:
        return sum((stop.expected_collection or Decimal(0) for stop in self.stops), Decimal(0))


def plan_ahead(reader: Any, day: date, *, today: date) -> PlanAhead | None:
    """`reader`'s own plan of the working day after `day`; None when that lies behind. Six queries."""
    ahead = next_working_day(day)
    if ahead <= today:
        return None
    plan = Plan.objects.visible_to(reader).filter(person=reader, day=ahead).first()
    rows = stops_of(plan) if plan else []
    open_to_sending = plan is not None and planning.may_move(plan.status, planning.SUBMIT).ok
    judged = planning.judge_plan(ahead, drafts_of(rows), today=today) if open_to_sending else None
    return PlanAhead(
        day=ahead,
        tomorrow=(ahead - day).days == 1,
        id=plan.pk if plan else None,
        version=plan.version if plan else 0,
        status=plan.status if plan else "none",
        stops=tuple(planned_stop(row) for row in rows),
        missing=judged.reasons if judged else (),
        away=away_all_day(reader.pk, ahead),
    )
