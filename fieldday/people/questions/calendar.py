"""On which days this company works: the public calendar, with the company's own days going first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fieldday.kit.prepared import prepared
from fieldday.kit.reading import asked_once
from fieldday.people.models import Company, CompanyDay
from fieldday.rules import calendar
from fieldday.rules.calendar import PublicDay

SPOKEN = {"zh-hant": "zh_TW", "zh-hans": "zh_CN", "en": "en_US"}


@dataclass(frozen=True)
class WorkingCalendar:
    """The company's own days, as {day: works}; every other day is the public calendar's."""

    own: dict[date, bool]

    def works(self, day: date) -> bool:
        """Whether the company works that day."""
        return calendar.is_working(day, extra=self.own)

    def next(self, day: date) -> date:
        """The first working day after `day`."""
        return calendar.next_working_day(day, extra=self.own)

    def previous(self, day: date) -> date:
        """The last working day before `day`."""
        return calendar.previous_working_day(day, extra=self.own)

    def between(self, start: date, end: date) -> tuple[date, ...]:
        """The working days from `start` to `end`, both included."""
        return calendar.working_days(start, end, extra=self.own)


@asked_once
def the_calendar() -> WorkingCalendar:
    """The company's working calendar, in one query: ask it for many days."""
    return WorkingCalendar(dict(_own_days()))


@prepared
def _own_days() -> Any:
    return CompanyDay.objects.values_list("day", "works")


def calendar_of(company: Company) -> WorkingCalendar:
    """The same, read once for a company's row: for what is asked many times while a page is made."""
    kept: WorkingCalendar | None = company.__dict__.get("_calendar")
    if kept is None:
        kept = company.__dict__["_calendar"] = the_calendar()
    return kept


def next_working_day(day: date) -> date:
    """The first day after `day` on which the company works."""
    return the_calendar().next(day)


@dataclass(frozen=True)
class Year:
    """A year as the settings show it: the public calendar's days, the company's own, and how many days are worked."""

    year: int
    public: tuple[PublicDay, ...]
    own: tuple[CompanyDay, ...]
    worked: int


def the_year(year: int, language: str) -> Year:
    """The working calendar of a year, holidays named in the reader's language."""
    own = tuple(CompanyDay.objects.filter(day__year=year))
    extra = {row.day: row.works for row in own}
    worked = len(calendar.working_days(date(year, 1, 1), date(year, 12, 31), extra=extra))
    return Year(year, calendar.public_days(year, language=SPOKEN.get(language, "en_US")), own, worked)
