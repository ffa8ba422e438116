import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.expenses import FARTHEST, LARGEST, Entry, amount_of, judge_expense, over_limit

MON = datetime.date(2026, 11, 23)
RATE = Decimal("6.5")


def codes(entry: Entry, day: datetime.date = MON) -> list[tuple[str, str]]:
    reasons = judge_expense(entry, day=day, today=MON).reasons
    return [(reason.code.rsplit(".", 1)[1], reason.field) for reason in reasons]


@pytest.mark.parametrize(
    ("amount", "fault"),
    [
        (None, "without_amount"),
        ("-1", "not_positive"),
        ("0", "not_positive"),
        ("0.004", "not_positive"),
        ("10000000.01", "absurd"),
    ],
)
def test_what_no_expense_is(amount: str | None, fault: str) -> None:
    assert codes(Entry(Decimal(amount) if amount else None)) == [(fault, "amount")]


@pytest.mark.parametrize(("kept", "said"), [("-1.00", "-1"), ("-1250.50", "-1,250.5"), ("-100", "-100")])
def test_an_amount_is_said_as_it_was_typed(kept: str, said: str) -> None:
    (reason,) = judge_expense(Entry(Decimal(kept)), day=MON, today=MON).reasons
    assert reason.params == {"amount": said}


@pytest.mark.parametrize(("km", "fault"), [(None, "without_km"), ("0", "km_not_positive"), ("3001", "km_absurd")])
def test_distance_is_asked_for_where_it_pays(km: str | None, fault: str) -> None:
    assert codes(Entry(km=Decimal(km) if km else None, rate=RATE)) == [(fault, "km")]


def test_the_day_and_the_note() -> None:
    assert codes(Entry(Decimal(5), note="x" * 201), MON + datetime.timedelta(1)) == [
        ("in_the_future", "day"),
        ("note_too_long", "note"),
    ]


def test_an_old_expense_is_none_any_more() -> None:
    assert not codes(Entry(Decimal(5)), MON - datetime.timedelta(60))
    assert codes(Entry(Decimal(5)), MON - datetime.timedelta(61)) == [("too_old", "day")]


def test_kilometres_pay_by_the_rate_and_the_typed_amount_is_no_matter() -> None:
    assert amount_of(Entry(Decimal(9), km=Decimal("12.5"), rate=RATE)) == Decimal("81.25")
    assert amount_of(Entry(Decimal("9.999"), km=Decimal(3))) == Decimal("10.00")


@given(st.decimals("0.01", LARGEST, places=2), st.decimals("0.1", FARTHEST, places=1))
def test_what_is_kept_costs_something(amount: Decimal, km: Decimal) -> None:
    for entry in (Entry(amount), Entry(km=km, rate=RATE)):
        assert not codes(entry)
        assert amount_of(entry) > 0


def test_a_limit_is_passed_above_it_only() -> None:
    assert not over_limit(Decimal(300), Decimal(300))
    assert over_limit(Decimal("300.01"), Decimal(300))
    assert not over_limit(LARGEST, None)
