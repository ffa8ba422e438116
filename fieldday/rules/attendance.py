"""Attendance 出勤 and absences: leave 請假, a business trip 出差, training 教育訓練, and what they mean for papers.

A whole day of leave or training owes neither plan nor report; half a day owes both; a trip owes both a working day
later. Whoever visits all the same owes the report of it. Leave never shrinks a divisor: rates per head count everybody
employed, and a stop that was cancelled for leave counts in no rate, neither for nor against.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection, Iterator, Sequence

from fieldday.rules.punctuality import apart
from fieldday.rules.verdict import Reason, Verdict

LEAVE, TRIP, TRAINING = "leave", "trip", "training"
DAY, MORNING, AFTERNOON = "day", "morning", "afternoon"
PARTS = (DAY, MORNING, AFTERNOON)
AWAY = frozenset({LEAVE, TRAINING})  # who does not sell meanwhile; on a trip one does

LONGEST_DAYS = 366
FARTHEST_DAYS = 366  # behind and ahead of today
LONGEST_NOTE = 200
LONGEST_SHIFT = datetime.timedelta(hours=20)

CODES: tuple[str, ...] = (
    "visits.absence.ends_before",
    "visits.absence.half_is_one_day",
    "visits.absence.unknown_part",
    "visits.absence.too_long",
    "visits.absence.too_far",
    "visits.absence.note_too_long",
    "visits.absence.overlaps",
    "visits.absence.day_with_visits",
    "visits.absence.day_closed",
    "visits.attendance.not_started",
    "visits.attendance.too_long",
)


@dataclasses.dataclass(frozen=True)
class Away:
    """An absence: its days, both included, which part of them, and what it counts as (leave, trip, training)."""

    since: datetime.date
    until: datetime.date
    part: str = DAY
    counts_as: str = LEAVE

    def on(self, day: datetime.date) -> bool:
        """Whether it concerns the day, wholly or in part."""
        return self.since <= day <= self.until


@dataclasses.dataclass(frozen=True)
class Owed:
    """What is owed of a day: a plan, a report, and by how many working days later than usual both are due."""

    plan: bool = True
    report: bool = True
    later: int = 0


def owed_on(day: datetime.date, absences: Sequence[Away], *, visited: bool = False) -> Owed:
    """What a day with these absences owes; those of other days are passed over."""
    here = [one for one in absences if one.on(day)]
    later = int(any(one.counts_as == TRIP for one in here))
    if all_day_away(day, here):
        return Owed(plan=False, report=visited, later=later)
    return Owed(later=later)


def all_day_away(day: datetime.date, absences: Sequence[Away]) -> bool:
    """Whether leave or training takes the whole day, in one piece or as its two halves."""
    return fills_the_day([(one.part, one.counts_as) for one in absences if one.on(day)])


def fills_the_day(absences: Collection[tuple[str, str]]) -> bool:
    """Whether leave or training fills a day, of whose absences the part and what they count as are given."""
    parts = {part for part, counts_as in absences if counts_as in AWAY}
    return DAY in parts or {MORNING, AFTERNOON} <= parts


def overlap(one: Away, other: Away) -> bool:
    """Whether two absences want the same hours; the morning and the afternoon of one day do not."""
    if one.until < other.since or other.until < one.since:
        return False
    return DAY in (one.part, other.part) or one.part == other.part


def judge_absence(
    wanted: Away,
    *,
    today: datetime.date,
    others: Collection[Away] = (),
    visited: Collection[datetime.date] = (),
    closed: Collection[datetime.date] = (),
    note: str = "",
) -> Verdict:
    """Whether an absence can be entered, every fault at its field.

    ``others`` are the person's standing absences, ``visited`` his days with visits, ``closed`` his days whose report
    lies with the superior or is signed. A day that was worked can be no whole day of leave or training.
    """
    return Verdict(tuple(_faults(wanted, today, others, visited, closed, note)))


def _faults(
    wanted: Away,
    today: datetime.date,
    others: Collection[Away],
    visited: Collection[datetime.date],
    closed: Collection[datetime.date],
    note: str,
) -> Iterator[Reason]:
    if wanted.until < wanted.since:
        yield Reason("visits.absence.ends_before", {}, "until")
        return
    if wanted.part not in PARTS:
        yield Reason("visits.absence.unknown_part", {}, "part")
    elif wanted.part != DAY and wanted.since != wanted.until:
        yield Reason("visits.absence.half_is_one_day", {}, "part")
    if (wanted.until - wanted.since).days >= LONGEST_DAYS:
        yield Reason("visits.absence.too_long", {"limit": LONGEST_DAYS}, "until")
    if max(abs((wanted.since - today).days), abs((wanted.until - today).days)) > FARTHEST_DAYS:
        yield Reason("visits.absence.too_far", {"limit": FARTHEST_DAYS}, "since")
    if len(note) > LONGEST_NOTE:
        yield Reason("visits.absence.note_too_long", {"limit": LONGEST_NOTE, "many": len(note)}, "note")
    for other in sorted((one for one in others if overlap(wanted, one)), key=lambda one: one.since)[:1]:
        yield Reason("visits.absence.overlaps", {"since": other.since, "until": other.until}, "since")
    if wanted.counts_as in AWAY and wanted.part == DAY:
        for day in sorted(day for day in visited if wanted.on(day))[:1]:
            yield Reason("visits.absence.day_with_visits", {"day": day}, "since")
    for day in sorted(day for day in closed if wanted.on(day))[:1]:
        yield Reason("visits.absence.day_closed", {"day": day}, "since")


def judge_end(started_at: datetime.datetime | None, at: datetime.datetime) -> Verdict:
    """Whether a working day can end at ``at``: it has begun, by a tap or the first arrival, and is not long over."""
    if started_at is None:
        return Verdict((Reason("visits.attendance.not_started"),))
    if apart(at, started_at) > LONGEST_SHIFT:
        return Verdict((Reason("visits.attendance.too_long", {"hours": int(LONGEST_SHIFT.total_seconds() // 3600)}),))
    return Verdict()
