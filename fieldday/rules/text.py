"""Texts as people type them, and the keys under which they are found again.

Search is by any part of a name: a noun keeps the one- and two-character pieces of its fields
(``grams``) as its key and the folded fields (``plain``) for the exact second look; a query asks
for all of its own pieces (``wanted``). A field that contains the folded query has every piece of it.
"""

from __future__ import annotations

import re
import unicodedata
from operator import add

CODES: tuple[str, ...] = ()

_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols that print as nothing
_BLANKS = re.compile(f"[{_BLANK_LETTERS}]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})  # controls, zero-width and direction marks, halves of a surrogate pair
_KANA_MARKS = "\u3099\u309a"  # these make another letter, they do not adorn one


def clean(s: str) -> str:
    """The text trimmed, each run of blanks (full-width, no-break, tabs, line breaks) one blank, unseen marks gone."""
    if s.isprintable() and (s.isascii() or not _BLANKS.search(s)):  # no blank but the plain one: most texts
        return " ".join(s.split())
    kept = []
    for ch in s:
        if ch.isspace() or ch in _BLANK_LETTERS:
            kept.append(" ")
        elif unicodedata.category(ch) not in _UNSEEN:
            kept.append(ch)
    return " ".join("".join(kept).split())


def clean_lines(s: str) -> str:
    """Like ``clean``, but line breaks stay, with at most one empty line between two lines."""
    text = "\n".join(clean(line) for line in s.splitlines())
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def narrow(s: str) -> str:
    """Full-width figures, letters and signs as plain ones. What only looks like a figure, raised, in a circle or a
    fraction, stays as it is, for whoever reads a number to refuse: 10² is not 102."""
    if s.isascii():
        return s
    return "".join(ch if unicodedata.category(ch) == "No" else unicodedata.normalize("NFKC", ch) for ch in s)


def looks_like_mail(s: str) -> bool:
    """Whether a text has the shape of an e-mail address: a name, @, a host with a dot, no blanks."""
    name, at, host = s.rpartition("@")
    return bool(name and at and "." in host and not any(ch.isspace() for ch in s))


def fold(s: str) -> str:
    """The text as search compares it: NFKC, no case, no diacritics, 臺 as 台, letters and digits only."""
    if s.isascii():
        return "".join(filter(str.isalnum, s.lower()))
    text = unicodedata.normalize("NFKC", s).casefold()
    if unicodedata.is_normalized("NFKD", text):  # nothing is adorned: most texts
        return "".join(filter(str.isalnum, text.replace("臺", "台")))
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(ch for ch in text if ch in _KANA_MARKS or not unicodedata.combining(ch))
    text = unicodedata.normalize("NFKC", text).replace("臺", "台")
    return "".join(ch for ch in text if ch.isalnum())


def grams(*fields: str) -> tuple[str, ...]:
    """Sorted, each once: every character and every pair of neighbours of each folded field, no pair across fields."""
    return keys(*fields)[1]


def plain(*fields: str) -> str:
    """The folded fields, one a line: what a search looks into for ``fold(query)`` after the key has matched."""
    return "\n".join(map(fold, fields))


def keys(*fields: str) -> tuple[str, tuple[str, ...]]:
    """``plain`` and ``grams`` at once."""
    folded = list(map(fold, fields))
    found: set[str] = set()
    for text in folded:
        found.update(text)
        found.update(map(add, text, text[1:]))
    return "\n".join(folded), tuple(sorted(found))


def wanted(query: str) -> tuple[str, ...]:
    """The pieces a key must hold: the pairs of the folded query, or its one character; () for nothing to seek."""
    text = fold(query)
    if len(text) < 2:
        return (text,) if text else ()
    return tuple(sorted({text[i : i + 2] for i in range(len(text) - 1)}))
