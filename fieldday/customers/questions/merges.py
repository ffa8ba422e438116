"""Where customers went that were merged: old addresses, old papers and old events go on meaning the right one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fieldday.customers.actions.merge_undoing import standing_against
from fieldday.customers.models import Merge
from fieldday.kit.words import say

WHY = "where a customer went"


@dataclass(frozen=True)
class MergeLine:
    """A merge as a card or a list shows it; `against` says why it can be taken apart no more, "" when it can."""

    id: UUID
    kept_id: UUID
    kept: str
    gone: str
    number: str
    by: str
    at: Any
    moved: int
    against: str
    undone: bool


def kept_for(account_id: UUID | None) -> UUID | None:
    """The customer that a merged one's address leads to; None when it was never merged. Sight is the caller's."""
    if account_id is None:
        return None
    rows = Merge.objects.unscoped(WHY).filter(gone_id=account_id, undone_at=None)
    found: UUID | None = rows.order_by("-at").values_list("kept_id", flat=True).first()
    return found


def gone_into(account_id: UUID) -> tuple[UUID, ...]:
    """The customers that went into one that was found in sight: what is told of them is told of it."""
    rows = Merge.objects.unscoped(WHY).filter(kept=account_id, undone_at=None)
    return tuple(rows.values_list("gone_id", flat=True))


def are_one(found: Iterable[tuple[Any, Any, Any]]) -> set[str]:
    """Of (row, one account, another account), the rows that only a merge, or its undoing, brought from one to the
    other. One query for any number, none for none."""
    asked = [(str(row), str(one), str(other)) for row, one, other in found if one and other]
    if not asked:
        return set()
    ids = {pk for _row, *both in asked for pk in both}
    links: dict[frozenset[str], set[str]] = {}
    rows = Merge.objects.unscoped(WHY).filter(gone_id__in=ids).only("gone_id", "kept_id", "moved")
    for merge in rows:
        moved = links.setdefault(frozenset((str(merge.gone_id), str(merge.kept_id))), set())
        moved.update(str(pk) for pks in merge.moved.values() for pk in pks)
    return {row for row, one, other in asked if row in links.get(frozenset((one, other)), ())}


def merges_of(account_id: UUID, most: int = 5) -> tuple[MergeLine, ...]:
    """The merges into a customer that was found in sight and that stand, the latest first."""
    rows = Merge.objects.unscoped(WHY).filter(kept=account_id, undone_at=None)
    return lines(list(rows.select_related("kept", "by")[:most]))


def merges_seen(reader: Any, most: int = 20) -> tuple[MergeLine, ...]:
    """The latest merges whose customer is in sight, those taken apart too."""
    return lines(list(Merge.objects.visible_to(reader).select_related("kept", "by")[:most]))


def lines(merges: Sequence[Merge]) -> tuple[MergeLine, ...]:
    """Merges as lists show them."""
    return tuple(
        MergeLine(
            id=merge.pk,
            kept_id=merge.kept_id,
            kept=merge.kept.name,
            gone=merge.gone["account"]["name"],
            number=merge.gone["account"]["external_id"] or "",
            by=merge.by.name,
            at=merge.at,
            moved=sum(map(len, merge.moved.values())),
            against=_against(merge),
            undone=merge.undone_at is not None,
        )
        for merge in merges
    )


def _against(merge: Merge) -> str:
    refusal = standing_against(merge, merge.kept)
    return " ".join(say(reason) for reason in refusal.reasons) if refusal else ""
