"""今日行程: one's own day as it stands: what is next, what is done, where one is just now."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from fieldday.kit.prepared import prepared
from fieldday.visits.models import DailyReport, SignOff, Visit
from fieldday.visits.questions.codes import Codes, the_codes
from fieldday.visits.questions.day import Beside, DayFacts, StopFact, VisitFact
from fieldday.visits.questions.day_facts import day_facts, visit_fact
from fieldday.visits.questions.day_read import put_visits, visit_values
from fieldday.visits.questions.places import Place, places_of
from fieldday.visits.questions.ringing import ringing_refused
from fieldday.visits.questions.signoffs import Signed, last_act, signoffs_of_plan
from fieldday.visits.questions.visit_page import Learnt, learnt_of

OWN = "one's own day"
NEWS_DAYS = timedelta(days=4)
MOST_KNOWN = 3  # notes of the next customer


@dataclass(frozen=True)
class Station(Beside):
    """A planned stop, or a visit nobody planned, as the day's list shows it: `state` is a word of the stop states."""

    state: str  # next, planned, here, done, shut, unproven, missed, cancelled, unplanned, phone, line
    stop: StopFact | None
    visit: VisitFact | None
    place: Place | None


@dataclass(frozen=True)
class SaidOfReport:
    """What the superior wrote on one's report of a day."""

    day: date
    by: str
    comment: str


@dataclass(frozen=True)
class Today:
    """One's own day. `here` is the visit still open, of whatever day it was begun."""

    day: date
    facts: DayFacts
    codes: Codes
    here: VisitFact | None
    here_day: date | None
    next: Station | None
    later: tuple[Station, ...]
    behind: tuple[Station, ...]
    returned: Signed | None
    report_status: str  # "" when none is written
    said: SaidOfReport | None  # the latest 批示 of the last days that is not answered yet
    with_others: tuple[VisitFact, ...] = ()  # open visits of others that one came along to
    known: tuple[Learnt, ...] = ()  # the last notes of the next customer

    @property
    def gone(self) -> int:
        """Planned stops that were visited or found shut."""
        return sum(stop.outcome in {"visited", "shut"} for stop in self.facts.stops)

    @property
    def planned(self) -> int:
        """Stops of the day as it stands: those added are among them, those cancelled are not."""
        return sum(not stop.cancelled for stop in self.facts.stops)

    @property
    def changeable(self) -> bool:
        """Whether the plan is approved, so that a change of it is a deviation with its reason."""
        return self.facts.plan_status == "approved" and not self.closed

    @property
    def plan_status(self) -> str:
        return self.facts.plan_status or "none"

    @property
    def closed(self) -> bool:
        """Whether the day's report lies with the superior or is signed: no more facts are taken."""
        return self.report_status in {"sent", "signed"}


def today_of(reader: Any, day: date) -> Today:
    """`reader`'s own day, in a constant number of queries."""
    facts = day_facts(reader.pk, day)
    here = next(iter(put_visits(_open(reader.pk))), None)
    places = places_of(reader, [*(s.account_id for s in facts.stops), *(v.account_id for v in facts.visits)])
    no_calls = ringing_refused([s.account_id for s in facts.stops if s.account_id in places], day)
    places = {pk: replace(place, refused_by=no_calls.get((pk, None), "")) for pk, place in places.items()}
    ahead, behind = _stations(facts, places)
    given_back = signoffs_of_plan(facts.plan_id) if facts.plan_id and facts.plan_status == "returned" else ()
    place = ahead[0].place if ahead else None
    return Today(
        day=day,
        facts=facts,
        codes=the_codes(),
        here=visit_fact(here) if here else None,
        here_day=here.day if here else None,
        next=ahead[0] if ahead else None,
        later=tuple(ahead[1:]),
        behind=tuple(behind),
        returned=last_act(given_back, "returned"),
        report_status=next(iter(_status(reader.pk, day)), ""),
        said=_said(reader, day),
        known=learnt_of(place.account_id, most=MOST_KNOWN) if place else (),
        with_others=tuple(visit for visit in facts.visits if visit.joined and visit.left_at is None),
    )


@prepared
def _open(person: int) -> Any:
    return visit_values(Visit.objects.unscoped(OWN).filter(person_id=person, left_at=None))


@prepared
def _status(person: int, day: date) -> Any:
    rows = DailyReport.objects.unscoped(OWN).filter(person_id=person, day=day)
    return rows.values_list("status", flat=True)


def _said(reader: Any, day: date) -> SaidOfReport | None:
    return next((SaidOfReport(*said) for said in _signed(reader.pk, day - NEWS_DAYS, day)), None)


@prepared
def _signed(person: int, since: date, until: date) -> Any:
    rows = SignOff.objects.unscoped(OWN).filter(act="signed", report__person_id=person).exclude(by_id=person)
    unanswered = rows.filter(report__day__range=(since, until)).exclude(report__signoffs__act="answered")
    return unanswered.order_by("-pk").values_list("report__day", "by__name", "comment")[:1]


def _stations(facts: DayFacts, places: dict[UUID, Place]) -> tuple[list[Station], list[Station]]:
    """What lies ahead in the plan's order, the first marked as next; and what lies behind as it happened."""
    ahead: list[Station] = []
    behind: list[Station] = []
    for stop in facts.stops:
        visit = facts.visit(stop.visit_id)
        place = places.get(visit.account_id if visit else stop.account_id or UUID(int=0))
        if stop.outcome == "open":
            ahead.append(Station("planned" if ahead else "next", stop, None, place))
        elif visit and visit.left_at is None:
            continue  # stands on top of the page, as the place where one is
        else:
            state = "cancelled" if stop.cancelled else visit.shut_state if visit and visit.shut else stop.outcome
            behind.append(Station("done" if state == "visited" else state, stop, visit, place))
    for visit in facts.unplanned:
        if visit.left_at is not None:
            state = visit.channel if not visit.in_person else (visit.shut_state if visit.shut else "unplanned")
            behind.append(Station(state, None, visit, places.get(visit.account_id)))
    behind.sort(key=lambda s: (s.visit is None, s.visit.arrived_at.timestamp() if s.visit else 0))
    return ahead, behind
