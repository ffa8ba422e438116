"""Ids that a form can bring with it: UUIDs in order of time, so that indexes grow at one end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from uuid6 import uuid7

from fieldday.kit.refusals import Refused


def _fresh() -> UUID:
    return UUID(int=uuid7().int)


_maker: ContextVar[Callable[[], UUID]] = ContextVar("maker", default=_fresh)


def new_id() -> UUID:
    """A fresh id. Made by the server, or beforehand by the form that will create the row."""
    return _maker.get()()


def free_id(model: Any, brought: UUID | None) -> UUID:
    """The id that a form brought for a new row, or a fresh one. Raises Refused at "id" when a row has it already:
    one's own and one out of sight alike, so that the refusal tells nothing of the latter."""
    if brought is None:
        return new_id()
    rows = model.objects
    rows = rows.unscoped("whether an id is taken") if hasattr(rows, "unscoped") else rows
    if rows.filter(pk=brought).exists():
        raise Refused("kit.id.taken", field="id")
    return brought


@contextmanager
def ids_made_by(maker: Callable[[], UUID]) -> Iterator[None]:
    """Let `maker` make the ids meanwhile: an invented company has the same ones whenever it is loaded."""
    token = _maker.set(maker)
    try:
        yield
    finally:
        _maker.reset(token)
