"""Texts and figures as filters, the same for columns, for own fields and for contacts."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from fieldday.rules.segments import Leaf

HOW = {"contains": "icontains", "is": "iexact", "starts": "istartswith"}


def text_is(column: str, op: str, value: Any) -> Q:
    """A text that is, contains or starts with another, 臺 and 台 alike, or that is there at all."""
    if op == "filled":
        return ~Q(**{column: ""})
    found = Q()
    for spelt in spellings(str(value)):
        found |= Q(**{f"{column}__{HOW[op]}": spelt})
    return found


def spellings(text: str) -> tuple[str, ...]:
    """A text as it stands and with 臺 for 台 and the other way round."""
    return tuple(dict.fromkeys((text, text.replace("臺", "台"), text.replace("台", "臺"))))


def figure_is(column: str, span: Any) -> Q:
    """A figure from the lowest to the highest that is asked for, either perhaps open."""
    lowest, highest = span
    found = Q()
    if lowest is not None:
        found &= Q(**{f"{column}__gte": lowest})
    if highest is not None:
        found &= Q(**{f"{column}__lte": highest})
    return found


def holds(span: tuple[Decimal | None, Decimal | None], figure: Decimal) -> bool:
    """Whether the figure lies in the span."""
    lowest, highest = span
    return (lowest is None or lowest <= figure) and (highest is None or figure <= highest)


def span_of_days(leaf: Leaf, today: date) -> tuple[date | None, date | None]:
    """The first and the last day that a condition on a day allows; None where it is open."""
    if leaf.op == "past":
        return today - timedelta(days=int(leaf.value) - 1), today  # type: ignore[arg-type]  # an int, by its kind
    if leaf.op == "coming":
        return today, today + timedelta(days=int(leaf.value))  # type: ignore[arg-type]  # the same
    return leaf.value  # type: ignore[return-value]  # two days, by its kind


def several(leaf: Leaf) -> tuple[Any, ...]:
    """The values of a leaf that asks for any of several; none for one that asks whether there is any."""
    return tuple(leaf.value) if isinstance(leaf.value, tuple | list | set | frozenset) else ()


def two(leaf: Leaf) -> tuple[Any, Any]:
    """What a leaf asks for, and within how many days."""
    what, days = several(leaf)
    return what, days
