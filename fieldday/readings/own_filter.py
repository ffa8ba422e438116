"""The customers' list narrowed by the company's own fields, as an address says it.

Asked like a segment's conditions, so that both mean the same. What cannot be read acts as if absent: a field that is
gone, half a day, a choice that is none.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from fieldday.readings.segments import condition, own_rules
from fieldday.rules.fields import FIGURES, OwnField
from fieldday.rules.segment_fields import OWN
from fieldday.rules.segments import BadCondition, read

EMPTY = "-"  # said of a field: the customer has no value of it
FROM, TO = ".from", ".to"


def own_filter(reader: Any, said: Iterable[tuple[str, str]], today: date) -> Q:
    """What `AccountFilter.own` says as a filter of customers in sight. One query, for the fields."""
    rules, found = own_rules(), Q()
    for name, text in said:
        rule = rules.get(name.removesuffix(FROM).removesuffix(TO))
        leaf = _leaf(rule, name, text) if rule else None
        if leaf is None:
            continue
        try:
            node = read({"all": [leaf]}, rules)
        except BadCondition:
            continue
        found &= condition(reader, node, today)
    return found


def _leaf(rule: OwnField, name: str, text: str) -> dict[str, Any] | None:
    """One condition as a segment keeps it."""
    asked: dict[str, Any] = {"field": OWN + rule.key}
    if text == EMPTY and name == rule.key:
        return asked | {"op": "empty"}
    if rule.type in FIGURES or rule.type == "date":
        ops = {FROM: "at_least", TO: "at_most"} if rule.type in FIGURES else {FROM: "from", TO: "until"}
        op = ops.get(name.removeprefix(rule.key))
        return asked | {"op": op, "value": text.replace(",", "")} if op else None
    if name != rule.key:
        return None
    if rule.type in ("choice", "choices"):
        return asked | {"op": "in", "value": [text]}
    if rule.type == "yes_no":
        return asked | {"op": "is", "value": text == "yes"} if text in ("yes", "no") else None
    return asked | {"op": "contains", "value": text}
