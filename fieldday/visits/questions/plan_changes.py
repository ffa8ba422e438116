"""變更: what was changed of plans after their approval, which stops, why, and what one may still change."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from fieldday.kit.prepared import prepared
from fieldday.visits.models import Change, Companion, DailyReport, Plan, Stop, Visit
from fieldday.visits.questions.day import ChangeFact

WHY = "the changes of plans that were found in sight, or of people whose papers the reader signs"


@dataclass(frozen=True)
class PlanChanged:
    """One change of an approved plan, as a superior is told of it; the reason in words."""

    plan_id: UUID
    person: str
    day: date
    kind: str
    name: str
    reason: str
    note: str
    before: time | None
    after: time | None
    at: datetime


@dataclass(frozen=True)
class Changeable:
    """A stop that may still be cancelled or moved; the plan's version as it is looked at."""

    plan_id: UUID
    version: int
    stop_id: UUID
    name: str
    area: str
    starts_at: time | None


def changes_by_stop(plans: Collection[Plan]) -> dict[UUID, tuple[ChangeFact, ...]]:
    """The changes of these plans by stop, as they happened; one query."""
    found: dict[UUID, tuple[ChangeFact, ...]] = {}
    for row in _of_plans([plan.pk for plan in plans]):
        fact = ChangeFact(row.kind, row.reason.code, row.note, row.at, row.before)
        found[row.stop_id] = (*found.get(row.stop_id, ()), fact)
    return found


def visited_stops(plan: Plan) -> set[UUID]:
    """The stops of a plan where somebody went, himself or along with another; two queries."""
    visits = Visit.objects.unscoped(WHY).filter(stop__plan=plan).values_list("stop_id", flat=True)
    joined = Companion.objects.unscoped(WHY).filter(stop__plan=plan).values_list("stop_id", flat=True)
    return {pk for pk in (*visits, *joined) if pk}


@prepared
def _of_plans(plans: Collection[UUID]) -> Any:
    rows = Change.objects.unscoped(WHY).filter(plan_id__among=plans)
    return rows.select_related("reason").order_by("at", "pk")


def changed_plans(people: Iterable[int], *, since: date) -> tuple[PlanChanged, ...]:
    """The changes of the approved plans of these people from a day on, whose report is not handed in: the report
    tells of them once it is. The latest first; two queries, one where nothing was changed."""
    people = tuple(people)
    rows = _changes(people, since)
    closed = set(_handed_in(people, since)) if rows else set()
    return tuple(
        PlanChanged(
            plan_id=row.plan_id,
            person=row.plan.person.name,
            day=row.plan.day,
            kind=row.kind,
            name=row.stop.name,
            reason=str(row.reason),
            note=row.note,
            before=row.before,
            after=row.stop.starts_at,
            at=row.at,
        )
        for row in rows
        if (row.plan.person_id, row.plan.day) not in closed
    )


@prepared
def _changes(people: Collection[int], since: date) -> Any:
    rows = Change.objects.unscoped(WHY).filter(plan__person_id__among=people, plan__day__gte=since)
    return rows.select_related("plan__person", "stop__account", "stop__area", "reason").order_by("-at", "-pk")


@prepared
def _handed_in(people: Collection[int], since: date) -> Any:
    rows = DailyReport.objects.unscoped(WHY).filter(person_id__among=people, day__gte=since)
    return rows.filter(status__in=("sent", "signed")).values_list("person_id", "day")


def changeable_stop(reader: Any, day: date, stop_id: UUID) -> Changeable | None:
    """A stop of one's own plan of a day, None when there is none of that id."""
    rows = Stop.objects.visible_to(reader).filter(pk=stop_id, plan__person=reader, plan__day=day)
    row = rows.select_related("plan", "account", "area").first()
    if row is None:
        return None
    return Changeable(row.plan_id, row.plan.version, row.pk, row.name, row.area_name, row.starts_at)


def taken_hours(reader: Any, day: date) -> set[time]:
    """The hours of one's own plan of a day that are taken: a new stop is offered another."""
    rows = Stop.objects.visible_to(reader).filter(plan__person=reader, plan__day=day)
    return {hour for hour in rows.values_list("starts_at", flat=True) if hour}
