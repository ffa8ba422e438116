"""Signing in: the sign-in name is `external_id`, letters' case does not matter; people who left stay out."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.backends import BaseBackend

from fieldday.people.models import Person

_asked_for: ContextVar[Any] = ContextVar("asked_for", default=None)


@contextmanager
def asking_for(session: Any) -> Iterator[None]:
    """Within the block, the person signed in is the one who was read together with this session, if one was."""
    token = _asked_for.set(session)
    try:
        yield
    finally:
        _asked_for.reset(token)


def counted_name(request: Any, credentials: dict[str, Any] | None = None) -> str:
    """The name under which failed attempts are counted: the same however it is written, as sign-in takes it."""
    given = (credentials or {}).get("username") or (request.POST.get("username") if request else None)
    return str(given or "").strip().casefold()[:255]


class PersonBackend(BaseBackend):
    def authenticate(self, request: Any, username: str = "", password: str = "", **_: Any) -> Person | None:
        people = Person.objects.unscoped("sign-in")
        name = username.strip()
        person = people.filter(external_id=name).first() or people.filter(external_id__iexact=name).first()
        if person is None:
            Person().set_password(password)  # as slow as a real check, so that a name cannot be guessed by time
            return None
        return person if person.check_password(password) and person.is_active else None

    def get_user(self, user_id: Any) -> Person | None:
        session = _asked_for.get()
        person = getattr(session, "person", None)
        if person is not None and person.pk == user_id:
            return person if person.is_active else None
        return (
            Person.objects.unscoped("the session's own person")
            .select_related("team")
            .filter(pk=user_id, is_active=True)
            .first()
        )
