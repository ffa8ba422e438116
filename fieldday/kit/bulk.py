"""Many new rows at once: Django's own `bulk_create` spends most of an import on each single value."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

_MOST_PARAMETERS = 30_000  # SQLite takes 32,766
_AS_THEY_ARE = (models.CharField, models.TextField)

Column = tuple[str, Any, bool]  # attribute, field, whether its texts go in as they are


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
    columns = [(field.attname, field, isinstance(field, _AS_THEY_ARE)) for field in fields]
    database = connections[DEFAULT_DB_ALIAS]  # not its proxy, which is asked anew for each value
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
        for row in rows:
            stream.write_row(tuple(_values(row, columns, database)))


def _insert(database: Any, into: str, rows: list[models.Model], columns: Sequence[Column]) -> None:
    one = "(" + ", ".join(["%s"] * len(columns)) + ")"
    at_once = _MOST_PARAMETERS // len(columns)
    with database.cursor() as cursor:
        for first in range(0, len(rows), at_once):
            part = rows[first : first + at_once]
            values = [value for row in part for value in _values(row, columns, database)]
            cursor.execute(f"INSERT INTO {into} VALUES " + ", ".join([one] * len(part)), values)  # noqa: S608  # quoted


def _values(row: models.Model, columns: Sequence[Column], database: Any) -> Iterator[Any]:
    for name, field, as_it_is in columns:
        value = getattr(row, name)
        if value is None or value is True or value is False or (as_it_is and type(value) is str):
            yield value
        else:
            yield field.get_db_prep_save(value, database)
