"""Many rows into a table at once: COPY on PostgreSQL, executemany on SQLite, indexes made afterwards."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

Rows = Sequence[tuple[Any, ...]]


def write(model: type[models.Model], names: Sequence[str], rows: Rows) -> None:
    """Insert rows whose values stand as the database spells them: ids as 32 hex digits, moments in UTC, money scaled.

    `names` are the columns given, by attribute; every other column gets its default.
    """
    if not rows:
        return
    given = {field.attname: field for field in model._meta.concrete_fields}
    rest = [
        field
        for field in model._meta.concrete_fields
        if field.attname not in names and not isinstance(field, models.AutoField)
    ]
    filled = tuple(field.get_db_prep_save(field.get_default(), connection) for field in rest)
    columns = [given[name].column for name in names] + [field.column for field in rest]
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    complete = (row + filled for row in rows) if filled else iter(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in complete:
                    copy.write_row(row)
        else:
            marks = ", ".join(["?"] * len(columns))
            raw = cursor.connection  # Django's own cursor looks at every value
            raw.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", complete)


@contextmanager
def unindexed(tables: Sequence[str]) -> Iterator[None]:
    """Take the indexes that hold no constraint off the tables while the block fills them; foreign keys sleep."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgres:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("SET maintenance_work_mem = '512MB'")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        taken = _indexes(cursor, tables)
        for name, _made in taken:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    with connection.cursor() as cursor:
        for _name, made in taken:
            cursor.execute(made)
        if postgres:
            cursor.execute("SET session_replication_role = origin")


def _indexes(cursor: Any, tables: Sequence[str]) -> list[tuple[str, str]]:
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename = ANY(%s) AND NOT EXISTS "
            "(SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname) AND i.indexdef NOT LIKE 'CREATE UNIQUE%%'",
            [list(tables)],
        )
    else:
        marks = ", ".join(["%s"] * len(tables))
        cursor.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks}) "
            "AND sql NOT LIKE 'CREATE UNIQUE%%'",
            list(tables),
        )
    return list(cursor.fetchall())
