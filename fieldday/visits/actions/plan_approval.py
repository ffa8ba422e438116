"""Submit a plan, withdraw it, approve it, return it; approve several at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.kit import clock
from fieldday.kit.refusals import Refused, require
from fieldday.rules import planning
from fieldday.rules.signoff import judge_comment, judge_remark
from fieldday.rules.verdict import Reason
from fieldday.visits.actions.moments import happened_at
from fieldday.visits.actions.papers import check_version, locked, sign_off
from fieldday.visits.models import Plan
from fieldday.visits.questions.plan_content import plan_content, stop_drafts

CHANGED = "visits.plan.changed_meanwhile"


def submit_plan(
    *,
    by: Any,
    plan_id: UUID,
    version: int,
    at: datetime,
    claimed_at: datetime | None = None,
    sent_at: datetime | None = None,
) -> Plan:
    """Send one's plan to the superior. Late is said later, never refused; a day gone by is. Both by the moment that a
    phone claims, where its clock can be believed."""
    told: dict[str, Any] = {"claimed_at": claimed_at, "sent_at": sent_at}
    return _move("visits.plan.submitted", planning.SUBMIT, by=by, plan_id=plan_id, version=version, at=at, **told)


def withdraw_plan(*, by: Any, plan_id: UUID, version: int, at: datetime) -> Plan:
    """Take back a plan that nobody has answered yet."""
    return _move("visits.plan.withdrawn", planning.WITHDRAW, by=by, plan_id=plan_id, version=version, at=at)


def approve_plan(*, by: Any, plan_id: UUID, version: int, at: datetime, comment: str = "") -> Plan:
    """Approve a plan of one's line, the very one that was read, with a word if one likes. One winner under a race."""
    require(judge_remark(comment))
    return _move(
        "visits.plan.approved", planning.APPROVE, by=by, plan_id=plan_id, version=version, at=at, comment=comment
    )


def return_plan(*, by: Any, plan_id: UUID, version: int, at: datetime, comment: str) -> Plan:
    """Send a plan back with a sentence that says why."""
    require(judge_comment(comment))
    return _move(
        "visits.plan.returned", planning.RETURN, by=by, plan_id=plan_id, version=version, at=at, comment=comment
    )


@dataclass(frozen=True)
class Bulk:
    """What a bulk approval did: the plans approved, and for each other one why not."""

    approved: tuple[UUID, ...]
    refused: tuple[tuple[UUID, tuple[Reason, ...]], ...]


def approve_plans(*, by: Any, plans: Sequence[tuple[UUID, int]], at: datetime) -> Bulk:
    """Approve each plan by itself: what is refused keeps none of the others. Pairs are (plan, version read)."""
    approved: list[UUID] = []
    refused: list[tuple[UUID, tuple[Reason, ...]]] = []
    for plan_id, version in plans:
        try:
            approve_plan(by=by, plan_id=plan_id, version=version, at=at)
            approved.append(plan_id)
        except Refused as refusal:
            refused.append((plan_id, refusal.reasons))
    return Bulk(tuple(approved), tuple(refused))


def _move(
    verb: str,
    act: str,
    *,
    by: Any,
    plan_id: UUID,
    version: int,
    at: datetime,
    comment: str = "",
    claimed_at: datetime | None = None,
    sent_at: datetime | None = None,
) -> Plan:
    with transaction.atomic():
        plan, right = locked(Plan, verb, by=by, pk=plan_id)
        require(planning.may_move(plan.status, act))
        check_version(plan, version, CHANGED)
        if act == planning.APPROVE:
            require(planning.judge_author(plan.day, plan.person.left_on))
        if act == planning.SUBMIT:
            moment = happened_at(at, claimed_at, sent_at)
            require(planning.judge_plan(plan.day, stop_drafts(plan), today=clock.local_day(moment)))
            plan.sent_at, plan.claimed_at = at, claimed_at
            plan.happened_at = moment if moment != at else None
        plan.status = planning.after(plan.status, act)
        content = None if act == planning.WITHDRAW else plan_content(plan)
        signed = sign_off(plan, verb.rsplit(".", 1)[1], by=by, right=right, at=at, comment=comment, content=content)
        plan.version += 1
        plan.save(update_fields=["status", "sent_at", "claimed_at", "happened_at", "version"])
        trail.record(
            verb,
            by=by,
            on_behalf_of=right.on_behalf_of,
            noun=plan,
            at=at,
            claimed_at=claimed_at,
            day_planned=plan.day,
            comment=comment,
            digest=signed.digest,
        )
        return plan
