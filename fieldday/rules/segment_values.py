"""The values of a segment's conditions: read, bounded, exact; what they are not is refused with a reason."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn
from uuid import UUID

from fieldday.rules.parsing import as_uuid
from fieldday.rules.segment_fields import WITHOUT_VALUE, Kind
from fieldday.rules.text import clean
from fieldday.rules.verdict import Reason

MALFORMED = "customers.segment.malformed"
CODES: tuple[str, ...] = (
    MALFORMED,
    "customers.segment.without_value",
    "customers.segment.unknown_value",
    "customers.segment.not_a_number",
    "customers.segment.too_large",
    "customers.segment.not_a_day",
    "customers.segment.not_days",
    "customers.segment.upside_down",
    "customers.segment.too_long",
)

MOST_VALUES, LONGEST = 200, 120
MOST_DAYS = 3660  # ten years
LARGEST = Decimal(10) ** 15
_INT = re.compile(r"[0-9]{1,18}", re.ASCII)

Value = str | bool | int | tuple[Any, ...] | None


class BadValue(ValueError):
    """One value that cannot be read: ``reason``."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.code)


def read_value(kind: Kind, op: str, value: object) -> Value:
    if op in WITHOUT_VALUE:
        if value is not None:
            _refuse(MALFORMED)
        return None
    if kind.name == "text":
        return _text(value)
    if kind.name == "flag":
        return value if isinstance(value, bool) else _refuse("customers.segment.without_value")
    if kind.name in {"word", "id", "uuid"}:
        return _listed(kind, value)
    if kind.name == "figure":
        return _span(op, value, _figure)
    if kind.name == "day":
        return _days(value) if op in {"past", "coming"} else _span(op, value, _day)
    if kind.name in {"since", "yearly"}:
        return _days(value)
    return _of_period(kind, op, value)


def _of_period(kind: Kind, op: str, value: object) -> Value:
    """{"figures": …, "days": …} or {"which": […], "days": …}: what, and within how many days, None for ever."""
    what = "figures" if kind.name == "sum" else "which"
    if not isinstance(value, dict) or not {what} <= frozenset(value) <= {what, "days"}:
        _refuse(MALFORMED)
    days = None if value.get("days") is None else _days(value["days"])
    if kind.name == "sum":
        return (_span(op, value[what], _figure), days)
    inner = Kind("id" if kind.name == "bought_id" else "word")
    return (_listed(inner, value[what]), days)


def _text(value: object) -> str:
    text = clean(value) if isinstance(value, str) else ""
    if not text:
        _refuse("customers.segment.without_value")
    return text if len(text) <= LONGEST else _refuse("customers.segment.too_long", most=LONGEST)


def _listed(kind: Kind, value: object) -> tuple[Any, ...]:
    if not isinstance(value, list) or not value:
        _refuse("customers.segment.without_value")
    if len(value) > MOST_VALUES:
        _refuse("customers.segment.too_long", most=MOST_VALUES)
    return tuple(dict.fromkeys(_one(kind, one) for one in value))


def _one(kind: Kind, value: object) -> str | int | UUID:
    if kind.name == "id" and not isinstance(value, bool) and _INT.fullmatch(str(value)):
        return int(str(value))
    if kind.name == "uuid" and isinstance(value, str) and (found := as_uuid(value)):
        return found
    text = value if kind.name == "word" and isinstance(value, str) and len(value) <= LONGEST else ""
    if not text or "\0" in text or (kind.words and text not in kind.words):
        _refuse("customers.segment.unknown_value")
    return text


def _span(op: str, value: object, read_one: Any) -> tuple[Any, Any]:
    if op != "between":
        one = read_one(value)
        return (one, None) if op in {"at_least", "from"} else (None, one)
    if not isinstance(value, list) or len(value) != 2:
        _refuse("customers.segment.without_value")
    lowest, highest = read_one(value[0]), read_one(value[1])
    return (lowest, highest) if lowest <= highest else _refuse("customers.segment.upside_down")


def _figure(value: object) -> Decimal:
    """A figure as exact as it was written: a text, or a whole number; a binary float is none."""
    if value is None or value == "":
        _refuse("customers.segment.without_value")
    if isinstance(value, bool) or not isinstance(value, int | str) or len(str(value)) > 24:
        _refuse("customers.segment.not_a_number")
    try:
        number = Decimal(value)
    except InvalidOperation:
        _refuse("customers.segment.not_a_number")
    if not number.is_finite():
        _refuse("customers.segment.not_a_number")
    return number if abs(number) < LARGEST else _refuse("customers.segment.too_large", limit=f"{LARGEST - 1:,f}")


def _day(value: object) -> datetime.date:
    if not value:
        _refuse("customers.segment.without_value")
    try:
        day = datetime.date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        day = None
    return day if day and 1900 <= day.year < 2200 else _refuse("customers.segment.not_a_day")


def _days(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_DAYS:
        _refuse("customers.segment.not_days", most=MOST_DAYS)
    return value


def _refuse(code: str, **params: object) -> NoReturn:
    raise BadValue(Reason(code, params))
