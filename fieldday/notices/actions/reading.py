"""Reading one's notices: one when it is opened, or all of them at once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.kit.refusals import Refused
from fieldday.notices.models import Notice
from fieldday.notices.policy import POLICY
from fieldday.people.authority import authorise


def read_notice(*, by: Any, notice_id: UUID, at: datetime) -> Notice:
    """Say that one has read a notice; again says nothing new. Raises Refused: missing for anybody else's."""
    with transaction.atomic():
        notice = Notice.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=notice_id).first()
        authorise(POLICY, "notices.notice.read", by=by, author=by, seen=notice is not None)
        if notice is None:
            raise Refused("people.not_found", missing=True)
        if notice.read_at is None:
            notice.read_at = at
            notice.save(update_fields=["read_at"])
            trail.record("notices.notice.read", by=by, noun=notice, at=at)
        return notice


def read_all(*, by: Any, newest: UUID, at: datetime) -> int:
    """Say that one has read every notice up to `newest`, the last one made when one saw the page; answers how many."""
    authorise(POLICY, "notices.inbox.read", by=by, author=by)
    with transaction.atomic():
        count = Notice.objects.visible_to(by).filter(read_at=None, pk__lte=newest).update(read_at=at)
        if count:
            trail.record("notices.inbox.read", by=by, noun=by, at=at, count=count)
        return count
