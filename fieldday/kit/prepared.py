"""Questions whose SQL Django makes once: what every page asks costs more to put into SQL than to answer.

    @prepared
    def _unread(person: int) -> QuerySet:
        return Notice.objects.unscoped("…").filter(person_id=person, read_at=None)

    _unread(reader.pk)  # a list, asked of the database each time

The function is called once with a stand-in for each argument; where a stand-in comes out as a parameter of the SQL,
the argument of each call goes in. So the function may do nothing with its arguments but filter by them: it cannot look
at them, and no person is handed in. Sets of ids are filtered by `__among` (`kit.among`), as one parameter.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Aggregate, Count, QuerySet, Value

from fieldday.kit.among import spelled

_FIRST = 1_900_000_001  # fits a column of 32 bits, and nobody writes it into a query
_MANY = (tuple, list, set, frozenset)

Way = Callable[[Any], Any]
Fill = Callable[[tuple[Any, ...]], Any]  # an SQL parameter, of a call's arguments


def prepared(build: Callable[..., QuerySet[Any]]) -> Callable[..., list[Any]]:
    """The rows of a query set that `build` makes of numbers, days, moments, texts, ids and sets of ids."""
    kept: dict[Any, _Question] = {}

    @wraps(build)
    def ask(*arguments: Any) -> list[Any]:
        if any(isinstance(one, _MANY) and not one for one in arguments):
            return list(build(*arguments))  # Django knows what is asked of nobody at all
        key = (connections[DEFAULT_DB_ALIAS].vendor, *map(_kind, arguments))
        question = kept.get(key)
        if question is None:
            question = kept[key] = _Question.of(build, arguments)
        return question.ask(arguments)

    return ask


def summed(rows: QuerySet[Any], *sums: Aggregate) -> QuerySet[Any]:
    """The sums of all rows as one row, or none where there are no rows."""
    named = {f"sum_{n}": one for n, one in enumerate(sums)}
    return rows.order_by().values(every=Value(1)).annotate(**named).values_list(*named)


def counted(rows: QuerySet[Any], different: str = "pk") -> QuerySet[Any]:
    """How many rows there are, or how many different values of a column: a query set of one number, or of none where
    there is nothing to count."""
    by = Count(different, distinct=different != "pk")
    return rows.order_by().values(every=Value(1)).annotate(n=by).values_list("n", flat=True)


@dataclass(frozen=True)
class _Question:
    """A query set with its compiled SQL, and what fills each of its parameters."""

    rows: QuerySet[Any]
    compiler: Any
    sql: str
    fills: tuple[Fill, ...]

    @classmethod
    def of(cls, build: Callable[..., QuerySet[Any]], arguments: tuple[Any, ...]) -> _Question:
        stand_ins = tuple(_stand_in(argument, n) for n, argument in enumerate(arguments))
        rows = build(*stand_ins)
        compiler = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        compiler.connection = None  # the asking thread's own is taken each time; this one is to end with its thread
        shown = [_spellings(one) for one in stand_ins]
        found: set[int] = set()
        fills = tuple(_fill(param, shown, found) for param in params)
        if len(found) != len(arguments):
            raise ValueError(f"{build.__qualname__}: an argument did not come out as a parameter")
        return cls(rows, compiler, sql, fills)

    def ask(self, arguments: tuple[Any, ...]) -> list[Any]:
        rows = self.rows._chain()  # type: ignore[attr-defined]  # Django's own, not in the stubs
        compiler = copy.copy(self.compiler)
        compiler.query, compiler.connection = rows.query, connections[DEFAULT_DB_ALIAS]  # this thread's
        told = self.sql, tuple(fill(arguments) for fill in self.fills)
        compiler.as_sql = lambda *_, **__: told
        rows.query.get_compiler = lambda *_, **__: compiler
        return list(rows)


def _kind(argument: Any) -> Any:
    if isinstance(argument, _MANY):
        return "many", type(next(iter(argument)))
    return type(argument)


def _stand_in(argument: Any, n: int) -> Any:
    """A value of the argument's kind that is no other's."""
    number, kind = _FIRST + n, _kind(argument)
    if isinstance(kind, tuple):
        return (UUID(int=number),) if kind[1] is UUID else (number,)
    if kind is int:
        return number
    if kind is str:
        return f"stand-in {number}"
    if kind is UUID:
        return UUID(int=number)
    if kind is datetime:
        return datetime(1901, 1, 1, tzinfo=UTC) + timedelta(days=n)
    if kind is date:
        return date(1901, 1, 1) + timedelta(days=n)
    raise TypeError(f"no SQL is prepared for {argument!r}")


def _spellings(value: Any) -> list[tuple[Any, Way]]:
    """How a value of this kind may come out as a parameter, and what makes any other one come out so."""
    ways: list[Way] = [lambda plain: plain]
    if isinstance(value, tuple):
        ways = [lambda ids: spelled(ids, connections[DEFAULT_DB_ALIAS].vendor)[1]]
    elif isinstance(value, datetime):
        ways.append(lambda moment: connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(moment))
    elif isinstance(value, date):
        ways.append(lambda day: connections[DEFAULT_DB_ALIAS].ops.adapt_datefield_value(day))
    elif isinstance(value, UUID):
        ways.append(lambda pk: pk.hex)
    return [(way(value), way) for way in ways]


def _fill(param: Any, shown: list[list[tuple[Any, Way]]], found: set[int]) -> Fill:
    """What fills a parameter: the argument whose stand-in it is, else what stands there."""
    for n, spellings in enumerate(shown):
        for spelling, way in spellings:
            if type(param) is type(spelling) and param == spelling:
                found.add(n)
                return lambda arguments, n=n, way=way: way(arguments[n])  # type: ignore[misc]  # kept as they are now
    return lambda arguments: param
