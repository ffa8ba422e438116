"""Texts on their way into a spreadsheet: what would run as a formula there stays a text; a number stays a number."""

from __future__ import annotations

import re

CODES: tuple[str, ...] = ()

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?(\d[\d,]*)?\.?\d+%?")


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula; -5 and +886 2 stay."""
    if not text.lstrip(" ").startswith(_STARTS_A_FORMULA) or _NUMBER.fullmatch(text.strip()):
        return text
    if re.fullmatch(r"\+[\d\s()#-]+", text.strip()):  # a telephone number from abroad
        return text
    return "'" + text
