"""What teams and areas share: a number, a name, what they lie in; and when one may be taken out of use."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from fieldday.kit.refusals import Refused, refuse_with
from fieldday.kit.uses import references
from fieldday.rules.text import clean
from fieldday.rules.tree import find_cycle
from fieldday.rules.verdict import Reason

LONGEST = {"external_id": 60, "name": 120}


def tidied(*, external_id: str, name: str, parent_id: int | None) -> dict[str, Any]:
    """The columns as they are kept; a number that nobody gave is the name, as in files that bring names only."""
    name = clean(name)
    return {"external_id": clean(external_id) or name, "name": name, "parent_id": parent_id}


def check(model: Any, columns: Mapping[str, Any], present: Any = None) -> None:
    """Raise Refused with every reason at its field: no name, a taken number, a place in itself."""
    noun = model._meta.model_name
    reasons = []
    if not columns["name"]:
        reasons.append(Reason(f"people.{noun}.without_name", {}, "name"))
    for name, most in LONGEST.items():
        if len(columns[name]) > most:
            reasons.append(Reason("kit.import.too_long", {"most": most, "many": len(columns[name])}, name))
    others = model.objects.exclude(pk=present.pk if present else None)
    if columns["external_id"] and others.filter(external_id=columns["external_id"]).exists():
        reasons.append(Reason("people.tree.number_taken", {"number": columns["external_id"]}, "external_id"))
    reasons += _place(model, columns["parent_id"], present)
    refuse_with(reasons)


def save(row: Any, **how: Any) -> None:
    """Write a team or an area; another one with its number may have come meanwhile."""
    try:
        with transaction.atomic():
            row.save(**how)
    except IntegrityError as error:
        raise Refused("people.tree.number_taken", field="external_id", number=row.external_id) from error


def retire(row: Any, *, codes: Mapping[str, str], past: frozenset[str]) -> bool:
    """Offer a row no more; answers whether it was offered. Raises Refused while anything of today belongs to it."""
    if row.retired:
        return False
    _require_unused(row, codes=codes, past=past)
    row.retired = True
    row.save(update_fields=["retired"])
    return True


def restore(row: Any) -> bool:
    """Offer a row again; answers whether it was not. Raises Refused while what it lies in is offered no more."""
    if not row.retired:
        return False
    if row.parent and row.parent.retired:
        raise Refused("people.tree.parent_retired", name=row.parent.name)
    row.retired = False
    row.save(update_fields=["retired"])
    return True


def _require_unused(row: Any, *, codes: Mapping[str, str], past: frozenset[str]) -> None:
    """Raise Refused for everything of today that still belongs to the row. `codes`: the refusal by model label;
    `past`: the models that tell of days gone by and hold nothing back."""
    noun = row._meta.model_name
    reasons = []
    for label, rows in references(row):
        if label in past:
            continue
        names = {field.name for field in rows.model._meta.concrete_fields}
        if "retired" in names:
            rows = rows.filter(retired=False)
        if "is_active" in names:
            rows = rows.filter(is_active=True)
        if count := rows.count():
            reasons.append(Reason(codes.get(label, f"people.{noun}.in_use"), {"count": count}))
    refuse_with(reasons)


def _place(model: Any, parent_id: int | None, present: Any) -> list[Reason]:
    if parent_id is None or (present and present.parent_id == parent_id):
        return []
    rows = {row.pk: row for row in model.objects.all()}
    if parent_id not in rows or rows[parent_id].retired:
        return [Reason("people.tree.parent_not_offered", {}, "parent")]
    parents = {row.pk: row.parent_id for row in rows.values()}
    if present:
        parents[present.pk] = parent_id
    if ring := find_cycle(parents):
        return [Reason("people.tree.ring", {"ring": " → ".join(rows[pk].name for pk in (*ring, ring[0]))}, "parent")]
    return []
