"""Sign out: the session ends by its person's own act."""

from datetime import datetime
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.people.authority import authorise
from fieldday.people.policy import POLICY


def end_session(*, by: Any, at: datetime) -> None:
    """Keep that a person signed out; the door forgets the session."""
    authorise(POLICY, "people.session.ended", by=by, author=by)
    with transaction.atomic():
        trail.record("people.session.ended", by=by, noun=by, at=at)
