"""Many new rows at once: Django's own `bulk_create` spends most of an import on each single value."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models

_MOST_PARAMETERS = 30_000  # SQLite takes 32,766
# What goes in as it is, by its field's class; the driver of PostgreSQL takes more than SQLite's.
_AS_THEY_ARE: tuple[tuple[Any, type], ...] = (
    ((models.CharField, models.TextField), str),
    ((models.IntegerField, models.ForeignKey), int),
)
_POSTGRESQL = (
    ((models.UUIDField, models.ForeignKey), UUID),
    (models.DateTimeField, datetime),
    (models.DateField, date),
)

Column = tuple[Any, frozenset[type]]  # a field, and the types of values that go in as they are


def fresh(model: type[models.Model], **values: Any) -> Any:
    """A row not saved, as `model(**values)` makes it, values by attribute; given by their places, Django takes a third
    of the time."""
    places, constants, made = _defaults(model)
    row = list(constants)
    for place, make in made:
        row[place] = make()
    for name, value in values.items():
        row[places[name]] = value
    return model(*row)


def insert(rows: Iterable[models.Model]) -> None:
    """Insert fresh rows of one model, whose ids are either theirs already or not needed: none is read back.

    PostgreSQL copies, SQLite inserts by the thousand. No signals, no conflicts handled: what breaks a constraint raises
    IntegrityError for all.
    """
    rows = list(rows)
    if not rows:
        return
    model = type(rows[0])
    names = [field.attname for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    values_of = attrgetter(*names, "_state")  # a tuple for one column too
    insert_values(model, names, [values_of(row)[:-1] for row in rows])
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def insert_values(model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """The same for rows that nobody needs as objects: their values, in the order of `names`, by attribute. Every column
    is named but an id that the database gives."""
    rows = list(rows)
    if not rows:
        return
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    database = connections[DEFAULT_DB_ALIAS]  # not its proxy, which is asked anew for each value
    columns = [(field, _plain(field, database.vendor)) for field in fields]
    quote = database.ops.quote_name
    into = f"{quote(model._meta.db_table)} ({', '.join(quote(str(field.column)) for field in fields)})"
    if database.vendor == "postgresql":
        _copy(database, into, rows, columns)
    else:
        _insert(database, into, rows, columns)


@cache
def _defaults(model: type[models.Model]) -> tuple[dict[str, int], tuple[Any, ...], tuple[tuple[int, Any], ...]]:
    """Where each column stands, what each holds by default, and what makes that anew for every row."""
    fields = model._meta.concrete_fields
    made = [(n, one.default) for n, one in enumerate(fields) if one.has_default() and callable(one.default)]
    constants = tuple(None if n in dict(made) else one.get_default() for n, one in enumerate(fields))
    return {one.attname: n for n, one in enumerate(fields)}, constants, tuple(made)


def _copy(database: Any, into: str, rows: list[tuple[Any, ...]], columns: Sequence[Column]) -> None:
    with (
        database.wrap_database_errors,
        database.cursor() as cursor,
        cursor.cursor.copy(f"COPY {into} FROM STDIN") as stream,
    ):
        for values in _values(rows, columns, database):
            stream.write_row(values)


def _insert(database: Any, into: str, rows: list[tuple[Any, ...]], columns: Sequence[Column]) -> None:
    one = "(" + ", ".join(["%s"] * len(columns)) + ")"
    at_once = _MOST_PARAMETERS // len(columns)
    with database.cursor() as cursor:
        for first in range(0, len(rows), at_once):
            part = rows[first : first + at_once]
            values = [value for one in _values(part, columns, database) for value in one]
            cursor.execute(f"INSERT INTO {into} VALUES " + ", ".join([one] * len(part)), values)  # noqa: S608  # quoted


def _plain(field: models.Field, vendor: str) -> frozenset[type]:
    known = (*_AS_THEY_ARE, *(_POSTGRESQL if vendor == "postgresql" else ()))
    return frozenset({type(None), bool, *(kind for fields, kind in known if isinstance(field, fields))})


def _values(rows: list[tuple[Any, ...]], columns: Sequence[Column], database: Any) -> Iterator[list[Any]]:
    """Each row's values in the columns' order, as the database takes them."""
    for row in rows:
        yield [
            value if type(value) in plain else field.get_db_prep_save(value, database)
            for value, (field, plain) in zip(row, columns, strict=True)
        ]
