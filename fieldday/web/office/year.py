"""A year as twelve small months: what each day is, for the page of the working calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from fieldday.people.questions.calendar import Year
from fieldday.rules.calendar import is_working


@dataclass(frozen=True)
class Cell:
    """A day of a month; `sort` is work, off, holiday, made_up, own_off or own_work; `name` where it has one."""

    day: date
    sort: str
    name: str


@dataclass(frozen=True)
class Month:
    """A month's weeks, Mondays first; None fills the weeks that it shares."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]


def months_of(year: Year) -> tuple[Month, ...]:
    """The twelve months."""
    public = {one.day: one for one in year.public}
    own = {one.day: one for one in year.own}

    def cell(day: date) -> Cell:
        if day in own:
            return Cell(day, "own_work" if own[day].works else "own_off", own[day].name)
        if day in public:
            return Cell(day, "made_up" if public[day].works else "holiday", public[day].name)
        return Cell(day, "work" if is_working(day) else "off", "")

    return tuple(_month(date(year.year, number, 1), cell) for number in range(1, 13))


def _month(first: date, cell: Callable[[date], Cell]) -> Month:
    day = first - timedelta(days=first.weekday())
    weeks = []
    while day <= first or day.month == first.month:
        days = [day + timedelta(days=n) for n in range(7)]
        weeks.append(tuple(cell(one) if one.month == first.month else None for one in days))
        day += timedelta(days=7)
    return Month(first, tuple(weeks))
