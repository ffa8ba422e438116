"""A week's visit hours in one cell, as people write them in spreadsheets and as exports write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.verdict import Unreadable
from fieldday.rules.week_hours import parse_week, week_text

NINE, NOON = [["09:00", "18:00"]], [["09:00", "12:00"]]
WEEKDAYS = {str(day): NINE for day in range(5)}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一-五 09:00-18:00; 六 09:00-12:00", {**WEEKDAYS, "5": NOON}),
        ("一-五 09:00-18:00; 六 09:00-12:00; 日 休", {**WEEKDAYS, "5": NOON, "6": []}),
        ("週一至週五 9-18、週六 9-12、週日公休", {**WEEKDAYS, "5": NOON, "6": []}),
        ("星期一～星期五：０９：００～１８：００", WEEKDAYS),
        ("周一到周五 0900-1800 周六 9-12", {**WEEKDAYS, "5": NOON}),
        ("Mon-Fri 09:00-18:00; Sat. 09:00-12:00; Sunday closed", {**WEEKDAYS, "5": NOON, "6": []}),
        ("平日 9-18；假日 休", {**WEEKDAYS, "5": [], "6": []}),
        ("一三五 9-12", {"0": NOON, "2": NOON, "4": NOON}),
        ("六、日 9-12", {"5": NOON, "6": NOON}),
        ("一-三、五-六 9-12", {"0": NOON, "1": NOON, "2": NOON, "4": NOON, "5": NOON}),
        ("Tue, Thu 9-12", {"1": NOON, "3": NOON}),
        ("五-日 9-12", {"4": NOON, "5": NOON, "6": NOON}),
        ("六至一 9-12", {"5": NOON, "6": NOON, "0": NOON}),
        ("一 9-12; 一 14-18", {"0": [["09:00", "12:00"], ["14:00", "18:00"]]}),
        ("每天24小時", {str(day): [["00:00", "24:00"]] for day in range(7)}),
        ("09:00-18:00", {str(day): NINE for day in range(7)}),
        ("日 18:00-02:00", {"6": [["18:00", "02:00"]]}),
    ],
)
def test_a_week_is_read_as_people_write_it(typed, kept):
    assert parse_week(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["一-五", "afternoons", "一 25:00-26:00", "9-18 一-五", "一 9-12; 一 11-13", "一 休; 一 9-12", "monster 9-12"],
)
def test_what_is_no_week_is_refused(typed):
    with pytest.raises(Unreadable) as refused:
        parse_week(typed)
    assert refused.value.reason.code in {"customers.hours.week_unreadable", "customers.hours.overlap"}


HOURS = st.lists(st.integers(0, 23), min_size=0, max_size=3, unique=True).map(
    lambda starts: [[f"{one:02}:00", f"{one:02}:45"] for one in sorted(starts)]
)


@given(st.dictionaries(st.sampled_from("0123456"), HOURS, min_size=1))
def test_what_is_written_is_read_back(week):
    for days, closed in (("一二三四五六日", "休"), (["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], "closed")):
        assert parse_week(week_text(week, list(days), closed)) == week
