"""What SQL can gather in a group and Django cannot say for both databases."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db.models import Aggregate, TextField


class Different(Aggregate):
    """The different values of a text column in a group, as a frozenset; empty where there are none."""

    output_field = TextField()
    allow_distinct = False

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="ARRAY_AGG(DISTINCT %(expressions)s)", **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="JSON_GROUP_ARRAY(DISTINCT %(expressions)s)", **context)

    @property
    def convert_value(self) -> Callable[..., frozenset[str]]:
        return _told


def _told(value: Any, expression: Any, connection: Any) -> frozenset[str]:
    return _different(value if isinstance(value, str) else tuple(value or ()))


@lru_cache(maxsize=10_000)
def _different(said: str | tuple[str | None, ...]) -> frozenset[str]:
    """Groups are many, and what they gather is alike: each is put together once."""
    values = json.loads(said) if isinstance(said, str) else said
    return frozenset(one for one in values if one is not None)
