"""上班 and 下班: a tap when the working day begins, another when it ends. No place is taken."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from fieldday import trail
from fieldday.kit import clock
from fieldday.kit.refusals import Refused, require
from fieldday.people.authority import authorise
from fieldday.rules.attendance import judge_end
from fieldday.visits.actions.day_lock import open_day
from fieldday.visits.actions.moments import happened_at
from fieldday.visits.models import Attendance, Visit
from fieldday.visits.policy import POLICY


def start_day(
    *, by: Any, at: datetime, claimed_at: datetime | None = None, sent_at: datetime | None = None
) -> Attendance:
    """Begin one's working day; a second tap changes nothing. Whoever taps after his first arrival began with that
    arrival, and the row says so. Raises Refused when the day's report is sent."""
    authorise(POLICY, "visits.attendance.started", by=by, author=by)
    moment = happened_at(at, claimed_at, sent_at)
    day = clock.local_day(moment)
    with transaction.atomic():
        open_day(by, day)
        row = _of(by, day)
        if row is not None:
            return row
        arrived = _first_arrival(by, day)
        late = arrived is not None and arrived < moment
        row = Attendance(person=by, day=day, started_at=arrived if late else moment, by_arrival=late)
        row.started_claimed_at = claimed_at
        try:
            row.save(force_insert=True)
        except IntegrityError as error:  # two taps at once
            raise Refused("visits.attendance.started_already") from error
        facts = {"by_arrival": row.by_arrival, "started_at": row.started_at}
        trail.record("visits.attendance.started", by=by, noun=row, at=at, claimed_at=claimed_at, day=day, **facts)
        return row


def end_day(
    *,
    by: Any,
    at: datetime,
    day: date | None = None,
    claimed_at: datetime | None = None,
    sent_at: datetime | None = None,
) -> Attendance:
    """End one's working day, the tap's own or that of a night that has passed midnight; a later tap takes the place of
    an earlier one. Where nobody tapped in the morning, the first arrival is kept as the beginning, and marked so.

    Raises Refused: nothing has begun, it is long over, or the day's report is sent.
    """
    authorise(POLICY, "visits.attendance.ended", by=by, author=by)
    moment = happened_at(at, claimed_at, sent_at)
    day = day or clock.local_day(moment)
    with transaction.atomic():
        open_day(by, day)
        row = _of(by, day) or _from_first_arrival(by, day)
        require(judge_end(row.started_at if row else None, moment))
        assert row is not None  # noqa: S101  # the rule has just refused a day that has not begun
        row.ended_at = max(moment, row.started_at)
        row.ended_claimed_at = claimed_at
        row.version += 0 if row._state.adding else 1
        row.save()
        facts = {"by_arrival": row.by_arrival, "started_at": row.started_at}
        trail.record("visits.attendance.ended", by=by, noun=row, at=at, claimed_at=claimed_at, day=day, **facts)
        return row


def _of(by: Any, day: date) -> Attendance | None:
    rows = Attendance.objects.unscoped("one's own working day, under its lock").select_for_update(of=("self",))
    return rows.filter(person=by, day=day).first()


def _from_first_arrival(by: Any, day: date) -> Attendance | None:
    first = _first_arrival(by, day)
    return Attendance(person=by, day=day, started_at=first, by_arrival=True) if first else None


def _first_arrival(by: Any, day: date) -> datetime | None:
    visits = Visit.objects.unscoped("one's own first arrival").filter(person=by, day=day, channel="visit")
    return visits.order_by("arrived_at").values_list("arrived_at", flat=True).first()
