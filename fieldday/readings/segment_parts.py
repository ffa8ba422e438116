"""Each condition of a segment as a filter of customers: true or false of every one, never unknown, so that the opposite
of a condition means all the others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from fieldday.customers.models import Account
from fieldday.customers.questions.areas import with_inner
from fieldday.customers.questions.groups import groups_seen, inner_groups, members_of
from fieldday.kit.querysets import EVERYTHING
from fieldday.people import sight
from fieldday.people.questions.trees import teams_within
from fieldday.readings import segment_facts
from fieldday.readings.segment_facts import Asked
from fieldday.readings.segment_own import own_part
from fieldday.readings.segment_shapes import figure_is, several, span_of_days, text_is
from fieldday.rules.segment_fields import OWN
from fieldday.rules.segments import All, AnyOf, Leaf, Node, Not

NEGATIVE = {"not_in": "in", "is_not": "is", "contains_not": "contains", "none_of": "any_of", "empty": "filled"}
COLUMNS = {"number": "external_id"}
FEW_DAYS = 60  # within so many, few customers were visited or ordered
COSTS = {"since": 2, "bought": 3, "bought_id": 3, "sum": 4, "yearly": 2}
DEAR = {"last_result": 5, "last_effective": 5, "effective_visits": 6}


class Compiler:
    """The filters of one segment for one reader on one day; asks each question about its surroundings once."""

    def __init__(self, reader: Any, today: date) -> None:
        self.reader = reader
        self.today = today
        whole = sight.owner_is_seen(reader) is EVERYTHING
        self.asked = Asked(today, None if whole or reader.role == "director" else sight.line_of(reader))
        self._inner: dict[UUID, frozenset[UUID]] | None = None

    def node(self, node: Node) -> Q:
        """A condition with all its parts, the cheap ones first."""
        if isinstance(node, Leaf):
            return self.leaf(node)
        if isinstance(node, Not):
            return ~self.node(node.part)
        ordered = sorted(node.parts, key=cost)
        if isinstance(node, All):
            return self._all(ordered)
        return reduce(or_, map(self.node, ordered))

    def _all(self, parts: list[Node]) -> Q:
        """Parts that must all hold. Whatever few customers may fulfil narrows those of whom sums are made, and a sum
        narrows the next one: such a sum is made of the narrowed alone, so that nothing is asked twice."""
        around, beside, narrow = self.asked, Q(), None
        for part in parts:
            self.asked = around if narrow is None else replace(around, narrow=narrow & (around.narrow or Q()))
            found = self.node(part)
            if isinstance(part, Leaf) and segment_facts.is_of_narrowed(part, self.asked):
                narrow = found
            elif isinstance(part, Leaf) and _narrows(part):
                narrow = found if narrow is None else narrow & found
            else:
                beside &= found
        self.asked = around
        return beside if narrow is None else beside & narrow

    def leaf(self, leaf: Leaf) -> Q:
        """One condition. One that says no is the opposite of the one that says yes."""
        if leaf.op in NEGATIVE:
            return ~self.leaf(Leaf(leaf.field, leaf.kind, NEGATIVE[leaf.op], leaf.value))
        if leaf.field.startswith(OWN):
            return own_part(leaf, self.today)
        if leaf.field in PARTS:
            return PARTS[leaf.field](self, leaf)
        if leaf.field in segment_facts.PARTS:
            return segment_facts.PARTS[leaf.field](leaf, self.asked)
        return _column(leaf)

    def inner(self) -> dict[UUID, frozenset[UUID]]:
        """The groups in sight with what lies in each."""
        if self._inner is None:
            self._inner = inner_groups(groups_seen(self.reader))
        return self._inner


def cost(node: Node) -> int:
    """How dear a part is to look at: columns before relations, few rows before many."""
    if isinstance(node, Not):
        return cost(node.part)
    if isinstance(node, All | AnyOf):
        return max(map(cost, node.parts))
    return DEAR.get(node.field) or COSTS.get(node.kind, int(node.field in {"group", *PARTS}))


def _narrows(leaf: Leaf) -> bool:
    """Whether few customers fulfil a condition, and asking which costs little."""
    if leaf.kind == "since":
        return leaf.op == "within" and leaf.field != "last_effective" and int(leaf.value) <= FEW_DAYS  # type: ignore[arg-type]
    return leaf.kind in {"bought", "bought_id"} and leaf.op == "any_of"


def _column(leaf: Leaf) -> Q:
    """A column of the customer itself. What may be null is asked for first: null is neither more nor less."""
    column = COLUMNS.get(leaf.field, leaf.field)
    there = Q(**{f"{column}__isnull": False})
    if leaf.kind == "text":
        return there & text_is(column, leaf.op, leaf.value)
    if leaf.op == "filled":
        return there
    if leaf.kind == "figure":
        return there & figure_is(column, leaf.value)
    return there & Q(**{f"{column}__in": leaf.value})


def _flag(column: str) -> Callable[[Compiler, Leaf], Q]:
    return lambda compiler, leaf: Q(**{column: leaf.value})


def _placed(compiler: Compiler, leaf: Leaf) -> Q:
    return Q(latitude__isnull=not leaf.value)


def _opened_on(compiler: Compiler, leaf: Leaf) -> Q:
    """Days as the company's clock has them, by the moments at which they begin: an index or a scan, no function."""
    since, until = span_of_days(leaf, compiler.today)
    found = Q()
    if since is not None:
        found &= Q(created_at__gte=_begins(since))
    if until is not None:
        found &= Q(created_at__lt=_begins(until + timedelta(days=1)))
    return found


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _group(compiler: Compiler, leaf: Leaf) -> Q:
    """In one of the groups or of those that lie in them, of those that the reader sees."""
    inner = compiler.inner()
    wanted = inner if leaf.op == "filled" else [pk for pk in several(leaf) if pk in inner]
    groups = {one for pk in wanted for one in inner[pk]}
    return Q(pk__in=members_of(compiler.reader, groups)) if groups else Q(pk__in=[])


def _owner(compiler: Compiler, leaf: Leaf) -> Q:
    return Q(owner__isnull=False) & (Q() if leaf.op == "filled" else Q(owner_id__in=several(leaf)))


def _team(compiler: Compiler, leaf: Leaf) -> Q:
    """The team in which the owner is now, or one that lies in it."""
    there = Q(owner__isnull=False, owner__team__isnull=False)
    return there if leaf.op == "filled" else there & Q(owner__team_id__in=teams_within(several(leaf)))


def _area(compiler: Compiler, leaf: Leaf) -> Q:
    there = Q(area__isnull=False)
    return there if leaf.op == "filled" else there & Q(area_id__in=with_inner(set(several(leaf))))


def _other_account(column: str) -> Callable[[Compiler, Leaf], Q]:
    """The parent company or the dealer, where the reader sees it."""

    def part(compiler: Compiler, leaf: Leaf) -> Q:
        seen = Account.objects.visible_to(compiler.reader)
        if leaf.op != "filled":
            seen = seen.filter(pk__in=several(leaf))
        return Q(**{f"{column}__isnull": False}) & Q(**{f"{column}_id__in": seen.values("pk")})

    return part


PARTS: dict[str, Callable[[Compiler, Leaf], Q]] = {
    "tax_id_checks": _flag("tax_id_checks"),
    "phone_checks": _flag("phone_checks"),
    "placed": _placed,
    "opened_on": _opened_on,
    "group": _group,
    "owner": _owner,
    "team": _team,
    "area": _area,
    "dealer": _other_account("dealer"),
    "parent": _other_account("parent"),
}
