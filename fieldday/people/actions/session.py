"""Sessions: they begin with a proof of who one is, and end by one's own act, here or from another device."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from fieldday import trail
from fieldday.kit.refusals import Refused
from fieldday.people.actions.tries import forget_failures
from fieldday.people.authority import authorise
from fieldday.people.models import Passkey, Person, Session
from fieldday.people.policy import POLICY
from fieldday.people.sessions import handle_of

# So long a session that ran out is told from one that somebody ended: its row is still there (decision 15).
REMEMBERED = timedelta(days=90)


def begin_session(
    *, by: Person, method: str, device: str, at: datetime, passkey_id: int | None = None, sign_count: int = 0
) -> None:
    """Keep that a person came in, and how: password, totp, recovery_code, passkey, oidc, invitation."""
    authorise(POLICY, "people.session.begun", by=by, author=by)
    with transaction.atomic():
        if passkey_id is not None:
            mine = Passkey.objects.visible_to(by).filter(pk=passkey_id, sign_count__lte=sign_count)
            if not mine.update(sign_count=sign_count, last_used_at=at):
                raise Refused("people.passkey.not_proven")
        forget_failures(by)
        trail.record("people.session.begun", by=by, noun=by, at=at, method=method, device=device)


def end_session(*, by: Any, at: datetime) -> None:
    """Keep that a person signed out; the door forgets the session."""
    authorise(POLICY, "people.session.ended", by=by, author=by)
    with transaction.atomic():
        trail.record("people.session.ended", by=by, noun=by, at=at)


def end_one_session(*, by: Person, handle: str, at: datetime) -> None:
    """Sign oneself out in one browser, from another. Raises Refused: missing when no session of one's own is meant."""
    authorise(POLICY, "people.session.ended", by=by, author=by)
    with transaction.atomic():
        row = Session.objects.select_for_update().filter(person=by, handle=handle).first()
        if row is None:
            raise Refused("people.not_found", missing=True)
        device = row.device
        row.delete()
        trail.record("people.session.ended", by=by, noun=by, at=at, device=device)


def end_other_sessions(*, by: Person, kept_key: str, at: datetime) -> int:
    """Sign oneself out everywhere but in the browser one sits at; answers in how many."""
    authorise(POLICY, "people.session.ended", by=by, author=by)
    with transaction.atomic():
        count = forget_sessions(by, but=kept_key)
        if count:
            trail.record("people.session.ended", by=by, noun=by, at=at, others=count)
        return count


def forget_sessions(person: Person, *, but: str = "") -> int:
    """Delete a person's sessions, one excepted: his next request there is a stranger's."""
    rows = Session.objects.filter(person=person)
    if but:
        rows = rows.exclude(handle=handle_of(but))
    return rows.delete()[1].get("people.Session", 0)


def clear_sessions(*, at: datetime) -> int:
    """The duty that removes sessions that ran out: nobody's at once, somebody's when they are forgotten; how many."""
    over = Q(expire_date__lt=at, person=None) | Q(expire_date__lt=at - REMEMBERED)
    return Session.objects.filter(over).delete()[0]
