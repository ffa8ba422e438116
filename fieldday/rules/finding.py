"""What somebody types into the one search box: its words, a telephone number in any writing, a day; and what fits best.

A number is read whole, so that 02-2345 6789, (02)23456789 and +886 2 2345 6789 seek the same digits. A day may lack its
year: then it is the one nearest to today, for people look back more than ahead.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import unicodedata

from fieldday.rules.parsing import parse_day
from fieldday.rules.phones import digits, tidy_phone
from fieldday.rules.text import clean, fold
from fieldday.rules.verdict import Unreadable

CODES: tuple[str, ...] = ()

LONGEST = 100  # characters that are read
MOST_WORDS = 8
_NUMBER = re.compile(r"\+?[0-9()（）\s./\-]{3,}(?:(?:分機|轉|#|\*|ext\.?) ?[0-9]{1,7})?", re.I)
_SAID = re.compile(r"(?<![0-9])(?P<m>1[0-2]|0?[1-9]) ?(?:/|月) ?(?P<d>3[01]|[12][0-9]|0?[1-9])(?: ?[日號])?(?![0-9/])")
_WHOLE = re.compile(
    r"(?<![0-9])(?:民國 ?)?[0-9]{3,4} ?(?:[-/.]|年) ?[0-9]{1,2} ?(?:[-/.]|月) ?[0-9]{1,2}(?: ?[日號])?(?![0-9])"
)
_DAYS_BACK = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "明天": -1, "明日": -1, "today": 0, "yesterday": 1,
              "tomorrow": -1}  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Sought:
    """A query, read. `words`: folded, each to be found; a number is one of them. `day` and `beside` are for papers: the
    day that the query names, and its other words."""

    text: str
    words: tuple[str, ...]
    raw: tuple[str, ...] = ()  # the same words as typed: for what keeps its signs, as an address of e-mail
    number: str = ""  # digits of a telephone number, as dialled at home where it checks
    day: datetime.date | None = None
    beside: tuple[str, ...] = ()


def read_query(text: str, today: datetime.date) -> Sought:
    """Read what was typed. A query of signs alone has no words."""
    said = clean(unicodedata.normalize("NFKC", text[:LONGEST]))
    shown = clean(text[:LONGEST])
    day, rest = _day(said, today)
    beside = _words(rest)
    if _NUMBER.fullmatch(said) and (number := _number(said)):
        return Sought(shown, (number,), (number,), number, day, beside)
    pairs = [(folded, raw) for raw in said.split() if (folded := fold(raw))][:MOST_WORDS]
    return Sought(shown, tuple(folded for folded, _raw in pairs), tuple(raw for _folded, raw in pairs), "", day, beside)


def _number(said: str) -> str:
    """The digits under which a number is kept, "" for too few. What is dialled from abroad begins with 0 here."""
    typed = digits(said)
    if len(typed) < 3:
        return ""
    abroad = said.startswith("+") or typed.startswith(("886", "00"))
    if (abroad or typed.startswith("0")) and (national := tidy_phone(said).national):
        return national
    return "0" + typed.removeprefix("886") if typed.startswith("886") and len(typed) > 4 else typed


def place_of(name: str, texts: str, sought: Sought) -> int:
    """How well a find fits, the lower the better: 0 one of its texts is the query, 1 its name begins with it,
    2 it is in the name, 3 one of its texts begins with it, 4 elsewhere. `texts` are those of
    `text.plain`, folded and one a line."""
    whole, name = "".join(sought.words), fold(name)
    lines = texts.split("\n")
    if whole in (name, *lines):
        return 0
    if name.startswith(whole):
        return 1
    if all(word in name for word in sought.words):
        return 2
    return 3 if any(line.startswith(whole) for line in lines) else 4


def _words(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(fold, said.split()))))[:MOST_WORDS]


def _day(said: str, today: datetime.date) -> tuple[datetime.date | None, str]:
    """The day in a text, and the text without it."""
    for word, back in _DAYS_BACK.items():
        if word in said.casefold().split() or (not word.isascii() and word in said):
            return today - datetime.timedelta(days=back), re.sub(word, " ", said, flags=re.I)
    if found := _WHOLE.search(said):
        try:
            return parse_day(found[0].replace(" ", "")), f"{said[: found.start()]} {said[found.end() :]}"
        except Unreadable:
            return None, said
    if found := _SAID.search(said):
        days = [day for year in (-1, 0, 1) if (day := _date(today.year + year, int(found["m"]), int(found["d"])))]
        if days:
            near = min(days, key=lambda day: abs((day - today).days))
            return near, f"{said[: found.start()]} {said[found.end() :]}"
    return None, said


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
