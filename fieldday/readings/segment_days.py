"""Which days of the year return within the coming days, solar and lunar, as a filter of anniversaries."""

from collections import defaultdict
from datetime import date
from functools import lru_cache

from django.db.models import F, Q

from fieldday.rules.lunar import Yearly, is_day, next_occurrence, solar_to_lunar


def returning(today: date, days: int) -> Q:
    """Anniversaries whose day is today or one of the `days` days after it; the day on which one began is no return."""
    found = Q(pk__in=[])
    for lunar, leap, year, shapes in _shapes(today, days):
        began = Q(year=None) | Q(year__lt=year)
        found |= Q(lunar=lunar, leap=leap, its_day__in=shapes) & began
    return found


@lru_cache(maxsize=64)
def _shapes(today: date, days: int) -> tuple[tuple[bool, bool, int, tuple[int, ...]], ...]:
    """(lunar, of a leap month, its year, month × 100 + day) of what returns."""
    found: dict[tuple[bool, bool, int], list[int]] = defaultdict(list)
    for lunar, leap in ((False, False), (True, False), (True, True)):
        for month in range(1, 13):
            for day in range(1, 32):
                one = Yearly(month, day, lunar=lunar, leap=leap)
                on = next_occurrence(one, today) if is_day(one) else None
                if on is not None and on.days <= days:
                    year = _lunar_year(on.on) if lunar else on.on.year
                    found[lunar, leap, year].append(month * 100 + day)
    return tuple((*key, tuple(shapes)) for key, shapes in found.items())


def _lunar_year(day: date) -> int:
    return solar_to_lunar(day)[0]


ITS_DAY = F("month") * 100 + F("day")
