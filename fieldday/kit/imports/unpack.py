"""Reads the first sheet of a workbook in a process of its own, with limits on memory and time, one JSON row a line.

Run as a file, isolated: `python -I unpack.py WORKBOOK`. It imports nothing of the house and nothing of Django.
A refusal goes to stderr as `{"code": …, "params": …}` with exit 3; being killed means that a limit was reached.
"""

import datetime
import json
import resource
import runpy
import sys
from pathlib import Path
from typing import Any

LIMITS = runpy.run_path(str(Path(__file__).with_name("limits.py")))
REFUSED = 3


class Refusal(Exception):
    """A code and its figures, for the process that asked."""


def main() -> None:
    limit()
    try:
        unpack(sys.argv[1])
    except Refusal as refusal:
        code, params = refusal.args
        sys.stderr.write(json.dumps({"code": code, "params": params}))
        sys.exit(REFUSED)


def limit() -> None:
    """Take the limits upon this process; a system that does not know one of them goes without it."""
    memory, seconds = LIMITS["UNPACKING_MEMORY"], LIMITS["UNPACKING_CPU_SECONDS"]
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, LIMITS["UNPACKED_BYTES"]),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue


def unpack(path: str) -> None:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_path(path)
        names = [one.name for one in workbook.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        if not names:
            raise Refusal("kit.import.empty", {})
        sheet = workbook.get_sheet_by_name(names[0])
    except CalamineError:
        raise Refusal("kit.import.workbook", {}) from None
    if sheet.end is None:
        raise Refusal("kit.import.empty", {})
    rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
    for code, many, most in (
        ("rows", rows, "ROWS"),
        ("columns", columns, "COLUMNS"),
        ("cells", rows * columns, "CELLS"),
    ):
        if many > LIMITS[most]:
            raise Refusal(f"kit.import.too_many_{code}", {"many": many, "most": LIMITS[most]})
    for row in sheet.iter_rows():
        sys.stdout.write(json.dumps([spelled(cell) for cell in row]) + "\n")


def spelled(value: Any) -> str:
    """A cell as its sheet shows it: 123, not 123.0; a day without midnight behind it; TRUE and FALSE."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return number(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time.min
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    return str(value)


def number(value: float) -> str:
    """15 digits, as a spreadsheet calculates, and never an exponent."""
    text = f"{value:.15g}"
    if "e" not in text:
        return text
    places = max(0, 15 - 1 - int(text.partition("e")[2]))
    return f"{value:.{min(places, 30)}f}".rstrip("0").rstrip(".") if places else f"{value:.0f}"


if __name__ == "__main__":
    main()
