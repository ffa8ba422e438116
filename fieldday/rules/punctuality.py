"""When plans and reports are due, and how late they came.

Deadlines are hours on the company's wall: midnight ends a day and never begins the one it is due for, and an hour that
a change of the clocks leaves out or repeats is one moment all the same. Distances are counted in real minutes.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable

from fieldday.rules.verdict import Reason

EVENING_BEFORE, SAME_DAY, NEXT_WORKING_DAY = "evening_before", "same_day", "next_working_day"

CODES: tuple[str, ...] = ("visits.deadline.late", "visits.deadline.not_sent")

ONE_DAY = datetime.timedelta(days=1)
LONGEST_BREAK = 60
_MINUTE = datetime.timedelta(minutes=1)


@dataclasses.dataclass(frozen=True)
class DeadlineRule:
    """The company's rule: ``kind`` and the local time of day.

    "evening_before" and "same_day" are for plans, "same_day" and "next_working_day" for reports. ``morning`` is
    the hour that takes the place of an evening on a day off.
    """

    kind: str
    at: datetime.time
    morning: datetime.time = datetime.time(8, 30)


@dataclasses.dataclass(frozen=True)
class Punctuality:
    """Whether a paper came in time; ``late_minutes`` are whole minutes behind the deadline, 0 when in time."""

    on_time: bool
    late_minutes: int
    reasons: tuple[Reason, ...] = ()


def plan_deadline(
    day: datetime.date,
    *,
    rule: DeadlineRule,
    working: Callable[[datetime.date], bool],
    zone: datetime.tzinfo,
    later: int = 0,
) -> datetime.datetime:
    """When the plan for ``day`` is due: the evening before, or that day itself at the rule's hour; ``later`` by so many
    working days, as on a trip.

    Nobody owes a paper on a day off: when the day before is none of work, the plan is due on the morning of
    its own day. (One sent on Sunday evening for Monday is early.)
    """
    if rule.kind == EVENING_BEFORE:
        if working(day - ONE_DAY):
            return _evening(_later(day - ONE_DAY, later, working), rule.at, zone)
        return datetime.datetime.combine(_later(day, later, working), rule.morning, zone)
    if rule.kind == SAME_DAY:
        return datetime.datetime.combine(_later(day, later, working), rule.at, zone)
    raise ValueError(f"no rule for plans: {rule.kind}")


def report_deadline(
    day: datetime.date,
    *,
    rule: DeadlineRule,
    working: Callable[[datetime.date], bool],
    zone: datetime.tzinfo,
    later: int = 0,
) -> datetime.datetime:
    """When the report of ``day`` is due: that day at the rule's hour, or the next working day at it; ``later`` by so
    many working days, as on a trip.

    A report of a day off that was worked all the same is due on the next working day. Midnight is that of the day's
    end.
    """
    if rule.kind not in (SAME_DAY, NEXT_WORKING_DAY):
        raise ValueError(f"no rule for reports: {rule.kind}")
    if rule.kind == SAME_DAY and working(day):
        return _evening(_later(day, later, working), rule.at, zone)
    due = _later(day, 1 + later, working)
    if rule.kind == NEXT_WORKING_DAY:
        return datetime.datetime.combine(due, rule.at, zone)
    return datetime.datetime.combine(due, rule.morning, zone)


def judge(
    sent_at: datetime.datetime | None, deadline: datetime.datetime, at: datetime.datetime | None = None
) -> Punctuality:
    """Whether a paper sent at ``sent_at`` met its deadline; the minute of the deadline still counts as in time.

    For one not sent yet (None) it is judged as it stands ``at`` the moment given: in time until the deadline has
    passed, then late by so much already. Raises ``ValueError`` when neither is given.
    """
    moment = at if sent_at is None else sent_at
    if moment is None:
        raise ValueError("a paper that was not sent is judged at a moment")
    late = max(0, apart(moment, deadline) // _MINUTE)
    if not late:
        return Punctuality(True, 0)
    code = "visits.deadline.not_sent" if sent_at is None else "visits.deadline.late"
    return Punctuality(False, late, (Reason(code, {"minutes": late}),))


def apart(later: datetime.datetime, earlier: datetime.datetime) -> datetime.timedelta:
    """The real time between two aware moments. Python subtracts hours of the wall where both are of one zone, which
    is an hour off when the clocks change in between."""
    return later.astimezone(datetime.UTC) - earlier.astimezone(datetime.UTC)


def _evening(day: datetime.date, hour: datetime.time, zone: datetime.tzinfo) -> datetime.datetime:
    """An hour at which a day's work is done: midnight is the one that ends the day."""
    if hour == datetime.time(0):
        day += ONE_DAY
    return datetime.datetime.combine(day, hour, zone)


def _later(day: datetime.date, count: int, working: Callable[[datetime.date], bool]) -> datetime.date:
    """The ``count``-th working day after ``day``, the day itself for 0. Raises ``ValueError`` where there is none."""
    for _ in range(count):
        after = (day + n * ONE_DAY for n in range(1, LONGEST_BREAK + 1))
        found = next((one for one in after if working(one)), None)
        if found is None:
            raise ValueError(f"no working day within {LONGEST_BREAK} days of {day}")
        day = found
    return day
