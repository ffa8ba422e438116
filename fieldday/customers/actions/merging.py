"""Merge two accounts that are one customer: everything comes to the one that is kept, field by field as chosen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.actions.account_content import KEEPS_CREDIT
from fieldday.customers.actions.folding import fold_contacts, same_contacts
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.actions.status_keeping import write_status
from fieldday.customers.models import Account, Merge, Ownership, StatusChange
from fieldday.customers.policy import POLICY
from fieldday.kit import clock, moving
from fieldday.kit.actors import is_system
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.people.authority import authorise
from fieldday.rules.digest import plain
from fieldday.rules.verdict import Reason

WHY = "of two accounts that were found in sight"
# Made anew from others, or telling what an act did to the row that goes, by its version: set aside, not moved.
DERIVED = frozenset({"customers.AccountSearch", "customers.Candidate", "customers.BulkRow", "customers.HandOverRow"})
APART = frozenset({"customers.Ownership"})  # histories are joined by their days, not by their rows
# What is chosen together; everything else is a choice of its own.
TOGETHER: Mapping[str, tuple[str, ...]] = {
    "tax_id": ("tax_id", "tax_id_checks"),
    "phone": ("phone", "phone_checks"),
    "place": ("latitude", "longitude"),
}
NEVER = frozenset({"id", "version", "created_at", "name_key", "phone_key", "fields"})
OWN = "fields."  # before the key of a field of the company's own
KEPT, GONE = "kept", "gone"


def choices() -> dict[str, tuple[str, ...]]:
    """What is chosen between two accounts: name → columns, in the order of the noun. New columns come by themselves."""
    with_others = {column: name for name, columns in TOGETHER.items() for column in columns}
    found: dict[str, tuple[str, ...]] = {}
    for column in Account._meta.concrete_fields:
        if column.attname not in NEVER:
            name = with_others.get(column.attname, column.name)
            found.setdefault(name, TOGETHER.get(name, (column.attname,)))
    return found


def likely(kept: Account, gone: Account) -> dict[str, str]:
    """The choice that loses nothing: what is kept, and where that is empty what goes. Differing fields alone."""
    found = {
        name: GONE if _empty(kept, columns) else KEPT
        for name, columns in choices().items()
        if any(getattr(kept, column) != getattr(gone, column) for column in columns)
    }
    for key in sorted(kept.fields.keys() | gone.fields.keys()):
        if kept.fields.get(key) != gone.fields.get(key):
            found[f"{OWN}{key}"] = KEPT if key in kept.fields else GONE
    return found


def merge_accounts(
    *, by: Any, kept_id: UUID, gone_id: UUID, kept_version: int, gone_version: int, chosen: Mapping[str, str],
    at: datetime, people: Mapping[UUID, UUID] | None = None,
) -> Merge:  # fmt: skip
    """Merge `gone` into `kept`. `chosen` says for fields that differ whose value stays ("kept" or "gone"); for the
    others the likely one does. Both must be in sight, as they were read (`kept_version`, `gone_version`). `people` are
    contacts of the one that goes with who at the other is the same person; None for those that surely are.

    Raises Refused: missing, `customers.merge.changed_meanwhile`, or the reasons at their fields.
    """
    if kept_id == gone_id:
        raise Refused("customers.merge.with_itself")
    with transaction.atomic():
        rows = Account.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=[kept_id, gone_id])
        found = {row.pk: row for row in rows.order_by("pk")}
        kept, gone = found.get(kept_id), found.get(gone_id)
        authorise(POLICY, "customers.account.merged", by=by, seen=kept is not None and gone is not None)
        if kept is None or gone is None:
            raise Refused("people.not_found", missing=True)
        if (kept.version, gone.version) != (kept_version, gone_version):
            raise Refused("customers.merge.changed_meanwhile")
        said = _checked(by, chosen, likely(kept, gone))
        if people is None:
            people = {pair.gone.pk: pair.kept.pk for pair in same_contacts(kept.pk, gone.pk) if pair.sure}
        return _merged(by, kept, gone, said, people, at)


def _checked(by: Any, chosen: Mapping[str, str], differing: dict[str, str]) -> dict[str, str]:
    reasons = [
        Reason("customers.merge.unknown_choice", {}, name)
        for name, side in chosen.items()
        if name in differing and side not in (KEPT, GONE)
    ]
    said = {name: chosen.get(name, side) for name, side in differing.items()}
    if said.get("credit_limit") == GONE and not is_system(by) and by.role not in KEEPS_CREDIT:
        if "credit_limit" in chosen:
            reasons.append(Reason("customers.account.credit_not_yours", {}, "credit_limit"))
        said["credit_limit"] = KEPT
    refuse_with(reasons)
    return said


def _merged(
    by: Any, kept: Account, gone: Account, said: dict[str, str], people: Mapping[UUID, UUID], at: datetime
) -> Merge:
    before = moving.packed(gone)
    told_people = fold_contacts(kept, gone, people)
    changed = _changes(kept, gone, said)
    history = _join_owners(kept, gone)
    try:
        done = moving.move(gone, kept, derived=DERIVED, but=APART)
    except moving.CannotMove as error:
        raise Refused("customers.merge.in_the_way", noun=str(error)) from error
    for name, pks in history.moved.items():
        done.moved[name] = pks
    done.aside += history.aside
    for column, (_old, new) in changed.items():
        setattr(kept, column, new)
    rows = Account.objects.unscoped(WHY)
    rows.filter(pk=kept.pk).update(parent=kept.parent_id, dealer=kept.dealer_id)  # off what goes
    rows.filter(pk=gone.pk).update(parent=None, dealer=None)
    rows.filter(pk=gone.pk).delete()
    kept.version += 1
    kept.save()
    owner = _own_from_today(kept, at) if "owner_id" in changed else {}
    made = _status_stands(kept, by, at)
    write_search_rows([kept])
    told = {column: [_spelt(column, old), _spelt(column, new)] for column, (old, new) in changed.items()}
    back = {"account": before, "aside": done.aside, "made": made, **owner}
    if told_people:
        back["people"] = told_people
    merge = Merge(
        kept=kept, gone_id=before["id"], gone=back, moved=done.moved, changed=told, version=kept.version, by=by, at=at
    )
    merge.save(force_insert=True)
    facts = {"account_id": kept.pk, "day": clock.local_day(at), "name": before["name"], "gone": before["id"]}
    moved = {name: len(pks) for name, pks in done.moved.items()}
    trail.record(
        "customers.account.merged", by=by, noun=kept, at=at, **facts, merge=merge.pk, changed=told, moved=moved
    )
    return merge


def _changes(kept: Account, gone: Account, said: Mapping[str, str]) -> dict[str, tuple[Any, Any]]:
    """{column: (before, after)} of what is kept. Nobody is his own parent or dealer."""
    columns = choices()
    found = {
        column: (getattr(kept, column), getattr(gone, column))
        for name, side in said.items()
        if side == GONE and name in columns
        for column in columns[name]
    }
    for column in ("parent_id", "dealer_id"):
        old = getattr(kept, column)
        new = _above(kept, gone, column, found.get(column, (old, old))[1])
        found.pop(column, None)
        if new != old:
            found[column] = (old, new)
    own = dict(kept.fields)
    own |= {key: gone.fields[key] for key in gone.fields if said.get(f"{OWN}{key}") == GONE}
    for key in kept.fields:
        if said.get(f"{OWN}{key}") == GONE and key not in gone.fields:
            del own[key]
    if own != kept.fields:
        found["fields"] = (kept.fields, own)
    return {column: (old, new) for column, (old, new) in found.items() if old != new}


def _above(kept: Account, gone: Account, column: str, wanted: UUID | None) -> UUID | None:
    """Who stands above what is kept: neither of the two, and nobody who stands below them."""
    rows = Account.objects.unscoped("who stands above " + WHY)
    seen: set[UUID] = set()
    if wanted == gone.pk:
        wanted = getattr(gone, column)
    if wanted in (kept.pk, gone.pk):
        return None
    above = wanted
    while above is not None and above not in seen:
        seen.add(above)
        above = rows.filter(pk=above).values_list(column, flat=True).first()
        if above in (kept.pk, gone.pk):
            return None
    return wanted


def _join_owners(kept: Account, gone: Account) -> moving.Moved:
    """Whose the customer was: the history of what is kept, and before its first day that of what goes."""
    done = moving.Moved()
    rows = Ownership.objects.unscoped(WHY)
    first = rows.filter(account=kept).order_by("since").values_list("since", flat=True).first()
    earlier = rows.filter(account=gone, since__lt=first) if first else rows.filter(account=gone)
    if ids := list(earlier.values_list("pk", flat=True)):
        rows.filter(pk__in=ids).update(account=kept)
        done.moved["customers.ownership.account_id"] = ids
    for row in rows.filter(account=gone).order_by("pk"):
        done.aside.append((row._meta.label_lower, moving.packed(row)))
    rows.filter(account=gone).delete()
    return done


def _own_from_today(kept: Account, at: datetime) -> dict[str, Any]:
    """A new owner counts from today on; answers what undoing needs to know."""
    rows = Ownership.objects.unscoped(WHY)
    today = clock.local_day(at)
    present = rows.filter(account=kept, since=today).first()
    if present is None:
        made = rows.create(account=kept, since=today, owner_id=kept.owner_id)
        return {"owned": made.pk}
    before = present.owner_id
    present.owner_id = kept.owner_id
    present.save(update_fields=["owner"])
    return {"owned": present.pk, "owned_before": before}


def _status_stands(kept: Account, by: Any, at: datetime) -> list[tuple[str, Any]]:
    """Two histories of status joined end with the one that stands; answers what was written for that."""
    rows = StatusChange.objects.unscoped(WHY).filter(account=kept).order_by("day", "at", "pk")
    last = rows.last()
    if last is None or last.status == kept.status:
        return []
    write_status(kept, by=by, at=at)
    made = StatusChange.objects.unscoped(WHY).filter(account=kept).order_by("pk").last()
    return [(made._meta.label_lower, made.pk)] if made else []


def _empty(row: Account, columns: tuple[str, ...]) -> bool:
    return getattr(row, columns[0]) in (None, "", {}, [])


def _spelt(column: str, value: Any) -> Any:
    return value if column in {"fields", "visit_hours"} else plain(value)
