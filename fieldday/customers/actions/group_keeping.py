"""Keep groups 分組: make one, rename, share or move it, remove it; put customers in and take them out."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from fieldday import trail
from fieldday.customers.actions.sharing import less_shared, locked, shared_columns
from fieldday.customers.models import Account, Group, GroupMember, Segment
from fieldday.customers.policy import POLICY
from fieldday.kit.changes import apply_changes, changes_of
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.people.authority import authorise
from fieldday.rules.tree import find_cycle
from fieldday.rules.verdict import Reason

WHY = "which group lies in which, to keep them a tree"
MOST_AT_ONCE, DEEPEST = 2000, 8


def add_group(*, by: Any, name: str, at: datetime, share: str = "private", parent_id: UUID | None = None) -> Group:
    """Make a group. Raises Refused with the reasons at their fields."""
    authorise(POLICY, "customers.group.added", by=by)
    with transaction.atomic():
        columns = {**shared_columns(by, name, share), "parent_id": parent_id}
        _check_place(by, columns)
        _check_name(by, columns)
        group = Group.objects.create(owner=by, at=at, **columns)
        trail.record("customers.group.added", by=by, noun=group, at=at, created=True, changed=columns)
        return group


def change_group(
    *, by: Any, group_id: UUID, version: int, name: str, share: str, at: datetime, parent_id: UUID | None = None
) -> Group:
    """Rename a group, share it otherwise, hang it elsewhere with all that lies in it.

    Raises Refused: missing, not his, `kit.form.changed_meanwhile`, a ring, or reasons at the fields.
    """
    with transaction.atomic():
        group = locked(Group, "customers.group.changed", by, group_id, version)
        columns = {**shared_columns(by, name, share, group), "parent_id": parent_id}
        changes = changes_of(group, columns)
        if not changes:
            return group
        _check_place(by, columns, group)
        _check_name(by, columns, group)
        apply_changes(group, changes)
        group.version += 1
        group.save(update_fields=[*changes, "version"])
        trail.record("customers.group.changed", by=by, noun=group, at=at, changed=changes)
        return group


def remove_group(*, by: Any, group_id: UUID, version: int, at: datetime) -> None:
    """Remove a group; its customers stay customers. Raises Refused while groups lie in it or a segment asks for it."""
    with transaction.atomic():
        group = locked(Group, "customers.group.removed", by, group_id, version)
        reasons = []
        if count := Group.objects.unscoped(WHY).filter(parent=group).count():
            reasons.append(Reason("customers.group.holds_groups", {"count": count}))
        segments = Segment.objects.unscoped("whether any asks for the group").annotate(
            text=Cast("condition", TextField())
        )
        if count := segments.filter(text__contains=str(group.pk)).count():
            reasons.append(Reason("customers.group.asked_for", {"count": count}))
        refuse_with(reasons)
        held = GroupMember.objects.unscoped("the members go with their group").filter(group=group).count()
        facts = {"name": group.name, "share": group.share, "members": held}
        trail.record("customers.group.removed", by=by, noun=group, at=at, changed=facts)
        group.delete()


def put_in_group(*, by: Any, group_id: UUID, account_ids: Collection[UUID], at: datetime) -> int:
    """Put customers in sight into a group in sight; answers how many were not in it yet.

    Raises Refused: missing when the group or one of the customers is out of sight, or too many at once.
    """
    with transaction.atomic():
        group, accounts = _both(by, "customers.group.joined", group_id, account_ids)
        members = GroupMember.objects.unscoped("of customers found in sight").filter(group=group, account__in=accounts)
        there = set(members.values_list("account_id", flat=True))
        fresh = [pk for pk in accounts if pk not in there]
        rows = [GroupMember(group=group, account_id=pk, by=by, at=at) for pk in fresh]
        GroupMember.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        if fresh:
            facts = {"accounts": fresh[:50], "count": len(fresh)}
            trail.record("customers.group.joined", by=by, noun=group, at=at, changed=facts)
        return len(fresh)


def take_from_group(*, by: Any, group_id: UUID, account_ids: Collection[UUID], at: datetime) -> int:
    """Take customers in sight out of a group in sight; answers how many were in it."""
    with transaction.atomic():
        group, accounts = _both(by, "customers.group.left", group_id, account_ids)
        members = GroupMember.objects.unscoped("of customers found in sight").filter(group=group, account__in=accounts)
        gone = list(members.values_list("account_id", flat=True))
        members.delete()
        if gone:
            facts = {"accounts": gone[:50], "count": len(gone)}
            trail.record("customers.group.left", by=by, noun=group, at=at, changed=facts)
        return len(gone)


def _both(by: Any, verb: str, group_id: UUID, account_ids: Collection[UUID]) -> tuple[Group, list[UUID]]:
    group = Group.objects.visible_to(by).select_for_update(of=("self",), no_key=True).filter(pk=group_id).first()
    authorise(POLICY, verb, by=by, seen=group is not None)
    wanted = list(dict.fromkeys(account_ids))
    if group is None:
        raise Refused("people.not_found", missing=True)
    if not wanted:
        raise Refused("customers.group.nobody_chosen")
    if len(wanted) > MOST_AT_ONCE:
        raise Refused("customers.group.too_many", most=MOST_AT_ONCE)
    if Account.objects.visible_to(by).filter(pk__in=wanted).count() != len(wanted):
        raise Refused("people.not_found", missing=True)
    return group, wanted


def _check_place(by: Any, columns: dict[str, Any], present: Group | None = None) -> None:
    """A group lies in one that everybody sees who sees it, in no ring and not too deep."""
    rows = {
        row.pk: row for row in Group.objects.unscoped(WHY).select_for_update(of=("self",), no_key=True).order_by("pk")
    }
    parent = rows.get(columns["parent_id"])
    moved = not (present and present.parent_id == columns["parent_id"])
    if moved and columns["parent_id"] is not None and not _offered(by, parent):
        raise Refused("customers.group.parent_unknown", field="parent")
    parents = {pk: row.parent_id for pk, row in rows.items()}
    if present:
        parents[present.pk] = columns["parent_id"]
        if ring := find_cycle(parents):
            seen = set(Group.objects.visible_to(by).filter(pk__in=ring).values_list("pk", flat=True))
            names = [rows[pk].name if pk in seen else "…" for pk in (*ring, ring[0])]
            raise Refused("customers.group.ring", field="parent", ring=" → ".join(names))
        inner = [row for row in rows.values() if row.parent_id == present.pk]
        now = Group(share=columns["share"], team_id=columns["team_id"])
        if any(less_shared([now], one.share, one.team_id) for one in inner):
            raise Refused("customers.group.inner_more_shared", field="share")
    if parent and less_shared([parent], columns["share"], columns["team_id"]):
        raise Refused("customers.group.parent_less_shared", field="parent", name=parent.name)
    if _depth(columns["parent_id"], parents) + (_height(present.pk, parents) if present else 1) > DEEPEST:
        raise Refused("customers.group.too_deep", field="parent", most=DEEPEST)


def _offered(by: Any, parent: Group | None) -> bool:
    return parent is not None and Group.objects.visible_to(by).filter(pk=parent.pk).exists()


def _check_name(by: Any, columns: dict[str, Any], present: Group | None = None) -> None:
    """Two of one name beside each other would be taken for one."""
    beside = Group.objects.visible_to(by).filter(parent_id=columns["parent_id"], name=columns["name"])
    if beside.exclude(pk=present.pk if present else None).exists():
        raise Refused("customers.group.name_taken", field="name", name=columns["name"])


def _depth(pk: UUID | None, parents: dict[UUID, UUID | None]) -> int:
    depth = 0
    while pk is not None:
        pk, depth = parents.get(pk), depth + 1
    return depth


def _height(pk: UUID, parents: dict[UUID, UUID | None]) -> int:
    level, height = {pk}, 0
    while level:
        level, height = {one for one, parent in parents.items() if parent in level}, height + 1
    return height
