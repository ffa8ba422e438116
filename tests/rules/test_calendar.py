import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.calendar import (
    is_working,
    month_span,
    next_working_day,
    previous_working_day,
    week_of,
    working_days,
)

days = st.dates(datetime.date(2020, 1, 1), datetime.date(2035, 12, 31))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_a_week_starts_on_monday() -> None:
    assert week_of(day("2026-11-08")) == (day("2026-11-02"), day("2026-11-08"))
    assert week_of(day("2026-11-09")) == (day("2026-11-09"), day("2026-11-15"))


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2026-11-02", True),
        ("2026-11-01", False),
        ("2026-10-09", False),  # 國慶日補假
        ("2025-02-08", True),  # 補行上班的星期六
        ("2024-02-17", True),
        ("2025-05-01", False),  # 勞動節
        ("2024-05-01", False),
        ("2026-05-01", False),
        ("2025-09-03", True),  # 軍人節 is not for sales offices
        ("2026-02-17", False),
    ],
)
def test_working_days_of_taiwan(text: str, works: bool) -> None:
    assert is_working(day(text)) is works


def test_the_companys_own_days_go_first() -> None:
    own = {day("2026-11-02"): False, day("2026-11-07"): True}
    assert not is_working(day("2026-11-02"), extra=own)
    assert is_working(day("2026-11-07"), extra=own)
    assert next_working_day(day("2026-11-01"), extra=own) == day("2026-11-03")


def test_another_region() -> None:
    assert is_working(day("2026-10-09"), "US")
    with pytest.raises(ValueError, match="no calendar"):
        is_working(day("2026-10-09"), "nowhere")


def test_a_month_of_working_days() -> None:
    assert len(working_days(day("2026-02-01"), day("2026-02-28"))) == 14
    assert working_days(day("2026-11-03"), day("2026-11-02")) == ()


def test_around_the_new_year_holidays() -> None:
    assert next_working_day(day("2026-02-13")) == day("2026-02-23")
    assert previous_working_day(day("2026-02-23")) == day("2026-02-13")


def test_a_calendar_without_working_days() -> None:
    closed = {day("2026-11-01") + datetime.timedelta(days=n): False for n in range(100)}
    with pytest.raises(ValueError, match="no working day"):
        next_working_day(day("2026-11-01"), extra=closed)


@pytest.mark.parametrize(
    ("text", "closing", "first", "last"),
    [
        ("2026-11-02", 31, "2026-11-01", "2026-11-30"),
        ("2026-11-25", 25, "2026-10-26", "2026-11-25"),
        ("2026-11-26", 25, "2026-11-26", "2026-12-25"),
        ("2026-12-31", 25, "2026-12-26", "2027-01-25"),
        ("2026-02-28", 30, "2026-01-31", "2026-02-28"),
        ("2026-03-01", 30, "2026-03-01", "2026-03-30"),
        ("2026-01-01", 31, "2026-01-01", "2026-01-31"),
    ],
)
def test_closing_months(text: str, closing: int, first: str, last: str) -> None:
    assert month_span(day(text), closing) == (day(first), day(last))


@given(days, st.integers(1, 31))
def test_closing_months_lie_side_by_side(some_day: datetime.date, closing: int) -> None:
    first, last = month_span(some_day, closing)
    assert first <= some_day <= last
    assert month_span(first, closing) == month_span(last, closing) == (first, last)
    assert month_span(last + datetime.timedelta(days=1), closing)[0] == last + datetime.timedelta(days=1)
    assert 28 <= (last - first).days + 1 <= 31


def test_there_is_no_32nd() -> None:
    for closing in (0, 32):
        with pytest.raises(ValueError, match="no day"):
            month_span(day("2026-11-02"), closing)


@given(days)
def test_the_next_working_day_is_the_nearest(some_day: datetime.date) -> None:
    then = next_working_day(some_day)
    assert working_days(some_day + datetime.timedelta(days=1), then) == (then,)
    assert previous_working_day(then) == (some_day if is_working(some_day) else previous_working_day(some_day))
