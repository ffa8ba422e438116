"""What is typed into the one search box, read."""

from datetime import date

import pytest

from fieldday.rules.finding import place_of, read_query
from fieldday.rules.text import plain

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed",
    [
        "0912-345-678",
        "0912 345 678",
        "(0912)345678",
        "+886 912 345 678",
        "886912345678",
        "０９１２３４５６７８",
        "0912345678",
    ],
)
def test_a_number_is_sought_by_its_digits_however_it_is_written(typed: str) -> None:
    assert read_query(typed, TODAY).words == ("0912345678",)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("02-2345", "022345"), ("02-2345-6789 分機 12", "0223456789"), ("+886 912", "0912"), ("37123456", "37123456")],
)
def test_part_of_a_number_and_a_tax_id_stay_what_they_are(typed: str, digits: str) -> None:
    assert read_query(typed, TODAY).number == digits


@pytest.mark.parametrize(
    ("typed", "day", "beside"),
    [
        ("王小明 11/20", date(2026, 11, 20), ("王小明",)),
        ("11 月 20 日 王小明", date(2026, 11, 20), ("王小明",)),
        ("2026-11-03", date(2026, 11, 3), ()),
        ("115/11/3 王", date(2026, 11, 3), ("王",)),
        ("昨天王小明", date(2026, 11, 22), ("王小明",)),
        ("1/5", date(2027, 1, 5), ()),  # the nearest
        ("8/1", date(2026, 8, 1), ()),
        ("2/30", None, ("230",)),
        ("忠孝東路 13/45", None, ("忠孝東路", "1345")),
    ],
)
def test_the_day_of_a_paper_is_read_with_or_without_its_year(typed: str, day: date | None, beside: tuple) -> None:
    sought = read_query(typed, TODAY)
    assert (sought.day, sought.beside) == (day, beside)


def test_signs_alone_seek_nothing_and_a_long_text_is_cut() -> None:
    assert read_query(" ～！-- ", TODAY).words == ()
    assert len(read_query("藥 " * 500, TODAY).words) <= 8
    assert read_query("臺北 ＡＢＣ", TODAY).words == ("台北", "abc")


def test_the_best_comes_first() -> None:
    sought = read_query("蓮花", TODAY)
    names = ["大蓮花行", "蓮花", "蓮花藥局", "春日"]
    places = {name: place_of(name, plain(name, "C1"), sought) for name in names}
    assert sorted(names, key=places.__getitem__) == ["蓮花", "蓮花藥局", "大蓮花行", "春日"]
    assert place_of("春日", plain("春日", "蓮花路 1 號"), sought) < places["春日"]
