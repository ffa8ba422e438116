"""Take a merge apart again: both customers as they were, as long as neither was changed further."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.actions.folding import still_folded, unfold_contacts
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import Account, Merge, Ownership
from fieldday.customers.policy import POLICY
from fieldday.kit import clock, moving
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise

WHY = "of a merge that was found in sight"


def undo_merge(*, by: Any, merge_id: UUID, at: datetime) -> Account:
    """Take a merge apart; answers the customer that came back. What was written at the kept one since then stays there.

    Raises Refused: missing when either side is out of sight, `customers.merge.changed_since` and its like.
    """
    with transaction.atomic():
        merge = Merge.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=merge_id).first()
        authorise(POLICY, "customers.merge.undone", by=by, seen=merge is not None)
        if merge is None:
            raise Refused("people.not_found", missing=True)
        kept = Account.objects.unscoped(WHY).select_for_update(of=("self",)).get(pk=merge.kept_id)
        if (why := standing_against(merge, kept)) is not None:
            raise why
        gone = _taken_apart(merge, kept)
        if not Account.objects.visible_to(by).filter(pk=gone.pk).exists():
            raise Refused("people.not_found", missing=True)
        merge.undone_by, merge.undone_at = by, at
        merge.save(update_fields=["undone_by", "undone_at"])
        # an earlier merge into the same one can be taken apart next
        earlier = Merge.objects.unscoped(WHY).filter(kept=kept, undone_at=None, version=merge.version - 1)
        earlier.update(version=kept.version)
        facts = {"account_id": kept.pk, "day": clock.local_day(at), "name": gone.name, "gone": gone.pk}
        trail.record("customers.merge.undone", by=by, noun=kept, at=at, **facts, merge=merge.pk)
        return gone


def standing_against(merge: Merge, kept: Account) -> Refused | None:
    """Why a merge can be taken apart no more, if so."""
    if merge.undone_at is not None:
        return Refused("customers.merge.undone_already")
    later = Merge.objects.unscoped(WHY).filter(kept=merge.kept_id, undone_at=None, version__gt=merge.version)
    if later.exists():
        return Refused("customers.merge.not_the_latest")
    there = moving.still_there(merge.moved, kept) and still_folded(merge.gone.get("people", ()))
    if kept.version != merge.version or not there:
        return Refused("customers.merge.changed_since")
    number = merge.gone["account"]["external_id"]
    if number and Account.objects.unscoped(WHY).filter(external_id=number).exclude(pk=kept.pk).exists():
        return Refused("customers.merge.number_taken", number=number)
    return None


def _taken_apart(merge: Merge, kept: Account) -> Account:
    gone: Account = moving.unpacked(Account, merge.gone["account"])
    for column, (old, _new) in merge.changed.items():
        setattr(kept, column, moving.unpacked(Account, {column: old}).__dict__[column])
    kept.version += 1
    kept.save()
    for label, pk in merge.gone.get("made", ()):
        moving.by_label(label)._base_manager.filter(pk=pk).delete()
    if "owned" in merge.gone:
        owned = Ownership.objects.unscoped(WHY).filter(pk=merge.gone["owned"])
        if "owned_before" in merge.gone:
            owned.update(owner=merge.gone["owned_before"])
        else:
            owned.delete()
    for column in ("parent_id", "dealer_id", "area_id", "owner_id"):  # who went meanwhile is not called back
        field: Any = Account._meta.get_field(column.removesuffix("_id"))
        pk = getattr(gone, column)
        if pk not in (None, kept.pk, gone.pk) and not field.related_model._base_manager.filter(pk=pk).exists():
            setattr(gone, column, None)
    gone.save(force_insert=True)
    moving.move_back(merge.moved, merge.gone["aside"], gone)
    unfold_contacts(merge.gone.get("people", ()))
    write_search_rows([kept, gone])
    return gone
