import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.claims import judge_claim

NOW = datetime.datetime(2026, 11, 2, 10, 0, tzinfo=ZoneInfo("Asia/Taipei"))
spans = st.timedeltas(datetime.timedelta(days=-20), datetime.timedelta(days=20))


def minutes(count: float) -> datetime.timedelta:
    return datetime.timedelta(minutes=count)


def test_no_claim_is_the_receipt() -> None:
    claim = judge_claim(claimed=None, received=NOW)
    assert (claim.at, claim.drift_minutes, claim.plausible) == (NOW, 0, True)


def test_a_claim_of_a_moment_ago_is_shown() -> None:
    claim = judge_claim(claimed=NOW - minutes(12), received=NOW)
    assert (claim.at, claim.drift_minutes, claim.plausible) == (NOW - minutes(12), -12, True)


def test_a_little_ahead_is_now() -> None:
    claim = judge_claim(claimed=NOW + minutes(3), received=NOW)
    assert (claim.at, claim.drift_minutes, claim.plausible) == (NOW, 3, True)


@pytest.mark.parametrize("off", [6, 180, -121, -60 * 24])
def test_a_clock_hours_off_is_flagged_and_not_shown(off: int) -> None:
    claim = judge_claim(claimed=NOW + minutes(off), received=NOW)
    assert (claim.at, claim.drift_minutes, claim.plausible) == (NOW, off, False)
    assert claim.reasons[0].code == "visits.clock.off"
    assert claim.reasons[0].params == {"minutes": abs(off)}


def test_a_day_without_signal_is_no_fault() -> None:
    claim = judge_claim(claimed=NOW - minutes(9 * 60), received=NOW, sent=NOW + minutes(1))
    assert (claim.at, claim.plausible) == (NOW - minutes(9 * 60), True)


def test_a_phone_that_tells_its_clock_is_corrected() -> None:
    claim = judge_claim(claimed=NOW + minutes(180 - 30), received=NOW, sent=NOW + minutes(180))
    assert (claim.at, claim.plausible) == (NOW - minutes(30), False)
    assert claim.reasons[0].params == {"minutes": 180}


def test_a_claim_after_its_own_sending_or_of_last_month_is_not_believed() -> None:
    assert judge_claim(claimed=NOW + minutes(60), received=NOW, sent=NOW).at == NOW
    assert not judge_claim(claimed=NOW - minutes(60 * 24 * 8), received=NOW, sent=NOW).plausible


@given(spans, st.none() | spans)
def test_nothing_is_ever_shown_in_the_future(off: datetime.timedelta, clock: datetime.timedelta | None) -> None:
    sent = None if clock is None else NOW + clock
    claim = judge_claim(claimed=NOW + off, received=NOW, sent=sent)
    assert claim.at <= NOW
    assert claim.plausible == (not claim.reasons)
    assert claim.drift_minutes == int(off / minutes(1))
