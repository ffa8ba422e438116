"""Which customers a segment 客群 means: its condition as one query over the customers in a reader's sight.

Whatever is asked of a customer's visits, orders, payments and contacts is asked of customers in sight, and these are
seen with their customer. What may lie out of sight all the same (a group, a dealer, a parent company) is taken for
what does not exist. Days are counted back from `today`.
"""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from fieldday.customers.models import Account, Segment
from fieldday.customers.questions.own_fields import as_rule, own_fields
from fieldday.readings.segment_parts import Compiler
from fieldday.rules.segment_fields import Own
from fieldday.rules.segments import BadCondition, Node, read


def own_rules() -> Own:
    """The company's own fields as the rules take them, retired ones too, by their keys. One query."""
    return {row.key: as_rule(row) for row in own_fields(retired=True)}


def accounts_in(reader: Any, segment: Segment, today: date) -> QuerySet[Account]:
    """The customers in `reader`'s sight that the segment means on `today`, in no order: none at all where its
    condition can no longer be read (a choice or a field that is gone)."""
    return Account.objects.visible_to(reader).filter(segment_filter(reader, segment, today))


def segment_filter(reader: Any, segment: Segment, today: date) -> Q:
    """The same as a filter of customers in sight, for a list that is narrowed by more."""
    try:
        node = read(segment.condition, own_rules())
    except BadCondition:
        return Q(pk__in=[])
    return condition(reader, node, today)


def accounts_fitting(reader: Any, node: Node, today: date) -> QuerySet[Account]:
    """The customers in sight that a condition means on `today`, in no order."""
    return Account.objects.visible_to(reader).filter(condition(reader, node, today))


def condition(reader: Any, node: Node, today: date) -> Q:
    """The condition as a filter of customers; true or false of each, never unknown."""
    return Compiler(reader, today).node(node)
