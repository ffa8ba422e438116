"""Which encoding a file is in, found strictly: by its mark, else whichever of UTF-8, UTF-16 and Big5 decodes it all."""

import codecs
import re
from typing import BinaryIO

from fieldday.kit.refusals import Refused

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_PIECE = 1024 * 1024
# "Frédéric" in a western encoding also decodes as Big5, as rare characters in the middle of a Latin word.
_WESTERN = re.compile(rb"[A-Za-z][\xc9-\xf9][a-z]")
_COMMON_BIG5 = re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]")


def encoding_of(file: BinaryIO) -> str:
    """The codec that reads the whole file; the file is left at its start. Raises Refused when none does."""
    found = next((name for name in _candidates(file) if _decodes(file, name)), None)
    file.seek(0)
    if found is None:
        raise Refused("kit.import.encoding")
    return found


def _candidates(file: BinaryIO) -> tuple[str, ...]:
    file.seek(0)
    head = file.read(4)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return (name,)
    even, odd = _zero_bytes(file)
    if even or odd:  # text has no zero bytes, but every comma and line end of UTF-16 has one
        return ("utf-16-le", "utf-16-be") if odd >= even else ("utf-16-be", "utf-16-le")
    return ("utf-8", "cp950")


def _zero_bytes(file: BinaryIO) -> tuple[int, int]:
    """How many zero bytes stand at even and at odd places."""
    file.seek(0)
    even = odd = 0
    while piece := file.read(_PIECE):
        even, odd = even + piece[::2].count(0), odd + piece[1::2].count(0)
    return even, odd


def _decodes(file: BinaryIO, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)("strict")
    western = common = False
    file.seek(0)
    try:
        while True:
            piece = file.read(_PIECE)
            if "\0" in decoder.decode(piece, final=not piece):
                return False
            if not piece:
                return name != "cp950" or common or not western
            if name == "cp950":
                western = western or bool(_WESTERN.search(piece))
                common = common or bool(_COMMON_BIG5.search(piece))
    except UnicodeDecodeError:
        return False
