"""When plans and reports are due, and how late they came."""

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
) -> datetime.datetime:
    """When the plan for ``day`` is due: the evening before, or that day itself at the rule's hour.

    Nobody owes a paper on a day off: when the day before is none of work, the plan is due on the morning of
    its own day. (One sent on Sunday evening for Monday is early.)
    """
    if rule.kind == EVENING_BEFORE:
        if working(day - ONE_DAY):
            return datetime.datetime.combine(day - ONE_DAY, rule.at, zone)
        return datetime.datetime.combine(day, rule.morning, zone)
    if rule.kind == SAME_DAY:
        return datetime.datetime.combine(day, rule.at, zone)
    raise ValueError(f"no rule for plans: {rule.kind}")


def report_deadline(
    day: datetime.date,
    *,
    rule: DeadlineRule,
    working: Callable[[datetime.date], bool],
    zone: datetime.tzinfo,
) -> datetime.datetime:
    """When the report of ``day`` is due: that day at the rule's hour, or the next working day at it.

    A report of a day off that was worked all the same is due on the next working day.
    """
    if rule.kind not in (SAME_DAY, NEXT_WORKING_DAY):
        raise ValueError(f"no rule for reports: {rule.kind}")
    if rule.kind == SAME_DAY and working(day):
        return datetime.datetime.combine(day, rule.at, zone)
    for n in range(1, LONGEST_BREAK + 1):
        if working(day + n * ONE_DAY):
            hour = rule.at if rule.kind == NEXT_WORKING_DAY else rule.morning
            return datetime.datetime.combine(day + n * ONE_DAY, hour, zone)
    raise ValueError(f"no working day within {LONGEST_BREAK} days of {day}")


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
    late = max(0, (moment - deadline) // _MINUTE)
    if not late:
        return Punctuality(True, 0)
    code = "visits.deadline.not_sent" if sent_at is None else "visits.deadline.late"
    return Punctuality(False, late, (Reason(code, {"minutes": late}),))
