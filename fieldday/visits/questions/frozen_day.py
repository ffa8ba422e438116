"""What a signed report froze, as facts again: read from the paper itself, never from the rows it came from."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from fieldday.visits.questions.day import DayFacts

READERS: dict[Any, Any] = {
    Decimal: Decimal,
    UUID: UUID,
    date: date.fromisoformat,
    time: time.fromisoformat,
    datetime: datetime.fromisoformat,
}


def frozen_facts(frozen: Mapping[str, Any]) -> DayFacts:
    """The day's facts as they were signed; `frozen` is `DailyReport.frozen`."""
    facts: DayFacts = _thaw(DayFacts, frozen["facts"])
    return facts


def _thaw(kind: Any, value: Any) -> Any:
    """The value that `rules.digest.plain` spelt as JSON, in the type its field declares."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if value is None:
        return None
    if origin in (typing.Union, types.UnionType):
        return _thaw(next(one for one in arguments if one is not type(None)), value)
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return tuple(_thaw(arguments[0], one) for one in value)
        return tuple(_thaw(one, part) for one, part in zip(arguments, value, strict=True))
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        known = {name: _thaw(hint, value[name]) for name, hint in hints.items() if name in value}
        return kind(**known)  # type: ignore[operator]  # a dataclass, not an instance of one
    return READERS.get(kind, lambda same: same)(value)
