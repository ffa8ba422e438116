"""Where Django keeps sessions: in `Session` rows that name their person, so that each can be listed and ended."""

import hashlib
from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from fieldday.kit.prepared import prepared
from fieldday.people.models import Person, Session

DEVICE, BEGAN, SEEN = "_device", "_began", "_seen"


def handle_of(session_key: str) -> str:
    """A name for a session that pages and addresses may show: nobody finds the key from it."""
    return hashlib.sha256(b"session " + session_key.encode()).hexdigest()[:32]


class SessionStore(DatabaseStore):
    """Django's own store, with what a person wants to know of a session in columns. Who is signed in comes with the
    session, in one query."""

    person: Person | None = None  # who came with the session when it was read

    def _get_session_from_db(self) -> Any:
        row = next(iter(_session(str(self.session_key), timezone.now())), None)
        if row is None:
            self._session_key = None
        else:
            self.person = row.person  # type: ignore[attr-defined]  # our own Session has one
        return row

    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.handle = handle_of(row.session_key)
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device = str(data.get(DEVICE, ""))[:60]
        row.began_at, row.seen_at = _moment(data.get(BEGAN)), _moment(data.get(SEEN))
        return row


@prepared
def _session(key: str, at: datetime) -> Any:
    return Session.objects.select_related("person__team").filter(session_key=key, expire_date__gt=at)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
