"""When a reminder is due, from when superiors are told what is behind, and when a mail is tried again."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from fieldday.rules.reminding import MOST_TRIES, is_due_soon, next_try, overdue_from

DUE = datetime(2026, 11, 23, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "soon"),
    [(61, False), (60, True), (1, True), (0, False), (-1, False)],
)
def test_a_reminder_is_due_in_the_last_minutes_before_a_deadline(before, soon):
    assert is_due_soon(DUE, 60, DUE - timedelta(minutes=before)) is soon


def test_no_minutes_remind_nobody():
    assert not is_due_soon(DUE, 0, DUE - timedelta(minutes=1))


def test_minutes_are_real_ones_where_the_clocks_change():
    """In Berlin 3:00 follows 1:59 on that night: an hour before four o'clock is three, not an hour that is left out."""
    berlin = ZoneInfo("Europe/Berlin")
    due = datetime(2026, 3, 29, 4, tzinfo=berlin)
    assert not is_due_soon(due, 60, datetime(2026, 3, 29, 1, 59, tzinfo=berlin))
    assert is_due_soon(due, 120, datetime(2026, 3, 29, 1, 59, tzinfo=berlin))


@pytest.mark.parametrize(
    ("rule", "deadline", "hour"),
    [
        ("same_day", time(8, 30), time(9)),
        ("same_day", time(7), time(9)),
        ("same_day", time(10, 15), time(10, 45)),
        ("same_day", time(23, 45), time(23, 30)),
        ("evening_before", time(21), time(9)),
    ],
)
def test_superiors_are_told_after_the_plans_were_due(rule, deadline, hour):
    assert overdue_from(rule, deadline) == hour


def test_a_mail_is_tried_at_longer_and_longer_pauses_and_then_given_up():
    pauses = [next_try(tries, DUE) - DUE for tries in range(1, MOST_TRIES)]
    assert pauses == sorted(pauses) and pauses[0] == timedelta(minutes=1)
    assert timedelta(hours=18) < sum(pauses, timedelta()) < timedelta(hours=24)
    assert next_try(MOST_TRIES, DUE) is None
