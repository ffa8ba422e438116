"""Workbooks: looked at from outside, then unpacked by a process that may fail, into rows on disk."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from fieldday.kit.imports import limits, unpack
from fieldday.kit.refusals import Refused

MARK = b"PK\x03\x04"
OLD_MARK = b"\xd0\xcf\x11\xe0"  # .xls, and workbooks behind a password


def unpack_to(path: Path, rows: Path) -> None:
    """Write the first visible sheet of a workbook to `rows`, one JSON list of texts a line. Raises Refused."""
    _look(path)
    command = [sys.executable, "-I", unpack.__file__, str(path)]
    with rows.open("wb") as out:
        try:
            done = subprocess.run(  # noqa: S603  # our own file, in our own interpreter
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, timeout=limits.UNPACKING_SECONDS
            )
        except subprocess.TimeoutExpired:
            raise Refused("kit.import.workbook_too_heavy") from None
    if done.returncode == unpack.REFUSED:
        said: dict[str, Any] = json.loads(done.stderr)
        raise Refused(said["code"], **said["params"])
    if done.returncode:  # killed at a limit, or out of memory
        raise Refused("kit.import.workbook_too_heavy")


def _look(path: Path) -> None:
    """Refuse by the archive's own table of contents what is no workbook, or says that it unpacks to too much."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused("kit.import.workbook") from None
    if not any(part.filename.startswith("xl/") for part in parts):
        raise Refused("kit.import.workbook")
    if len(parts) > limits.PARTS or sum(part.file_size for part in parts) > limits.UNPACKED_BYTES:
        raise Refused("kit.import.workbook_too_heavy")
