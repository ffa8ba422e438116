"""Keep the company's own fields of customers: add one, change it, order them, take one out of use and bring it back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.customers.models import Account, Field
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.own_fields import as_rule
from fieldday.kit.changes import apply_changes, changes_of
from fieldday.kit.locking import locked
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.people.authority import authorise
from fieldday.rules.fields import CHOSEN, FIGURES, MOST_INDUSTRIES, judge_definition
from fieldday.rules.text import clean, fold
from fieldday.rules.verdict import Reason

NAMES = ("name_zh", "name_zh_hans", "name_en")


@dataclass(frozen=True)
class FieldInput:
    """The whole of a field's form. `choices`: a name each, in their order; two names with ｜ or | between are the
    Chinese and the English one. No kinds or industries: customers of all of them have the field."""

    type: str
    name_zh: str
    name_zh_hans: str = ""
    name_en: str = ""
    choices: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    needed: bool = False
    value_measure: bool = False


def add_field(*, by: Any, said: FieldInput, at: datetime) -> Field:
    """Define a field, after the others. Raises Refused with the reasons at their fields."""
    authorise(POLICY, "customers.field.added", by=by)
    with transaction.atomic():
        rows = list(Field.objects.select_for_update().order_by("position", "pk"))
        columns = _columns(said, [])
        field = Field(key=_fresh_key(columns, {row.key for row in rows}), **columns)
        _check(field, rows)
        field.position = max((row.position for row in rows), default=0) + 1
        field.save()
        trail.record("customers.field.added", by=by, noun=field, at=at, created=True, changed=columns)
        return field


def change_field(*, by: Any, field_id: int, version: int, said: FieldInput, at: datetime) -> Field:
    """Define a field otherwise. A type is settled once a customer has a value; a choice left out is offered no more.

    Raises Refused: missing, `kit.form.changed_meanwhile`, else the reasons at their fields.
    """
    authorise(POLICY, "customers.field.changed", by=by)
    with transaction.atomic():
        field = locked(Field, field_id)
        columns = _columns(said, field.choices)
        changes = changes_of(field, columns)
        if not changes:
            return field
        if field.version != version:
            raise Refused("kit.form.changed_meanwhile")
        if "type" in changes and (count := uses_of(field)):
            raise Refused("customers.field.type_in_use", field="type", count=count)
        apply_changes(field, changes)
        _check(field, list(Field.objects.exclude(pk=field.pk)))
        field.version += 1
        field.save(update_fields=[*changes, "version"])
        trail.record("customers.field.changed", by=by, noun=field, at=at, changed=changes)
        return field


def order_field(*, by: Any, field_id: int, up: bool, at: datetime) -> Field:
    """Let a field change places with the one above or below it that is in use; at the end nothing happens."""
    authorise(POLICY, "customers.field.ordered", by=by)
    with transaction.atomic():
        rows = list(Field.objects.select_for_update().order_by("position", "pk"))
        field = next((row for row in rows if row.pk == field_id), None)
        if field is None:
            raise Refused("people.not_found", missing=True)
        used = [row for row in rows if not row.retired]
        place = used.index(field) if field in used else -1
        target = place + (-1 if up else 1)
        if place < 0 or not 0 <= target < len(used):
            return field
        used.insert(target, used.pop(place))
        for position, row in enumerate([*used, *(row for row in rows if row.retired)], start=1):
            row.position = position
        Field.objects.bulk_update(rows, ["position"])
        trail.record("customers.field.ordered", by=by, noun=field, at=at, changed={"position": [place + 1, target + 1]})
        return field


def retire_field(*, by: Any, field_id: int, at: datetime, back: bool = False) -> Field:
    """Ask for a field no more, or with `back` again. Values that customers have stay, and stay to be read."""
    verb = "customers.field.restored" if back else "customers.field.retired"
    authorise(POLICY, verb, by=by)
    with transaction.atomic():
        field = locked(Field, field_id)
        if field.retired == back:
            field.retired = not back
            field.version += 1
            field.save(update_fields=["retired", "version"])
            trail.record(verb, by=by, noun=field, at=at)
        return field


def uses_of(field: Field) -> int:
    """How many customers have a value."""
    rows = Account.objects.unscoped("how many have a value, whoever sees them: a number for who keeps the fields")
    return rows.filter(fields__has_key=field.key).count()


def _columns(said: FieldInput, present: list[dict[str, Any]]) -> dict[str, Any]:
    """The columns as they are kept."""
    industries = {fold(one): clean(one) for one in said.industries if clean(one)}
    return {
        "type": said.type,
        **{name: clean(getattr(said, name)) for name in NAMES},
        "choices": _choices(said.choices, present) if said.type in CHOSEN else [],
        "kinds": [kind for kind in Account.KINDS if kind in said.kinds] + sorted(set(said.kinds) - set(Account.KINDS)),
        "industries": list(industries.values())[:MOST_INDUSTRIES],
        "needed": said.needed,
        "value_measure": said.value_measure,
    }


def _choices(names: Sequence[str], present: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The choices by their names. A name that was there keeps its key, so that the values keep their meaning; one that
    is left out is retired, since somebody may have it."""
    left = {fold(one["name_zh"]): one for one in present}
    taken = {one["key"] for one in present}
    kept = []
    for text in names:
        parts = [clean(part) for part in re.split(r"[|｜]", text, maxsplit=1)]
        name, english = parts[0] or parts[-1], (parts[1] if len(parts) > 1 else "")
        if not name:
            continue
        old = left.pop(fold(name), None)
        key = old["key"] if old else _key(english or name, taken, "choice")
        taken.add(key)
        kept.append({"key": key, "name_zh": name, "name_en": english, "retired": False})
    return kept + [{**one, "retired": True} for one in left.values()]


def _check(field: Field, others: list[Field]) -> None:
    rule = as_rule(field)
    names = tuple(getattr(field, name) for name in NAMES)
    reasons = list(
        judge_definition(
            type_name=field.type,
            names=names,
            choices=rule.choices,
            kinds=field.kinds,
            known_kinds=Account.KINDS,
            value_measure=field.value_measure,
            others=0 if field.pk else len(others),
        )
    )
    taken = {fold(name) for row in others for name in (row.key, *(getattr(row, one) for one in NAMES)) if name}
    for where, name in zip(NAMES, names, strict=True):
        if name and fold(name) in taken:
            reasons.append(Reason("customers.field.name_taken", {"name": name}, where))
    refuse_with(reasons)


def _fresh_key(columns: dict[str, Any], taken: set[str]) -> str:
    return _key(columns["name_en"], taken, "field")


def _key(name: str, taken: set[str], otherwise: str) -> str:
    """A short key, from the English name where there is one."""
    start = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:30] or otherwise
    key, number = start, 2
    while key in taken:
        key, number = f"{start}_{number}", number + 1
    return key


def without_measure(said: FieldInput) -> FieldInput:
    """The same without being a value measure where its type can be none: a form keeps the tick while one chooses."""
    return said if said.type in FIGURES else replace(said, value_measure=False)
