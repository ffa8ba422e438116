"""A file as a header and rows of texts: CSV in any of the encodings, or a workbook's first sheet.

A file is read twice: once as a whole, so that nothing is written from one that breaks off in the middle, then row by
row, so that memory does not grow with it.
"""

import csv
import io
import json
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fieldday.kit.files import MEGABYTE
from fieldday.kit.imports import limits, workbook
from fieldday.kit.imports.encodings import encoding_of
from fieldday.kit.refusals import Refused
from fieldday.rules.text import clean

_DELIMITERS = ",;\t"
_SAMPLE = 64 * 1024

Records = Callable[[], Iterator[list[str]]]


@dataclass(frozen=True)
class Table:
    """A file that can be read to its end. `total` counts the rows under the header that hold anything."""

    header: tuple[str, ...]
    total: int
    records: Records

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that holds anything with its number, counted from 1 under the header, empty rows included."""
        records = self.records()
        next(record for record in records if _holds(record))
        for number, record in enumerate(records, start=1):
            if _holds(record):
                yield number, record


@contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """Open a file for reading as a table. Raises Refused when it is no such file, or over a limit."""
    _weigh(path)
    with path.open("rb") as file, tempfile.TemporaryDirectory(prefix="fieldday-import-") as scratch:
        mark = file.read(4)
        if mark == workbook.OLD_MARK:
            raise Refused("kit.import.old_workbook")
        if mark == workbook.MARK:
            rows = Path(scratch) / "rows"
            workbook.unpack_to(path, rows)
            yield _whole(lambda: _unpacked(rows))
            return
        encoding = encoding_of(file)
        with io.TextIOWrapper(file, encoding=encoding, errors="strict", newline="") as text:
            delimiter = _delimiter(text)
            yield _whole(lambda: _csv(text, delimiter))


def _weigh(path: Path) -> None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        raise Refused("kit.import.no_file", file=path.name) from None
    if not stat.S_ISREG(status.st_mode):
        raise Refused("kit.import.no_file", file=path.name)
    if status.st_size > limits.FILE_BYTES:
        raise Refused(
            "kit.import.file_too_big", megabytes=status.st_size // MEGABYTE, most=limits.FILE_BYTES // MEGABYTE
        )
    if status.st_size == 0:
        raise Refused("kit.import.empty")


def _whole(records: Records) -> Table:
    """Read everything once; the table that may be read again."""
    header: tuple[str, ...] | None = None
    total = 0
    for position, record in enumerate(records(), start=1):
        if position > limits.ROWS:
            raise Refused("kit.import.too_many_rows", most=limits.ROWS)
        if len(record) > limits.COLUMNS:
            raise Refused("kit.import.too_many_columns", many=len(record), most=limits.COLUMNS)
        if any(len(cell) > limits.CELL_CHARACTERS for cell in record):
            raise Refused("kit.import.cell_too_long", line=position, most=limits.CELL_CHARACTERS)
        if not _holds(record):
            continue
        if header is None:
            header = tuple(clean(cell) for cell in record)
        else:
            total += 1
    if header is None:
        raise Refused("kit.import.empty")
    return Table(header, total, records)


def _csv(text: io.TextIOWrapper, delimiter: str) -> Iterator[list[str]]:
    text.seek(0)
    reader = csv.reader(text, delimiter=delimiter, strict=True, skipinitialspace=True)
    try:
        yield from reader
    except csv.Error as error:
        if "field larger" in str(error):
            raise Refused("kit.import.cell_too_long", line=reader.line_num, most=limits.CELL_CHARACTERS) from None
        raise Refused("kit.import.quotes", line=reader.line_num) from None


def _unpacked(rows: Path) -> Iterator[list[str]]:
    with rows.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _delimiter(text: io.TextIOWrapper) -> str:
    """Whichever of comma, semicolon and tab cuts the first line that holds anything into the most columns."""
    text.seek(0)
    sample = text.read(_SAMPLE)

    def columns(delimiter: str) -> int:
        records = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, skipinitialspace=True)
        return len(next((record for record in records if "".join(record).strip(_DELIMITERS + " ")), ()))

    try:
        return max(_DELIMITERS, key=columns)
    except csv.Error:
        return ","


def _holds(record: list[str]) -> bool:
    return any(cell and not cell.isspace() for cell in record)
