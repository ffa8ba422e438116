"""The rejected rows of a file as they stood in it, each with why, to be mended and brought again."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from fieldday.kit.imports.tables import open_table


def rejected_rows(path: Path, why: Mapping[int, str], reason: str) -> Iterator[list[str]]:
    """The file's header with a last column called `reason`, then each row that `why` names by its number."""
    with open_table(path) as table:
        width = len(table.header)
        yield [*table.header, reason]
        for number, record in table.rows():
            if number in why:
                yield [*(record[:width] + [""] * (width - len(record))), why[number]]
