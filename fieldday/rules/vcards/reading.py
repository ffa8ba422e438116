"""A file of cards read, one card at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fieldday.rules.text import clean, clean_lines
from fieldday.rules.vcards.days import read_day
from fieldday.rules.vcards.lines import Line, blocks, bytes_of_base64, lines_of, normal
from fieldday.rules.vcards.values import Address, Broken, Card, Day, Picture, Way
from fieldday.rules.verdict import Reason, Unreadable

CODES: tuple[str, ...] = (
    "customers.vcard.empty",
    "customers.vcard.picture",
    "customers.vcard.day",
)

_MOST = 20  # numbers, addresses, days of one card
_UNESCAPED = re.compile(r"\\(.)", re.S)
_PARTS = re.compile(r"(?<!\\)((?:\\\\)*);")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_APPLE = re.compile(r"_\$!<(.*)>!\$_")
_APPLE_KINDS = {"MOBILE": "mobile", "IPHONE": "mobile", "WORK": "work", "HOME": "home", "HOMEPAGE": ""}
_FAX = frozenset({"FAX", "PAGER"})
_MOBILE = frozenset({"CELL", "IPHONE", "MOBILE", "PCS", "CAR"})
_BROKEN_TEXT = 4_000  # characters of a broken card that are kept to be looked at
_CHINESE = frozenset({"CHINESE", "LUNAR", "X-CHINESE", "DANGI"})


def read_cards(content: bytes) -> Iterator[Card | Broken]:
    """Each card of a file in its order. Never raises: what is no card is passed over."""
    content, charset = normal(content)
    for number, (block, ended) in enumerate(blocks(content), start=1):
        try:
            if not ended:
                raise Unreadable("customers.vcard.without_end")
            yield _Reader(number, lines_of(block), charset).card()
        except Unreadable as error:
            text = b"\r\n".join(block)[: _BROKEN_TEXT * 3].decode(charset, errors="replace")[:_BROKEN_TEXT]
            yield Broken(number, error.reason, text)


class _Reader:
    """One card's lines, and what they say."""

    def __init__(self, number: int, lines: Sequence[Line], charset: str) -> None:
        self._number = number
        self._lines = lines
        self._charset = charset
        self._remarks: list[Reason] = []
        self._labels = {line.group: self._text(line) for line in lines if line.name == "X-ABLABEL" and line.group}

    def card(self) -> Card:
        names = self._parts("N", 5)
        family, given, middle = names[0], names[1], names[2]
        org = self._parts("ORG", 2)
        phones, emails = self._phones(), self._emails()
        name = _name(self._first("FN"), family, given, middle) or self._first("NICKNAME")
        company = not name or self._first("KIND").lower() == "org" or self._first("X-ABSHOWAS").upper() == "COMPANY"
        company = company or (bool(org[0]) and name == org[0] and not family + given)
        name = name or org[0] or next((way.value for way in (*emails, *phones)), "")
        if not name:
            raise Unreadable("customers.vcard.empty")
        return Card(
            number=self._number,
            name=name,
            family=family,
            given=_joined(given, middle),
            org=org[0],
            department=org[1],
            title=self._first("TITLE") or self._first("ROLE"),
            phones=phones,
            emails=emails,
            line_id=self._line_id(),
            addresses=self._addresses(),
            days=self._days(),
            note=clean_lines("\n".join(self._text(line, lines=True) for line in self._named("NOTE"))),
            urls=tuple(dict.fromkeys(filter(None, map(self._text, self._named("URL")))))[:_MOST],
            picture=self._picture(),
            uid=self._first("UID").removeprefix("urn:uuid:"),
            company=company,
            version=self._first("VERSION"),
            remarks=tuple(self._remarks),
        )

    def _named(self, *names: str) -> list[Line]:
        return [line for line in self._lines if line.name in names]

    def _text(self, line: Line, *, lines: bool = False) -> str:
        return (clean_lines if lines else clean)(_unescaped(line.text(self._charset)))

    def _first(self, name: str) -> str:
        return next((text for line in self._named(name) if (text := self._text(line))), "")

    def _parts(self, name: str, most: int) -> list[str]:
        found = [""] * most
        for line in self._named(name):
            parts = _split(line.text(self._charset))
            if any(parts):
                found[: len(parts)] = parts[:most]
                break
        return found

    def _label(self, line: Line) -> str:
        label = self._labels.get(line.group, "") if line.group else ""
        apple = _APPLE.fullmatch(label)
        return apple[1] if apple else label

    def _kind_and_label(self, line: Line, kind: str) -> tuple[str, str]:
        """Apple's own labels are kinds; an owner's own word stays a word."""
        label = self._label(line)
        if label.upper() in _APPLE_KINDS:
            return (_APPLE_KINDS[label.upper()] or kind if kind == "other" else kind), ""
        return kind, label

    def _phones(self) -> tuple[Way, ...]:
        found: dict[str, Way] = {}
        for line in self._named("TEL"):
            value = self._text(line).removeprefix("tel:").replace(";ext=", " 分機 ")
            types = line.types
            if types & _MOBILE:
                kind = "mobile"
            elif types & _FAX:
                kind = "fax"
            else:
                kind = "work" if types & {"WORK", "MAIN"} else "home" if "HOME" in types else "other"
            kind, label = self._kind_and_label(line, kind)
            if value and len(found) < _MOST:
                found.setdefault(value, Way(value, kind, label, _preferred(line)))
        return tuple(found.values())

    def _emails(self) -> tuple[Way, ...]:
        found: dict[str, Way] = {}
        for line in self._named("EMAIL"):
            value = self._text(line).removeprefix("mailto:")
            kind = "work" if "WORK" in line.types else "home" if "HOME" in line.types else "other"
            kind, label = self._kind_and_label(line, kind)
            if value and len(found) < _MOST:
                found.setdefault(value.casefold(), Way(value, kind, label, _preferred(line)))
        return tuple(found.values())

    def _line_id(self) -> str:
        for line in self._named("IMPP", "X-LINE", "X-SOCIALPROFILE", "X-IM"):
            service = {*line.types, *line.params.get("X-SERVICE-TYPE", ()), *line.params.get("SERVICE-TYPE", ())}
            value = self._text(line)
            if line.name == "X-LINE" or "LINE" in service or value.lower().startswith("line:"):
                return re.sub(r"^(?:line|x-apple|xmpp):", "", value, flags=re.I)
        return ""

    def _addresses(self) -> tuple[Address, ...]:
        found: dict[Address, None] = {}
        for line in self._named("ADR"):
            parts = [*_split(line.text(self._charset)), "", "", "", "", "", "", ""][:7]
            box, extended, street, city, region, code, _country = parts
            kind = "work" if "WORK" in line.types else "home" if "HOME" in line.types else "other"
            kind, label = self._kind_and_label(line, kind)
            joined = f"{region}{city}{street}{extended}"
            if _CJK.search(joined):  # 郵遞區號 縣市 區 路: the largest first, nothing between
                text = "".join(dict.fromkeys(filter(None, (region, city, street, extended, box))))
                place = region or city
                text = street if street.startswith(place) and place else text
            else:
                text, place = ", ".join(filter(None, (box, extended, street, city, region))), city
            if not (region or code or box or extended):  # as it is written here: one line, and the city apart
                text, place = street or city, city
            if text and len(found) < _MOST:
                found.setdefault(Address(text, place, kind, label))
        return tuple(found)

    def _days(self) -> tuple[Day, ...]:
        found: dict[Day, None] = {}
        for line, kind, label, text in self._dated():
            chinese = bool(_CHINESE & {*line.params.get("CALSCALE", ()), *line.params.get("X-CALSCALE", ())})
            lunar = chinese or line.name in {"X-ALTBDAY", "X-LUNAR-BDAY"} or "lunar_event" in text[:60]
            if text.startswith("vnd."):
                text = text.split(";")[1]
            if "X-APPLE-OMIT-YEAR" in line.params and text[:4] in line.params["X-APPLE-OMIT-YEAR"]:
                text = "--" + text[4:].lstrip("-")
            day = read_day(text, lunar=lunar, kind=kind, label=label)
            if day is None:
                self._remarks.append(Reason("customers.vcard.day", {"text": text[:40]}))
            elif len(found) < _MOST:
                found.setdefault(day)
        return tuple(found)

    def _dated(self) -> Iterator[tuple[Line, str, str, str]]:
        """(line, kind, label, text) of whatever is a day."""
        names = {
            **dict.fromkeys(("BDAY", "X-ALTBDAY", "X-LUNAR-BDAY"), "birthday"),
            **dict.fromkeys(("ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY"), "wedding"),
        }
        for line in self._lines:
            if line.name in names and (text := self._text(line)):
                yield line, names[line.name], "", text
            elif line.name == "X-ABDATE":
                label = self._label(line)
                yield line, "wedding" if label == "Anniversary" else "other", _own(label), self._text(line)
            elif line.name == "X-ANDROID-CUSTOM":
                text = line.text(self._charset)
                parts = [clean(part) for part in text.split(";")]
                if parts[0].endswith(("/contact_event", "/lunar_event")) and len(parts) > 2 and parts[1]:
                    kind = {"3": "birthday", "1": "wedding"}.get(parts[2], "other")
                    yield line, kind, parts[3] if kind == "other" and len(parts) > 3 else "", text

    def _picture(self) -> Picture | None:
        for line in self._named("PHOTO"):
            try:
                if line.is_base64:
                    return Picture(bytes_of_base64(line.value), _picture_type(line.types))
                if line.value[:11].lower() == b"data:image/":
                    head, comma, content = line.value.partition(b",")
                    if comma and b"base64" in head.lower():
                        kind = head[11:].partition(b";")[0].decode("ascii", "replace").lower()
                        return Picture(bytes_of_base64(content), kind)
            except ValueError:
                pass
            self._remarks.append(Reason("customers.vcard.picture"))  # an address is never fetched
        return None


def _name(full: str, family: str, given: str, middle: str) -> str:
    """The name as it is said: a Chinese one with the family first and no blank, whatever order the phone wrote."""
    parts = [part for part in (family, middle, given) if part]
    if parts and all(_CJK.search(part) for part in parts):
        chinese = "".join(parts)
        if not full or sorted(full.replace(" ", "")) == sorted(chinese):
            return chinese
    return full or " ".join(filter(None, (given, middle, family)))


def _joined(given: str, middle: str) -> str:
    return middle + given if middle and _CJK.search(middle) else " ".join(filter(None, (given, middle)))


def _split(text: str) -> list[str]:
    """The parts of a structured value, each unescaped; commas within a part are blanks of a list."""
    marked = _PARTS.sub("\\1\0", text)
    return [clean(_unescaped(part)) for part in marked.split("\0")]


def _unescaped(text: str) -> str:
    return _UNESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _preferred(line: Line) -> bool:
    return "PREF" in line.types or "1" in line.params.get("PREF", ())


def _own(label: str) -> str:
    return "" if label in {"Anniversary", "Other", "other"} else label


def _picture_type(types: frozenset[str]) -> str:
    return next((kind.lower() for kind in ("JPEG", "JPG", "PNG", "WEBP", "GIF") if kind in types), "jpeg")
