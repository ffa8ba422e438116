"""Which column a field comes from: by a map file, or by columns that are named like fields."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldday.kit.imports import limits
from fieldday.kit.refusals import Refused
from fieldday.rules.text import clean

_PLACE = re.compile(r"\{([^{}]*)\}")

Reading = Callable[[Sequence[str]], str]


@dataclass(frozen=True)
class Columns:
    """For each mapped field how to read it from a row of texts; and the columns that nobody asked for."""

    readings: Mapping[str, Reading]
    ignored: tuple[str, ...]

    def cells(self, record: Sequence[str]) -> dict[str, str]:
        """The row's cells by field, trimmed, inner blanks collapsed."""
        return {field: clean(reading(record)) for field, reading in self.readings.items()}


def read_map(path: Path) -> dict[str, str]:
    """The map a file holds: `field = "Column"` or `field = "{Column A} {Column B}"`. Raises Refused."""
    try:
        if path.stat().st_size > limits.MAP_BYTES:
            raise Refused("kit.import.map_unreadable", file=path.name, why=f"> {limits.MAP_BYTES}")
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Refused("kit.import.no_file", file=path.name) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused("kit.import.map_unreadable", file=path.name, why=str(error)) from None
    for field, column in found.items():
        if not isinstance(column, str) or not column.strip():
            raise Refused("kit.import.map_not_text", name=field)
    return found


def map_columns(
    header: Sequence[str],
    fields: Sequence[str],
    wanted: Mapping[str, str] | None,
    also: Mapping[str, Sequence[str]] | None = None,
) -> Columns:
    """Where each field stands in the file; without a map by its name, or by what it is `also` called. Raises Refused,
    naming a field or column that does not exist."""
    names = _Header(header)
    if wanted is None:
        wanted = names.by_names(fields, also or {})
        names.by_field = True
    for field in wanted:
        if field not in fields:
            raise Refused("kit.import.unknown_field", name=field, fields=", ".join(fields))
    readings = {field: names.reading(column) for field, column in wanted.items()}
    ignored = tuple(name for place, name in enumerate(header) if name and place not in names.used)
    return Columns(readings, ignored)


class _Header:
    """The file's column names, and which of them were used. Letters' case counts only between two that differ by it."""

    def __init__(self, header: Sequence[str]) -> None:
        self.header = header
        self.used: set[int] = set()
        self.by_field = False

    def by_names(self, fields: Sequence[str], also: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """The column of each field that has one; a column is taken by the first field that is called like it."""
        free, found = {_as_field(name) for name in self.header}, {}
        for names in ((lambda field: (field,)), (lambda field: also.get(field, ()))):
            for field in fields:
                said = next((one for one in map(_as_field, names(field)) if one in free), None)
                if said is not None and field not in found:
                    found[field] = said
                    free.discard(said)
        return {field: found[field] for field in fields if field in found}

    def reading(self, column: str) -> Reading:
        """A reading of one column, or of a text with columns in braces; empty when all of its columns are."""
        column = clean(column)
        parts = _PLACE.split(column)
        if len(parts) == 1 or self._places(column):
            place = self._place(column)
            return lambda record: record[place] if place < len(record) else ""
        places = [self._place(clean(name)) for name in parts[1::2]]
        texts = parts[0::2]

        def composed(record: Sequence[str]) -> str:
            cells = [record[place] if place < len(record) else "" for place in places]
            if not any(cell.strip() for cell in cells):
                return ""
            return texts[0] + "".join(cell + text for cell, text in zip(cells, texts[1:], strict=True))

        return composed

    def _places(self, column: str) -> list[int]:
        if self.by_field:
            return [place for place, name in enumerate(self.header) if _as_field(name) == column]
        exact = [place for place, name in enumerate(self.header) if name == column]
        return exact or [place for place, name in enumerate(self.header) if name.casefold() == column.casefold()]

    def _place(self, column: str) -> int:
        places = self._places(column)
        if not places:
            raise Refused("kit.import.no_column", name=column, columns=", ".join(name for name in self.header if name))
        if len(places) > 1:
            raise Refused("kit.import.column_twice", name=column)
        self.used.add(places[0])
        return places[0]


def _as_field(name: str) -> str:
    """A column's name as a field would be written: "Credit limit" is `credit_limit`."""
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())
