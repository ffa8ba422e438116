"""The tiny world built once a process and put back for each test: its rows as they were, its objects as copies."""

import pickle
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from tests.world import World, build

Statement = tuple[str, Any]
_kept: tuple[list[tuple[Any, list[Any]]], bytes] | None = None
_statements: list[Statement] = []


def put_up() -> World:
    """The tiny world in a database without it, as `tests.world.build` makes it, in one statement a table."""
    global _kept
    if _kept is None:
        before = {model: set(_keys(model)) for model in _models()}
        world = build()
        made = [(model, _keys(model) - before[model]) for model in _models()]
        rows = [(model, list(model._base_manager.filter(pk__in=keys).order_by("pk"))) for model, keys in made if keys]
        _kept = (rows, pickle.dumps(world))
        return world
    rows, kept = _kept
    with transaction.atomic():  # they point at one another
        if _statements:
            with connection.cursor() as cursor:
                for sql, values in _statements:
                    cursor.execute(sql, values)
        else:
            with connection.execute_wrapper(_note):
                for model, made in rows:
                    model._base_manager.bulk_create(made)
    world = pickle.loads(kept)  # noqa: S301  # our own
    assert isinstance(world, World)
    return world


def _note(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
    """Keep the statements that put the rows there: they are the same for each test."""
    if sql.startswith("INSERT"):
        _statements.append((sql, values))
    return execute(sql, values, many, context)


def _models() -> list[Any]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("fieldday.")]


def _keys(model: Any) -> set[Any]:
    return set(model._base_manager.values_list("pk", flat=True))
