"""陪訪: the visits of this day that a superior may come along to, or was along to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from fieldday.people import sight
from fieldday.rules import kpi
from fieldday.visits.models import Companion, DailyReport, Visit
from fieldday.visits.policy import POLICY

MOST = 20
HANDED_IN = ("sent", "signed")


@dataclass(frozen=True)
class Joinable:
    """A visit that one of one's people is at just now, or was at today."""

    id: UUID
    person: str
    account: str
    arrived_at: datetime
    left_at: datetime | None
    account_id: UUID


def joinable_visits(reader: Any, today: date) -> tuple[Joinable, ...]:
    """Where `reader`'s people are just now, then where they were today, the latest first; not what he came along to
    already, nor a day that is handed in. One query."""
    if not POLICY.allows("visits.visit.joined", reader.role):
        return ()
    with_them = Companion.objects.unscoped("one's own").filter(person=reader).values("visit_id")
    handed_in = DailyReport.objects.unscoped("days that take no more").filter(day=today, status__in=HANDED_IN)
    rows = Visit.objects.visible_to(reader).filter(Q(left_at=None) | Q(day=today), channel=kpi.VISIT)
    rows = rows.filter(person_id__in=sight.line_of(reader), person__is_active=True).exclude(person=reader)
    rows = rows.exclude(pk__in=with_them)
    rows = rows.exclude(day=today, person_id__in=handed_in.values("person_id")).select_related("person", "account")
    return tuple(
        Joinable(row.pk, row.person.name, row.account.name, row.arrived_at, row.left_at, row.account_id)
        for row in rows.order_by(F("left_at").desc(nulls_first=True), "-arrived_at")[:MOST]
    )
