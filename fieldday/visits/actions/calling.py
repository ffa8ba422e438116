"""電訪: a contact with a customer by phone or LINE. It is no visit: it takes no place, and closes none."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.kit import clock
from fieldday.kit.ids import free_id
from fieldday.kit.refusals import Refused
from fieldday.rules import kpi
from fieldday.visits.actions.arrival import insert_visit, seen_account
from fieldday.visits.actions.day_lock import open_day
from fieldday.visits.actions.moments import happened_at
from fieldday.visits.models import Visit

CHANNELS = (kpi.PHONE, kpi.LINE)


def contact_account(
    *,
    by: Any,
    at: datetime,
    account_id: UUID,
    channel: str,
    claimed_at: datetime | None = None,
    sent_at: datetime | None = None,
    visit_id: UUID | None = None,
) -> Visit:
    """Record a contact by "phone" or "line" with a customer in sight: it ends where it begins, and what came of it is
    recorded as of a visit. A stop planned for this customer stays open. Raises Refused."""
    if channel not in CHANNELS:
        raise Refused("visits.contact.unknown_channel", field="channel")
    began = happened_at(at, claimed_at, sent_at)
    day = clock.local_day(began)
    with transaction.atomic():
        account = seen_account(by, "visits.visit.contacted", account_id)
        open_day(by, day)
        visit = Visit(id=free_id(Visit, visit_id), person=by, account=account, day=day, channel=channel)
        visit.arrived_at = visit.left_at = began
        visit.claimed_at, visit.received_at = claimed_at, at
        insert_visit(visit)
        facts = {"account_id": account.pk, "day": day, "channel": channel}
        trail.record("visits.visit.contacted", by=by, noun=visit, at=at, claimed_at=claimed_at, **facts)
        return visit
