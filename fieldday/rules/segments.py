"""Segments 客群: the grammar of a saved condition over customers.

A condition is a tree of plain values, as JSON holds it::

    {"all": [condition, …]}    every one of them holds
    {"any": [condition, …]}    at least one holds
    {"not": condition}         it does not hold
    {"field": "last_visit", "op": "not_within", "value": 30}

``segment_fields`` lists the fields with their kinds and what may be asked of a kind; the company's own fields are
"own.<key>". Days are counted from the day on which one asks. Whatever else stands in a tree is refused with its place.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from fieldday.rules.segment_fields import Own, kind_of
from fieldday.rules.segment_values import MALFORMED, BadValue, Value, read_value
from fieldday.rules.verdict import Reason

CODES: tuple[str, ...] = (
    "customers.segment.without_conditions",
    "customers.segment.too_deep",
    "customers.segment.too_many",
    "customers.segment.unknown_field",
    "customers.segment.unknown_op",
)

DEEPEST, MOST_LEAVES, MOST_NODES = 6, 40, 120


@dataclasses.dataclass(frozen=True)
class Leaf:
    """One condition. ``value`` by the kind: a text; several words or ids; (lowest, highest), one of them perhaps None,
    for figures and days; a number of days; for sums and purchases (what, days or None)."""

    field: str
    kind: str
    op: str
    value: Value = None


@dataclasses.dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple[Node, ...]


@dataclasses.dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Node, ...]


@dataclasses.dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Node


Node = Leaf | All | AnyOf | Not


class BadCondition(ValueError):
    """A tree that is no condition; ``reasons``, each at its place: "c-2-1" is the first part of the second part."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        self.reasons = reasons
        super().__init__(", ".join(f"{reason.code} {reason.field}" for reason in reasons))


def read(tree: object, own: Own | None = None) -> Node:
    """The condition that a tree says. Raises ``BadCondition`` with every reason; reads no deeper than may be."""
    reader = _Reader(own or {})
    node = reader.node(tree, "c", 1)
    if node is not None and not reader.leaves and not reader.reasons:
        reader.reasons.append(Reason("customers.segment.without_conditions"))
    if reader.leaves > MOST_LEAVES:
        reader.reasons.append(Reason("customers.segment.too_many", {"most": MOST_LEAVES}))
    if reader.reasons or node is None:
        raise BadCondition(tuple(reader.reasons))
    return node


def judge(tree: object, own: Own | None = None) -> tuple[Reason, ...]:
    """What stands against a tree; nothing when it is a condition."""
    try:
        read(tree, own)
    except BadCondition as bad:
        return bad.reasons
    return ()


def leaves(node: Node) -> Iterator[Leaf]:
    """The conditions of a tree, in their order."""
    if isinstance(node, Leaf):
        yield node
    else:
        for part in (node.part,) if isinstance(node, Not) else node.parts:
            yield from leaves(part)


class _Reader:
    def __init__(self, own: Own) -> None:
        self.own = own
        self.reasons: list[Reason] = []
        self.leaves = 0
        self.nodes = 0

    def node(self, tree: object, at: str, depth: int) -> Node | None:
        self.nodes += 1
        if self.nodes > MOST_NODES:  # the rest is not even looked at
            if self.nodes == MOST_NODES + 1:
                self._no("customers.segment.too_many", "", most=MOST_LEAVES)
            return None
        if depth > DEEPEST:
            self._no("customers.segment.too_deep", at, most=DEEPEST)
            return None
        if not isinstance(tree, dict) or not all(isinstance(key, str) for key in tree):
            self._no(MALFORMED, at)
            return None
        keys = frozenset(tree)
        if keys == {"all"} or keys == {"any"}:
            name = next(iter(keys))
            return self._several(All if name == "all" else AnyOf, tree[name], at, depth)
        if keys == {"not"}:
            part = self.node(tree["not"], f"{at}-1", depth + 1)
            return None if part is None else Not(part)
        if {"field", "op"} <= keys <= {"field", "op", "value"}:
            return self._leaf(tree["field"], tree["op"], tree.get("value"), at)
        self._no(MALFORMED, at)
        return None

    def _several(self, made: type[All] | type[AnyOf], trees: object, at: str, depth: int) -> Node | None:
        if not isinstance(trees, list) or len(trees) > MOST_LEAVES:
            self._no(MALFORMED, at)
            return None
        if not trees:
            self._no("customers.segment.without_conditions", "" if at == "c" else at)
            return None
        parts = [self.node(one, f"{at}-{n}", depth + 1) for n, one in enumerate(trees, start=1)]
        return made(tuple(part for part in parts if part is not None))

    def _leaf(self, field: object, op: object, value: object, at: str) -> Leaf | None:
        self.leaves += 1
        kind = kind_of(field, self.own) if isinstance(field, str) else None
        if kind is None or not isinstance(field, str):
            self._no("customers.segment.unknown_field", at)
            return None
        if not isinstance(op, str) or op not in kind.ops:
            self._no("customers.segment.unknown_op", at)
            return None
        try:
            return Leaf(field, kind.name, op, read_value(kind, op, value))
        except BadValue as bad:
            self._no(bad.reason.code, at, **bad.reason.params)
            return None

    def _no(self, code: str, at: str, **params: object) -> None:
        self.reasons.append(Reason(code, params, at))
