"""Amounts: exact, rounded half up (away from zero on a tie, as invoices are), never a binary float."""

from __future__ import annotations

import functools
import re
from decimal import ROUND_HALF_UP, Context, Decimal

from fieldday.rules.text import clean, narrow
from fieldday.rules.verdict import Unreadable

CODES: tuple[str, ...] = ("kit.amount.not_an_amount", "kit.amount.too_large")

NOTHING = Decimal(0)
LARGEST = Decimal(10) ** 13  # the first amount too large: with 4 decimals all below fit a 64-bit integer
LARGEST_SAID = f"{LARGEST - 1:,f}"  # the largest whole one, as people write it
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
_MINUS = str.maketrans("\u2212\u2013\u2014\ufe63\u2010\u2011\u2012", "-------")
_SIGNS = {
    "TWD": ("NTD", "NT$", "NT", "TWD", "新台幣", "新臺幣", "台幣", "臺幣", "元整", "圓整", "元", "圓", "$"),
    "CNY": ("CNY", "RMB", "人民幣", "人民币", "¥", "元整", "元", "圆"),
    "USD": ("USD", "US$", "美元", "美金", "$"),
    "EUR": ("EUR", "€", "歐元"),
    "JPY": ("JPY", "¥", "日圓", "日元", "円", "圓"),
    "HKD": ("HKD", "HK$", "港幣", "港元", "元", "$"),
}


def round_to(value: Decimal, places: int) -> Decimal:
    """The value with exactly ``places`` decimals, half up (2.5 → 3, -2.5 → -3), never a negative zero.

    Raises ``ValueError`` for what is no finite number, or one of more than forty digits.
    """
    if not value.is_finite() or value.adjusted() > 40:
        raise ValueError(f"not an amount: {value}")
    return _WIDE.plus(value.quantize(Decimal(1).scaleb(-places), context=_WIDE))


def to_scaled(value: Decimal, places: int) -> int:
    """The integer a money field stores: 12.5 with 2 places is 1250; rounded half up first."""
    return int(round_to(value, places).scaleb(places, context=_WIDE))


def from_scaled(scaled: int, places: int) -> Decimal:
    """The amount behind a stored integer: 1250 with 2 places is 12.50."""
    return Decimal(scaled).scaleb(-places, context=_WIDE)


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """``part`` of ``whole`` in per cent with 1 decimal, half up; None when there is no whole to be a part of."""
    if not whole:
        return None
    return round_to(_WIDE.divide(_WIDE.multiply(Decimal(part), Decimal(100)), Decimal(whole)), 1)


def parse_amount(text: str, currency: str = "TWD") -> Decimal:
    """The amount a cell or a form field says: "1,234.50", "NT$ 1,234", "１２３", "5萬", "(120)" and "120-" for
    minus 120.

    Commas must stand at the thousands; a decimal comma, a per cent sign, an exponent or another currency's
    sign is refused rather than guessed. Raises ``Unreadable`` (a ``ValueError``).
    """
    shown = clean(text)
    found = _shape(currency).fullmatch(narrow(shown).translate(_MINUS).upper())
    if not found or len(shown) > 40:
        raise Unreadable("kit.amount.not_an_amount", text=shown[:40])
    marks = [mark for mark in found.group("first", "second", "last") if mark]
    bracketed = found["open"] is not None
    if bracketed != (found["close"] is not None) or len(marks) + bracketed > 1:
        raise Unreadable("kit.amount.not_an_amount", text=shown)
    amount = Decimal(found["figure"].replace(",", "")) * (10_000 if found["ten_thousand"] else 1)
    if amount >= LARGEST:
        raise Unreadable("kit.amount.too_large", text=shown, limit=LARGEST_SAID)
    return _WIDE.minus(amount) if bracketed or "-" in marks else amount


@functools.cache
def _shape(currency: str) -> re.Pattern[str]:
    """A figure with the company's currency before or behind it, and one way of saying minus."""
    sign = "(?:" + "|".join(re.escape(sign) for sign in _SIGNS.get(currency, (currency,))) + ")?"
    figure = r"(?P<figure>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)"
    ten_thousand = "(?P<ten_thousand>[萬万])?"
    return re.compile(
        rf"(?P<open>\()? ?(?P<first>[-+])? ?{sign} ?(?P<second>[-+])? ?{figure} ?"
        rf"{ten_thousand} ?(?P<last>-)? ?{sign} ?(?P<close>\))?"
    )
