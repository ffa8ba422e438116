"""Days that return, solar and lunar: against what is published, and where a year lacks the day."""

import datetime
import itertools

import holidays
import pytest

from fieldday.rules.lunar import (
    FIRST,
    LAST,
    Yearly,
    is_day,
    lunar_months,
    lunar_words,
    next_occurrence,
    solar_to_lunar,
)

D = datetime.date
# Lunar years with a leap month, as the Hong Kong Observatory lists them for 1901 to 2100; 1900 from the older almanacs.
LEAP = {
    1900: 8, 1903: 5, 1906: 4, 1909: 2, 1911: 6, 1914: 5, 1917: 2, 1919: 7, 1922: 5, 1925: 4, 1928: 2, 1930: 6,
    1933: 5, 1936: 3, 1938: 7, 1941: 6, 1944: 4, 1947: 2, 1949: 7, 1952: 5, 1955: 3, 1957: 8, 1960: 6, 1963: 4,
    1966: 3, 1968: 7, 1971: 5, 1974: 4, 1976: 8, 1979: 6, 1982: 4, 1984: 10, 1987: 6, 1990: 5, 1993: 3, 1995: 8,
    1998: 5, 2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5,
    2031: 3, 2033: 11, 2036: 6, 2039: 5, 2042: 2, 2044: 7, 2047: 5, 2050: 3, 2052: 8, 2055: 6, 2058: 4, 2061: 3,
    2063: 7, 2066: 5, 2069: 4, 2071: 8, 2074: 6, 2077: 4, 2080: 3, 2082: 7, 2085: 5, 2088: 4, 2090: 8, 2093: 6,
    2096: 4, 2099: 2,
}  # fmt: skip


def _solar(year: int, month: int, day: int, leap: bool = False) -> datetime.date:
    """The day of a lunar date, by the table of months."""
    months = {(one.month, one.leap): one for one in lunar_months(year)}
    return months[month, leap].first + datetime.timedelta(days=day - 1)


@pytest.fixture(scope="module")
def years():
    return {year: lunar_months(year) for year in range(FIRST, LAST + 1)}


def test_leap_months_are_those_of_the_published_tables(years):
    found = {year: one.month for year, months in years.items() for one in months if one.leap}
    assert found == LEAP
    assert all(len(months) == (13 if year in LEAP else 12) for year, months in years.items())


def test_each_month_begins_where_the_one_before_ends(years):
    months = [one for year in sorted(years) for one in years[year]]
    for one, following in itertools.pairwise(months):
        assert one.days in {29, 30}
        assert one.first + datetime.timedelta(days=one.days) == following.first
    assert (months[0].first, months[-1].first) == (D(1900, 1, 31), D(2100, 12, 31))


@pytest.mark.parametrize(("country", "month", "day"), [("TW", 1, 1), ("TW", 5, 5), ("TW", 8, 15), ("HK", 9, 9)])
def test_festivals_fall_where_the_public_calendars_have_them(years, country, month, day):
    words = {(1, 1): "春節", (5, 5): "端午節", (8, 15): "中秋節", (9, 9): "重陽節"}[month, day]
    checked = 0
    for year in range(1960, 2100):
        known = holidays.country_holidays(country, years=year, observed=False, language=f"zh_{country}")
        days = [on for on, name in known.items() if words in name and "翌日" not in name and "補" not in name]
        if not days:
            continue
        checked += 1
        assert _solar(year, month, day) in days, year
    assert checked > 15


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [
        ((1954, 11, 1), D(1954, 11, 25)),  # tables of that time had the day after
        ((2033, 12, 1), D(2033, 12, 22)),  # many tables put the leap month wrongly: it is 閏十一月
        ((2057, 9, 1), D(2057, 9, 29)),  # a new moon minutes from midnight
        ((2089, 8, 1), D(2089, 9, 4)),
        ((2097, 7, 1), D(2097, 8, 7)),
    ],
)
def test_months_that_tables_have_got_wrong(lunar, solar):
    if lunar == (2033, 12, 1):
        assert _solar(2033, 11, 1, leap=True) == solar
    else:
        assert _solar(*lunar) == solar


def test_there_and_back_on_every_day_of_some_years():
    for year in (1900, 1984, 2025, 2033, 2057, 2100):
        for month in lunar_months(year):
            for day in (1, 15, month.days):
                solar = _solar(year, month.month, day, leap=month.leap)
                assert solar_to_lunar(solar) == (year, month.month, day, month.leap)
    with pytest.raises(ValueError):
        solar_to_lunar(D(1900, 1, 30))
    with pytest.raises(ValueError):
        lunar_months(2101)


def test_the_next_birthday_and_how_old_one_is_then():
    today = D(2026, 11, 23)
    found = next_occurrence(Yearly(12, 5, 1966), today)
    assert (found.on, found.days, found.turns, found.reasons) == (D(2026, 12, 5), 12, 60, ())
    assert next_occurrence(Yearly(11, 23, 1966), today).days == 0
    assert next_occurrence(Yearly(11, 22), today).on == D(2027, 11, 22)
    assert next_occurrence(Yearly(11, 22), today).turns is None
    opened = next_occurrence(Yearly(11, 23, 2026), today)
    assert (opened.on, opened.turns) == (D(2027, 11, 23), 1), "the day it began is no return of it"
    assert next_occurrence(Yearly(1, 1, 2090), today) is None


def test_a_lunar_birthday_late_in_the_lunar_year_counts_by_the_lunar_year():
    # 十二月廿五 of 2025 is 12 February 2026; of 2026 it is 1 February 2027.
    found = next_occurrence(Yearly(12, 25, 1970, lunar=True), D(2026, 2, 1))
    assert (found.on, found.turns) == (D(2026, 2, 12), 55)
    found = next_occurrence(Yearly(12, 25, 1970, lunar=True), D(2026, 2, 13))
    assert (found.on, found.turns) == (D(2027, 2, 1), 56)


def test_what_a_year_lacks_is_kept_and_said():
    leap_day = next_occurrence(Yearly(2, 29, 1992), D(2026, 11, 23))
    assert leap_day.on == D(2027, 2, 28)
    assert [one.code for one in leap_day.reasons] == ["customers.anniversary.without_leap_day"]
    assert next_occurrence(Yearly(2, 29, 1992), D(2027, 3, 1)).reasons == (), "2028 has the day"
    leap_month = next_occurrence(Yearly(6, 10, 1987, lunar=True, leap=True), D(2026, 1, 1))
    assert leap_month.on == _solar(2026, 6, 10)
    assert [one.code for one in leap_month.reasons] == ["customers.anniversary.no_leap_month"]
    its_own = next_occurrence(Yearly(6, 10, 1987, lunar=True, leap=True), D(2025, 1, 1))
    assert (its_own.on, its_own.reasons) == (D(2025, 8, 3), ())
    short = next(one for one in lunar_months(2026) if one.days == 29)
    found = next_occurrence(Yearly(short.month, 30, lunar=True), short.first)
    assert found.on == short.first + datetime.timedelta(days=28)
    assert [one.code for one in found.reasons] == ["customers.anniversary.short_month"]


def test_beyond_the_known_years_there_is_no_lunar_day():
    assert next_occurrence(Yearly(1, 1, lunar=True), D(2101, 3, 1)) is None
    assert next_occurrence(Yearly(1, 1), D(2150, 3, 1)).on == D(2151, 1, 1)


def test_days_that_can_be():
    for one in (Yearly(2, 29), Yearly(1, 30, lunar=True), Yearly(4, 30), Yearly(6, 1, lunar=True, leap=True)):
        assert is_day(one)
    for one in (
        Yearly(2, 30), Yearly(4, 31), Yearly(13, 1), Yearly(0, 1), Yearly(1, 0),
        Yearly(1, 31, lunar=True), Yearly(6, 1, leap=True),
    ):  # fmt: skip
        assert not is_day(one)


def test_lunar_days_in_words():
    said = [lunar_words(*one) for one in ((1, 1), (6, 15, True), (8, 10), (10, 20), (11, 21), (12, 30))]
    assert said == ["正月初一", "閏六月十五", "八月初十", "十月二十", "十一月廿一", "十二月三十"]
