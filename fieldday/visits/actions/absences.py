"""Enter an absence (leave 請假, a business trip 出差, training 教育訓練) for oneself or one's people; cancel it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.kit import clock
from fieldday.kit.ids import free_id
from fieldday.kit.refusals import Refused, require
from fieldday.people.authority import authorise
from fieldday.people.models import Person
from fieldday.rules.attendance import DAY, Away, judge_absence
from fieldday.rules.text import clean
from fieldday.visits.actions.day_lock import lock_days
from fieldday.visits.models import Absence, Code, Companion, DailyReport, Deviation, Visit
from fieldday.visits.policy import POLICY
from fieldday.visits.questions.attendance import open_stops, takes_stops

WHY = "the days of a person in sight, whose absence one may enter"
REASON = "absence"  # of the stops that fall away
CLOSED = ("sent", "signed")


def enter_absence(
    *,
    by: Any,
    person_id: int,
    kind: str,
    since: date,
    until: date,
    at: datetime,
    part: str = DAY,
    note: str = "",
    stops_off: bool = False,
    absence_id: UUID | None = None,
) -> Absence:
    """Enter days, or half a day, on which somebody does not sell as usual.

    When stops are planned for whole days of leave or training, `stops_off` says that they are known to fall away:
    each is kept, with the reason, and counts in no rate. Without it Refused `visits.absence.stops_planned` asks.
    Raises Refused with the reasons at their fields: overlapping, a day with visits, a day whose report is sent.
    """
    with transaction.atomic():
        person = _person(by, person_id, "visits.absence.entered")
        code = Code.objects.filter(kind="absence", code=kind, retired=False).first()
        if code is None:
            raise Refused("visits.absence.unknown_kind", field="kind")
        lock_days(person)
        wanted, note = Away(since, until, part, code.counts_as), clean(note)
        require(_judge(person, wanted, note, clock.local_day(at)))
        facts: dict[str, Any] = {"since": since, "until": until, "part": part}
        row = Absence(id=free_id(Absence, absence_id), person=person, kind=code, note=note, by=by, at=at, **facts)
        row.save(force_insert=True)
        stops = _take_stops_off(row, wanted, by, at, stops_off)
        facts |= {"person": person.pk, "kind": kind, "stops": stops}
        trail.record("visits.absence.entered", by=by, noun=row, at=at, day=since, **facts)
        return row


def cancel_absence(*, by: Any, absence_id: UUID, at: datetime) -> Absence:
    """Take an absence back: it stays on record and counts for nothing; stops of today and later are on again.

    Cancelling twice changes nothing. Raises Refused: missing, or a day of it has a report that is sent or signed.
    """
    with transaction.atomic():
        row = Absence.objects.visible_to(by).select_related("person", "kind").filter(pk=absence_id).first()
        author = row.person if row else None
        authorise(POLICY, "visits.absence.cancelled", by=by, author=author, seen=row is not None)
        if row is None:
            raise Refused("people.not_found", missing=True)
        lock_days(row.person)
        row = Absence.objects.visible_to(by).select_for_update(of=("self",)).select_related("kind").get(pk=row.pk)
        if row.cancelled_at is not None:
            return row
        if closed := sorted(_closed_days(row.person, row.since, row.until)):
            raise Refused("visits.absence.day_closed", day=closed[0])
        row.cancelled_by, row.cancelled_at = by, at
        row.save(update_fields=["cancelled_by", "cancelled_at"])
        again = Deviation.objects.unscoped(WHY).filter(
            stop__plan__person=row.person, stop__plan__day__range=(max(row.since, clock.local_day(at)), row.until)
        )
        again.filter(reason__kind="reason", reason__code=REASON).delete()
        facts = {"person": row.person_id, "since": row.since, "until": row.until}
        trail.record("visits.absence.cancelled", by=by, noun=row, at=at, day=row.since, **facts)
        return row


def _person(by: Any, person_id: int, verb: str) -> Person:
    person = Person.objects.visible_to(by).filter(pk=person_id, is_active=True).first()
    authorise(POLICY, verb, by=by, author=person, seen=person is not None)
    if person is None:
        raise Refused("people.not_found", missing=True)
    return person


def _judge(person: Person, wanted: Away, note: str, today: date) -> Any:
    rows = Absence.objects.unscoped(WHY).filter(person=person, cancelled_at=None)
    others = rows.filter(since__lte=wanted.until, until__gte=wanted.since).select_related("kind")
    days = Visit.objects.unscoped(WHY).filter(person=person, day__range=(wanted.since, wanted.until))
    joined = Companion.objects.unscoped(WHY).filter(
        person=person, visit__day__range=(wanted.since, wanted.until)
    )  # fmt: skip
    return judge_absence(
        wanted,
        today=today,
        others=[Away(row.since, row.until, row.part, row.kind.counts_as) for row in others],
        visited={*days.values_list("day", flat=True), *joined.values_list("visit__day", flat=True)},
        closed=_closed_days(person, wanted.since, wanted.until),
        note=note,
    )


def _closed_days(person: Any, since: date, until: date) -> set[date]:
    reports = DailyReport.objects.unscoped(WHY).filter(person=person, day__range=(since, until), status__in=CLOSED)
    return set(reports.values_list("day", flat=True))


def _take_stops_off(row: Absence, wanted: Away, by: Any, at: datetime, agreed: bool) -> int:
    """Give each planned stop of whole days away its reason; asks first."""
    if not takes_stops(wanted.counts_as) or wanted.part != DAY:
        return 0
    stops = list(open_stops(row.person, wanted.since, wanted.until).select_related("plan"))
    if stops and not agreed:
        raise Refused("visits.absence.stops_planned", field="stops_off", count=len(stops))
    reason, _made = Code.objects.get_or_create(
        kind="reason",
        code=REASON,
        defaults={"counts_as": "company", "name_zh": "請假或受訓", "name_en": "Leave or training", "position": 200},
    )
    rows = [Deviation(stop=stop, reason=reason, note=row.note, by=by, at=at) for stop in stops]
    Deviation.objects.bulk_create(rows)
    return len(rows)
