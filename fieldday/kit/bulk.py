"""Many new rows at once: Django's own `bulk_create` spends most of an import on each single value."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
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


def insert(rows: Iterable[models.Model]) -> None:
    """Insert fresh rows of one model, whose ids are either theirs already or not needed: none is read back.

    PostgreSQL copies, SQLite inserts by the thousand. No signals, no conflicts handled: what breaks a constraint raises
    IntegrityError for all.
    """
    rows = list(rows)
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    database = connections[DEFAULT_DB_ALIAS]  # not its proxy, which is asked anew for each value
    columns = [(field, _plain(field, database.vendor)) for field in fields]
    quote = database.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    into = f"{quote(model._meta.db_table)} ({names})"
    if database.vendor == "postgresql":
        _copy(database, into, rows, columns)
    else:
        _insert(database, into, rows, columns)
    for row in rows:
        row._state.adding, row._state.db = False, database.alias


def _copy(database: Any, into: str, rows: list[models.Model], columns: Sequence[Column]) -> None:
    with (
        database.wrap_database_errors,
        database.cursor() as cursor,
        cursor.cursor.copy(f"COPY {into} FROM STDIN") as stream,
    ):
        for values in _values(rows, columns, database):
            stream.write_row(values)


def _insert(database: Any, into: str, rows: list[models.Model], columns: Sequence[Column]) -> None:
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


def _values(rows: list[models.Model], columns: Sequence[Column], database: Any) -> Iterator[list[Any]]:
    """Each row's values in the columns' order, as the database takes them."""
    values_of = attrgetter(*(field.attname for field, _plain in columns), "_state")  # a tuple for one column too
    for row in rows:
        yield [
            value if type(value) in plain else field.get_db_prep_save(value, database)
            for value, (field, plain) in zip(values_of(row), columns, strict=False)
        ]
