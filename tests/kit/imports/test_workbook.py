"""Workbooks: cells as the sheet shows them, and bombs that cost neither memory nor patience."""

import datetime
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from fieldday.kit.imports import limits, unpack, workbook
from fieldday.kit.imports.tables import open_table
from fieldday.kit.refusals import Refused

pytestmark = pytest.mark.once

HALF_PAST_NINE = datetime.datetime(2026, 11, 3, 9, 30)  # noqa: DTZ001  # sheets know no zones


@pytest.fixture
def book(tmp_path):
    """`book(rows)` writes a workbook and answers its path."""

    def write(rows, first=(0, 0), hidden_before=False):
        path = tmp_path / "book.xlsx"
        made = xlsxwriter.Workbook(str(path))
        if hidden_before:
            made.add_worksheet("notes").hide()
        sheet = made.add_worksheet("customers")
        if hidden_before:
            sheet.activate()
            sheet.set_first_sheet()
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        moment = made.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for y, row in enumerate(rows, first[0]):
            for x, cell in enumerate(row, first[1]):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(y, x, cell, moment if isinstance(cell, datetime.datetime) else day)
                elif isinstance(cell, str):
                    sheet.write_string(y, x, cell)
                else:
                    sheet.write(y, x, cell)
        made.close()
        return path

    return write


def rows_of(path):
    with open_table(path) as table:
        return table.header, list(table.rows())


def test_cells_are_spelled_as_the_sheet_shows_them(book):
    path = book(
        [
            ["whole", "part", "small", "day", "moment", "yes", "text", "blank"],
            [123, 0.1 + 0.2, 0.0000001, datetime.date(2026, 11, 3), HALF_PAST_NINE, True, "007"],
        ]
    )
    _, rows = rows_of(path)
    assert rows == [(1, ["123", "0.3", "0.0000001", "2026-11-03", "2026-11-03 09:30:00", "TRUE", "007", ""])]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (123.0, "123"),
        (-5.0, "-5"),
        (1e15, "1000000000000000"),
        (12.50, "12.5"),
        (121.5170001, "121.5170001"),
        (0.0, "0"),
    ],
)
def test_numbers_have_neither_a_dead_decimal_nor_an_exponent(value, text):
    assert unpack.number(value) == text


def test_a_sheet_may_begin_anywhere(book):
    assert rows_of(book([["id", "name"], ["C1", "a"], [], ["C2", "b"]], first=(3, 2))) == (
        ("id", "name"),
        [(1, ["C1", "a"]), (3, ["C2", "b"])],
    )


def test_the_first_sheet_that_shows_is_read(book):
    assert rows_of(book([["id"], ["C1"]], hidden_before=True))[0] == ("id",)


def test_an_empty_workbook(book):
    with pytest.raises(Refused) as refused:
        rows_of(book([]))
    assert refused.value.code == "kit.import.empty"


def test_a_cell_in_the_last_corner_is_refused(book, tmp_path):
    path = tmp_path / "corner.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet()
    sheet.write(0, 0, "id")
    sheet.write(1_048_575, 16_383, "x")
    made.close()
    with pytest.raises(Refused) as refused:
        rows_of(path)
    assert refused.value.code in {"kit.import.too_many_rows", "kit.import.workbook_too_heavy"}


def test_a_bomb_is_seen_from_outside(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 1024 * 1024)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 3 * 1024 * 1024)
    monkeypatch.setattr(workbook.subprocess, "run", lambda *a, **k: pytest.fail("it was unpacked"))
    with pytest.raises(Refused) as refused:
        rows_of(path)
    assert refused.value.code == "kit.import.workbook_too_heavy"


def test_a_bomb_that_hides_its_size_dies_alone(book, tmp_path, monkeypatch):
    """A sheet of many cells, all in one string table: the unpacking process runs into its limit, not we into ours."""
    small = tmp_path / "limits.py"
    small.write_text("UNPACKING_MEMORY = 200 * 1024 * 1024\n" + _but(limits, "UNPACKING_MEMORY"))
    program = tmp_path / "unpack.py"
    program.write_text(Path(unpack.__file__).read_text())
    monkeypatch.setattr(workbook.unpack, "__file__", str(program))
    path = tmp_path / "bomb.xlsx"
    made = book([["id", "name"], ["C1", "x"]])
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            content = source.read(part)
            if part.filename.endswith("sharedStrings.xml"):
                content = content.replace(b"</sst>", b"<si><t>xxxxxxxxxxxxxxxx</t></si>" * 4_000_000 + b"</sst>")
            archive.writestr(part.filename, content)
    assert path.stat().st_size < 1024 * 1024
    started = time.monotonic()
    with pytest.raises(Refused) as refused:
        rows_of(path)
    assert refused.value.code == "kit.import.workbook_too_heavy"
    assert time.monotonic() - started < 30


def test_unpacking_that_takes_too_long_is_ended(book, monkeypatch):
    monkeypatch.setattr(limits, "UNPACKING_SECONDS", 0.001)
    with pytest.raises(Refused) as refused:
        rows_of(book([["id"], ["C1"]]))
    assert refused.value.code == "kit.import.workbook_too_heavy"


@pytest.mark.parametrize("name", ["word/document.xml", "xl/workbook.xml"])
def test_an_archive_that_is_no_workbook(tmp_path, name):
    path = tmp_path / "letter.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "<nothing/>")
    with pytest.raises(Refused) as refused:
        rows_of(path)
    assert refused.value.code == "kit.import.workbook"


def _but(module, *left_out):
    lines = (f"{name} = {value!r}" for name, value in vars(module).items() if name.isupper() and name not in left_out)
    return "\n".join(lines)
