"""What can be imported: each room names its kinds here once, so that every door offers the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldday.kit.imports.cells import Field
from fieldday.kit.imports.report import ImportReport
from fieldday.kit.imports.source import Source


@dataclass(frozen=True)
class Kind:
    """One kind of rows. `verb` is the event of each row, `fields(currency)` what a file may bring, `run` the verb.

    `cards` opens a file that is no table as a `Source`, where the kind has such files; None for a table. `twins`: the
    kind looks for duplicates, and `run` takes what to do with them, `twins=TwinPolicy`. `guess(fields, header)` names
    the likely columns of a table that nobody mapped; None where a table's columns are to be named like fields.
    """

    name: str
    verb: str
    fields: Callable[[str], tuple[Field, ...]]
    run: Callable[..., ImportReport]
    cards: Callable[[Path], Source | None] | None = None
    twins: bool = False
    guess: Callable[[Sequence[str], Sequence[str]], dict[str, str]] | None = None


_KINDS: dict[str, Kind] = {}
_UNDO: dict[str, Callable[..., Any]] = {}


def register(*kinds: Kind) -> None:
    """Offer kinds, in this order."""
    for kind in kinds:
        _KINDS[kind.name] = kind


def register_undo(verb: str, undo: Callable[..., Any]) -> None:
    """Name what takes back the rows that an import's event `verb` tells of."""
    _UNDO[verb] = undo


def kinds() -> dict[str, Kind]:
    """All kinds by name, those that others lean on first."""
    return dict(_KINDS)


def undoing() -> dict[str, Callable[..., Any]]:
    """What takes rows back, by the verb of their import."""
    return dict(_UNDO)
