"""The duty that sends mails: it claims a delivery, sends it, and notes what came of it.

At least once: whoever is killed between the server's yes and the note leaves a lease that runs out, and the mail goes
again under the Message-ID of its notice, by which mail programs know the repeat.
"""

import logging
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation

from fieldday.kit import mail
from fieldday.kit.leases import claim, going_on_from
from fieldday.kit.words import say
from fieldday.notices.giving import mailed_kinds
from fieldday.notices.models import Delivery, Notice
from fieldday.notices.questions.inbox import told_to
from fieldday.rules.reminding import MOST_TRIES, next_try

WHY = "the queue of mails"
LEASE = timedelta(minutes=3)  # longer than all answers of a slow server together
AT_ONCE = 100
log = logging.getLogger(__name__)


def send_mails(*, at: datetime, most: int = AT_ONCE) -> int:
    """Send what waits, one after the other; answers how many were sent. Nothing while no server is set up.

    A server that takes no mail at all is left alone until the next run.
    """
    if not mail.is_set_up():
        return 0
    sent, now = 0, going_on_from(at)
    with mail.Post() as post:
        for _ in range(most):
            delivery = _claim(moment := now())
            if delivery is None:
                break
            try:
                sent += _deliver(delivery, post, moment)
            except Exception as error:
                unsent = error if isinstance(error, mail.Unsent) else mail.Unsent("broken")
                if unsent is not error:
                    log.exception("mail %s broke", delivery.pk)
                _put_off(delivery, unsent, moment)
                if unsent.everywhere:
                    break
    return sent


def _claim(at: datetime) -> Delivery | None:
    """The delivery that is due longest and nobody holds."""
    rows = Delivery.objects.unscoped(WHY)
    pk = claim(rows.filter(state="waiting", next_at__lte=at).order_by("next_at"), at=at, lease=LEASE)
    return rows.select_related("notice__person__mail_choice").filter(pk=pk).first() if pk else None


def _deliver(delivery: Delivery, post: mail.Post, at: datetime) -> bool:
    """Send one, or drop it where nobody wants it any more. Raises Unsent."""
    if delivery.tries > MOST_TRIES:  # workers were killed over it
        raise mail.Unsent("gave_up", lasting=True)
    if reason := _unwanted(delivery.notice, at):
        _note(delivery, state="dropped", fault=reason)
        return False
    post.send(written(delivery.notice, at))
    _note(delivery, state="sent", sent_at=at, fault="")
    return True


def _unwanted(notice: Notice, at: datetime) -> str:
    """Why a mail is not sent after all: a code, "" when it is."""
    person = notice.person
    if not person.is_active:
        return "left"
    if not person.email:
        return "no_address"
    if notice.read_at is not None:
        return "read"
    if notice.kind not in mailed_kinds(person):
        return "unwanted"
    due = notice.params.get("due")
    return "stale" if due and datetime.fromisoformat(due) < at else ""


def written(notice: Notice, at: datetime) -> Any:
    """The mail of a notice, in its person's language, with nothing in it that he may not see. Raises Unsent."""
    base = settings.PUBLIC_URL or f"http://127.0.0.1:{settings.PORT}"
    with translation.override(notice.person.language):
        (told,) = told_to(notice.person, [notice])
        quote = f"\n\n{told.quote}" if told.quote else ""
        text = (
            f"{told.text}{quote}\n\n{say('notices.mail.open', link=f'{base}/notices/{notice.pk}')}\n\n-- \n"
            f"{say('notices.mail.why', link=f'{base}/notices/mail')}\n"
        )
        subject = say("notices.mail.subject", text=told.text)
    return mail.composed(
        to=notice.person.email, subject=subject, text=text, message_id=message_id(notice.pk),
        Date=format_datetime(timezone.localtime(at)),
    )  # fmt: skip


def message_id(pk: UUID) -> str:
    """What a mail is known by: its notice, so that the same one sent twice is recognised."""
    return f"<{pk}@{urlsplit(settings.PUBLIC_URL).hostname or 'fieldday.invalid'}>"


def _put_off(delivery: Delivery, unsent: mail.Unsent, at: datetime) -> None:
    again = None if unsent.lasting else next_try(delivery.tries, at)
    if again is None:
        log.warning("mail %s was given up after %s tries: %s", delivery.pk, delivery.tries, unsent.fault)
        _note(delivery, state="failed", fault=unsent.fault)
    else:
        _note(delivery, next_at=again, fault=unsent.fault)


def _note(delivery: Delivery, **facts: Any) -> None:
    """Keep what came of it, unless the lease has run out and somebody else has it."""
    mine = Delivery.objects.unscoped(WHY).filter(pk=delivery.pk, lease=delivery.lease)
    mine.update(lease=None, leased_until=None, **facts)
