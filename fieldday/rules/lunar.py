"""Days that return every year, by the solar or the lunar calendar 農曆: when the next one is, and what was decided.

The lunar calendar is that of the standard GB/T 33661 (meridian 120° E, real new moons and solar terms), computed by
lunar-python. New Year's Days, Dragon Boat and Mid-Autumn days of 1901 to 2099 are those that `holidays` publishes; it
differs from tables printed earlier by one day at the months that begin on 4 September 2089 and 7 August 2097, where
the Hong Kong Observatory says so of its own. Known are the lunar years 1900 to 2100.

What a year lacks: 29 February is kept on 28 February; day 30 of a lunar month of 29 days on its 29th; a leap month 閏月
in a year without it in the ordinary month of the same number, as families do.
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime
import functools

from lunar_python import LunarYear

from fieldday.rules.verdict import Reason

CODES: tuple[str, ...] = (
    "customers.anniversary.without_leap_day",
    "customers.anniversary.short_month",
    "customers.anniversary.no_leap_month",
)

FIRST, LAST = 1900, 2100  # lunar years
_JULIAN_DAY = 1_721_425  # at noon of day 0 of the ordinals
_NUMBERS = "零一二三四五六七八九十"
_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


@dataclasses.dataclass(frozen=True)
class Yearly:
    """A day that returns. `year` is when it began, a lunar year for a lunar day; None where nobody knows."""

    month: int
    day: int
    year: int | None = None
    lunar: bool = False
    leap: bool = False


@dataclasses.dataclass(frozen=True)
class Occurrence:
    """When it is next: `days` from today (0: today), and the how-manieth time since it began, None where unknown.

    `reasons` say where the day is not quite the one that was given.
    """

    on: datetime.date
    days: int
    turns: int | None
    reasons: tuple[Reason, ...] = ()


@dataclasses.dataclass(frozen=True)
class LunarMonth:
    """A month of a lunar year: its first day, and 29 or 30 days."""

    month: int
    leap: bool
    first: datetime.date
    days: int


def is_day(one: Yearly) -> bool:
    """Whether such a day can be: 29 February and lunar day 30 can, 31 April cannot. A leap month is a lunar one."""
    if not 1 <= one.month <= 12 or (one.leap and not one.lunar):
        return False
    longest = 30 if one.lunar else calendar.monthrange(2024, one.month)[1]
    return 1 <= one.day <= longest


def next_occurrence(one: Yearly, today: datetime.date) -> Occurrence | None:
    """The first of its days that is not before `today`; None past the years that are known.

    The day on which it began is no return of it: it comes again from the year after on.
    """
    for year in (today.year - 1, today.year, today.year + 1, today.year + 2):
        if one.year is not None and year <= one.year:
            continue
        found = _on(one, year)
        if found is not None and found[0] >= today:
            on, reasons = found
            turns = year - one.year if one.year is not None else None
            return Occurrence(on, (on - today).days, turns, reasons)
    return None


def solar_to_lunar(day: datetime.date) -> tuple[int, int, int, bool]:
    """Lunar year, month, day, and whether it is a leap month. Raises ValueError outside lunar 1900 to 2100."""
    for year in (day.year, day.year - 1):
        if FIRST <= year <= LAST and lunar_months(year)[0].first <= day:
            month = next((one for one in reversed(lunar_months(year)) if one.first <= day), None)
            if month and (day - month.first).days < month.days:
                return year, month.month, (day - month.first).days + 1, month.leap
    raise ValueError(f"no lunar day known: {day}")


@functools.lru_cache(maxsize=256)
def lunar_months(year: int) -> tuple[LunarMonth, ...]:
    """The twelve or thirteen months of a lunar year, in order. Raises ValueError outside 1900 to 2100."""
    if not FIRST <= year <= LAST:
        raise ValueError(f"lunar year not known: {year}")
    months = (one for one in LunarYear.fromYear(year).getMonths() if one.getYear() == year)
    return tuple(
        LunarMonth(abs(one.getMonth()), one.isLeap(), _day_of(one.getFirstJulianDay()), one.getDayCount())
        for one in months
    )


def lunar_words(month: int, day: int, leap: bool = False) -> str:
    """A lunar day as the calendar on the wall writes it: 閏六月十五, 正月初一, 十二月三十."""
    tens, ones = divmod(day, 10)
    if day <= 10:
        said = "初" + _NUMBERS[day]
    elif day < 20:
        said = "十" + _NUMBERS[ones]
    else:
        said = ("廿" + _NUMBERS[ones]) if ones else _NUMBERS[tens] + "十"
    return f"{'閏' if leap else ''}{_MONTHS[month - 1]}月{said}"


def _on(one: Yearly, year: int) -> tuple[datetime.date, tuple[Reason, ...]] | None:
    """Its day in a (lunar) year, with what was decided; None for a year that is not known."""
    if not one.lunar:
        if (one.month, one.day) == (2, 29) and not calendar.isleap(year):
            return datetime.date(year, 2, 28), (Reason("customers.anniversary.without_leap_day", {"year": year}),)
        return datetime.date(year, one.month, one.day), ()
    if not FIRST <= year <= LAST:
        return None
    months = {(month.month, month.leap): month for month in lunar_months(year)}
    reasons = []
    month = months.get((one.month, one.leap))
    if month is None:
        month = months[one.month, False]
        reasons.append(Reason("customers.anniversary.no_leap_month", {"year": year, "month": one.month}))
    if one.day > month.days:
        reasons.append(Reason("customers.anniversary.short_month", {"year": year, "month": one.month}))
    day = min(one.day, month.days)
    return month.first + datetime.timedelta(days=day - 1), tuple(reasons)


def _day_of(julian_day: float) -> datetime.date:
    return datetime.date.fromordinal(round(julian_day) - _JULIAN_DAY)
