"""Days on cards: with or without a year, solar or of the Chinese calendar."""

from __future__ import annotations

import datetime
import re

from fieldday.rules.vcards.values import Day

CODES: tuple[str, ...] = ()

_DAY = re.compile(r"(?:(\d{4,8})-?(?=\d\d(L?)-?\d\d)|--|)(\d\d)(L?)-?(\d\d)(?:[T ].*)?", re.I)
_YEARS = range(1800, 2200)
_UNKNOWN_YEARS = {1604, 1600}  # what phones write for a birthday without a year


def read_day(text: str, *, lunar: bool = False, kind: str = "birthday", label: str = "") -> Day | None:
    """``1975-03-02``, ``19750302``, ``--0412``, ``1975/3/2``, a lunar ``--08-15`` or ``--05L12`` (a leap month); None
    when it is no day. A year that cannot be one (Apple's cycle of the Chinese calendar) is left out."""
    said = text.strip().replace("/", "-").replace(".", "-")
    parts = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", said)
    if parts:
        said = f"{parts[1]}-{int(parts[2]):02}-{int(parts[3]):02}"
    found = _DAY.fullmatch(said)
    if not found:
        return None
    year: int | None = int(found[1]) if found[1] else None
    if year is not None and (year not in _YEARS or year in _UNKNOWN_YEARS):
        year = None
    month, day, leap = int(found[3]), int(found[5]), bool(found[4])
    if not _is_day(year, month, day, lunar) or (leap and not lunar):
        return None
    return Day(month, day, year, lunar, leap, kind, label)


def write_day(day: Day, *, dashes: bool) -> str:
    """A day as 3.0 (``1975-03-02``) or 4.0 (``19750302``) write it; without a year ``--0412`` in both."""
    leap = "L" if day.leap else ""
    if day.year is None:
        return f"--{day.month:02}{leap}{day.day:02}"
    if dashes:
        return f"{day.year:04}-{day.month:02}{leap}-{day.day:02}"
    return f"{day.year:04}{day.month:02}{leap}{day.day:02}"


def _is_day(year: int | None, month: int, day: int, lunar: bool) -> bool:
    if lunar:
        return 1 <= month <= 12 and 1 <= day <= 30
    try:
        datetime.date(year or 2000, month, day)
    except ValueError:
        return False
    return True
