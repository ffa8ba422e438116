"""What a column may hold: a reader takes a cell, trimmed and not empty, and answers a value or raises `Unreadable`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fieldday.rules import parsing
from fieldday.rules.company_names import simplify
from fieldday.rules.money import parse_amount, round_to
from fieldday.rules.text import fold
from fieldday.rules.verdict import Unreadable

Read = Callable[[str], Any]


@dataclass(frozen=True)
class Field:
    """A field that a file may bring. `needed`: no new row without it; `key`: part of what tells rows apart;
    `secret`: its figures stay out of the trail; `inner`: the program's own, never named on a page; `names`: what a file
    may call it beside its name; `label`: what a page calls it, where the page has no words of its own."""

    name: str
    read: Read
    needed: bool = False
    key: bool = False
    secret: bool = False
    inner: bool = False
    names: tuple[str, ...] = ()
    label: str = ""


def text(most: int) -> Read:
    """A text of at most `most` characters, as it is: a formula stays the text that it was."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise Unreadable("kit.import.too_long", most=most, many=len(cell))
        return cell

    return read


def amount(places: int, currency: str, *, negative: bool = True) -> Read:
    """An amount in the company's currency, rounded half up to the places that are stored."""

    def read(cell: str) -> Decimal:
        value = round_to(parse_amount(cell, currency), places)
        if value < 0 and not negative:
            raise Unreadable("kit.import.negative", text=cell)
        return value

    return read


def decimal(places: int) -> Read:
    """A number, rounded half up to the places that are stored."""
    return lambda cell: parsing.parse_decimal(cell, places)


def coordinate(limit: int) -> Read:
    """Degrees, 7 places, at most `limit` either way."""
    return lambda cell: parsing.parse_coordinate(cell, limit)


def word(words: Mapping[str, str]) -> Read:
    """One of the given words, compared as search compares texts, in either writing of Chinese; answers what it stands
    for."""
    folded = {fold(simplify(said)): meant for said, meant in words.items()}

    def read(cell: str) -> str:
        try:
            return folded[fold(simplify(cell))]
        except KeyError:
            raise Unreadable("kit.import.not_one_of", text=cell[:40], words=", ".join(words)) from None

    return read
