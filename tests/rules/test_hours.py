"""Visit hours as they are typed, and whether it is open now."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from fieldday.rules.hours import OpenNow, hours_text, open_at, parse_hours
from fieldday.rules.verdict import Unreadable

TAIPEI = ZoneInfo("Asia/Taipei")
WEEK = {
    "0": [["09:00", "12:00"], ["14:00", "18:00"]],
    "1": [],
    "2": [["18:00", "02:00"]],
    "4": [["00:00", "24:00"]],
    "5": [["00:00", "03:00"]],
}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9-12 14-18", [["09:00", "12:00"], ["14:00", "18:00"]]),
        ("09:00–12:00、14:00～18:00", [["09:00", "12:00"], ["14:00", "18:00"]]),
        ("１４：００－１８：３０，９：００－１２：００", [["09:00", "12:00"], ["14:00", "18:30"]]),
        ("0900-1730", [["09:00", "17:30"]]),
        ("930 至 12", [["09:30", "12:00"]]),
        ("18-2", [["18:00", "02:00"]]),
        ("24 小時", [["00:00", "24:00"]]),
        ("0-24", [["00:00", "24:00"]]),
        ("休", []),
        ("公休", []),
        ("Closed", []),
        ("  ", None),
    ],
)
def test_hours_are_read_as_people_write_them(typed, kept):
    assert parse_hours(typed) == kept
    if kept is not None:
        assert parse_hours(hours_text(kept)) == kept, "what a form shows can be sent again"


@pytest.mark.parametrize("typed", ["9", "9-", "早上", "25-26", "9:70-12", "9-9", "12", "9-12-15", "9–12 14", "24-8"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(Unreadable) as refusal:
        parse_hours(typed)
    assert refusal.value.reason.code == "customers.hours.unreadable"


def test_ranges_that_overlap_and_too_many_are_refused():
    for typed in ("9-12 11-14", "9-2 14-18"):
        with pytest.raises(Unreadable) as refusal:
            parse_hours(typed)
        assert refusal.value.reason.code == "customers.hours.overlap"
    with pytest.raises(Unreadable) as refusal:
        parse_hours("1-2 3-4 5-6 7-8 9-10 11-12 13-14")
    assert refusal.value.reason.code == "customers.hours.too_many"


def _at(day: int, hour: int, minute: int = 0) -> OpenNow | None:
    return open_at(WEEK, datetime(2026, 11, 23 + day, hour, minute, tzinfo=TAIPEI))  # 0 is Monday


def test_open_now_and_until_when():
    assert _at(0, 9) == OpenNow(True, until=time(12))
    assert _at(0, 17, 59) == OpenNow(True, until=time(18))
    assert _at(0, 12) == OpenNow(False, opens=time(14), days=0, weekday=0)
    assert _at(0, 18) == OpenNow(False, opens=time(18), days=2, weekday=2), (
        "Tuesday is closed, Wednesday opens in the evening"
    )
    assert _at(1, 10) == OpenNow(False, opens=time(18), days=1, weekday=2)
    assert _at(2, 23) == OpenNow(True, until=time(2))
    assert _at(3, 1) == OpenNow(True, until=time(2)), "open from the evening before, of a day that is not known itself"
    assert _at(3, 9) is None, "nobody said when it is open on Thursdays"
    assert _at(4, 13) == OpenNow(True, until=time(3)), "round the clock, into Saturday"
    assert _at(6, 8) is None
    assert open_at({}, datetime(2026, 11, 23, 9, tzinfo=TAIPEI)) is None
    assert open_at({"0": []}, datetime(2026, 11, 23, 9, tzinfo=TAIPEI)) == OpenNow(False)
