"""Whether a file that was brought names somebody: looked for in its bytes, however it is written."""

import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "big5")
MOST = 500 * 1024 * 1024  # unpacked bytes that are looked through; a larger file counts as one that names him
_CHUNK = 1 << 20


def names_any(path: Path, words: Collection[str]) -> bool:
    """Whether a CSV file, an address book or a workbook holds one of `words`."""
    wanted = {said for word in words for said in _bytes(word)}
    if not wanted:
        return False
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as box:
                if sum(one.file_size for one in box.infolist()) > MOST:
                    return True
                return any(_holds(box.open(name), wanted) for name in box.namelist() if name.endswith(".xml"))
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
            return True
    with path.open("rb") as file:
        return _holds(file, wanted)


def _bytes(word: str) -> set[bytes]:
    found = {escape(word).encode()}
    for encoding in ENCODINGS:
        try:
            found.add(word.encode(encoding))
        except UnicodeEncodeError:
            continue
    return found


def _holds(file: IO[bytes], wanted: Collection[bytes]) -> bool:
    longest = max(map(len, wanted))
    before = b""
    while chunk := file.read(_CHUNK):
        looked = before + chunk
        if any(word in looked for word in wanted):
            return True
        before = looked[-longest:]
    return False
