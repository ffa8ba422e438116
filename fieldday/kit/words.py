"""Codes in words: each room registers the sentences for its refusals, events and labels once."""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language

from fieldday.kit.spoken import say_day, say_span
from fieldday.rules.company_names import simplify
from fieldday.rules.verdict import Reason

_SENTENCES: dict[str, Any] = {}
_WITH_YEAR: set[str] = set()
_SPANS = {"minutes": 1, "hours": 60}  # whole numbers of these names are said as spans of time
GROUPED = 10_000  # from here on nobody counts the noughts: 1,000,000; below lie years
_PARAMETER = re.compile(r"\{(\w+)\}")


def register(sentences: Mapping[str, Any], *, with_year: Collection[str] = ()) -> None:
    """Add `{code: lazily translated sentence}`; a sentence may hold `{parameters}`. A code is registered once. Days are
    said as people say them, in the sentences named by `with_year` with their year: those may lie years back. Spans of
    `{minutes}` or `{hours}` are said with their unit."""
    _WITH_YEAR.update(with_year)
    for code, sentence in sentences.items():
        if code in _SENTENCES and str(_SENTENCES[code]) != str(sentence):
            raise ValueError(f"{code} has two sentences")
        _SENTENCES[code] = sentence


def known(code: str) -> bool:
    return code in _SENTENCES


def say(reason: Reason | str, **params: Any) -> str:
    """The sentence for a reason in the language that is active. An unknown code is shown as itself."""
    if isinstance(reason, Reason):
        code, params = reason.code, dict(reason.params)
    else:
        code = reason
    sentence = str(_SENTENCES.get(code, code))
    # One pass: a value that itself holds braces is shown as it is.
    return _PARAMETER.sub(lambda found: _spoken(code, found[1], params.get(found[1], found[0])), sentence)


def _spoken(code: str, name: str, value: Any) -> str:
    """A value within the sentence of a code."""
    if name == "words":
        return _words(str(value))
    if name in _SPANS and isinstance(value, int):
        return say_span(value * _SPANS[name])
    if isinstance(value, int) and abs(value) >= GROUPED:
        return f"{value:,}"
    if not isinstance(value, date) or isinstance(value, datetime):
        return str(value)
    return f"{value:%Y-%m-%d}" if code in _WITH_YEAR else say_day(value)


def _words(listed: str) -> str:
    """Of the words that a file may use, those of the active language: a code beside its words is for programs."""
    language, words = get_language() or "", listed.split(", ")
    chinese = [word for word in words if not word.isascii()]
    if language.startswith("zh") and chinese:
        return "、".join(dict.fromkeys(map(simplify, chinese) if language.startswith("zh-hans") else chinese))
    return ", ".join(word for word in words if word.isascii()) or listed
