"""What was done with a paper, in order: sent, withdrawn, returned, approved, signed, answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from fieldday.kit.prepared import prepared
from fieldday.visits.models import DailyReport, Plan, SignOff

WHY = "the acts on a paper that was found in sight"


@dataclass(frozen=True)
class Signed:
    """One act on a paper: who, for whom, what was said, and the digest that binds it."""

    act: str
    by: str
    on_behalf_of: str
    self_signed: bool
    comment: str
    at: datetime
    digest: str


Act = TypeVar("Act", SignOff, Signed)


def signoffs_of(paper: Plan | DailyReport) -> tuple[Signed, ...]:
    """Every act on a paper that was found in sight, oldest first; one query."""
    return signoffs_of_plan(paper.pk) if isinstance(paper, Plan) else _signed(_of_report(paper.pk))


def signoffs_of_plan(plan_id: UUID) -> tuple[Signed, ...]:
    """Every act on a plan of one's own, or found in sight, oldest first; one query."""
    return _signed(_of_plan(plan_id))


def _signed(rows: Iterable[Sequence[Any]]) -> tuple[Signed, ...]:
    return tuple(Signed(act, by, behalf or "", *rest) for act, by, behalf, *rest in rows)


@prepared
def _of_plan(plan: UUID) -> Any:
    return _told(SignOff.objects.unscoped(WHY).filter(plan_id=plan))


@prepared
def _of_report(report: UUID) -> Any:
    return _told(SignOff.objects.unscoped(WHY).filter(report_id=report))


def _told(rows: Any) -> Any:
    names = ("act", "by__name", "on_behalf_of__name", "self_signed", "comment", "at", "digest")
    return rows.order_by("pk").values_list(*names)


def last_act(run: Sequence[Act], *acts: str) -> Act | None:
    """The latest of these acts, if any; `run` is in order of time."""
    return next((row for row in reversed(run) if row.act in acts), None)
