"""What a form was made from, as a short digest: a row that changed meanwhile is told, never silently overwritten."""

from collections.abc import Sequence
from typing import Any

from fieldday.kit.refusals import Refused
from fieldday.rules.digest import digest


def stamp(row: Any, fields: Sequence[str]) -> str:
    """The digest of a row's `fields` as they stand, for rows that count no versions."""
    return digest([str(row.pk), {name: getattr(row, name) for name in fields}])[:16]


def require_stamp(row: Any, fields: Sequence[str], seen: str | None) -> None:
    """Raise Refused when the row is other than the one that a form was made from; None asks for nothing."""
    if seen is not None and seen != stamp(row, fields):
        raise Refused("kit.form.changed_meanwhile")
