"""The company's own fields as columns of a file of customers."""

from collections.abc import Mapping, Set
from dataclasses import replace
from typing import Any

from fieldday.customers.questions.own_fields import as_rule, column_names, input_name, own_fields
from fieldday.kit.imports.cells import Field, Read
from fieldday.kit.imports.drafts import Draft
from fieldday.rules.fields import CHOSEN, OwnField, read_value
from fieldday.rules.verdict import Unreadable

MOST_KNOWN = 1000  # cells of choices are few and the same over and over


def own_columns(currency: str) -> tuple[Field, ...]:
    """A column for each of the company's own fields, called like on the export, by its key or in any language."""
    return tuple(
        Field(input_name(row.key), _reader(as_rule(row), currency), names=column_names(row), label=str(row))
        for row in own_fields()
    )


class OwnColumns:
    """What the rows of one file say of the own fields, laid into the customers' values."""

    def __init__(self) -> None:
        self._rules = {input_name(row.key): as_rule(row) for row in own_fields()}
        self._needed = [name for name, rule in self._rules.items() if rule.needed]

    def lay(self, draft: Draft, mapped: Set[str], *, new: bool) -> None:
        """Put what the row says into `values["fields"]`. A field that the file has a column for and that is needed must
        be said of a new customer. What is said of a customer of another kind is kept, as a change of kind keeps it."""
        said = {name: draft.values.pop(name) for name in self._rules if name in draft.values}
        if new:
            for name in self._needed:
                kind, industry = draft.given.get("kind", "company"), draft.given.get("industry", "")
                if name in mapped and name not in said and self._rules[name].applies(kind, industry):
                    draft.fail(name, "customers.field.needed")
        present: Mapping[str, Any] = draft.row.fields if draft.row is not None else {}
        for name, value in said.items():
            _require_offered(draft, name, self._rules[name], value, present)
        values = {**present, **{self._rules[name].key: value for name, value in said.items()}}
        if values != present:
            draft.values["fields"] = values


def stands(row: Any, name: str) -> Any:
    """What a customer has of a column of a file: own fields by their input names."""
    own = input_name("")
    return row.fields.get(name.removeprefix(own)) if name.startswith(own) else getattr(row, name, None)


def only_changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The own fields that a row changed, [before, after], as the trail says them."""
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    return [{key: values[key] for key in keys if key in values} for values in (old, new)]


def _reader(rule: OwnField, currency: str) -> Read:
    """Reads a cell; of choices also those that are offered no more: a customer may have one of them."""
    if rule.type not in CHOSEN:
        return lambda cell: read_value(rule, cell, currency)
    every = replace(rule, choices=tuple(replace(one, retired=False) for one in rule.choices))
    known: dict[str, Any] = {}

    def read(cell: str) -> Any:
        found = known.get(cell)
        if found is None:
            found = read_value(every, cell, currency)
            if len(known) < MOST_KNOWN:
                known[cell] = found
        return found

    return read


def _require_offered(draft: Draft, name: str, rule: OwnField, value: Any, present: Mapping[str, Any]) -> None:
    """A choice that is offered no more may only stay where it stands."""
    if rule.type not in CHOSEN or value == (stays := present.get(rule.key)):
        return
    kept = stays if isinstance(stays, list) else [stays]
    for key in value if isinstance(value, list) else [value]:
        if key not in kept:
            try:
                read_value(replace(rule, type="choice"), key)
            except Unreadable as error:
                draft.fail(name, error.reason.code, **error.reason.params)
