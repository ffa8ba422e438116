"""The tiny world built once a process and put back for each test: its rows as they were, its objects as copies."""

import copy
from typing import Any

from django.apps import apps
from django.db import transaction

from tests.world import World, build

_kept: tuple[list[tuple[Any, list[Any]]], World] | None = None


def put_up() -> World:
    """The tiny world in a database without it, as `tests.world.build` makes it, in one statement a table."""
    global _kept
    if _kept is None:
        before = {model: set(_keys(model)) for model in _models()}
        world = build()
        made = [(model, _keys(model) - before[model]) for model in _models()]
        rows = [(model, list(model._base_manager.filter(pk__in=keys).order_by("pk"))) for model, keys in made if keys]
        _kept = (rows, copy.deepcopy(world))
        return world
    rows, world = _kept
    with transaction.atomic():  # they point at one another
        for model, made in rows:
            model._base_manager.bulk_create(made)
    return copy.deepcopy(world)


def _models() -> list[Any]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("fieldday.")]


def _keys(model: Any) -> set[Any]:
    return set(model._base_manager.values_list("pk", flat=True))
