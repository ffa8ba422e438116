"""A file of cards as lines: unfolded, cut into name, parameters and value, decoded.

All of it works on bytes until a value is decoded: a fold or a soft line break may stand in the middle of a character,
and in vCard 2.1 each line may have a charset of its own.
"""

from __future__ import annotations

import binascii
import codecs
import dataclasses
import quopri
import re
from collections.abc import Iterator, Mapping

from fieldday.rules.verdict import Unreadable

CODES: tuple[str, ...] = (
    "customers.vcard.charset",
    "customers.vcard.line_too_long",
    "customers.vcard.too_many_lines",
    "customers.vcard.without_end",
)

LINE_BYTES = 64 * 1024  # of a text
HEAD_BYTES = 4 * 1024  # of a name and its parameters
PICTURE_BYTES = 8 * 1024 * 1024  # of a line in base64
CARD_LINES = 2_000
CARD_BYTES = 12 * 1024 * 1024

_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
_BARE_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "B", "7BIT", "8BIT"}
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSETS = {"big5": "cp950", "gb2312": "gb18030", "gbk": "gb18030"}


@dataclasses.dataclass(frozen=True)
class Line:
    """One property: ``name`` in capitals, its ``group`` ("item1"), its parameters' values in capitals by name in
    capitals (bare ones of 2.1 under TYPE or ENCODING), and the value as bytes, transfer encoding not yet undone."""

    name: str
    value: bytes
    params: Mapping[str, tuple[str, ...]]
    group: str = ""

    @property
    def types(self) -> frozenset[str]:
        return frozenset(self.params.get("TYPE", ()))

    @property
    def encoding(self) -> str:
        return (self.params.get("ENCODING") or ("",))[0]

    @property
    def is_base64(self) -> bool:
        return self.encoding in {"BASE64", "B"}

    def text(self, charset: str) -> str:
        """The value decoded, escapes not yet undone; ``charset`` is the file's. Raises Unreadable."""
        content = self.value
        if self.encoding == "QUOTED-PRINTABLE":
            content = quopri.decodestring(content)
        elif self.is_base64:
            content = bytes_of_base64(content)
        said = (self.params.get("CHARSET") or ("",))[0].lower()
        try:
            return content.decode(_codec(said) if said else charset)
        except LookupError:
            raise Unreadable("customers.vcard.charset", name=self.name, charset=said) from None
        except UnicodeDecodeError:
            pass
        for other in ("utf-8", "cp950", "gb18030"):  # a phone that names one charset and writes another
            try:
                return content.decode(other)
            except UnicodeDecodeError:
                continue
        raise Unreadable("customers.vcard.charset", name=self.name, charset=said or charset)


def bytes_of_base64(content: bytes) -> bytes:
    """What base64 holds, blanks and breaks in it dropped. Raises ``binascii.Error``."""
    tight = b"".join(content.split())
    return binascii.a2b_base64(tight + b"=" * (-len(tight) % 4))


def normal(content: bytes) -> tuple[bytes, str]:
    """The file without its mark, UTF-16 as UTF-8, and the charset of what names none."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, errors="replace").encode(), "utf-8"
    content = content.removeprefix(codecs.BOM_UTF8)
    for name in ("utf-8", "cp950", "gb18030"):
        try:
            content.decode(name)
            return content, name
        except UnicodeDecodeError:
            continue
    return content, "cp950" if b"BIG5" in content[:100_000].upper() else "utf-8"


def blocks(content: bytes) -> Iterator[tuple[list[bytes], bool]]:
    """The physical lines of each card, BEGIN and END left out, and whether it was ended. A card within a card (AGENT)
    stays inside; what stands outside of cards is passed over. A card over the limits is cut there."""
    card: list[bytes] | None = None
    depth = size = 0
    for line in _physical(content):
        word = line.strip().upper().replace(b" ", b"")
        if word == b"BEGIN:VCARD":
            agent = card is not None and any(b.strip() for b in card) and _is_agent(card)
            if card is not None and not agent:
                yield card, False
                card = None
            if card is None:
                card, depth, size = [], 0, 0
                continue
            depth += 1
        elif word == b"END:VCARD" and card is not None:
            if not depth:
                yield card, True
                card = None
                continue
            depth -= 1
        if card is not None and len(card) <= CARD_LINES and size <= CARD_BYTES:
            card.append(line)
            size += len(line)
    if card is not None:
        yield card, False


def lines_of(card: list[bytes]) -> list[Line]:
    """The properties of a card. Raises Unreadable for a bomb."""
    if len(card) > CARD_LINES:
        raise Unreadable("customers.vcard.too_many_lines", most=CARD_LINES)
    if sum(map(len, card)) > CARD_BYTES:
        raise Unreadable("customers.vcard.line_too_long", most=PICTURE_BYTES // 1024)
    found = []
    depth = 0
    for whole in _logical(card):
        word = whole.strip().upper().replace(b" ", b"")
        if word in (b"BEGIN:VCARD", b"END:VCARD"):
            depth += 1 if word.startswith(b"BEGIN") else -1
            continue
        if depth > 0:
            continue
        head, colon, value = _cut(whole)
        if not colon or len(head) > HEAD_BYTES:
            continue  # no property: phones leave such lines, and nothing can be read of them
        line = _line(head, value)
        if len(value) > (PICTURE_BYTES if line.is_base64 or value[:5].lower() == b"data:" else LINE_BYTES):
            raise Unreadable("customers.vcard.line_too_long", most=LINE_BYTES // 1024)
        found.append(line)
    return found


def _physical(content: bytes) -> Iterator[bytes]:
    start, end = 0, len(content)
    while start < end:
        stop = content.find(b"\n", start)
        stop = end if stop < 0 else stop
        yield content[start:stop].removesuffix(b"\r")
        start = stop + 1


def _is_agent(card: list[bytes]) -> bool:
    last = next((line for line in reversed(card) if line.strip()), b"")
    return last.strip().upper().startswith(b"AGENT") and last.rstrip().endswith(b":")


def _logical(card: list[bytes]) -> Iterator[bytes]:
    """Lines put together again: folded ones, soft breaks of quoted-printable, base64 that goes on unindented."""
    place = 0
    while place < len(card):
        parts = [card[place]]
        place += 1
        if not parts[0].strip():
            continue
        upper = parts[0].partition(b":")[0].upper()
        if b"QUOTED-PRINTABLE" in upper:
            while parts[-1].endswith(b"=") and place < len(card):
                parts[-1] = parts[-1][:-1]
                following = card[place]
                parts.append(following[1:] if following[:1] in (b" ", b"\t") and len(parts) > 1 else following)
                place += 1
        encoded = re.search(rb"[;=](BASE64|B)(;|$)", upper) is not None
        while place < len(card):
            following = card[place]
            if following[:1] in (b" ", b"\t"):
                parts.append(following[1:])
            elif encoded and following.strip() and _BASE64.fullmatch(following):
                parts.append(following)
            else:
                break
            place += 1
        yield b"".join(parts)


def _cut(line: bytes) -> tuple[bytes, bool, bytes]:
    """Before and after the first colon that does not stand in quotes."""
    quoted = False
    for place, byte in enumerate(line[:LINE_BYTES]):
        if byte == 0x22:
            quoted = not quoted
        elif byte == 0x3A and not quoted:
            return line[:place], True, line[place + 1 :]
    head, colon, value = line.partition(b":")  # a quote that was never closed
    return head, bool(colon), value


def _line(head: bytes, value: bytes) -> Line:
    parts = _parameters(head.decode("utf-8", errors="replace"))
    group, dot, name = parts[0].strip().rpartition(".")
    params: dict[str, tuple[str, ...]] = {}
    for part in parts[1:]:
        key, equals, said = part.partition("=")
        key = key.strip().upper()
        if not equals:
            key, said = ("ENCODING" if key in _BARE_ENCODINGS else "TYPE"), key
        values = tuple(one.strip().strip('"').upper() for one in said.strip().strip('"').split(",") if one.strip())
        params[key] = (*params.get(key, ()), *values)
    return Line(name.upper(), value, params, group.upper() if dot else "")


def _parameters(head: str) -> list[str]:
    """The head cut at semicolons that do not stand in quotes."""
    if '"' not in head:
        return head.split(";")
    parts, quoted = [""], False
    for piece in re.split(r'([";])', head):
        if piece == ";" and not quoted:
            parts.append("")
            continue
        quoted ^= piece == '"'
        parts[-1] += piece
    return parts


def _codec(said: str) -> str:
    return _CHARSETS.get(said) or codecs.lookup(said).name
