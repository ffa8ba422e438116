"""Days: weeks, working days, closing months and the Taiwanese year. Local dates of the company, no clock."""

from __future__ import annotations

import calendar as months
import dataclasses
import datetime
import functools
from collections.abc import Mapping

import holidays

CODES: tuple[str, ...] = ()

ONE_DAY = datetime.timedelta(days=1)
LONGEST_BREAK = 60  # days without one working day before the calendar itself is in doubt
_NOTHING_OWN: Mapping[datetime.date, bool] = {}


@dataclasses.dataclass(frozen=True)
class _Year:
    """What a public calendar says of one year."""

    weekend: frozenset[int]
    off: frozenset[datetime.date]
    made_up: frozenset[datetime.date]  # weekend days worked in exchange 補行上班日


def week_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The Monday and the Sunday of the day's week."""
    monday = day - datetime.timedelta(days=day.weekday())
    return monday, monday + 6 * ONE_DAY


def is_working(day: datetime.date, region: str = "TW", extra: Mapping[datetime.date, bool] = _NOTHING_OWN) -> bool:
    """Whether people work that day by the region's public calendar (ISO 3166 code), make-up Saturdays included.

    ``extra`` are the company's own days, which go first: True works, False does not (a typhoon, an outing).
    In Taiwan 1 May is off for all employees, though no public holiday before 2026. Raises ``ValueError`` for a
    region without a calendar.
    """
    if day in extra:
        return extra[day]
    year = _year(region, day.year)
    if day.weekday() in year.weekend:
        return day in year.made_up
    return day not in year.off


def working_days(
    start: datetime.date,
    end: datetime.date,
    region: str = "TW",
    extra: Mapping[datetime.date, bool] = _NOTHING_OWN,
) -> tuple[datetime.date, ...]:
    """The working days from ``start`` to ``end``, both included; () when the end is before the start."""
    days = (start + n * ONE_DAY for n in range((end - start).days + 1))
    return tuple(day for day in days if is_working(day, region, extra))


def next_working_day(
    day: datetime.date, region: str = "TW", extra: Mapping[datetime.date, bool] = _NOTHING_OWN
) -> datetime.date:
    """The first working day after ``day``. Raises ``ValueError`` when there is none in the next 60 days."""
    return _seek(day, ONE_DAY, region, extra)


def previous_working_day(
    day: datetime.date, region: str = "TW", extra: Mapping[datetime.date, bool] = _NOTHING_OWN
) -> datetime.date:
    """The last working day before ``day``. Raises ``ValueError`` when there is none in the 60 days before."""
    return _seek(day, -ONE_DAY, region, extra)


def month_span(day: datetime.date, closing_day: int = 31) -> tuple[datetime.date, datetime.date]:
    """First and last day of the closing month 結帳月 the day falls in: with 25, the 26th to the next 25th; 31 is the
    calendar month, and a day that a month lacks is its last. Raises ``ValueError`` outside 1 to 31."""
    if not 1 <= closing_day <= 31:
        raise ValueError(f"no day of a month: {closing_day}")
    last_of_month = day.replace(day=months.monthrange(day.year, day.month)[1])
    last_of_month_before = day.replace(day=1) - ONE_DAY
    close = _close(day, closing_day)
    if day <= close:
        return _close(last_of_month_before, closing_day) + ONE_DAY, close
    return close + ONE_DAY, _close(last_of_month + ONE_DAY, closing_day)


@dataclasses.dataclass(frozen=True)
class PublicDay:
    """A day on which a public calendar differs from the week: a holiday, or a weekend day that is worked."""

    day: datetime.date
    works: bool
    name: str


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The day so many months ago; the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1) - datetime.timedelta(1)).day
    return datetime.date(year, month + 1, min(day.day, last))


def public_days(year: int, region: str = "TW", language: str | None = None) -> tuple[PublicDay, ...]:
    """The year's holidays and make-up days in order, holidays that fall on a weekend included.

    ``language`` as the calendar knows it (zh_TW, zh_CN, en_US); a make-up day has no name of its own.
    Raises ``ValueError`` for a region without a calendar.
    """
    known = _year(region, year)
    names = holidays.country_holidays(region, years=year, expand=False, language=language)
    off = {PublicDay(day, False, names.get(day, "")) for day in known.off}
    return tuple(sorted(off | {PublicDay(day, True, "") for day in known.made_up}, key=lambda one: one.day))


def _close(day: datetime.date, closing_day: int) -> datetime.date:
    """The closing day of the calendar month that ``day`` is in."""
    return day.replace(day=min(closing_day, months.monthrange(day.year, day.month)[1]))


def _seek(
    day: datetime.date, step: datetime.timedelta, region: str, extra: Mapping[datetime.date, bool]
) -> datetime.date:
    for n in range(1, LONGEST_BREAK + 1):
        if is_working(day + n * step, region, extra):
            return day + n * step
    raise ValueError(f"no working day within {LONGEST_BREAK} days of {day}")


@functools.lru_cache(maxsize=256)
def _year(region: str, year: int) -> _Year:
    try:
        known = holidays.country_holidays(region, years=year, expand=False)
    except NotImplementedError:
        raise ValueError(f"no calendar for the region {region}") from None
    off = set(known)
    if region == "TW":
        off.add(datetime.date(year, 5, 1))
    made_up = frozenset(day for day in known.weekend_workdays if day.year == year)
    return _Year(frozenset(known.weekend), frozenset(off), made_up)
