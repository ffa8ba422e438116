"""A card written: 3.0 (RFC 2426) for phones of any age, 4.0 (RFC 6350)."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from fieldday.rules.vcards.days import write_day
from fieldday.rules.vcards.values import Address, Card, Day, Way

CODES: tuple[str, ...] = ()
VERSIONS = ("3.0", "4.0")
_PHONES = {"mobile": "cell", "work": "work,voice", "home": "home,voice", "fax": "fax", "other": "voice"}
_FOLD = 75  # octets


def write_card(card: Card, version: str = "3.0") -> str:
    """The card as text with CRLF line ends, folded between characters at 75 octets."""
    if version not in VERSIONS:
        raise ValueError(f"vCard {version} is not written")
    lines = ["BEGIN:VCARD", f"VERSION:{version}", *_lines(card, version == "4.0"), "END:VCARD"]
    return "".join(_folded(line) for line in lines)


def _lines(card: Card, newest: bool) -> Iterator[str]:
    yield f"FN:{_escaped(card.name)}"
    yield f"N:{_escaped(card.family)};{_escaped(card.given)};;;"
    if card.uid:
        yield f"UID:{_escaped(card.uid)}"
    if card.org or card.department:
        yield f"ORG:{_escaped(card.org)}" + (f";{_escaped(card.department)}" if card.department else "")
    if card.company:
        yield "KIND:org" if newest else "X-ABShowAs:COMPANY"
    if card.title:
        yield f"TITLE:{_escaped(card.title)}"
    item = 0
    for name, ways in (("TEL", card.phones), ("EMAIL", card.emails)):
        for way in ways:
            item += 1
            yield from _labelled(item, f"{name}{_types(name, way, newest)}:{_escaped(way.value)}", way.label)
    if card.line_id:
        yield f"IMPP;X-SERVICE-TYPE=LINE:line:{_escaped(card.line_id)}"
    for address in card.addresses:
        item += 1
        yield from _labelled(item, _address(address), address.label)
    for day in card.days:
        item += 1
        yield from _day(item, day, newest)
    for url in card.urls:
        yield f"URL:{_escaped(url)}"
    if card.note:
        yield f"NOTE:{_escaped(card.note)}"
    if card.picture:
        content = base64.b64encode(card.picture.content).decode()
        kind = card.picture.type
        yield (
            f"PHOTO:data:image/{kind};base64,{content}" if newest else f"PHOTO;ENCODING=b;TYPE={kind.upper()}:{content}"
        )


def _types(name: str, way: Way, newest: bool) -> str:
    types = _PHONES[way.kind] if name == "TEL" else way.kind if way.kind != "other" else "internet"
    if newest:
        types = types.replace(",voice", "").replace("internet", "")
        return (f';TYPE="{types}"' if types else "") + (";PREF=1" if way.preferred else "")
    return f";TYPE={types}" + (",pref" if way.preferred else "")


def _address(address: Address) -> str:
    kind = f";TYPE={address.kind}" if address.kind != "other" else ""
    return f"ADR{kind}:;;{_escaped(address.text)};{_escaped(address.city)};;;"


def _day(item: int, day: Day, newest: bool) -> Iterator[str]:
    text = write_day(day, dashes=not newest)
    if day.lunar:
        if day.kind == "birthday":
            yield f"BDAY;CALSCALE=chinese:{text}" if newest else f"X-ALTBDAY;CALSCALE=chinese:{text}"
        else:
            yield from _labelled(item, f"X-ABDATE;CALSCALE=chinese:{text}", day.label or _WORDS[day.kind])
    elif day.kind == "birthday":
        yield f"BDAY:{text}"
    elif day.kind == "wedding":
        yield f"ANNIVERSARY:{text}" if newest else f"X-ANNIVERSARY:{text}"
    else:
        yield from _labelled(item, f"X-ABDATE:{text}", day.label or _WORDS[day.kind])


_WORDS = {"other": "_$!<Other>!$_", "wedding": "_$!<Anniversary>!$_"}


def _labelled(item: int, line: str, label: str) -> Iterator[str]:
    if not label:
        yield line
        return
    yield f"item{item}.{line}"
    yield f"item{item}.X-ABLabel:{_escaped(label)}"


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> str:
    if len(line.encode()) <= _FOLD:
        return line + "\r\n"
    out, size = [], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _FOLD:
            out.append("\r\n ")
            size = 1
        out.append(character)
        size += octets
    return "".join(out) + "\r\n"
