"""A day's plan as its author sees it: the stops, what was said of it, and what a new one may start from."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from fieldday.rules import planning
from fieldday.visits.models import Plan, Stop, Visit
from fieldday.visits.questions.codes import Codes, the_codes
from fieldday.visits.questions.day import ChangeFact
from fieldday.visits.questions.joint_calls import JointCall, joint_calls
from fieldday.visits.questions.plan_changes import changes_by_stop, visited_stops
from fieldday.visits.questions.plan_content import stops_of
from fieldday.visits.questions.signoffs import Signed, last_act, signoffs_of

DAYS_OFFERED = 8


@dataclass(frozen=True)
class PlannedStop:
    """One stop as it is kept, or as a past day suggests it (then without an id)."""

    id: UUID | None
    account_id: UUID | None
    area_id: int | None
    name: str
    area: str
    starts_at: time | None
    purposes: tuple[str, ...]
    objective: str = ""
    expected_order: Decimal | None = None
    expected_collection: Decimal | None = None
    companion_id: int | None = None
    companion: str = ""  # the name of who comes along
    changes: tuple[ChangeFact, ...] = ()  # after the approval
    changeable: bool = False  # neither visited nor cancelled, on an approved plan


@dataclass(frozen=True)
class PlanPage:
    """One's own plan of a day. `version` 0 and no id when there is none yet."""

    day: date
    id: UUID | None
    status: str  # "none" when there is no plan
    version: int
    stops: tuple[PlannedStop, ...]
    signoffs: tuple[Signed, ...]
    codes: Codes
    writable: bool
    note: str = ""
    changeable: bool = False  # approved, and its day not over: a change is a deviation with its reason
    joint: tuple[JointCall, ...] = ()  # where others ask one along

    @property
    def returned(self) -> Signed | None:
        """The superior's sentence on a plan that came back."""
        return last_act(self.signoffs, "returned") if self.status == planning.RETURNED else None

    @property
    def approved(self) -> Signed | None:
        return last_act(self.signoffs, "approved") if self.status == planning.APPROVED else None


@dataclass(frozen=True)
class PastDay:
    """A day behind that a plan may start from."""

    day: date
    stops: int
    names: str


def plan_page(reader: Any, day: date, *, today: date) -> PlanPage:
    """`reader`'s own plan of a day, in a constant number of queries."""
    plan = Plan.objects.visible_to(reader).filter(person=reader, day=day).first()
    status = plan.status if plan else "none"
    editable = planning.may_move(plan.status if plan else planning.DRAFT, planning.EDIT).ok
    return PlanPage(
        day=day,
        id=plan.pk if plan else None,
        status=status,
        version=plan.version if plan else 0,
        stops=_as_it_stands(plan, today) if plan else (),
        signoffs=signoffs_of(plan) if plan else (),
        codes=the_codes(),
        writable=editable and day >= today,
        note=plan.note if plan else "",
        changeable=status == planning.APPROVED and day >= today,
        joint=joint_calls(reader, day),
    )


def past_days(reader: Any, before: date) -> tuple[PastDay, ...]:
    """The last 8 days behind with a plan or visits of one's own; four queries."""
    planned = Plan.objects.visible_to(reader).filter(person=reader, day__lt=before, stops__isnull=False)
    days = set(planned.order_by("-day").values_list("day", flat=True).distinct()[:DAYS_OFFERED])
    visited = Visit.objects.visible_to(reader).filter(person=reader, day__lt=before, channel="visit")
    days |= set(visited.order_by("-day").values_list("day", flat=True).distinct()[:DAYS_OFFERED])
    latest = sorted(days, reverse=True)[:DAYS_OFFERED]
    names: dict[date, list[str]] = {day: [] for day in latest}
    stops = Stop.objects.visible_to(reader).filter(plan__person=reader, plan__day__in=latest)
    for stop_day, account, area in stops.order_by("position").values_list("plan__day", "account__name", "area__name"):
        names[stop_day].append(account or area)
    unplanned = visited.filter(day__in=[day for day in latest if not names[day]]).order_by("arrived_at")
    for visit_day, account in unplanned.values_list("day", "account__name"):
        names[visit_day].append(account)
    return tuple(PastDay(day, len(names[day]), "、".join(names[day][:3])) for day in latest)


def stops_of_day(reader: Any, day: date) -> tuple[PlannedStop, ...]:
    """What one planned on a day, or visited when nothing was planned: a start for another day's plan."""
    plan = Plan.objects.visible_to(reader).filter(person=reader, day=day).first()
    if plan and (stops := stops_of(plan)):
        return tuple(planned_stop(stop, fresh=True) for stop in stops)
    visits = Visit.objects.visible_to(reader).filter(person=reader, day=day, channel="visit")
    visits = visits.select_related("account__area")
    rows = visits.prefetch_related("purposes").order_by("arrived_at", "pk")
    return tuple(
        PlannedStop(
            id=None,
            account_id=visit.account_id,
            area_id=visit.account.area_id,
            name=visit.account.name,
            area=visit.account.area.name if visit.account.area else "",
            starts_at=_quarter(visit.arrived_at),
            purposes=tuple(code.code for code in visit.purposes.all()),
        )
        for visit in rows
    )


def last_purposes(reader: Any, accounts: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    """What one's last visit to each of these customers was for; two queries, over the last 200 visits to them."""
    rows = Visit.objects.visible_to(reader).filter(person=reader, account_id__in=list(accounts))
    latest = rows.order_by("-day", "-pk").prefetch_related("purposes")[:200]
    return {row.account_id: tuple(code.code for code in row.purposes.all()) for row in reversed(latest)}


def _as_it_stands(plan: Plan, today: date) -> tuple[PlannedStop, ...]:
    """The plan's stops; of an approved one with what was changed since, and whether more may be."""
    stops = [planned_stop(stop) for stop in stops_of(plan)]
    if plan.status != planning.APPROVED:
        return tuple(stops)
    changes, visited = changes_by_stop([plan]), visited_stops(plan)
    answer = []
    for stop in stops:
        own = changes.get(stop.id, ()) if stop.id else ()
        gone = stop.id in visited or any(change.kind == "cancelled" for change in own)
        answer.append(replace(stop, changes=own, changeable=not gone and plan.day >= today))
    return tuple(answer)


def planned_stop(stop: Stop, *, fresh: bool = False) -> PlannedStop:
    """A stop that came through `stops_of`; `fresh` as a start for another day, without amounts and companion.
    No query."""
    return PlannedStop(
        id=None if fresh else stop.pk,
        account_id=stop.account_id,
        area_id=stop.area_id,
        name=stop.name,
        area=stop.area_name,
        starts_at=stop.starts_at,
        purposes=tuple(code.code for code in stop.purposes.all()),
        objective=stop.objective,
        expected_order=None if fresh else stop.expected_order,
        expected_collection=None if fresh else stop.expected_collection,
        companion_id=None if fresh else stop.companion_id,
        companion=stop.companion.name if stop.companion and not fresh else "",
    )


def _quarter(at: Any) -> time:
    """The quarter of an hour in which a visit began."""
    local = timezone.localtime(at)
    return time(local.hour, local.minute // 15 * 15)
