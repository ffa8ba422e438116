"""Conditions on the company's own fields: typed values in a JSON column, asked alike of both databases."""

from datetime import date
from typing import Any

from django.db.models import DecimalField, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThanOrEqual, IContains, IExact, In, IStartsWith, LessThanOrEqual

from fieldday.readings.segment_shapes import span_of_days, spellings
from fieldday.rules.segment_fields import OWN
from fieldday.rules.segments import Leaf

HOW = {"contains": IContains, "is": IExact, "starts": IStartsWith}


def own_part(leaf: Leaf, today: date) -> Q:
    """A condition on an own field that says yes; who has no value is never meant."""
    key = leaf.field.removeprefix(OWN)
    there = Q(fields__has_key=key)
    if leaf.op == "filled":
        return there
    text = KT(f"fields__{key}")
    if leaf.kind == "flag":
        return there & Q(**{f"fields__{key}": leaf.value})
    if leaf.kind == "text":
        return there & _any(Q(HOW[leaf.op](text, spelt)) for spelt in spellings(str(leaf.value)))
    if leaf.kind == "word":  # one key, or a list of keys as JSON writes it
        chosen: Any = leaf.value
        return there & (Q(In(text, list(chosen))) | _any(Q(IContains(text, f'"{one}"')) for one in chosen))
    if leaf.kind == "figure":
        number = Cast(text, DecimalField(max_digits=30, decimal_places=6))
        return there & _between(number, leaf.value)
    return there & _between(text, tuple(one and one.isoformat() for one in span_of_days(leaf, today)))


def _between(value: Any, span: Any) -> Q:
    lowest, highest = span
    found = Q()
    if lowest is not None:
        found &= Q(GreaterThanOrEqual(value, lowest))
    if highest is not None:
        found &= Q(LessThanOrEqual(value, highest))
    return found


def _any(parts: Any) -> Q:
    found = Q()
    for part in parts:
        found |= part
    return found
