"""Ids that a form can bring with it: UUIDs in order of time, so that indexes grow at one end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from uuid6 import uuid7


def _fresh() -> UUID:
    return UUID(int=uuid7().int)


_maker: ContextVar[Callable[[], UUID]] = ContextVar("maker", default=_fresh)


def new_id() -> UUID:
    """A fresh id. Made by the server, or beforehand by the form that will create the row."""
    return _maker.get()()


@contextmanager
def ids_made_by(maker: Callable[[], UUID]) -> Iterator[None]:
    """Let `maker` make the ids meanwhile: an invented company has the same ones whenever it is loaded."""
    token = _maker.set(maker)
    try:
        yield
    finally:
        _maker.reset(token)
