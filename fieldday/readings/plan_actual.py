"""計畫與實際: one person's day, or his week: each planned stop beside what became of it, and each visit on no plan.

Read from the facts as they stand; what was signed stands in the report itself.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from fieldday.people.models import Person
from fieldday.rules.plan_actual import minutes_off, purpose_met
from fieldday.visits.models import Change, Visit
from fieldday.visits.questions.codes import Codes, the_codes
from fieldday.visits.questions.day import Beside, DayFacts, StopFact, VisitFact
from fieldday.visits.questions.days import days_of
from fieldday.visits.questions.places import places_of

WHY = "the changes and visits of a day whose paper was found in sight"
LATE = 30  # minutes behind the plan that are worth a look


@dataclass(frozen=True)
class Changed:
    """A change of the plan after its approval: added, cancelled or moved, why, by whom, and from which hour."""

    kind: str
    reason: str
    note: str
    before: time | None
    by: str
    at: datetime


@dataclass(frozen=True)
class Purpose:
    """What one went for; `met` is None as long as nobody was there."""

    word: str
    met: bool | None


@dataclass(frozen=True)
class Spot:
    """Where a thing was: the visit's own location, or the customer's where that one expired or was never taken."""

    latitude: float
    longitude: float
    own: bool


@dataclass(frozen=True)
class Line(Beside):
    """A stop beside what became of it, or a visit that was on no plan.

    `mark` is what stands on the map too: the number of the visit in the order of the day, a letter for a stop that
    nobody went to; "" for a contact by phone or LINE. `off` are minutes from the planned time to the arrival.
    """

    mark: str
    state: str  # done, shut, unproven, missed, planned, unplanned, here, phone, line
    stop: StopFact | None
    visit: VisitFact | None
    off: int | None
    purposes: tuple[Purpose, ...]
    results: tuple[str, ...]
    reason: str
    changes: tuple[Changed, ...]
    spot: Spot | None

    @property
    def late(self) -> bool:
        """Whether somebody came much later than planned."""
        return self.off is not None and self.off >= LATE

    @property
    def outline(self) -> bool:
        """Whether it was planned only: an outline on the map."""
        return self.visit is None

    @property
    def added(self) -> bool:
        """Whether the stop came onto the plan after its approval."""
        return any(change.kind == "added" for change in self.changes)


@dataclass(frozen=True)
class ActualDay:
    """One day of a person: its lines in the order of the plan, visits on no plan where they happened, contacts last."""

    day: date
    facts: DayFacts
    lines: tuple[Line, ...]

    @property
    def contacts(self) -> tuple[Line, ...]:
        """電訪, counted apart."""
        return tuple(line for line in self.lines if line.state in {"phone", "line"})

    @property
    def passages(self) -> tuple[Line, ...]:
        """Stops and visits, without contacts by phone and LINE."""
        return tuple(line for line in self.lines if line.state not in {"phone", "line"})

    @property
    def places_only(self) -> bool:
        """Whether a visit is shown where its customer is, its own location being kept no more."""
        return any(line.visit and line.spot and not line.spot.own for line in self.passages)

    @property
    def marked(self) -> tuple[Line, ...]:
        """What the map shows."""
        return tuple(line for line in self.lines if line.spot and line.mark)


def actual_days(reader: Any, person: Person, days: Sequence[date], *, at: datetime) -> tuple[ActualDay, ...]:
    """The days of somebody whose papers `reader` was found to see. A constant number of queries for any days."""
    found = days_of([(person.pk, day) for day in days])
    codes = the_codes()
    plans = [facts.plan_id for facts in found.values() if facts.plan_id]
    changes = _changes(plans, codes)
    visits = [visit for facts in found.values() for visit in facts.visits if visit.in_person]
    stops = [stop for facts in found.values() for stop in facts.stops]
    spots = _spots(reader, [v.id for v in visits], [*(v.account_id for v in visits), *(s.account_id for s in stops)])
    today = timezone.localtime(at).date()
    return tuple(
        ActualDay(day, facts, _lines(facts, _Words(codes, changes, spots, over=day < today)))
        for (_pk, day), facts in sorted(found.items(), key=lambda one: one[0][1])
    )


@dataclass(frozen=True)
class _Words:
    """What the lines of a day are told with."""

    codes: Codes
    changes: dict[UUID, tuple[Changed, ...]]
    spots: dict[UUID, Spot]  # of visits and of customers, by their ids
    over: bool


def _lines(facts: DayFacts, words: _Words) -> tuple[Line, ...]:
    """Stops as planned; a visit on no plan stands before the first stop planned for later than it happened."""
    numbers = _numbers(facts)
    stops = [(stop, facts.visit(stop.visit_id)) for stop in facts.stops]
    held = {visit.id for _stop, visit in stops if visit}
    loose = [visit for visit in facts.visits if visit.id not in held and visit.in_person]
    rows: list[tuple[StopFact | None, VisitFact | None]] = []
    for stop, visit in stops:
        while loose and stop.starts_at and hour(loose[0].arrived_at) < stop.starts_at:
            rows.append((None, loose.pop(0)))
        rows.append((stop, visit))
    rows += [(None, visit) for visit in loose]
    rows += [(None, visit) for visit in facts.visits if visit.id not in held and not visit.in_person]
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return tuple(
        _line(planned, actual, numbers.get(actual.id, "") if actual else next(letters, "·"), words)
        for planned, actual in rows
    )


def _numbers(facts: DayFacts) -> dict[UUID, str]:
    """The visits of the day, 撲空 too, numbered in the order they happened."""
    made = [visit.id for visit in facts.visits if visit.in_person]
    return {pk: str(n) for n, pk in enumerate(made, start=1)}


def _line(stop: StopFact | None, visit: VisitFact | None, mark: str, words: _Words) -> Line:
    codes = words.codes
    account = visit.account_id if visit else stop.account_id if stop else None
    spot = words.spots.get(visit.id) if visit else None
    off = minutes_off(stop.starts_at, hour(visit.arrived_at)) if stop and visit and stop.starts_at else None
    asked = stop.purposes if stop else visit.purposes if visit else ()
    return Line(
        mark=mark,
        state=_state(stop, visit, words.over),
        stop=stop,
        visit=visit,
        off=off,
        purposes=tuple(Purpose(codes.purpose.get(code, code), _met(code, visit, codes)) for code in asked),
        results=tuple(codes.result.get(code, code) for code in visit.results) if visit else (),
        reason=codes.reason.get(stop.reason, stop.reason) if stop and not visit else "",
        changes=words.changes.get(stop.id, ()) if stop else (),
        spot=spot or (words.spots.get(account) if account else None),
    )


def _state(stop: StopFact | None, visit: VisitFact | None, over: bool) -> str:
    if visit is None:
        return "missed" if stop and (stop.outcome == "missed" or over) else "planned"
    if not visit.in_person:
        return visit.channel
    if visit.shut:
        return visit.shut_state
    if visit.left_at is None:
        return "here"
    return "done" if stop else "unplanned"


def _met(code: str, visit: VisitFact | None, codes: Codes) -> bool | None:
    if visit is None or (visit.left_at is None and not visit.results):
        return None
    asks = codes.means.get(("purpose", code), "")
    return purpose_met(asks, visit.outcomes, effective=visit.effective)


def _changes(plans: Sequence[UUID], codes: Codes) -> dict[UUID, tuple[Changed, ...]]:
    found: defaultdict[UUID, tuple[Changed, ...]] = defaultdict(tuple)
    rows = Change.objects.unscoped(WHY).filter(plan__in=plans).select_related("reason", "by")
    for row in rows.order_by("at", "pk"):
        word = codes.reason.get(row.reason.code, row.reason.code)
        found[row.stop_id] += (Changed(row.kind, word, row.note, row.before, row.by.name, row.at),)
    return dict(found)


def _spots(reader: Any, visits: Sequence[UUID], accounts: Sequence[UUID | None]) -> dict[UUID, Spot]:
    """Where visits were, by their own location while it is kept; and where the customers in sight are."""
    rows = Visit.objects.unscoped(WHY).filter(pk__in=visits, latitude__isnull=False, longitude__isnull=False)
    rows = rows.only("latitude", "longitude")
    spots = {row.pk: Spot(float(row.latitude or 0), float(row.longitude or 0), True) for row in rows}
    for pk, place in places_of(reader, accounts).items():
        if place.latitude is not None and place.longitude is not None:
            spots[pk] = Spot(float(place.latitude), float(place.longitude), False)
    return spots


def hour(at: datetime) -> time:
    """The time of day in the company's time zone."""
    return timezone.localtime(at).time()


def week(day: date) -> tuple[date, ...]:
    """Monday to Sunday of the week that `day` is in."""
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=n) for n in range(7))
