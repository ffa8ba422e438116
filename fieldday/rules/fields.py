"""The company's own fields of customers: what a value may be by its type, how it is kept, and what stands against it.

A value is kept as JSON holds it exactly: text as text, a number and an amount as the text of a decimal, a day as
YYYY-MM-DD, a choice as its key, several choices as a list of keys in the field's order, yes and no as true and false.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from fieldday.rules.money import parse_amount, round_to
from fieldday.rules.parsing import parse_day, parse_decimal
from fieldday.rules.text import clean, fold
from fieldday.rules.verdict import Reason, Unreadable

_FAULTS = """
    needed too_long not_a_choice one_choice not_yes_or_no not_a_link without_name
    unknown_type without_choices choice_twice too_many_choices not_a_measure unknown_kind too_many
"""
CODES: tuple[str, ...] = tuple(f"customers.field.{name}" for name in _FAULTS.split())

TYPES: tuple[str, ...] = ("text", "number", "money", "date", "choice", "choices", "yes_no", "link")
FIGURES: frozenset[str] = frozenset({"number", "money"})  # the types a value measure can have
CHOSEN: frozenset[str] = frozenset({"choice", "choices"})
LONGEST, LONGEST_LINK, LONGEST_NAME = 400, 500, 60
PLACES = {"number": 6, "money": 2}
MOST_FIELDS, MOST_CHOICES, MOST_INDUSTRIES = 80, 200, 40

_YES = frozenset(map(fold, ("是", "有", "對", "对", "yes", "y", "true", "t", "1", "v", "✓", "on")))
_NO = frozenset(map(fold, ("否", "無", "无", "沒有", "没有", "no", "n", "false", "f", "0", "x", "off")))
_PARTS = re.compile(r"[、,，;；|\n]")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:[0-9]{1,5})?")

Stored = str | bool | list[str]


@dataclasses.dataclass(frozen=True)
class Choice:
    """One of the values a field may have: ``key`` is what is kept, ``names`` what people write for it."""

    key: str
    names: tuple[str, ...] = ()
    retired: bool = False


@dataclasses.dataclass(frozen=True)
class OwnField:
    """A field as the company defined it. No ``kinds`` or ``industries``: customers of all of them have it."""

    key: str
    type: str
    choices: tuple[Choice, ...] = ()
    kinds: frozenset[str] = frozenset()
    industries: frozenset[str] = frozenset()
    needed: bool = False
    value_measure: bool = False
    retired: bool = False

    def applies(self, kind: str, industry: str) -> bool:
        """Whether a customer of this kind and industry is asked for it."""
        fits = not self.kinds or kind in self.kinds
        return fits and (not self.industries or fold(industry) in {fold(one) for one in self.industries})


@dataclasses.dataclass(frozen=True)
class Judged:
    """What a form or a row says of the fields: ``values`` as they are kept, ``reasons`` each at its field's key."""

    values: dict[str, Stored]
    reasons: tuple[Reason, ...] = ()


def read_value(field: OwnField, said: str | Sequence[str], currency: str = "TWD") -> Stored | None:
    """What was typed, chosen or stood in a cell, as it is kept; None for nothing. Choices by key or by any name,
    several in a list or with 、 , ; between. Raises ``Unreadable``."""
    parts = [clean(one) for one in ([said] if isinstance(said, str) else said)]
    text = next((one for one in parts if one), "")
    if not text:
        return None
    if field.type == "choices":
        return _choices(field, parts)
    if field.type == "choice":
        if len({one for one in parts if one}) > 1:
            raise Unreadable("customers.field.one_choice")
        return _choice(field, text)
    return _READ[field.type](text, currency)


def judge(
    fields: Iterable[OwnField],
    said: Mapping[str, str | Sequence[str]],
    *,
    kind: str,
    industry: str = "",
    present: Mapping[str, Stored] | None = None,
    currency: str = "TWD",
) -> Judged:
    """The values of a customer after what was said of some fields.

    A field that nobody spoke of keeps what it has, and so does a retired one, or one that customers of this kind and
    industry do not have: nothing is lost by a change of kind. A needed one without a value is a reason; where the
    value that stands is said again it stays, a retired choice among them.
    """
    values, reasons = dict(present or {}), []
    for field in fields:
        if field.retired or not field.applies(kind, industry):
            continue
        if field.key in said:
            try:
                _set(values, field, said[field.key], currency)
            except Unreadable as error:
                reasons.append(error.at(field.key))
                continue
        if field.needed and field.key not in values:
            reasons.append(Reason("customers.field.needed", {}, field.key))
    return Judged(values, tuple(reasons))


def value_of(field: OwnField, stored: object) -> str | bool | Decimal | datetime.date | tuple[str, ...] | None:
    """The kept value as what it means: a Decimal, a day, keys of choices …; None for nothing and for what is not of
    the field's type (another program may have written it)."""
    try:
        return _value(field.type, stored)
    except (ValueError, InvalidOperation, TypeError):
        return None


def typed(field: OwnField, stored: object) -> str | tuple[str, ...]:
    """The kept value as a form shows it to be typed over; keys for choices, "yes", "no" or "" for yes and no."""
    value = value_of(field, stored)
    if value is None:
        return () if field.type == "choices" else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return value
    return plain(value) if isinstance(value, Decimal) else str(value)


def plain(number: Decimal) -> str:
    """A decimal without an exponent or idle zeros: 1200.50 is "1200.5"."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def judge_definition(
    *,
    type_name: str,
    names: Sequence[str],
    choices: Sequence[Choice],
    kinds: Iterable[str],
    known_kinds: Iterable[str],
    value_measure: bool,
    others: int = 0,
) -> tuple[Reason, ...]:
    """What stands against a field that an administrator defines; ``names``: the one that must be there first,
    ``others``: how many fields there are already."""
    reasons = []
    if type_name not in TYPES:
        reasons.append(Reason("customers.field.unknown_type", {}, "type"))
    if not names or not names[0]:
        reasons.append(Reason("customers.field.without_name", {}, "name_zh"))
    for where, name in zip(("name_zh", "name_zh_hans", "name_en"), names, strict=False):
        if len(name) > LONGEST_NAME:
            reasons.append(Reason("customers.field.too_long", {"most": LONGEST_NAME}, where))
    if type_name in CHOSEN:
        reasons += _judge_choices(choices)
    if value_measure and type_name not in FIGURES:
        reasons.append(Reason("customers.field.not_a_measure", {}, "value_measure"))
    if set(kinds) - set(known_kinds):
        reasons.append(Reason("customers.field.unknown_kind", {}, "kinds"))
    if others >= MOST_FIELDS:
        reasons.append(Reason("customers.field.too_many", {"most": MOST_FIELDS}))
    return tuple(reasons)


def _judge_choices(choices: Sequence[Choice]) -> list[Reason]:
    reasons = []
    offered = [one for one in choices if not one.retired]
    if not offered:
        reasons.append(Reason("customers.field.without_choices", {}, "choices"))
    if len(choices) > MOST_CHOICES:
        reasons.append(Reason("customers.field.too_many_choices", {"most": MOST_CHOICES}, "choices"))
    seen: dict[str, str] = {}
    for one in choices:
        for name in {fold(name) for name in (one.key, *one.names)}:
            if name and seen.setdefault(name, one.key) != one.key:
                reasons.append(Reason("customers.field.choice_twice", {"name": one.names[0]}, "choices"))
                break
        if any(len(name) > LONGEST_NAME for name in one.names):
            reasons.append(Reason("customers.field.too_long", {"most": LONGEST_NAME}, "choices"))
    return reasons


def _set(values: dict[str, Stored], field: OwnField, said: str | Sequence[str], currency: str) -> None:
    stands = values.get(field.key)
    if stands is not None and typed(field, stands) == (said if isinstance(said, str) else tuple(said)):
        return
    kept = stands if isinstance(stands, list) else [stands]
    held = dataclasses.replace(
        field, choices=tuple(dataclasses.replace(c, retired=c.retired and c.key not in kept) for c in field.choices)
    )
    value = read_value(held, said, currency)
    if value is None:
        values.pop(field.key, None)
    else:
        values[field.key] = value


def _text(text: str, currency: str) -> str:
    if len(text) > LONGEST:
        raise Unreadable("customers.field.too_long", most=LONGEST)
    return text


def _number(text: str, currency: str) -> str:
    return plain(parse_decimal(text, PLACES["number"]))


def _money(text: str, currency: str) -> str:
    return plain(round_to(parse_amount(text, currency), PLACES["money"]))


def _date(text: str, currency: str) -> str:
    return parse_day(text).isoformat()


def yes_or_no(text: str) -> bool:
    """What a cell of yes or no says: 是, 有, yes, 1, ✓ and 否, 無, no, 0. Raises Unreadable."""
    said = fold(text) or text
    if said in _YES or text in {"✓", "✔"}:
        return True
    if said in _NO:
        return False
    raise Unreadable("customers.field.not_yes_or_no", text=text[:40])


def _link(text: str, currency: str) -> str:
    """An address of the web. One without a scheme is taken for https; any other scheme is refused."""
    link = text if re.match(r"https?://", text, re.I) else f"https://{text}"
    if len(link) > LONGEST_LINK:
        raise Unreadable("customers.field.too_long", most=LONGEST_LINK)
    try:
        parts = urlsplit(link)
    except ValueError:
        raise Unreadable("customers.field.not_a_link", text=text[:40]) from None
    if not _HOST.fullmatch(parts.netloc) or any(ch.isspace() or ch in "<>\"'\\`" for ch in link):
        raise Unreadable("customers.field.not_a_link", text=text[:40])
    return link


def _choice(field: OwnField, text: str) -> str:
    for one in field.choices:
        if not one.retired and (one.key == text or fold(text) in {fold(name) for name in one.names if name}):
            return one.key
    names = "、".join(one.names[0] if one.names else one.key for one in field.choices if not one.retired)
    raise Unreadable("customers.field.not_a_choice", text=text[:40], names=names[:200])


def _choices(field: OwnField, parts: Sequence[str]) -> list[str]:
    keys = {one.key for one in field.choices}
    words = [part for part in parts if part in keys]  # a key is taken whole
    for part in parts:
        if part not in keys:
            words += [word for piece in _PARTS.split(part) if (word := clean(piece))]
    chosen = {_choice(field, word) for word in words}
    return [one.key for one in field.choices if one.key in chosen]


_READ: dict[str, Callable[[str, str], Stored]] = {
    "text": _text,
    "number": _number,
    "money": _money,
    "date": _date,
    "yes_no": lambda text, _currency: yes_or_no(text),
    "link": _link,
}


def _value(type_name: str, stored: object) -> str | bool | Decimal | datetime.date | tuple[str, ...] | None:
    if type_name == "yes_no":
        return stored if isinstance(stored, bool) else None
    if type_name == "choices":
        return tuple(one for one in stored if isinstance(one, str)) or None if isinstance(stored, list) else None
    if not isinstance(stored, str) or not stored:
        return None
    if type_name in FIGURES:
        number = Decimal(stored)
        return number if number.is_finite() else None
    return datetime.date.fromisoformat(stored) if type_name == "date" else stored
