"""All that is kept, as values: what a request changed, and whether its person could see it."""

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from fieldday.kit.prepared import prepared
from fieldday.kit.querysets import SightQuerySet

# Sessions and counted sign-ins change at requests that are refused, as they must.
APART = {"axes", "contenttypes", "auth", "people.Session", "people.SecondStepTries"}
WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)


@dataclass(frozen=True)
class Change:
    """A row that is other than it was: its primary key and the values it has now, by field."""

    model: Any
    pk: Any
    values: dict[Any, Any]

    def __str__(self) -> str:
        return f"{self.model._meta.label} {self.pk}"


Tables = dict[Any, dict[Any, tuple[Any, ...]]]


def _apart(model: Any) -> bool:
    return not APART.isdisjoint({model._meta.app_label, model._meta.label})


def models() -> list[Any]:
    return [model for model in apps.get_models(include_auto_created=True) if not _apart(model)]


def everything(tables: Collection[str] | None = None) -> Tables:
    """Every row of every table, or of those `tables` by name, by model and primary key."""
    return {
        model: {row[0]: row for row in _rows(model)()}
        for model in models()
        if tables is None or model._meta.db_table in tables
    }


@cache
def _rows(model: Any) -> Callable[[], list[Any]]:
    """Asks for every row of a table: putting the question into SQL takes longer than asking it."""
    columns = [field.attname for field in model._meta.concrete_fields]
    return prepared(lambda: model._base_manager.values_list("pk", *columns))


def changes(before: Tables, after: Tables) -> Iterator[Change]:
    """Every row made, changed or deleted."""
    for model in after:
        for pk in before[model].keys() | after[model].keys():
            was, now = before[model].get(pk), after[model].get(pk)
            if was != now:
                blank = (None,) * (len(model._meta.concrete_fields) + 1)
                values = zip(model._meta.concrete_fields, (was or blank)[1:], (now or blank)[1:], strict=True)
                yield Change(model, pk, {field: new for field, old, new in values if old != new})


def seen_by(person: Any, those: Collection[Any] | None = None) -> dict[Any, set[Any]]:
    """The primary keys that a person may see now, for every noun that is seen through sight, or for `those` of them."""
    return {
        model: set(model.objects.visible_to(person).values_list("pk", flat=True))
        for model in models()
        if isinstance(model._default_manager.all(), SightQuerySet) and (those is None or model in those)
    }


def touched_by(changed: list[Change]) -> set[Any]:
    """The nouns of rows that changed, and those they point at now."""
    return {one.model for one in changed} | {field.related_model for one in changed for field in one.values}


class Watched:
    """What happened inside a `watched` block: the tables it wrote to."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    @property
    def wrote(self) -> bool:
        return bool(self.tables)


@contextmanager
def watched() -> Iterator[Watched]:
    """A block that is undone at its end, and notes whether it wrote to a table that counts."""
    seen = Watched()
    apart = {model._meta.db_table for model in apps.get_models() if _apart(model)}

    def look(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        found = WRITES.match(str(sql))
        if found and found[2] not in apart:
            seen.tables.add(found[2])
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(look):
            yield seen
        transaction.set_rollback(True)


def out_of_sight(changed: list[Change], person: Any, *sights: dict[Any, set[Any]]) -> list[str]:
    """Those changed rows that `person` could see neither before nor after, or that now point at such a row."""
    found = []
    for one in changed:
        if one.model in sights[0] and not any(one.pk in sight[one.model] for sight in sights):
            found.append(str(one))
        for field, value in one.values.items():
            target = field.related_model
            if target not in sights[0] or value in (None, person.pk):
                continue
            if not any(value in sight[target] for sight in sights):
                found.append(f"{one} points at {target._meta.label} {value} by {field.name}")
    return found
