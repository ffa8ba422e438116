"""Days, coordinates and numbers as they stand in files and form fields.

What can be read in two ways is refused, never guessed. Each function raises ``Unreadable``,
a ``ValueError`` whose reason a door puts into words at the row or the field.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from uuid import UUID

from fieldday.rules.money import LARGEST, LARGEST_SAID, round_to
from fieldday.rules.text import clean, narrow
from fieldday.rules.verdict import Unreadable

CODES: tuple[str, ...] = (
    "kit.day.not_a_day",
    "kit.day.ambiguous",
    "kit.day.strange_year",
    "kit.coordinate.not_a_coordinate",
    "kit.coordinate.out_of_range",
    "kit.number.not_a_number",
    "kit.number.too_large",
)

_YEARS = range(1900, 2200)
ROC_START = 1911  # 民國 1 is 1912
_CLOCK = r"(?:[ T]? ?(?:上午|下午|AM|PM)? ?[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?: ?[AP]M)?)?"
_MONTH_DAY = r"(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})(?![0-9])"
_MONTH_DAY_SAID = r" ?年 ?(?P<m>[0-9]{1,2}) ?月 ?(?P<d>[0-9]{1,2}) ?[日號]"
_ROC = r"(?P<roc>(?:中華)?民國) ?(?P<y>[0-9]{1,3})"
_SHAPES = tuple(
    re.compile(shape + _CLOCK, re.I)
    for shape in (
        r"(?P<y>[0-9]{3,4})" + _MONTH_DAY,
        r"(?P<y>[0-9]{4}|[01][0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?![0-9])",
        r"(?P<y>[0-9]{3,4})" + _MONTH_DAY_SAID,
        _ROC + _MONTH_DAY,
        _ROC + _MONTH_DAY_SAID,
    )
)
_AMBIGUOUS = re.compile(
    r"(?:[0-9]{1,2}([-/.])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{1,2})(?![0-9])|[0-9]{1,2}" + _MONTH_DAY_SAID + ")" + _CLOCK,
    re.I,
)
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|[-+]?\.[0-9]+")
_MINUS = str.maketrans("\u2212\ufe63", "--")


def parse_day(text: str) -> datetime.date:
    """The day a text names: 2026-11-03, 2026/11/3, 2026.11.3, 20261103, 2026年11月3日, and by the Taiwanese
    calendar 115/11/3, 1151103, 民國115年11月3日; a time of day behind it is left off.

    3/11/2026 and 26/11/3 can be read in two ways and are refused; so is a time with a zone, whose day depends
    on the place. Years 1900 to 2199. Raises ``Unreadable``.
    """
    shown = clean(text)
    said = narrow(shown)
    if len(shown) > 60:
        raise Unreadable("kit.day.not_a_day", text=shown[:60])
    for shape in _SHAPES:
        if found := shape.fullmatch(said):
            parts = found.groupdict()
            return _day(parts["y"], parts["m"], parts["d"], roc=bool(parts.get("roc")), shown=shown)
    raise Unreadable("kit.day.ambiguous" if _AMBIGUOUS.fullmatch(said) else "kit.day.not_a_day", text=shown)


def parse_coordinate(text: str, limit: int) -> Decimal:
    """Degrees with 7 decimals (about a centimetre), at most ``limit`` either way: 90 latitude, 180 longitude."""
    shown, degrees = _number(text.rstrip(" °"), "kit.coordinate.not_a_coordinate", exponent=True)
    if "," in shown:
        raise Unreadable("kit.coordinate.not_a_coordinate", text=shown)
    if abs(degrees) > limit:
        raise Unreadable("kit.coordinate.out_of_range", text=shown, limit=limit)
    return round_to(degrees, 7)


def parse_decimal(text: str, places: int | None = None) -> Decimal:
    """A number with or without decimals, commas only at the thousands; rounded half up when ``places`` are given."""
    shown, number = _number(text, "kit.number.not_a_number")
    if abs(number) >= LARGEST:
        raise Unreadable("kit.number.too_large", text=shown, limit=LARGEST_SAID)
    return number if places is None else round_to(number, places)


def as_number(text: str, figures: int = 18) -> int | None:
    """The number that at most so many plain figures make; None for anything else. For what a page wrote itself into an
    address or a hidden field: nobody typed it, so nothing has to be explained."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= figures else None


def as_uuid(text: str) -> UUID | None:
    """The id that a page wrote into an address or a hidden field; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(y: str, m: str, d: str, *, roc: bool, shown: str) -> datetime.date:
    year = int(y)
    if roc or len(y) < 4:
        year = year + ROC_START if year else 0  # the Taiwanese calendar knows no year 0
    if year not in _YEARS:
        raise Unreadable("kit.day.strange_year", text=shown, first=_YEARS[0], last=_YEARS[-1])
    try:
        return datetime.date(year, int(m), int(d))
    except ValueError:
        raise Unreadable("kit.day.not_a_day", text=shown) from None


def _number(text: str, code: str, *, exponent: bool = False) -> tuple[str, Decimal]:
    shown = clean(text)
    figures = narrow(shown).translate(_MINUS)
    mantissa = re.sub(r"[eE][-+]?[0-9]{1,2}$", "", figures) if exponent else figures
    if len(shown) > 40 or not _NUMBER.fullmatch(mantissa):
        raise Unreadable(code, text=shown[:40])
    return shown, Decimal(figures.replace(",", ""))
