"""The daily visit plan 每日拜訪計畫: its states, and what a plan must be.

                submit                approve
    draft  ─────────────▶ submitted ───────────▶ approved      an approved plan is not edited: a change is a
      ▲ ◀──────────────── │     ▲                              deviation with its own reason
    edit    withdraw      │     │ submit
                   return ▼     │
                         returned ◀─ edit                      stays returned until it is sent again

A withdrawn plan is a draft again. A plan in any state, sent or not, never keeps anyone from visiting.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal

from fieldday.rules.states import Machine
from fieldday.rules.verdict import Reason, Verdict

DRAFT, SUBMITTED, APPROVED, RETURNED = "draft", "submitted", "approved", "returned"
SUBMIT, WITHDRAW, APPROVE, RETURN, EDIT = "submit", "withdraw", "approve", "return", "edit"

_NOT_SENT = "visits.plan.not_sent"
_ALREADY_SENT = "visits.plan.already_sent"
_ALREADY_APPROVED = "visits.plan.already_approved"
_ALREADY_RETURNED = "visits.plan.already_returned"
_AWAITS_APPROVAL = "visits.plan.awaits_approval"
_FIXED = "visits.plan.fixed_by_approval"

PLAN_STATES = Machine(
    start=DRAFT,
    moves={
        (DRAFT, SUBMIT): SUBMITTED,
        (DRAFT, EDIT): DRAFT,
        (SUBMITTED, WITHDRAW): DRAFT,
        (SUBMITTED, APPROVE): APPROVED,
        (SUBMITTED, RETURN): RETURNED,
        (RETURNED, EDIT): RETURNED,
        (RETURNED, SUBMIT): SUBMITTED,
    },
    refusals={
        (DRAFT, WITHDRAW): _NOT_SENT,
        (DRAFT, APPROVE): _NOT_SENT,
        (DRAFT, RETURN): _NOT_SENT,
        (SUBMITTED, SUBMIT): _ALREADY_SENT,
        (SUBMITTED, EDIT): _AWAITS_APPROVAL,
        (RETURNED, WITHDRAW): _ALREADY_RETURNED,
        (RETURNED, APPROVE): _ALREADY_RETURNED,
        (RETURNED, RETURN): _ALREADY_RETURNED,
        (APPROVED, SUBMIT): _ALREADY_APPROVED,
        (APPROVED, WITHDRAW): _ALREADY_APPROVED,
        (APPROVED, APPROVE): _ALREADY_APPROVED,
        (APPROVED, RETURN): _ALREADY_APPROVED,
        (APPROVED, EDIT): _FIXED,
    },
)

MOST_STOPS = 60
LONGEST_OBJECTIVE, LONGEST_NOTE = 200, 1000
FARTHEST_DAYS = 60

CODES: tuple[str, ...] = (
    *PLAN_STATES.codes,
    "visits.plan.in_the_past",
    "visits.plan.too_far_ahead",
    "visits.plan.too_many_stops",
    "visits.plan.without_stops",
    "visits.plan.note_too_long",
    "visits.stop.objective_too_long",
    "visits.stop.same_time",
    "visits.stop.without_place",
    "visits.stop.without_purpose",
    "visits.stop.without_time",
    "visits.stop.negative_amount",
)


@dataclasses.dataclass(frozen=True)
class StopDraft:
    """One stop as it is being planned: an account or an area, its time, purposes and expectations.

    ``position`` counts from 1 in the order of the page and names the stop in a reason's field ("stop-3").
    Amounts are in the company's currency, None when nothing is expected in particular.
    """

    position: int
    account: object | None
    area: object | None
    starts_at: datetime.time | None
    purposes: tuple[str, ...]
    objective: str = ""
    expected_order: Decimal | None = None
    expected_collection: Decimal | None = None


def may_move(state: str, act: str) -> Verdict:
    """Whether a plan in this state can be submitted, withdrawn, approved, returned or edited; if not, why."""
    return PLAN_STATES.may(state, act)


def after(state: str, act: str) -> str:
    """The state an act leads to. Raises ``ValueError`` where ``may_move`` says no."""
    return PLAN_STATES.after(state, act)


def judge_plan(
    day: datetime.date, stops: Sequence[StopDraft], *, today: datetime.date, sending: bool = True, note: str = ""
) -> Verdict:
    """Whether a plan can be kept (``sending`` false) or sent to the supervisor; every fault at once.

    What is wrong is refused at any time: a day gone by or too far off, a stop with no place, two stops at one
    time, an amount below nothing. What is only missing (stops, times, purposes) is asked for when it is sent.
    """
    reasons = [*_about_the_day(day, stops, today, sending), *_about_the_stops(stops, sending)]
    if len(note) > LONGEST_NOTE:
        reasons.append(Reason("visits.plan.note_too_long", {"limit": LONGEST_NOTE, "many": len(note)}, "note"))
    return Verdict(tuple(reasons))


def _about_the_day(
    day: datetime.date, stops: Sequence[StopDraft], today: datetime.date, sending: bool
) -> Iterator[Reason]:
    if day < today:
        yield Reason("visits.plan.in_the_past", {"day": day}, "day")
    if (day - today).days > FARTHEST_DAYS:
        yield Reason("visits.plan.too_far_ahead", {"day": day, "limit": FARTHEST_DAYS}, "day")
    if len(stops) > MOST_STOPS:
        yield Reason("visits.plan.too_many_stops", {"count": len(stops), "limit": MOST_STOPS})
    if sending and not stops:
        yield Reason("visits.plan.without_stops")


def _about_the_stops(stops: Sequence[StopDraft], sending: bool) -> Iterator[Reason]:
    taken: dict[datetime.time, int] = {}
    for stop in stops:
        field = f"stop-{stop.position}"
        if stop.account is None and stop.area is None:
            yield Reason("visits.stop.without_place", {"position": stop.position}, field)
        if stop.starts_at in taken:
            params = {"position": stop.position, "other": taken[stop.starts_at], "time": f"{stop.starts_at:%H:%M}"}
            yield Reason("visits.stop.same_time", params, field)
        elif stop.starts_at is not None:
            taken[stop.starts_at] = stop.position
        elif sending:
            yield Reason("visits.stop.without_time", {"position": stop.position}, field)
        if sending and not stop.purposes:
            yield Reason("visits.stop.without_purpose", {"position": stop.position}, field)
        if len(stop.objective) > LONGEST_OBJECTIVE:
            params = {"position": stop.position, "limit": LONGEST_OBJECTIVE, "many": len(stop.objective)}
            yield Reason("visits.stop.objective_too_long", params, field)
        if not (_stands(stop.expected_order) and _stands(stop.expected_collection)):
            yield Reason("visits.stop.negative_amount", {"position": stop.position}, field)


def _stands(amount: Decimal | None) -> bool:
    """Whether an expected amount can be one: none at all, or a number that is not below nothing."""
    return amount is None or (amount.is_finite() and amount >= 0)
