"""Days of the year as people write them in a sheet."""

import pytest

from fieldday.rules.days_said import read_said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("閏6月15", (None, 6, 15, True, True)),
        ("閏六月十五", (None, 6, 15, True, True)),
        ("76年 閏6月15日", (1987, 6, 15, True, True)),
        ("民國64年3月2日", (1975, 3, 2, False, False)),
        ("1975年3月2號", (1975, 3, 2, False, False)),
        ("八月十五", (None, 8, 15, False, False)),
        ("正月初一", (None, 1, 1, False, True)),
        ("臘月廿三", (None, 12, 23, False, True)),
        ("十二月三十", (None, 12, 30, False, False)),
        ("3月40日", (None, 3, 40, False, False)),
    ],
)
def test_what_the_words_name(text, said):
    found = read_said(text)
    assert found is not None
    assert (found.year, found.month, found.day, found.leap, found.lunar) == said


@pytest.mark.parametrize("text", ["", "1975-03-02", "月", "八月", "十十月一日", "初一", "六月十五生"])
def test_other_words_are_none(text):
    assert read_said(text) is None
