"""Deviate from an approved plan: add a stop, cancel one, move one's hour, each with a coded reason.

The approval stays as it was given; each change is an act of its own in the plan's chain.
"""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.models import Account
from fieldday.kit import clock
from fieldday.kit.refusals import Refused, require
from fieldday.people.models import Area
from fieldday.rules import planning
from fieldday.rules.text import clean
from fieldday.rules.verdict import Reason, Verdict
from fieldday.visits.actions.day_lock import open_day
from fieldday.visits.actions.moments import happened_at
from fieldday.visits.actions.papers import check_version, locked, sign_off
from fieldday.visits.actions.plan_writing import StopInput
from fieldday.visits.models import Change, Code, Companion, Deviation, Plan, Stop, Visit
from fieldday.visits.questions.plan_content import draft_of, plan_content, stops_of

CHANGED = "visits.plan.changed_meanwhile"
OWN = "the stops of one's own plan, under its lock"


def add_stop(
    *,
    by: Any,
    plan_id: UUID,
    version: int,
    stop: StopInput,
    reason: str,
    at: datetime,
    note: str = "",
    claimed_at: datetime | None = None,
    sent_at: datetime | None = None,
) -> Change:
    """Add a stop to one's approved plan. It is no stop of the plan as it was approved: rates leave it out.

    Raises Refused with reasons at "place", "time", "purpose", "reason" …; when the plan is not approved, was changed
    meanwhile, or its day is closed.
    """
    with transaction.atomic():
        plan, right = _locked("visits.stop.added", by, plan_id, version)
        stops = stops_of(plan)
        draft = draft_of(stop, len(stops) + 1, stop.purposes)
        said = {"starts_at": stop.starts_at, "taken": _taken(stops), "stops": len(stops), "new": draft}
        code = _judge(planning.ADDED, plan, reason, note, happened_at(at, claimed_at, sent_at), **said)
        row = _new_stop(by, plan, stop, len(stops) + 1)
        return _changed("added", plan, row, code, note, by=by, right=right, at=at, claimed_at=claimed_at)


def cancel_stop(
    *,
    by: Any,
    plan_id: UUID,
    version: int,
    stop_id: UUID,
    reason: str,
    at: datetime,
    note: str = "",
    claimed_at: datetime | None = None,
    sent_at: datetime | None = None,
) -> Change:
    """Cancel a stop of one's approved plan: it counts as missed for that reason, unless it is visited all the same."""
    with transaction.atomic():
        plan, right = _locked("visits.stop.cancelled", by, plan_id, version)
        row = _stop(plan, stop_id)
        code = _judge(planning.CANCELLED, plan, reason, note, happened_at(at, claimed_at, sent_at), stop=_now(row))
        rows = Deviation.objects.unscoped(OWN)
        rows.update_or_create(stop=row, defaults={"reason": code, "note": clean(note), "by": by, "at": at})
        return _changed("cancelled", plan, row, code, note, by=by, right=right, at=at, claimed_at=claimed_at)


def move_stop(
    *,
    by: Any,
    plan_id: UUID,
    version: int,
    stop_id: UUID,
    starts_at: time | None,
    reason: str,
    at: datetime,
    note: str = "",
    claimed_at: datetime | None = None,
    sent_at: datetime | None = None,
) -> Change:
    """Move a stop of one's approved plan to another hour of the day; the change keeps the hour it had."""
    with transaction.atomic():
        plan, right = _locked("visits.stop.moved", by, plan_id, version)
        row = _stop(plan, stop_id)
        taken = _taken(stops_of(plan), but=row)
        moment = happened_at(at, claimed_at, sent_at)
        code = _judge(planning.MOVED, plan, reason, note, moment, stop=_now(row), starts_at=starts_at, taken=taken)
        before, row.starts_at = row.starts_at, starts_at
        row.save(update_fields=["starts_at"])
        act = {"by": by, "right": right, "at": at, "claimed_at": claimed_at, "before": before}
        return _changed("moved", plan, row, code, note, **act)


def _locked(verb: str, by: Any, plan_id: UUID, version: int) -> tuple[Plan, Any]:
    """One's own approved plan of a day that is open, locked: the day first, as everywhere."""
    seen = Plan.objects.visible_to(by).filter(pk=plan_id, person=by).values_list("day", flat=True).first()
    if seen is not None:
        open_day(by, seen)
    plan, right = locked(Plan, verb, by=by, pk=plan_id)
    require(planning.may_move(plan.status, planning.CHANGE))
    check_version(plan, version, CHANGED)
    return plan, right


def _stop(plan: Plan, stop_id: UUID) -> Stop:
    rows = Stop.objects.unscoped(OWN).filter(plan=plan, pk=stop_id)
    row = rows.select_related("account", "area").first()
    if row is None:
        raise Refused("people.not_found", missing=True)
    return row


def _now(stop: Stop) -> planning.StopNow:
    visited = Visit.objects.unscoped(OWN).filter(stop=stop).exists()
    visited = visited or Companion.objects.unscoped(OWN).filter(stop=stop).exists()
    return planning.StopNow(stop.starts_at, visited, _cancelled(stop.plan).filter(stop=stop).exists())


def _cancelled(plan: Plan) -> Any:
    return Change.objects.unscoped(OWN).filter(plan=plan, kind="cancelled")


def _taken(stops: list[Stop], but: Stop | None = None) -> dict[time, str]:
    """The hours of the stops that still stand, with what is there."""
    gone = set(_cancelled(stops[0].plan).values_list("stop_id", flat=True)) if stops else set()
    gone |= {but.pk} if but else set()
    return {stop.starts_at: stop.name for stop in stops if stop.starts_at and stop.pk not in gone}


def _judge(kind: str, plan: Plan, reason: str, note: str, at: datetime, **facts: Any) -> Code:
    """The reason's code, when the change is possible. Raises Refused with all that is wrong, each at its field."""
    verdict = planning.judge_change(kind, plan.day, today=clock.local_day(at), note=clean(note), **facts)
    code = Code.objects.filter(kind="reason", code=reason, retired=False).first()
    if code is None:
        require(Verdict((*verdict.reasons, Reason("visits.change.without_reason", {}, "reason"))))
        raise Refused("visits.change.without_reason", field="reason")
    require(verdict)
    return code


def _new_stop(by: Any, plan: Plan, stop: StopInput, position: int) -> Stop:
    account = Account.objects.visible_to(by).filter(pk=stop.account_id).first() if stop.account_id else None
    area = Area.objects.filter(pk=account.area_id if account else stop.area_id).first()
    if (stop.account_id and account is None) or (account is None and area is None):
        raise Refused("visits.change.unknown_place", field="place")
    if Stop.objects.unscoped("is this id taken").filter(pk=stop.id).exists():
        raise Refused("visits.stop.foreign_id")
    row = Stop(
        pk=stop.id,
        plan=plan,
        position=position,
        account=account,
        area=area,
        starts_at=stop.starts_at,
        objective=clean(stop.objective),
        expected_order=stop.expected_order,
        expected_collection=stop.expected_collection,
        added=True,
    )
    row.save(force_insert=True)
    row.purposes.set(Code.objects.filter(kind="purpose", code__in=stop.purposes))
    return row


def _changed(
    kind: str,
    plan: Plan,
    stop: Stop,
    code: Code,
    note: str,
    *,
    by: Any,
    right: Any,
    at: datetime,
    claimed_at: datetime | None,
    before: time | None = None,
) -> Change:
    """Keep the change, let the day run by the clock, append the act to the plan's chain and to the trail."""
    note = clean(note)
    row = Change(plan=plan, stop=stop, kind=kind, reason=code, note=note, before=before, by=by, at=at)
    row.claimed_at = claimed_at
    row.save(force_insert=True)
    if kind != "cancelled":
        _in_order(plan)
    facts = {"kind": kind, "stop": stop.pk, "name": stop.name, "reason": code.code, "note": note}
    hours: dict[str, time | None] = {"before": before, "after": stop.starts_at}
    content = {**plan_content(plan), "change": {**facts, **hours}}
    signed = sign_off(plan, "deviated", by=by, right=right, at=at, comment=note, content=content)
    plan.version += 1
    plan.save(update_fields=["version"])
    trail.record(
        f"visits.stop.{kind}",
        by=by,
        noun=plan,
        at=at,
        claimed_at=claimed_at,
        account_id=stop.account_id,
        day=plan.day,
        digest=signed.digest,
        **{name: value for name, value in {**facts, **hours}.items() if name != "kind"},
    )
    return row


def _in_order(plan: Plan) -> None:
    """Number the stops by their hours; numbers are freed before they are given anew."""
    stops = list(Stop.objects.unscoped(OWN).filter(plan=plan).order_by("position"))
    ordered = sorted(stops, key=lambda stop: (stop.starts_at is None, stop.starts_at or time.max, stop.position))
    if ordered == stops:
        return
    for shift in (1000, 0):
        for position, stop in enumerate(ordered, start=1):
            stop.position = position + shift
        Stop.objects.unscoped(OWN).bulk_update(ordered, ["position"])
