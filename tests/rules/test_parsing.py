import contextlib
import datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.parsing import as_number, as_uuid, parse_coordinate, parse_day, parse_decimal
from fieldday.rules.verdict import Reason, Unreadable

DAY = datetime.date(2026, 11, 3)
days = st.dates(datetime.date(1912, 1, 1), datetime.date(2110, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-03", "2026-11-3", "2026/11/3", "2026.11.03", "20261103", "２０２６／１１／３", " 2026-11-03 "),
        *("2026年11月3日", "2026 年 11 月 3 日", "115/11/3", "115-11-03", "115.11.3", "1151103"),
        *("民國 115/11/3", "115年11月3日", "民國115年11月3日", "中華民國 115 年 11 月 3 日"),
        *("2026-11-03 00:00:00", "2026-11-03T00:00:00", "2026-11-03 14:30", "2026-11-03 00:00:00.000"),
        *("2026/11/3 上午 12:00:00", "2026/11/3 12:00:00 AM", "115/11/3 下午 03:15"),
    ],
)
def test_days_as_files_write_them(text: str) -> None:
    assert parse_day(text) == DAY


@pytest.mark.parametrize("text", ["099/01/31", "民國99年1月31日", "民國 99.1.31"])
def test_years_before_roc_100(text: str) -> None:
    assert parse_day(text) == datetime.date(2010, 1, 31)


@pytest.mark.parametrize("text", ["11/3/2026", "13/11/2026", "3.11.26", "26/11/3", "99年1月31日", "11/3/2026 00:00"])
def test_a_day_that_reads_two_ways_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_day(text)
    assert refused.value.reason.code == "kit.day.ambiguous"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "soon",
            "2026-02-30",
            "2026-13-01",
            "2026-1",
            "2026/11-3",
            "45964",
        ),
        *(
            "2026-11-03T00:00:00Z",
            "2026-11-03 00:00+08:00",
            "2026-11-03 x",
            "2026-11-031",
            "=TODAY()",
            "2" * 99,
            "2026-11-0³",
        ),
    ],
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_day(text)
    assert refused.value.reason.code == "kit.day.not_a_day"
    assert refused.value.reason.params["text"] == text.strip()[:60]


@given(days)
def test_every_way_of_writing_one_day_is_the_same_day(day: datetime.date) -> None:
    roc = day.year - 1911
    written = [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{roc:03}/{day.month}/{day.day}",
        f"{roc:03}{day:%m%d}",
        f"民國{roc}年{day.month}月{day.day}日",
    ]
    assert {parse_day(text) for text in written} == {day}


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}", fullmatch=True))
def test_any_text_is_a_day_or_unreadable(text: str) -> None:
    with contextlib.suppress(Unreadable):
        assert 1900 <= parse_day(text).year < 2200


@pytest.mark.parametrize(
    ("text", "limit", "degrees"),
    [
        ("25.03312345", 90, "25.0331235"),
        ("-90", 90, "-90.0000000"),
        ("１２１.５", 180, "121.5000000"),
        ("1.2e-05", 90, "0.0000120"),
        ("-0.00000001", 90, "0.0000000"),
    ],
)
def test_coordinates(text: str, limit: int, degrees: str) -> None:
    assert f"{parse_coordinate(text, limit):f}" == degrees


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("90.1", "kit.coordinate.out_of_range"),
        ("1e30", "kit.coordinate.out_of_range"),
        ("25.03,121.5", "kit.coordinate.not_a_coordinate"),
        ("1,234", "kit.coordinate.not_a_coordinate"),
        ("25°N", "kit.coordinate.not_a_coordinate"),
        ("nan", "kit.coordinate.not_a_coordinate"),
        ("", "kit.coordinate.not_a_coordinate"),
    ],
)
def test_what_is_no_coordinate(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_coordinate(text, 90)
    assert refused.value.reason.code == code


def test_numbers() -> None:
    assert parse_decimal("1,234") == 1234
    assert parse_decimal("－5") == -5
    assert parse_decimal("12.345", 2) == Decimal("12.35")
    assert parse_decimal(".5") == Decimal("0.5")


@pytest.mark.parametrize("text", ["0000-00-00", "000/1/1", "1850-01-01", "0026-11-24", "9999-12-31"])
def test_a_year_that_no_company_has_is_said_to_be_that(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_day(text)
    assert refused.value.reason == Reason("kit.day.strange_year", {"text": text, "first": 1900, "last": 2199})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("twelve", "kit.number.not_a_number"),
        ("1,2", "kit.number.not_a_number"),
        ("1e5", "kit.number.not_a_number"),
        ("", "kit.number.not_a_number"),
        ("10²", "kit.number.not_a_number"),
        ("9" * 20, "kit.number.too_large"),
    ],
)
def test_what_is_no_number(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_decimal(text)
    assert refused.value.reason.code == code


@pytest.mark.parametrize("text", ["", "²", "٣", "-1", "1.0", "1" * 19, "seven"])
def test_what_names_no_number(text: str) -> None:
    assert as_number(text) is None


def test_what_a_page_wrote_itself() -> None:
    assert (as_number("012"), as_number("1" * 18), as_number("1234", 3)) == (12, int("1" * 18), None)
    assert as_uuid("0192d3a4-0000-7000-8000-000000000001") == UUID(int=0x0192D3A4000070008000000000000001)
    assert (as_uuid(""), as_uuid("no id")) == (None, None)


def test_a_degree_sign_may_stand_behind_a_coordinate() -> None:
    assert f"{parse_coordinate('121.5654°', 180):f}" == "121.5654000"
