"""Groups 分組 through somebody's eyes: as a tree with how many customers in sight each holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from fieldday.customers.models import Account, Group, GroupMember
from fieldday.kit.prepared import prepared
from fieldday.rules.parsing import as_uuid


@dataclass(frozen=True)
class GroupNode:
    """A group in the tree: `direct` customers in itself, `whole` with those of the groups in it, each once."""

    row: Group
    depth: int
    direct: int
    whole: int
    inner: bool  # other groups lie in it


def groups_seen(reader: Any) -> list[Group]:
    """The groups in sight by name. One query."""
    return _seen(reader)


@prepared
def _seen(reader: Any) -> Any:
    return Group.objects.visible_to(reader).select_related("owner", "team").order_by("name", "pk")


def group_seen(reader: Any, pk: UUID) -> Group | None:
    """One group, when in sight."""
    return Group.objects.visible_to(reader).select_related("owner", "team").filter(pk=pk).first()


def inner_groups(groups: Collection[Group]) -> dict[UUID, frozenset[UUID]]:
    """For each of the groups itself and all that lie in it, of those given. What is out of sight holds nothing."""
    children: dict[UUID | None, list[UUID]] = {}
    for row in groups:
        children.setdefault(row.parent_id, []).append(row.pk)
    return {row.pk: frozenset(_below(row.pk, children)) for row in groups}


def inner_of(reader: Any, text: str) -> frozenset[UUID]:
    """The group that an address names with all that lie in it; nothing for one out of sight."""
    pk = as_uuid(text)
    return inner_groups(groups_seen(reader)).get(pk, frozenset()) if pk else frozenset()


def group_tree(reader: Any) -> list[GroupNode]:
    """The groups in sight as a tree, in the order it is read; one whose parent is out of sight stands at the top.

    Two queries, a third where groups lie in groups.
    """
    groups = groups_seen(reader)
    inner = inner_groups(groups)
    direct, whole = group_counts(reader, inner)
    known = {row.pk for row in groups}
    children: dict[UUID | None, list[Group]] = {}
    for row in groups:
        children.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    found: list[GroupNode] = []
    waiting = [(row, 0) for row in reversed(children.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        below = children.get(row.pk, [])
        found.append(GroupNode(row, depth, direct.get(row.pk, 0), whole.get(row.pk, 0), bool(below)))
        waiting += [(one, depth + 1) for one in reversed(below)]
    return found


def group_counts(reader: Any, inner: Mapping[UUID, Collection[UUID]]) -> tuple[dict[UUID, int], dict[UUID, int]]:
    """How many customers in sight each group holds: in itself, and with what lies in it, each customer once."""
    members = GroupMember.objects.visible_to(reader).order_by()
    rows = members.filter(group__in=list(inner)).values_list("group_id").annotate(Count("pk"))
    direct = dict(rows) if inner else {}
    nested = {pk: ids for pk, ids in inner.items() if len(ids) > 1}
    whole = dict(direct)
    if nested:
        names = {f"whole_{n}": pk for n, pk in enumerate(nested)}
        sums = {name: Count("account", distinct=True, filter=Q(group_id__in=nested[pk])) for name, pk in names.items()}
        whole |= {names[name]: count for name, count in members.aggregate(**sums).items()}
    return direct, whole


def members_of(reader: Any, groups: Collection[UUID]) -> Any:
    """Ids of the customers in any of these groups, for a filter of customers in sight."""
    return GroupMember.objects.unscoped("a filter of customers in sight").filter(group__in=groups).values("account_id")


def groups_of(reader: Any, account: Account) -> list[Group]:
    """The groups in sight that hold a customer found in sight, by name. One query."""
    return list(Group.objects.visible_to(reader).filter(members__account=account).order_by("name", "pk"))


def _below(pk: UUID, children: Mapping[UUID | None, list[UUID]]) -> set[UUID]:
    found, fresh = {pk}, [pk]
    while fresh:
        fresh = [one for at in fresh for one in children.get(at, []) if one not in found]
        found |= set(fresh)
    return found
