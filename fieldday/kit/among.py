"""`field__among=ids`: like `in`, for the hundreds of ids that one question hands to the next.

The ids travel as one parameter, an array on PostgreSQL and JSON on SQLite, so that neither Django nor the driver nor
the database's parser works on each of them, and no number of them is too many.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, ForeignObject, Lookup


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup):
    """Rows whose field is one of the ids, numbers or UUIDs, on the right."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """For PostgreSQL."""
        sql, params = self.process_lhs(compiler, connection)
        kind, ids = self._ids()
        return f"{sql} = ANY(%s::{kind}[])", (*params, "{" + ",".join(ids) + "}")

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = self.process_lhs(compiler, connection)
        kind, ids = self._ids()
        listed = json.dumps(ids) if kind == "uuid" else f"[{','.join(ids)}]"
        return f"{sql} IN (SELECT value FROM json_each(%s))", (*params, listed)  # noqa: S608  # a column's own name

    def _ids(self) -> tuple[str, list[str]]:
        values: Iterable[Any] = self.rhs
        kind, ids = "bigint", list[str]()
        for value in values:
            if isinstance(value, UUID):
                kind = "uuid"
                ids.append(value.hex)
            else:
                ids.append(str(int(value)))
        if not ids:
            raise EmptyResultSet  # no question is asked
        return kind, ids
