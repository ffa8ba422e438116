"""Rows as a file to take away: CSV as spreadsheets here read it, or a workbook. A formula is only ever a text."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

from fieldday.rules.spreadsheet import harmless

MARK = "\ufeff"  # by which a spreadsheet knows UTF-8
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
IN_MEMORY = 4 << 20
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def csv_of(rows: Iterable[list[str]], name: str) -> HttpResponseBase:
    """The rows as `name`.csv, written as they come."""
    return _named(StreamingHttpResponse(_lines(rows), content_type=TYPES["csv"]), name, "csv")


def xlsx_of(rows: Iterable[list[str]], name: str) -> HttpResponseBase:
    """The rows as `name`.xlsx, the first one its head."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the answer closes it
    with xlsxwriter.Workbook(file, {"constant_memory": True, **_PLAIN}) as book:
        sheet, head = book.add_worksheet(), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        number = 0
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                if text:
                    sheet.write_string(number, place, harmless(text)[:32_767], None if number else head)
        sheet.set_column(0, 20, 18)
        sheet.autofilter(0, 0, max(number, 1), max(len(row) - 1, 0) if number else 0)
    file.seek(0)
    return _named(FileResponse(file, content_type=TYPES["xlsx"]), name, "xlsx")


def _named(answer: HttpResponseBase, name: str, ending: str) -> HttpResponseBase:
    named = quote(f"{name}.{ending}", safe="")
    answer["Content-Disposition"] = f"attachment; filename=\"rows.{ending}\"; filename*=UTF-8''{named}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _lines(rows: Iterable[list[str]]) -> Iterator[bytes]:
    yield MARK.encode()
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([harmless(cell) for cell in row])
        yield line.getvalue().encode()
