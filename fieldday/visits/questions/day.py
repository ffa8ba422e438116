"""The shape of a day: its stops, its visits, its figures."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from fieldday.kit import clock
from fieldday.rules import kpi
from fieldday.rules.arriving import VERIFIED
from fieldday.rules.attendance import fills_the_day, owed_on
from fieldday.rules.claims import came_later, was_off
from fieldday.rules.money import round_to, share
from fieldday.visits.questions.attendance import AbsenceFact
from fieldday.visits.questions.day_counts import DayCounts, StopsTold
from fieldday.visits.questions.expenses import ExpenseFact, sums_by_kind


@dataclass(frozen=True)
class LineFact:
    """One order line: quantity in the product's unit, amounts in the company's currency."""

    product: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal
    amount: Decimal


@dataclass(frozen=True)
class PhotoFact:
    """A photo of a visit: `digest` is the SHA-256 of its file."""

    id: UUID
    kind: str
    digest: str
    width: int
    height: int


@dataclass(frozen=True)
class VisitFact:
    """One visit of the day with everything recorded of it. Of a visit of somebody else that one came along to
    (`joined`), `stop_id` is one's own stop, and orders and payments are left with who took them."""

    id: UUID
    account_id: UUID
    account: str
    area: str
    stop_id: UUID | None
    purposes: tuple[str, ...]
    arrived_at: datetime
    left_at: datetime | None
    where: str
    distance_m: int | None
    shut: bool
    met_in_charge: bool
    results: tuple[str, ...]
    outcomes: tuple[str, ...]  # the results in the rule's words
    summary: str
    next_step: str
    next_step_on: date | None
    lines: tuple[LineFact, ...]
    ordered: Decimal
    collected: Decimal
    notes: tuple[tuple[str, str], ...]
    effective: bool
    why_not: tuple[str, ...]
    channel: str = kpi.VISIT  # or by phone, by LINE
    person_id: int | None = None
    person: str = ""  # who made it
    companions: tuple[tuple[int, str], ...] = ()  # who came along: id and name
    joined: bool = False
    met: tuple[str, ...] = ()  # the contacts one met, by name
    photos: tuple[PhotoFact, ...] = ()
    nth: int = 1  # which of the day's visits to this customer
    heard: tuple[str, ...] = ()  # what each note counts as, in the rule's words
    claimed_at: datetime | None = None  # what the phone's clock said of the arrival
    received_at: datetime | None = None  # when the server heard of it

    @property
    def in_person(self) -> bool:
        """Whether somebody went there: a contact by phone or LINE is no visit."""
        return self.channel == kpi.VISIT

    @property
    def proven(self) -> bool:
        """Of a door found shut: whether the place or a photo proves that somebody was there."""
        return kpi.proves_shut(in_place=self.where == VERIFIED, photos=len(self.photos))

    @property
    def shut_state(self) -> str:
        """Of a door found shut: the word of the stop states that says whether it counts as gone to."""
        return "shut" if self.proven else "unproven"

    @property
    def on(self) -> date:
        """The day on which it happened."""
        return clock.local_day(self.arrived_at)

    @property
    def clock_off(self) -> bool:
        """Whether the phone's clock was not believed."""
        return was_off(self.claimed_at, self.arrived_at)

    @property
    def came_later(self) -> bool:
        """Whether it was sent up so much later, from where no signal was, that a reader wants to know."""
        return came_later(self.arrived_at, self.received_at)

    @property
    def with_whom(self) -> tuple[str, ...]:
        """The others of a joint visit 陪訪, by name, as the one whose day this is would name them."""
        names = tuple(name for _pk, name in self.companions)
        return (self.person, *names) if self.joined else names

    @property
    def minutes(self) -> int | None:
        """Minutes from arrival to departure."""
        return round((self.left_at - self.arrived_at).total_seconds() / 60) if self.left_at else None


@dataclass(frozen=True)
class ChangeFact:
    """A deviation from the approved plan: a stop added, cancelled or moved, with the coded reason and own words."""

    kind: str  # added, cancelled, moved
    reason: str
    note: str
    at: datetime
    before: time | None = None  # of a moved stop: the hour it had


@dataclass(frozen=True)
class StopFact:
    """One planned stop and what became of it: visited, shut, missed or still open. `added` after the approval, it is
    no stop of the plan as it was signed."""

    id: UUID
    position: int
    account_id: UUID | None
    name: str
    area: str
    starts_at: time | None
    purposes: tuple[str, ...]
    objective: str
    expected_order: Decimal | None
    expected_collection: Decimal | None
    visit_id: UUID | None
    outcome: str  # visited, shut, missed, open
    reason: str  # the coded reason of a missed stop
    reason_note: str
    added: bool = False
    changes: tuple[ChangeFact, ...] = ()

    @property
    def cancelled(self) -> bool:
        """Cancelled after the approval, and not visited all the same."""
        return self.outcome == "missed" and any(change.kind == "cancelled" for change in self.changes)

    @property
    def planned_at(self) -> time | None:
        """The hour of a moved stop as it was approved, else None."""
        return next((change.before for change in self.changes if change.kind == "moved"), None)


class Beside:
    """A stop beside the visit that became of it; either may be missing, not both. For dataclasses that have them."""

    stop: StopFact | None
    visit: VisitFact | None

    @property
    def name(self) -> str:
        """The customer's, or the area's where no customer was named."""
        return self.visit.account if self.visit else (self.stop.name if self.stop else "")

    @property
    def area(self) -> str:
        return (self.stop.area if self.stop else "") or (self.visit.area if self.visit else "")


@dataclass(frozen=True)
class DayFacts:
    """A person's day: stops in the plan's order, visits in the order they happened, and its figures."""

    person_id: int
    day: date
    plan_id: UUID | None
    plan_status: str  # "" when there was no plan
    stops: tuple[StopFact, ...]
    visits: tuple[VisitFact, ...]
    actuals: kpi.DayActuals
    month_ordered: Decimal
    month_collected: Decimal
    order_target: Decimal | None = None  # of the month; none was set: None
    collection_target: Decimal | None = None
    started_at: datetime | None = None  # 上班, by the person's own tap
    ended_at: datetime | None = None  # 下班
    by_arrival: bool = False  # nobody tapped before the first arrival: that is the beginning
    absences: tuple[AbsenceFact, ...] = ()
    expenses: tuple[ExpenseFact, ...] = ()

    @property
    def told(self) -> StopsTold:
        """The planned stops by what became of them, as the day's figures (of whatever version) count them."""
        outcomes = [stop.outcome for stop in self.stops if not stop.added]
        visited, shut = outcomes.count("visited"), outcomes.count("shut")
        missed = self.actuals.planned - visited - shut
        unproven = self.actuals.missed - missed
        return StopsTold(visited, shut - unproven, unproven, missed)

    @property
    def counts(self) -> DayCounts:
        done, told = self.actuals, self.told
        return DayCounts(
            *(done.planned, done.visited, done.effective, done.shut),
            *(told.unproven, done.unplanned, told.missed, done.contacts),
        )

    @property
    def shut_besides(self) -> int:
        """Doors found shut that were no stop of the plan as it was approved."""
        return self.actuals.shut - self.told.proven - self.told.unproven

    @property
    def first_arrival(self) -> datetime | None:
        """The first arrival in person: when a day began that nobody tapped for."""
        return min((visit.arrived_at for visit in self.visits if visit.in_person), default=None)

    @property
    def last_departure(self) -> datetime | None:
        """The last departure, None while one is still somewhere."""
        left = [visit.left_at for visit in self.visits if visit.in_person]
        known = [at for at in left if at]
        return max(known) if known and len(known) == len(left) else None

    @property
    def away(self) -> bool:
        """Whether leave or training takes the whole day."""
        return fills_the_day([(one.part, one.counts_as) for one in self.absences])

    @property
    def later(self) -> int:
        """By how many working days later than usual the day's papers are due: one on a trip."""
        return owed_on(self.day, [one.away for one in self.absences]).later

    @property
    def cost(self) -> Decimal:
        """What the day cost, all kinds together."""
        return sum((one.amount for one in self.expenses), Decimal(0))

    @property
    def cost_by_kind(self) -> dict[str, Decimal]:
        return sums_by_kind(self.expenses)

    @property
    def cost_per_visit(self) -> Decimal | None:
        """每次拜訪外勤費用: expenses ÷ visits, salary excluded; None without a visit."""
        visits = self.actuals.visited
        return round_to(self.cost / visits, 2) if visits and self.expenses else None

    @property
    def order_attainment(self) -> Decimal | None:
        """目標達成率 of the month so far: booked ÷ target, per cent."""
        return share(self.month_ordered, self.order_target) if self.order_target else None

    @property
    def collection_attainment(self) -> Decimal | None:
        """目標達成率 of the month so far: collected ÷ target, per cent."""
        return share(self.month_collected, self.collection_target) if self.collection_target else None

    @property
    def unplanned(self) -> tuple[VisitFact, ...]:
        """Visits that were on no plan, contacts by phone and LINE too."""
        return tuple(visit for visit in self.visits if visit.stop_id is None)

    @property
    def changed(self) -> tuple[StopFact, ...]:
        """The stops that deviate from the plan as it was approved."""
        return tuple(stop for stop in self.stops if stop.changes)

    @property
    def contacts(self) -> tuple[VisitFact, ...]:
        """Contacts by phone and LINE 電訪, counted apart."""
        return tuple(visit for visit in self.visits if not visit.in_person)

    def visit(self, visit_id: UUID | None) -> VisitFact | None:
        return next((visit for visit in self.visits if visit.id == visit_id), None)
