"""The daily visit plan 每日拜訪計畫: its states, and what a plan must be.

                submit                approve
    draft  ─────────────▶ submitted ───────────▶ approved ◀─ change     not edited any more: a stop added, cancelled
      ▲ ◀──────────────── │     ▲                                       or moved is a deviation with its reason
    edit    withdraw      │     │ submit
                   return ▼     │
                         returned ◀─ edit                      stays returned until it is sent again

A withdrawn plan is a draft again. A plan in any state, sent or not, never keeps anyone from visiting.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from fieldday.rules.states import Machine
from fieldday.rules.verdict import Reason, Verdict

DRAFT, SUBMITTED, APPROVED, RETURNED = "draft", "submitted", "approved", "returned"
SUBMIT, WITHDRAW, APPROVE, RETURN, EDIT = "submit", "withdraw", "approve", "return", "edit"
CHANGE = "change"

_NOT_SENT = "visits.plan.not_sent"
_ALREADY_SENT = "visits.plan.already_sent"
_ALREADY_APPROVED = "visits.plan.already_approved"
_ALREADY_RETURNED = "visits.plan.already_returned"
_AWAITS_APPROVAL = "visits.plan.awaits_approval"
_FIXED = "visits.plan.fixed_by_approval"
_NOT_APPROVED = "visits.plan.not_approved"

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
        (APPROVED, CHANGE): APPROVED,
    },
    refusals={
        (DRAFT, WITHDRAW): _NOT_SENT,
        (DRAFT, APPROVE): _NOT_SENT,
        (DRAFT, RETURN): _NOT_SENT,
        (DRAFT, CHANGE): _NOT_APPROVED,
        (SUBMITTED, SUBMIT): _ALREADY_SENT,
        (SUBMITTED, EDIT): _AWAITS_APPROVAL,
        (SUBMITTED, CHANGE): _AWAITS_APPROVAL,
        (RETURNED, WITHDRAW): _ALREADY_RETURNED,
        (RETURNED, APPROVE): _ALREADY_RETURNED,
        (RETURNED, RETURN): _ALREADY_RETURNED,
        (RETURNED, CHANGE): _NOT_APPROVED,
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
    "visits.plan.author_left",
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
    "visits.change.without_place",
    "visits.change.without_time",
    "visits.change.same_hour",
    "visits.change.time_taken",
    "visits.change.without_purpose",
    "visits.change.negative_amount",
    "visits.change.note_too_long",
    "visits.stop.already_visited",
    "visits.stop.already_cancelled",
)
LONGEST_REASON = 200


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


def judge_author(day: datetime.date, last_day: datetime.date | None) -> Verdict:
    """Whether a plan for a day can be approved: its author still worked here on it. ``last_day`` is None while he
    does."""
    if not works_no_more(day, last_day):
        return Verdict()
    return Verdict((Reason("visits.plan.author_left", {"day": last_day}),))


def works_no_more(day: datetime.date, last_day: datetime.date | None) -> bool:
    """Whether a day lies behind somebody's last one."""
    return last_day is not None and day > last_day


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


ADDED, CANCELLED, MOVED = "added", "cancelled", "moved"


@dataclasses.dataclass(frozen=True)
class StopNow:
    """A stop of an approved plan as it stands: when, and whether somebody went there or it was cancelled."""

    starts_at: datetime.time | None
    visited: bool = False
    cancelled: bool = False


def judge_change(
    kind: str,
    day: datetime.date,
    *,
    today: datetime.date,
    stop: StopNow | None = None,
    new: StopDraft | None = None,
    starts_at: datetime.time | None = None,
    taken: Mapping[datetime.time, str] | None = None,
    stops: int = 0,
    note: str = "",
) -> Verdict:
    """Whether a stop can be added (``new``), cancelled or moved (``stop``) after the approval; every fault at once.

    ``taken``: the hours of the other stops that still stand, with their names. ``stops``: how many there are.
    """
    reasons = list(_about_a_new_stop(new, stops)) if new else []
    if day < today:
        reasons.insert(0, Reason("visits.plan.in_the_past", {"day": day}))
    if stop and stop.visited:
        reasons.append(Reason("visits.stop.already_visited"))
    elif stop and stop.cancelled:
        reasons.append(Reason("visits.stop.already_cancelled"))
    elif kind in {ADDED, MOVED}:
        reasons += _about_the_hour(starts_at, stop, taken or {})
    if len(note) > LONGEST_REASON:
        params = {"limit": LONGEST_REASON, "many": len(note)}
        reasons.append(Reason("visits.change.note_too_long", params, "note"))
    return Verdict(tuple(reasons))


def _about_the_hour(
    starts_at: datetime.time | None, stop: StopNow | None, taken: Mapping[datetime.time, str]
) -> Iterator[Reason]:
    if starts_at is None:
        yield Reason("visits.change.without_time", {}, "time")
    elif stop and stop.starts_at == starts_at:
        yield Reason("visits.change.same_hour", {"time": f"{starts_at:%H:%M}"}, "time")
    elif starts_at in taken:
        yield Reason("visits.change.time_taken", {"time": f"{starts_at:%H:%M}", "name": taken[starts_at]}, "time")


def _about_a_new_stop(new: StopDraft, stops: int) -> Iterator[Reason]:
    if stops >= MOST_STOPS:
        yield Reason("visits.plan.too_many_stops", {"count": stops + 1, "limit": MOST_STOPS})
    if new.account is None and new.area is None:
        yield Reason("visits.change.without_place", {}, "place")
    if not new.purposes:
        yield Reason("visits.change.without_purpose", {}, "purpose")
    if len(new.objective) > LONGEST_OBJECTIVE:
        params = {"limit": LONGEST_OBJECTIVE, "many": len(new.objective)}
        yield Reason("visits.change.note_too_long", params, "objective")
    if not (_stands(new.expected_order) and _stands(new.expected_collection)):
        yield Reason("visits.change.negative_amount", {}, "order")


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
