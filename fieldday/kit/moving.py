"""Everything that points at one row, moved to another row of its noun, and back again.

Found by the models' own foreign keys, so that a noun that is added tomorrow is moved as well. What can stand only once
(a member of a group that both are in) is set aside: taken out, kept as it was, and put back by `move_back`. Sight is
not asked: the verb has found both rows.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from fieldday.kit.uses import counts
from fieldday.rules.digest import plain

AT_ONCE = 500


@dataclass
class Moved:
    """What was done: the ids that were moved, by "room.model.column"; the rows that were set aside, whole."""

    moved: dict[str, list[Any]] = field(default_factory=dict)
    aside: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(map(len, self.moved.values()))


class CannotMove(Exception):
    """Rows that stand only once, and that others lean on: the label of their model."""


def pointing(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """(model, column) of every foreign key to `model`, hidden ones too, in a steady order."""
    found = [
        (relation.related_model, relation.field.attname)  # type: ignore[union-attr]  # of relations that are keys
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
    ]
    yield from sorted(found, key=lambda pair: (pair[0]._meta.label, pair[1]))  # type: ignore[union-attr]


def packed(row: models.Model) -> dict[str, Any]:
    """A row's columns as JSON keeps them."""
    return {
        column.attname: value if isinstance(column, models.JSONField) else plain(value)
        for column in row._meta.concrete_fields
        for value in [getattr(row, column.attname)]
    }


def unpacked(model: type[models.Model], values: Mapping[str, Any]) -> Any:
    """The row again, not saved. A column that came later has its default; one that went is passed over."""
    columns = {column.attname: column for column in model._meta.concrete_fields}
    return model(
        **{
            name: value
            if value is None or isinstance(columns[name], models.JSONField)
            else columns[name].to_python(value)
            for name, value in values.items()
            if name in columns
        }
    )


def move(gone: models.Model, kept: models.Model, *, derived: Collection[str] = (), but: Collection[str] = ()) -> Moved:
    """Move all that points at `gone` to `kept`, in the caller's transaction.

    `derived` are labels of models that are made anew from others: set aside, never moved. `but` are labels that the
    verb sees to itself. A row that would point at `kept` twice, or is `kept` itself, is set aside or left as it is.
    Raises CannotMove.
    """
    done = Moved()
    columns: dict[type[models.Model], list[str]] = {}
    for model, column in pointing(type(gone)):
        columns.setdefault(model, []).append(column)
    for model, names in columns.items():
        if model._meta.label in but:
            continue
        for name in names:
            rows = model._base_manager.filter(**{name: gone.pk})
            if model is type(gone):
                rows = rows.exclude(pk__in=[gone.pk, kept.pk])
            elif model._meta.label in derived:
                _set_aside(done, list(rows))
                continue
            for other in names:
                if other != name and model is not type(gone):
                    _set_aside(done, list(rows.filter(**{other: kept.pk})))
            _move(done, model, name, rows, kept)
    return done


def _move(done: Moved, model: type[models.Model], name: str, rows: models.QuerySet, kept: models.Model) -> None:
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    if not ids:
        return
    try:
        with transaction.atomic():
            rows.update(**{name: kept.pk})
    except IntegrityError:
        ids = [pk for pk in ids if _moves(done, model, name, pk, kept)]
    if ids:
        done.moved[f"{model._meta.label_lower}.{name}"] = [plain(pk) for pk in ids]


def _moves(done: Moved, model: type[models.Model], name: str, pk: Any, kept: models.Model) -> bool:
    """Move one row; where what it says stands at `kept` already, set it aside."""
    row = model._base_manager.filter(pk=pk)
    try:
        with transaction.atomic():
            row.update(**{name: kept.pk})
    except IntegrityError:
        _set_aside(done, list(row))
        return False
    return True


def _set_aside(done: Moved, rows: list[models.Model]) -> None:
    for row in rows:
        if counts(type(row), [row.pk]).get(row.pk):
            raise CannotMove(row._meta.verbose_name)
        done.aside.append((row._meta.label_lower, packed(row)))
        type(row)._base_manager.filter(pk=row.pk).delete()


def still_there(moved: Mapping[str, list[Any]], kept: models.Model) -> bool:
    """Whether every row that was moved still points at `kept`."""
    for label, ids in moved.items():
        model, name = _model(label)
        for first in range(0, len(ids), AT_ONCE):
            part = ids[first : first + AT_ONCE]
            if model._base_manager.filter(pk__in=part, **{name: kept.pk}).count() != len(part):
                return False
    return True


def move_back(moved: Mapping[str, list[Any]], aside: Collection[Any], gone: models.Model) -> None:
    """Let what was moved point at `gone` again, and put back what was set aside."""
    for label, ids in moved.items():
        model, name = _model(label)
        for first in range(0, len(ids), AT_ONCE):
            model._base_manager.filter(pk__in=ids[first : first + AT_ONCE]).update(**{name: gone.pk})
    for label, values in aside:
        put_back(label, values)


def put_back(label: str, values: Mapping[str, Any]) -> None:
    """Insert a row that was set aside; one that points at what is gone by now is let go."""
    model = by_label(label)
    row = unpacked(model, values)
    keys = [column for column in model._meta.concrete_fields if column.remote_field]
    known: list[tuple[Any, Any]] = [(column.related_model, getattr(row, column.attname)) for column in keys]
    if all(pk is None or other._base_manager.filter(pk=pk).exists() for other, pk in known):
        row.save(force_insert=True)


def _model(label: str) -> tuple[type[models.Model], str]:
    where, _, name = label.rpartition(".")
    return by_label(where), name


def by_label(label: str) -> type[models.Model]:
    """The model of that label."""
    return apps.get_model(label)
