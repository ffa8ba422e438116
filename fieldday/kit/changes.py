"""What a form changes of a row, column by column."""

from collections.abc import Mapping
from typing import Any


def changes_of(row: Any, columns: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Of the columns as they are to be those that differ: {name: [before, after]}, as the trail tells it."""
    return {name: [getattr(row, name), new] for name, new in columns.items() if getattr(row, name) != new}


def apply_changes(row: Any, changes: Mapping[str, list[Any]]) -> None:
    """Let the row hold what it is to hold afterwards; nothing is saved."""
    for name, (_before, after) in changes.items():
        setattr(row, name, after)
