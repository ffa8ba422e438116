"""Digests that bind a signature to what was signed.

Equal contents give equal bytes on any machine and from either database: keys sorted, amounts without
trailing zeros, moments in UTC with microseconds, days, times and ids in their ISO forms.
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
import hashlib
import json
import math
import uuid
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import Any

CODES: tuple[str, ...] = ()


_ARE_PLAIN = frozenset({str, int, bool, type(None)})
_ARE_SPELT = frozenset({uuid.UUID, Decimal, datetime.datetime, datetime.date, datetime.time})


def canonical(value: object) -> bytes:
    """The one spelling of a value as UTF-8 JSON: mappings, sequences, sets (sorted), dataclasses, texts, whole
    numbers, amounts, days, times, aware moments, ids, true, false, nothing.

    Raises ``ValueError`` for a moment without a zone, an amount that is no number or two keys of one spelling,
    ``TypeError`` for anything else, so that nothing is signed by accident of its ``repr``.
    """
    return _dump(_plain(value))


def plain(value: object) -> Any:
    """The value as JSON's own types, spelt as it is signed: what a JSON column keeps beside its digest."""
    return _plain(value)


def digest(value: object) -> str:
    """SHA-256 of the canonical spelling, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def chain(previous: str, value: object) -> str:
    """The digest of a value with the digest before it ("" for the first): a change shows in all that come after."""
    return hashlib.sha256(previous.encode("ascii") + b"\n" + canonical(value)).hexdigest()


def _dump(plain: object) -> bytes:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _plain(value: object) -> object:
    """The value as JSON knows it."""
    kind = type(value)
    if kind in _ARE_PLAIN:  # most are, and asking by kind is a third of the work
        return value
    if kind in _ARE_SPELT:
        return _spelled(value)
    if kind is dict:
        return _mapping(value)  # type: ignore[arg-type]  # as its kind says
    if kind is list or kind is tuple:
        return [_plain(item) for item in value]  # type: ignore[attr-defined]  # as its kind says
    if dataclasses.is_dataclass(kind):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(kind)}
    if isinstance(value, enum.Enum):
        return _plain(value.value)
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, AbstractSet):
        return sorted((_plain(item) for item in value), key=_dump)
    return _spelled(value)


def _mapping(value: Mapping[object, object]) -> dict[str, object]:
    plain = {key if isinstance(key, str) else str(_plain(key)): _plain(item) for key, item in value.items()}
    if len(plain) != len(value):
        raise ValueError("two keys of one spelling")
    return plain


def _spelled(value: object) -> object:
    """The stable text of an amount, a moment, a day, a time or an id; a float as it is, if it is a number."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"not an amount: {value}")
        text = f"{value:f}" if value else "0"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, datetime.datetime):
        if value.utcoffset() is None:
            raise ValueError("a moment without a zone")
        return value.astimezone(datetime.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        return value
    raise (ValueError if isinstance(value, float) else TypeError)(f"cannot be signed: {type(value).__name__}")
