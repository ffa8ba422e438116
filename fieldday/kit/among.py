"""`field__among=ids`: like `in`, for the hundreds of ids, or of keys of a column of text, that one question hands to
the next.

They travel as one parameter, an array on PostgreSQL and JSON on SQLite, so that neither Django nor the driver nor
the database's parser works on each of them, and no number of them is too many.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import CharField, Field, ForeignObject, Lookup, TextField


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup):
    """Rows whose field is one of the ids, numbers, UUIDs, days or texts, on the right."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """For PostgreSQL."""
        sql, params = self.process_lhs(compiler, connection)
        kind, ids = self._spelled("postgresql")
        return f"{sql} = ANY(%s::{kind}[])", (*params, ids)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = self.process_lhs(compiler, connection)
        _kind, ids = self._spelled("sqlite")
        return f"{sql} IN (SELECT value FROM json_each(%s))", (*params, ids)  # noqa: S608  # a column's own name

    def _spelled(self, vendor: str) -> tuple[str, str]:
        if not self.rhs:
            raise EmptyResultSet  # no question is asked
        if isinstance(self.lhs.output_field, CharField | TextField):
            return "text", _texts(self.rhs, vendor)
        return spelled(self.rhs, vendor)


def _texts(values: Iterable[str], vendor: str) -> str:
    if vendor == "sqlite":
        return json.dumps(list(values))
    quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for text in values)
    return "{" + ",".join(f'"{text}"' for text in quoted) + "}"


def spelled(values: Iterable[Any], vendor: str) -> tuple[str, str]:
    """What ids are ("uuid", "date" or "bigint"), and the one parameter they travel in."""
    kind, ids = "bigint", list[str]()
    for value in values:
        if isinstance(value, UUID):
            kind = "uuid"
            ids.append(value.hex)
        elif isinstance(value, date):
            kind = "date"
            ids.append(value.isoformat())
        else:
            ids.append(str(int(value)))
    if vendor == "postgresql":
        return kind, "{" + ",".join(ids) + "}"
    return kind, f"[{','.join(ids)}]" if kind == "bigint" else json.dumps(ids)
