"""While a page is read, what the whole house asks again and again (the company, its lists) is asked once.

Only reading keeps answers: a verb, a duty and a command ask anew each time, so that none acts on what was so before.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from django.utils.translation import get_language

Answer = TypeVar("Answer")
_kept: ContextVar[dict[Any, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Within it, each question that is `asked_once` is asked once for each language."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def asked_once(ask: Callable[[], Answer]) -> Callable[[], Answer]:
    """A question without parameters whose answer stands while one page is read."""

    @wraps(ask)
    def answer() -> Answer:
        kept = _kept.get()
        if kept is None:
            return ask()
        key = (ask, get_language())
        if key not in kept:
            kept[key] = ask()
        found: Answer = kept[key]
        return found

    return answer
