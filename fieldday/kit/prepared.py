"""Questions whose SQL Django makes once: what every page asks costs more to put into SQL than to answer.

    @prepared
    def _unread(person: int) -> QuerySet:
        return Notice.objects.unscoped("…").filter(person_id=person, read_at=None)

    _unread(reader.pk)  # a list, asked of the database each time

The function is called once with a stand-in for each argument; where a stand-in comes out as a parameter of the SQL,
the argument of each call goes in. So the function may do nothing with its arguments but filter by them: it cannot look
at them. Sets of ids are filtered by `__among` (`kit.among`), as one parameter.

Whose eyes look, `visible_to(reader)`, is an argument of several values (`taken_apart`): the SQL is made anew for each
shape of sight, and the values go in as parameters like any other.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Aggregate, Count, QuerySet, Value
from django.db.models.query import ValuesListIterable

from fieldday.kit.among import spelled
from fieldday.kit.querysets import SightQuerySet

_FIRST = 1_900_000_001  # fits a column of 32 bits, and nobody writes it into a query
_MANY = (tuple, list, set, frozenset)

Way = Callable[[Any], Any]
Fill = Callable[[tuple[Any, ...]], Any]  # an SQL parameter, of a call's values
Apart = Callable[[Any], tuple[Hashable, tuple[Any, ...]]]  # what the SQL hangs on, and the values that fill it in
Together = Callable[[Any, tuple[Any, ...]], Any]  # of a shape and stand-ins for its values, what stands for the whole

_composed: dict[type, tuple[Apart, Together]] = {}


def taken_apart(kind: type, apart: Apart, together: Together) -> None:
    """Arguments of this kind are several values. Not all of them need come out as parameters: an auditor's sight asks
    for nobody's line. What `together` makes must know nothing but the shape and those values."""
    _composed[kind] = apart, together


def prepared(build: Callable[..., QuerySet[Any]]) -> Callable[..., list[Any]]:
    """The rows of a query set that `build` makes of numbers, days, moments, texts, ids and sets of ids, as somebody
    sees them. None is another question than a value."""
    kept: dict[Any, _Question] = {}

    @wraps(build)
    def ask(*arguments: Any) -> list[Any]:
        shapes, values = _values(arguments)
        key = (connections[DEFAULT_DB_ALIAS].vendor, shapes, *map(_kind, values))
        question = kept.get(key)
        if question is None:
            question = kept[key] = _Question.of(build, arguments, values)
        return question.ask(values)

    return ask


def summed(rows: QuerySet[Any], *sums: Aggregate) -> QuerySet[Any]:
    """The sums of all rows as one row; where there are no rows, none at all or one of None, as the database does it."""
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
    sql: str | None  # None where Django knows that nothing can come of it: asked of nobody at all
    fills: tuple[Fill, ...]

    @classmethod
    def of(cls, build: Callable[..., QuerySet[Any]], arguments: tuple[Any, ...], values: tuple[Any, ...]) -> _Question:
        stand_ins = tuple(_stand_in(value, n) for n, value in enumerate(values))
        standing, needed = _put_together(arguments, stand_ins)
        rows = build(*standing)
        if isinstance(rows, SightQuerySet):
            rows._require()
        compiler = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return cls(rows, compiler, None, ())
        compiler.connection = None  # the asking thread's own is taken each time; this one is to end with its thread
        shown = [_spellings(one) for one in stand_ins]
        found: set[int] = set()
        fills = tuple(_fill(param, shown, found) for param in params)
        one_by_one = {one for many in stand_ins if isinstance(many, tuple) for one in many}
        if not needed <= found or one_by_one & {param for param in params if type(param) in (int, UUID, date)}:
            raise ValueError(f"{build.__qualname__}: an argument did not come out as a parameter")
        return cls(rows, compiler, sql, fills)

    def ask(self, values: tuple[Any, ...]) -> list[Any]:
        if self.sql is None:
            return []
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # this thread's
        told = self.sql, tuple([fill(values) for fill in self.fills])
        compiler.as_sql = lambda *_, **__: told
        if self.rows._iterable_class is ValuesListIterable:  # type: ignore[attr-defined]  # as below
            return list(compiler.results_iter(tuple_expected=True))
        rows = self.rows._chain()  # type: ignore[attr-defined]  # Django's own, not in the stubs
        compiler.query = rows.query
        rows.query.get_compiler = lambda *_, **__: compiler
        return list(rows)


def _values(arguments: tuple[Any, ...]) -> tuple[tuple[Hashable, ...], tuple[Any, ...]]:
    """The shapes of what is taken apart, in the order of the arguments, and all values."""
    shapes, values = list[Hashable](), list[Any]()
    for argument in arguments:
        if argument.__class__ in _composed:
            shape, parts = _composed[argument.__class__][0](argument)
            shapes.append(shape)
            values.extend(parts)
        else:
            values.append(argument)
    return tuple(shapes), tuple(values)


def _put_together(arguments: tuple[Any, ...], stand_ins: tuple[Any, ...]) -> tuple[list[Any], set[int]]:
    """The stand-ins in the arguments' own form, and which of them must come out as parameters."""
    standing, needed, n = list[Any](), set[int](), 0
    for argument in arguments:
        if argument.__class__ in _composed:
            apart, together = _composed[argument.__class__]
            shape, parts = apart(argument)
            standing.append(together(shape, stand_ins[n : n + len(parts)]))
            n += len(parts)
            continue
        standing.append(stand_ins[n])
        needed |= {n} if stand_ins[n] not in (None, ()) else set()
        n += 1
    return standing, needed


def _kind(argument: Any) -> Any:
    if isinstance(argument, _MANY):
        return "many", type(next(iter(argument), None))
    return type(argument)


def _stand_in(argument: Any, n: int) -> Any:
    """A value of the argument's kind that is no other's."""
    number, kind = _FIRST + n, _kind(argument)
    if isinstance(kind, tuple):
        return tuple(_stand_in(one, n) for one in list(argument)[:1])
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
    if argument is None:
        return None
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
