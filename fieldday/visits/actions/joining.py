"""陪訪: who came along to a visit. It is credited to both and counted once."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from fieldday import trail
from fieldday.kit import clock
from fieldday.kit.prepared import prepared
from fieldday.kit.refusals import Refused
from fieldday.people import sight
from fieldday.people.authority import authorise
from fieldday.people.models import Person
from fieldday.rules import kpi, signoff
from fieldday.rules.verdict import Reason
from fieldday.visits.actions.day_lock import lock_days, open_day
from fieldday.visits.actions.moments import happened_at
from fieldday.visits.models import Companion, DailyReport, Stop, Visit
from fieldday.visits.policy import POLICY
from fieldday.visits.questions.joint_calls import companions_offered

OWN = "whose day it is, or who joins it"


def join_visit(
    *, by: Any, visit_id: UUID, at: datetime, claimed_at: datetime | None = None, sent_at: datetime | None = None
) -> Visit:
    """Come along to the visit of somebody in one's line while it is open, or say on the same day that one did; joining
    twice changes nothing. Of a phone the day counts on which it was tapped.

    A stop of one's own plan for the same customer that day is fulfilled by it. Raises Refused: for one's own visit,
    outside the line, once its day is over, when either day is closed.
    """
    with transaction.atomic():
        visit = _locked(by, visit_id, "visits.visit.joined")
        if not sight.is_superior(by.pk, visit.person_id):
            raise Refused("visits.companion.not_in_line")
        if Companion.objects.unscoped(OWN).filter(visit=visit, person=by).exists():
            return visit
        if visit.channel != kpi.VISIT:
            raise Refused("visits.companion.not_in_person")
        if visit.left_at is not None and visit.day != clock.local_day(happened_at(at, claimed_at, sent_at)):
            raise Refused("visits.companion.over", name=visit.person.name)
        _join(visit, [by.pk], by=by, at=at)
        return visit


def unjoin_visit(*, by: Any, visit_id: UUID, at: datetime) -> Visit:
    """Take back that one came along, while both days are open; twice changes nothing. Raises Refused."""
    with transaction.atomic():
        visit = _locked(by, visit_id, "visits.visit.unjoined")
        _unjoin(visit, [by.pk], by=by, at=at)
        return visit


def lock_companions(by: Any, visit_id: UUID, people: Iterable[int]) -> None:
    """Lock the days of all whom a change of companions concerns, in one order, before anything else is locked."""
    ids = {by.pk, *people, *_present(visit_id)}
    if len(ids) == 1:
        return
    rows = Person.objects.unscoped(OWN).select_for_update(of=("self",), no_key=True).filter(pk__in=ids)
    list(rows.only("pk").order_by("pk"))


@prepared
def _present(visit: UUID) -> Any:
    return Companion.objects.unscoped(OWN).filter(visit_id=visit).values_list("person_id", flat=True)


def set_companions(
    visit: Visit, people: Collection[int], *, by: Any, at: datetime, seen: Collection[int] | None = None
) -> None:
    """Make these the companions of one's own visit, which another verb has locked; whoever joined by himself and was
    not `seen` on the form stays. Raises Refused at "companion"."""
    present, wanted = set(_present(visit.pk)), set(people)
    if by.pk in wanted:
        raise Refused("visits.companion.oneself", field="companion")
    if wanted and visit.channel != kpi.VISIT:
        raise Refused("visits.companion.not_in_person", field="companion")
    if wanted - present and wanted - present - {pk for pk, _name in companions_offered(by)}:
        raise Refused("visits.companion.unknown", field="companion")
    gone = present - wanted if seen is None else (present - wanted) & set(seen)
    if gone:
        _unjoin(visit, sorted(gone), by=by, at=at)
    if wanted - present:
        _join(visit, sorted(wanted - present), by=by, at=at)


def _locked(by: Any, visit_id: UUID, verb: str) -> Visit:
    """A visit of somebody else in sight, locked with both people's days; the days are open."""
    rows = Visit.objects.visible_to(by).select_related("person", "account")
    visit = rows.filter(pk=visit_id).first()
    authorise(POLICY, verb, by=by, seen=visit is not None)
    if visit is None:
        raise Refused("people.not_found", missing=True)
    if visit.person_id == by.pk:
        raise Refused("visits.companion.oneself")
    for person in sorted((by, visit.person), key=lambda one: one.pk):
        lock_days(person)
    for person in (by, visit.person):
        _require_open(person, visit.day)
    open_day(by, visit.day)
    return rows.select_for_update(of=("self",)).get(pk=visit_id)


def _require_open(person: Any, day: date) -> None:
    reports = DailyReport.objects.unscoped(OWN).filter(person=person, day=day)
    status = reports.values_list("status", flat=True).first()
    if status and not signoff.may_move(status, signoff.EDIT).ok:
        reason = Reason("visits.companion.day_closed", {"name": person.name}, "companion")
        raise Refused(reason.code, [reason])


def _join(visit: Visit, people: Collection[int], *, by: Any, at: datetime) -> None:
    for person in Person.objects.unscoped(OWN).filter(pk__in=list(people)).order_by("pk"):
        _require_open(person, visit.day)
        stop = _fulfilled(person, visit)
        Companion.objects.create(visit=visit, person=person, stop=stop, by=by, at=at)
        _record("visits.visit.joined", visit, person, by, at, stop=stop.pk if stop else None)


def _unjoin(visit: Visit, people: Collection[int], *, by: Any, at: datetime) -> None:
    rows = Companion.objects.unscoped(OWN).filter(visit=visit, person_id__in=list(people)).select_related("person")
    for row in rows.order_by("person_id"):
        _require_open(row.person, visit.day)
        row.delete()
        _record("visits.visit.unjoined", visit, row.person, by, at)


def _fulfilled(person: Any, visit: Visit) -> Stop | None:
    """The first stop of the companion's own plan of the day for the same customer that nobody has fulfilled yet."""
    stops = Stop.objects.unscoped("the companion's own stop").filter(
        plan__person=person, plan__day=visit.day, account_id=visit.account_id, visit=None, joined=None
    )
    return stops.exclude(Q(changes__kind="cancelled")).order_by("position").first()


def _record(verb: str, visit: Visit, person: Any, by: Any, at: datetime, **facts: Any) -> None:
    trail.record(
        verb, by=by, noun=visit, at=at, account_id=visit.account_id, day=visit.day, companion=person.pk, **facts
    )
