"""The fields that the company added: as rules take them, and as a page shows them with their values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from fieldday.customers.models import Field
from fieldday.kit.prepared import prepared
from fieldday.rules.fields import Choice, OwnField, typed, value_of

Shown = str | bool | Decimal | date | tuple[str, ...] | None


@dataclass(frozen=True)
class AskedField:
    """A field on a customer's form: `value` as it is typed, keys of choices in a tuple, "yes" and "no"."""

    row: Field
    value: str | tuple[str, ...]

    @property
    def name(self) -> str:
        """Of the form's input."""
        return input_name(self.row.key)

    @property
    def options(self) -> list[tuple[str, str]]:
        """(key, name) of what may be chosen: what is in use, and what stands already."""
        kept = (self.value,) if isinstance(self.value, str) else self.value
        offered = [one for one in self.row.choices if not one.get("retired") or one["key"] in kept]
        return [(one["key"], choice_name(one)) for one in offered]


@dataclass(frozen=True)
class ShownField:
    """A field with a customer's value: a Decimal, a day, True, a text, or the names of what was chosen."""

    row: Field
    value: Shown


def input_name(key: str) -> str:
    """The name of a field's input on a form."""
    return f"own-{key}"


def own_fields(*, retired: bool = False) -> list[Field]:
    """The fields in their order. One query."""
    return _all_fields() if retired else _fields()


@prepared
def _fields() -> Any:
    return Field.objects.filter(retired=False).order_by("position", "pk")


@prepared
def _all_fields() -> Any:
    return Field.objects.order_by("position", "pk")


def field_kept(pk: int) -> Field | None:
    """One field, in use or not."""
    return Field.objects.filter(pk=pk).first()


def as_rule(row: Field) -> OwnField:
    """A field as the rules take it."""
    choices = (
        Choice(
            str(one.get("key", "")),
            tuple(str(one[name]) for name in ("name_zh", "name_zh_hans", "name_en") if one.get(name)),
            bool(one.get("retired")),
        )
        for one in row.choices
    )
    return OwnField(
        key=row.key,
        type=row.type,
        choices=tuple(choices),
        kinds=frozenset(row.kinds),
        industries=frozenset(row.industries),
        needed=row.needed,
        value_measure=row.value_measure,
        retired=row.retired,
    )


def choice_name(choice: Mapping[str, Any]) -> str:
    """A choice's name in the language that is active."""
    language = get_language() or ""
    zh = str(choice.get("name_zh") or choice.get("key", ""))
    if language.startswith("zh-hans"):
        return str(choice.get("name_zh_hans") or zh)
    return zh if language.startswith("zh") else str(choice.get("name_en") or zh)


def asked(rows: Iterable[Field], values: Mapping[str, Any], *, kind: str, industry: str = "") -> list[AskedField]:
    """The fields that the form of a customer of this kind and industry asks for, with what stands."""
    found = []
    for row in rows:
        rule = as_rule(row)
        if not row.retired and rule.applies(kind, industry):
            found.append(AskedField(row, typed(rule, values.get(row.key))))
    return found


def shown(rows: Iterable[Field], values: Mapping[str, Any]) -> list[ShownField]:
    """The fields of which a customer has a value, in their order: for its card."""
    found = []
    for row in rows:
        value = shown_value(row, values.get(row.key))
        if value is not None:
            found.append(ShownField(row, value))
    return found


def shown_value(row: Field, stored: Any) -> Shown:
    """A value as a page says it: chosen ones by their names, in the language that is active."""
    value = value_of(as_rule(row), stored)
    if value is None or row.type not in ("choice", "choices"):
        return value
    names = {one["key"]: choice_name(one) for one in row.choices}
    keys = value if isinstance(value, tuple) else (str(value),)
    return tuple(names.get(key, key) for key in keys)


def exported(row: Field, stored: Any) -> str | Decimal | date | None:
    """A value as a cell of a file holds it: what an import of the same file would read back."""
    value = shown_value(row, stored)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "、".join(value) if isinstance(value, tuple) else value


def column_names(row: Field) -> tuple[str, ...]:
    """What a file may call the field: its key, and its names in each language."""
    return tuple(dict.fromkeys(name for name in (row.key, row.name_zh, row.name_zh_hans, row.name_en) if name))
