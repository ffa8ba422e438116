"""When somebody is reminded or told: before a deadline, once a day of what is behind, and again when a mail failed."""

from __future__ import annotations

import datetime

from fieldday.rules.punctuality import EVENING_BEFORE, apart

CODES: tuple[str, ...] = ()

OVERDUE_FROM = datetime.time(9, 0)
AFTER_DEADLINE = datetime.timedelta(minutes=30)
MOST_TRIES = 7
_MINUTE = datetime.timedelta(minutes=1)
_PAUSES = (1, 5, 30, 120, 360, 720)  # minutes after the first, second … failure


def is_due_soon(due: datetime.datetime, minutes: int, at: datetime.datetime) -> bool:
    """Whether a reminder ``minutes`` before a deadline is due ``at``; 0 reminds nobody, a deadline passed neither."""
    left = apart(due, at)
    return bool(minutes) and datetime.timedelta(0) < left <= minutes * _MINUTE


def overdue_from(plan_rule: str, plan_deadline: datetime.time) -> datetime.time:
    """The hour of a working day from which superiors are told what is behind: nine o'clock, or half an hour after the
    plans of the day were due, whichever is later; an hour that would be the next day's is the day's last one."""
    if plan_rule == EVENING_BEFORE:
        return OVERDUE_FROM
    whole = datetime.datetime.combine(datetime.date.min, plan_deadline) + AFTER_DEADLINE
    if whole.date() != datetime.date.min:
        return datetime.time(23, 30)
    return max(OVERDUE_FROM, whole.time())


def next_try(tries: int, at: datetime.datetime) -> datetime.datetime | None:
    """When a mail that has failed ``tries`` times is tried again; None when it is given up, after some twenty hours."""
    if tries >= MOST_TRIES:
        return None
    return at + _PAUSES[min(tries, len(_PAUSES)) - 1] * _MINUTE
