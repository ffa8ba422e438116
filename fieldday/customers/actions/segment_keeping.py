"""Keep segments 客群: save a condition under a name, change it, remove it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.actions.sharing import less_shared, locked, shared_columns
from fieldday.customers.models import Group, Segment, View
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.own_fields import as_rule, own_fields
from fieldday.kit.changes import apply_changes, changes_of
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.people.authority import authorise
from fieldday.rules.segments import BadCondition, leaves, read
from fieldday.rules.verdict import Reason


def add_segment(*, by: Any, name: str, condition: dict[str, Any], at: datetime, share: str = "private") -> Segment:
    """Save a condition. Raises Refused with the reasons at their fields, those of the condition at their places."""
    authorise(POLICY, "customers.segment.added", by=by)
    with transaction.atomic():
        columns = _columns(by, name, share, condition)
        segment = Segment.objects.create(owner=by, at=at, **columns)
        trail.record("customers.segment.added", by=by, noun=segment, at=at, created=True, changed=columns)
        return segment


def change_segment(
    *, by: Any, segment_id: UUID, version: int, name: str, condition: dict[str, Any], share: str, at: datetime
) -> Segment:
    """Set a segment to what the form says.

    Raises Refused: missing, not his, `kit.form.changed_meanwhile`, or reasons at the fields.
    """
    with transaction.atomic():
        segment = locked(Segment, "customers.segment.changed", by, segment_id, version)
        columns = _columns(by, name, share, condition, segment)
        changes = changes_of(segment, columns)
        if not changes:
            return segment
        apply_changes(segment, changes)
        segment.version += 1
        segment.save(update_fields=[*changes, "version"])
        trail.record("customers.segment.changed", by=by, noun=segment, at=at, changed=changes)
        return segment


def remove_segment(*, by: Any, segment_id: UUID, version: int, at: datetime) -> None:
    """Remove a segment. Raises Refused while a saved view of the customers' list shows it."""
    with transaction.atomic():
        segment = locked(Segment, "customers.segment.removed", by, segment_id, version)
        if count := View.objects.unscoped("whether any shows the segment").filter(segment=segment).count():
            raise Refused("customers.segment.viewed", count=count)
        facts = {"name": segment.name, "condition": segment.condition}
        trail.record("customers.segment.removed", by=by, noun=segment, at=at, changed=facts)
        segment.delete()


def _columns(
    by: Any, name: str, share: str, condition: dict[str, Any], present: Segment | None = None
) -> dict[str, Any]:
    """The columns as they are kept. Raises Refused with every reason; a group that the segment's readers would not see
    is one."""
    reasons: list[Reason] = []
    columns: dict[str, Any] = {}
    try:
        columns = shared_columns(by, name, share, present)
    except Refused as refusal:
        reasons += refusal.reasons
    try:
        node = read(condition, {row.key: as_rule(row) for row in own_fields(retired=True)})
    except BadCondition as bad:
        reasons += bad.reasons
    else:
        asked = {pk for leaf in leaves(node) if leaf.field == "group" for pk in leaf.value or ()}  # type: ignore[union-attr]
        groups = list(Group.objects.visible_to(by).filter(pk__in=asked)) if asked else []
        if columns and (hidden := less_shared(groups, columns["share"], columns["team_id"])):
            names = "、".join(group.name for group in hidden)
            reasons.append(Reason("customers.segment.group_less_shared", {"names": names}, "share"))
    refuse_with(reasons)
    return {**columns, "condition": condition}
