import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.calendar import working_days
from fieldday.rules.targets import Pace, attainment, pace

D = Decimal
FIRST, LAST = datetime.date(2026, 11, 1), datetime.date(2026, 11, 30)
NOVEMBER = working_days(FIRST, LAST)  # 21 of them
amounts = st.decimals(0, 10**9, places=2)


def test_as_people_say_it() -> None:
    on_the_20th = pace(datetime.date(2026, 11, 20), NOVEMBER, actual=D(1_800_000), target=D(3_000_000))
    assert on_the_20th == Pace(D("71.4"), D("60.0"), D("-11.4"), D("-342857.14"))


def test_the_companys_own_rhythm() -> None:
    the_last_day_counts_twenty = {NOVEMBER[-1]: D(20)}
    half_way = pace(NOVEMBER[-2], NOVEMBER, actual=D(50), target=D(100), weights=the_last_day_counts_twenty)
    assert half_way == Pace(D("50.0"), D("50.0"), D("0.0"), D("0.00"))


def test_without_a_target_or_a_day() -> None:
    assert attainment(5, 0) is None
    assert pace(FIRST, NOVEMBER, actual=D(5), target=D(0)) == Pace(D("0.0"), None, None, None)
    assert pace(FIRST, (), actual=D(5), target=D(10)) == Pace(None, D("50.0"), None, None)


@given(st.dates(FIRST, LAST), amounts, amounts.filter(bool))
def test_ahead_or_behind_is_said_alike_in_points_and_in_money(
    day: datetime.date, actual: Decimal, target: Decimal
) -> None:
    judged = pace(day, NOVEMBER, actual=actual, target=target)
    assert judged.gap_points is not None
    assert judged.gap_amount is not None
    assert judged.gap_points * judged.gap_amount >= 0 or abs(judged.gap_points) <= D("0.1")


@given(st.dates(FIRST, LAST), amounts, amounts.filter(bool))
def test_the_last_day_asks_for_the_whole(day: datetime.date, actual: Decimal, target: Decimal) -> None:
    at_the_end = pace(LAST, NOVEMBER, actual=actual, target=target)
    assert at_the_end.due_per_cent == 100
    assert at_the_end.gap_amount == actual - target
    on_the_day = pace(day, NOVEMBER, actual=actual, target=target).due_per_cent
    assert on_the_day is not None
    assert 0 <= on_the_day <= 100
