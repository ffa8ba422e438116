"""Many new rows in few statements: Django's own `bulk_create` spends most of an import on each single value."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

_MOST_PARAMETERS = 30_000  # SQLite takes 32,766, PostgreSQL 65,535
_AS_THEY_ARE = (models.CharField, models.TextField)


def insert(rows: Iterable[models.Model]) -> None:
    """Insert fresh rows of one model, whose ids are either theirs already or not needed: none is read back.

    No signals, no conflicts handled: what breaks a constraint raises IntegrityError for all.
    """
    rows = list(rows)
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    start = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608  # quoted names
    one = "(" + ", ".join(["%s"] * len(fields)) + ")"
    at_once = _MOST_PARAMETERS // len(fields)
    with connection.cursor() as cursor:
        for first in range(0, len(rows), at_once):
            part = rows[first : first + at_once]
            values = [value for row in part for value in _values(row, fields)]
            cursor.execute(start + ", ".join([one] * len(part)), values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _values(row: models.Model, fields: Sequence[Any]) -> Iterable[Any]:
    for field in fields:
        value = getattr(row, field.attname)
        if value is None or (type(value) is str and isinstance(field, _AS_THEY_ARE)):
            yield value
        else:
            yield field.get_db_prep_save(value, connection)
