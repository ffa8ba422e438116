"""陪訪: the visits just going on that a superior may come along to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fieldday.people import sight
from fieldday.rules import kpi
from fieldday.visits.models import Companion, Visit
from fieldday.visits.policy import POLICY

MOST = 20


@dataclass(frozen=True)
class OpenVisit:
    """A visit that one of one's people is at just now."""

    id: UUID
    person: str
    account: str
    arrived_at: datetime
    account_id: UUID


def joinable_visits(reader: Any) -> tuple[OpenVisit, ...]:
    """Where `reader`'s people are just now and he is not with them yet, the latest first. One query."""
    if not POLICY.allows("visits.visit.joined", reader.role):
        return ()
    with_them = Companion.objects.unscoped("one's own").filter(person=reader).values("visit_id")
    rows = Visit.objects.visible_to(reader).filter(left_at=None, channel=kpi.VISIT, person_id__in=sight.line_of(reader))
    rows = rows.exclude(person=reader).exclude(pk__in=with_them).select_related("person", "account")
    return tuple(
        OpenVisit(row.pk, row.person.name, row.account.name, row.arrived_at, row.account_id)
        for row in rows.order_by("-arrived_at")[:MOST]
    )
