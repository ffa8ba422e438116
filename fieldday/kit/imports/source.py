"""A file ready to be imported: its rows, with cells by field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fieldday.kit.imports.cells import Field
from fieldday.kit.imports.mapping import map_columns
from fieldday.kit.imports.tables import open_table
from fieldday.kit.refusals import Refused
from fieldday.rules.text import clean
from fieldday.rules.verdict import Reason


@dataclass(frozen=True)
class Row:
    """One row: its number from 1 under the header, its cells by mapped field; `surplus`: more cells than columns;
    `broken`: why nothing could be read of it."""

    number: int
    cells: Mapping[str, str]
    surplus: bool = False
    broken: Reason | None = None


def as_rows(rows: Iterable[Row | Mapping[str, str]]) -> Iterator[Row]:
    """Rows as they are, and mappings of field to text as rows numbered from 1, cleaned like a file's."""
    for number, row in enumerate(rows, start=1):
        yield row if isinstance(row, Row) else Row(number, {field: clean(cell) for field, cell in row.items()})


@dataclass(frozen=True)
class Source:
    """The rows of a file, to be read once, how many there are, and the columns that no field takes."""

    rows: Iterator[Row]
    total: int
    ignored: tuple[str, ...]


@contextmanager
def open_source(path: Path, fields: Sequence[Field], mapping: Mapping[str, str] | None = None) -> Iterator[Source]:
    """Open a file under a map (`mapping.read_map`), or by columns named like fields. Raises Refused when unusable."""
    with open_table(path) as table:
        also = {field.name: field.names for field in fields}
        columns = map_columns(table.header, list(also), mapping, also)
        for field in fields:
            if field.key and field.needed and field.name not in columns.readings:
                raise Refused("kit.import.no_key", name=field.name, columns=", ".join(filter(None, table.header)))
        width = len(table.header)

        def rows() -> Iterator[Row]:
            for number, record in table.rows():
                surplus = any(cell and not cell.isspace() for cell in record[width:])
                yield Row(number, columns.cells(record), surplus)

        yield Source(rows(), table.total, columns.ignored)
