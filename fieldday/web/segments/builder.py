"""The form of a segment: conditions one by one, as they are kept, as they were typed, and what they say together.

A row may be an alternative to the one above it: rows read downwards, "A and B or C and D" asks for A, for B or C,
and for D.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from django.http import QueryDict

from fieldday.rules.fields import plain
from fieldday.rules.parsing import as_number, parse_day, parse_decimal
from fieldday.rules.segment_fields import WITHOUT_VALUE, Kind, Own, kind_of
from fieldday.rules.segments import MOST_LEAVES, AnyOf, Leaf, Node
from fieldday.rules.segments import All as Every
from fieldday.rules.text import clean
from fieldday.rules.verdict import Unreadable
from fieldday.web.rep.typed import numbered

MOST_CHOSEN = 200
DAYS_AT_FIRST = {"last_visit": "30", "last_effective": "30", "last_contact": "30", "last_order": "60"}


@dataclass
class Row:
    """One condition as typed. `values`: what was chosen; `value` and `to`: what was written; `joined`: an alternative
    to the row above. `place` is where the rule names it."""

    field: str
    kind: Kind
    op: str = ""
    value: str = ""
    to: str = ""
    days: str = ""
    query: str = ""
    values: list[str] = made(default_factory=list)
    joined: bool = False
    fresh: bool = False
    place: str = ""
    label: str = ""
    ops: list[tuple[str, str]] = made(default_factory=list)
    options: list[tuple[str, str]] = made(default_factory=list)
    offered: list[str] = made(default_factory=list)  # texts to choose from while one types
    searched: bool = False  # its options come by a search
    errors: list[str] = made(default_factory=list)

    @property
    def shape(self) -> str:
        """What it lets one write: nothing, options, a text, figures, days …"""
        return "none" if self.op in WITHOUT_VALUE else self.drawn

    @property
    def drawn(self) -> str:
        """The same as it is drawn: what a way of comparing does not need is hidden, so that nothing is drawn anew when
        one compares otherwise; only days take the place of a date."""
        if self.kind.name in {"word", "id", "uuid", "bought", "bought_id"}:
            return "options"
        if self.kind.name in {"since", "yearly"} or self.op in {"past", "coming"}:
            return "days"
        return {"text": "text", "flag": "flag", "day": "day"}.get(self.kind.name, "figure")

    @property
    def redrawn(self) -> bool:
        """Whether another way of comparing is written otherwise."""
        return self.kind.name == "day"

    @property
    def of_period(self) -> bool:
        """Whether a period can be named."""
        return self.kind.name in {"sum", "bought", "bought_id"}

    @property
    def ranged(self) -> bool:
        return self.op == "between"


def new_row(name: str, own: Own) -> Row | None:
    """A fresh row for a field; None for a field that nobody knows."""
    kind = kind_of(name, own)
    if kind is None:
        return None
    return Row(name, kind, op=kind.ops[0], value=DAYS_AT_FIRST.get(name, ""), fresh=True)


def typed_rows(post: QueryDict, own: Own) -> list[Row]:
    """The rows as they were typed; what nobody knows is left out."""
    rows: list[Row] = []
    for n in numbered(post, "c", MOST_LEAVES + 1):
        texts = {name: post.get(f"c-{n}-{name}", "")[:200] for name in ("field", "op", "value", "to", "days", "query")}
        kind = kind_of(texts["field"], own)
        if kind is None:
            continue
        row = Row(texts["field"], kind, op=texts["op"] if texts["op"] in kind.ops else kind.ops[0])
        row.value, row.to, row.days, row.query = (texts[name] for name in ("value", "to", "days", "query"))
        row.values = list(dict.fromkeys(post.getlist(f"c-{n}-values")))[:MOST_CHOSEN]
        row.joined = bool(rows) and post.get(f"c-{n}-joined") == "or"
        rows.append(row)
    return rows


def kept_rows(node: Node, own: Own) -> list[Row] | None:
    """The rows of a condition; None for one that the form cannot show (conditions within alternatives)."""
    rows: list[Row] = []
    for part in node.parts if isinstance(node, Every) else (node,):
        together = part.parts if isinstance(part, AnyOf) else (part,)
        for n, leaf in enumerate(together):
            kind = kind_of(leaf.field, own) if isinstance(leaf, Leaf) else None
            if kind is None or not isinstance(leaf, Leaf):
                return None
            rows.append(_kept_row(leaf, kind, joined=n > 0))
    return rows


def tree_of(rows: Iterable[Row]) -> dict[str, Any]:
    """What the rows say together; each row is told where the rule will name it."""
    parts: list[list[tuple[Row, dict[str, Any]]]] = []
    for row in rows:
        if row.joined and parts:
            parts[-1].append((row, _leaf(row)))
        else:
            parts.append([(row, _leaf(row))])
    tree = []
    for n, together in enumerate(parts, start=1):
        for m, (row, _said) in enumerate(together, start=1):
            row.place = f"c-{n}" if len(together) == 1 else f"c-{n}-{m}"
        leaves = [said for _row, said in together]
        tree.append(leaves[0] if len(leaves) == 1 else {"any": leaves})
    return {"all": tree}


def settle(rows: list[Row], errors: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Put each sentence to its row; answers those about the whole."""
    rest = dict(errors)
    for row in rows:
        row.errors = rest.pop(row.place, [])
    return rest


def _kept_row(leaf: Leaf, kind: Kind, *, joined: bool) -> Row:
    row, value = Row(leaf.field, kind, op=leaf.op, joined=joined), leaf.value
    if row.of_period and isinstance(value, tuple):
        value, days = value
        row.days = "" if days is None else str(days)
    if row.shape == "options":
        row.values = [str(one) for one in value]  # type: ignore[union-attr]  # several, by its kind
    elif row.shape in {"figure", "day"} and isinstance(value, tuple):
        low, high = ("" if one is None else (plain(one) if row.shape == "figure" else str(one)) for one in value)
        row.value, row.to = (low, high) if row.ranged else (low or high, "")
    elif row.shape == "flag":
        row.value = "yes" if value else "no"
    elif value is not None:
        row.value = str(value)
    return row


def _leaf(row: Row) -> dict[str, Any]:
    said: dict[str, Any] = {"field": row.field, "op": row.op}
    if row.shape == "none":
        return said
    value: Any = clean(row.value)
    if row.shape == "options":
        value = row.values
    elif row.shape == "days":
        value = _whole(row.value)
    elif row.shape == "flag":
        value = {"yes": True, "no": False}.get(row.value)
    elif row.shape in {"figure", "day"}:
        read = _number if row.shape == "figure" else _day
        value = [read(row.value), read(row.to)] if row.ranged else read(row.value)
    if row.of_period:
        days = _whole(row.days) if row.days.strip() else None
        value = {"figures" if row.kind.name == "sum" else "which": value, "days": days}
    return {**said, "value": value}


def _number(text: str) -> str:
    try:
        return plain(parse_decimal(text))
    except Unreadable:
        return clean(text)  # the rule says what is wrong with it


def _day(text: str) -> str:
    try:
        return parse_day(text).isoformat()
    except Unreadable:
        return clean(text)


def _whole(text: str) -> int | str:
    text = clean(text)
    number = as_number(text, 8)
    return text if number is None else number
