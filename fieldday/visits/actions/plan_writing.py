"""Write a plan: the stops of one's own day, kept as a draft until they are sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from fieldday import trail
from fieldday.customers.models import Account
from fieldday.kit import clock
from fieldday.kit.ids import new_id
from fieldday.kit.refusals import Refused, refuse_with, require
from fieldday.people.authority import authorise
from fieldday.people.models import Area
from fieldday.rules import planning
from fieldday.rules.text import clean_lines
from fieldday.rules.verdict import Reason
from fieldday.visits.actions.day_lock import lock_days
from fieldday.visits.actions.moments import happened_at
from fieldday.visits.actions.papers import check_version
from fieldday.visits.models import Code, Plan, Stop
from fieldday.visits.policy import POLICY
from fieldday.visits.questions.joint_calls import companions_offered
from fieldday.visits.questions.plan_content import draft_of


@dataclass(frozen=True)
class StopInput:
    """One stop as the form brings it; amounts in the company's currency, purposes as codes."""

    account_id: UUID | None = None
    area_id: int | None = None
    starts_at: time | None = None
    purposes: tuple[str, ...] = ()
    objective: str = ""
    expected_order: Decimal | None = None
    expected_collection: Decimal | None = None
    companion_id: int | None = None
    id: UUID = field(default_factory=new_id)


def save_plan(
    *,
    by: Any,
    day: date,
    stops: Sequence[StopInput],
    at: datetime,
    version: int = 0,
    note: str | None = None,
    plan_id: UUID | None = None,
    claimed_at: datetime | None = None,
    sent_at: datetime | None = None,
) -> Plan:
    """Keep one's plan of a day with exactly these stops, in this order. `version` is what was edited; a `note` of None
    stays as it is.

    Raises Refused with the reasons at their stops ("stop-3"), or when it was changed or sent meanwhile.
    """
    authorise(POLICY, "visits.plan.saved", by=by, author=by)
    with transaction.atomic():
        lock_days(by)  # a plan that is not written yet has no row to lock
        plan = Plan.objects.visible_to(by).select_for_update(of=("self",)).filter(person=by, day=day).first()
        if plan:
            require(planning.may_move(plan.status, planning.EDIT))
            check_version(plan, version, "visits.plan.changed_meanwhile")
            plan.version += 1
        else:
            plan = Plan(person=by, day=day, **({"id": plan_id} if plan_id else {}))
        places = _places(by, stops)
        _require_companions(by, plan, stops)
        plan.note = plan.note if note is None else clean_lines(note)
        today = clock.local_day(happened_at(at, claimed_at, sent_at))
        require(planning.judge_plan(day, drafts(stops), today=today, sending=False, note=plan.note))
        plan.save()
        _write_stops(plan, stops, places)
        facts = {"day_planned": day, "stops": len(stops)}
        trail.record("visits.plan.saved", by=by, noun=plan, at=at, claimed_at=claimed_at, **facts)
        return plan


def drafts(stops: Sequence[StopInput]) -> list[planning.StopDraft]:
    """The stops as the rule wants them."""
    return [draft_of(stop, position, stop.purposes) for position, stop in enumerate(stops, start=1)]


def _places(by: Any, stops: Sequence[StopInput]) -> dict[UUID, int | None]:
    """The area of each account named; a customer out of sight or an unknown area is refused at its stop."""
    wanted = {stop.account_id for stop in stops if stop.account_id}
    seen: dict[UUID, int | None] = dict(
        Account.objects.visible_to(by).filter(pk__in=wanted).values_list("pk", "area_id")
    )
    areas = set(Area.objects.filter(pk__in={s.area_id for s in stops if s.area_id}).values_list("pk", flat=True))
    reasons = [
        Reason("visits.stop.unknown_place", {"position": position}, f"stop-{position}")
        for position, stop in enumerate(stops, start=1)
        if (stop.account_id and stop.account_id not in seen) or (stop.area_id and stop.area_id not in areas)
    ]
    refuse_with(reasons)
    return seen


def _require_companions(by: Any, plan: Plan, stops: Sequence[StopInput]) -> None:
    """One asks along 陪訪 one's superiors, team and own people; whoever stands on a stop already may stay."""
    wanted = {stop.companion_id for stop in stops if stop.companion_id}
    if not wanted:
        return
    rows = Stop.objects.unscoped("the stops of one's own plan").filter(plan=plan).exclude(companion=None)
    stands = dict(rows.values_list("pk", "companion_id"))
    offered = {pk for pk, _name in companions_offered(by)}
    reasons = [
        Reason("visits.stop.unknown_companion", {"position": position}, f"stop-{position}")
        for position, stop in enumerate(stops, start=1)
        if stop.companion_id and stop.companion_id not in offered and stands.get(stop.id) != stop.companion_id
    ]
    refuse_with(reasons)


def _write_stops(plan: Plan, stops: Sequence[StopInput], places: dict[UUID, int | None]) -> None:
    """Make the plan's stops exactly these, keeping the ids of those that stay."""
    rows = Stop.objects.unscoped("the stops of one's own plan").filter(plan=plan)
    present = set(rows.values_list("pk", flat=True))
    kept = {stop.id for stop in stops}
    if rows.exclude(pk__in=kept).filter(Q(visit__isnull=False) | Q(joined__isnull=False)).exists():
        raise Refused("visits.stop.already_visited")
    rows.exclude(pk__in=kept).delete()
    rows.update(position=F("position") + 1000)  # free the numbers before they are given anew
    codes = {code.code: code.pk for code in Code.objects.filter(kind="purpose")}
    links = []
    for position, stop in enumerate(stops, start=1):
        row = Stop(
            pk=stop.id,
            plan=plan,
            position=position,
            account_id=stop.account_id,
            area_id=stop.area_id or places.get(stop.account_id) if stop.account_id else stop.area_id,
            starts_at=stop.starts_at,
            objective=stop.objective,
            expected_order=stop.expected_order,
            expected_collection=stop.expected_collection,
            companion_id=stop.companion_id,
        )
        if stop.id not in present and Stop.objects.unscoped("is this id taken").filter(pk=stop.id).exists():
            raise Refused("visits.stop.foreign_id", field=f"stop-{position}")
        row.save(force_insert=stop.id not in present, force_update=stop.id in present)
        links += [(row.pk, codes[code]) for code in dict.fromkeys(stop.purposes) if code in codes]
    through = Stop.purposes.through
    through.objects.filter(stop_id__in=kept).delete()
    through.objects.bulk_create([through(stop_id=stop, code_id=code) for stop, code in links])
