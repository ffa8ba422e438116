"""What people planned, visited, booked and collected, summed by person and day in the database.

Papers, visits, orders and payments are each seen through the reader's own eyes, so a sum covers the rows he may open.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from fieldday.rules import kpi
from fieldday.rules.arriving import VERIFIED
from fieldday.rules.attendance import fills_the_day
from fieldday.rules.money import NOTHING
from fieldday.visits.models import Photo
from fieldday.visits.questions import day_sums_asked
from fieldday.visits.questions.attendance import AbsenceFact, by_day

DayKey = tuple[int | None, date]  # nobody's orders and payments are kept under None


@dataclass(frozen=True)
class Joint:
    """What a joint visit 陪訪 adds to a day's counts, so that who sums several days takes it once."""

    visited: bool
    effective: bool
    shut: bool
    deals: bool
    unplanned: bool


@dataclass
class DaySum:
    """One person's day. Counts as `rules.kpi` defines them, a joint visit in each one's day; `booked` and `collected`
    in the company's currency by order and payment date, cancelled orders apart. `stops` are those of the plan as it
    was approved, without the `changed` ones that the company took off; `executed` of them were visited, or found shut
    with proof; `unproven` were found shut without it.
    """

    plan_id: UUID | None = None
    plan_status: str = ""
    report_id: UUID | None = None
    report_status: str = ""
    stops: int = 0
    executed: int = 0
    unproven: int = 0
    unexplained: int = 0  # neither executed nor said why
    changed: int = 0
    added: int = 0  # after the approval
    visited: int = 0
    effective: int = 0
    deals: int = 0  # visits with an order
    shut: int = 0
    unplanned: int = 0
    contacts: int = 0  # by phone and LINE 電訪: no visits
    here: int = 0  # visits still open
    own: int = 0  # visits, doors found shut and contacts that he made himself, not along with somebody
    expected_order: Decimal = NOTHING
    expected_collection: Decimal = NOTHING
    booked: Decimal = NOTHING
    collected: Decimal = NOTHING
    joint: dict[UUID, Joint] = field(default_factory=dict)  # those of the visits that others share
    absences: tuple[AbsenceFact, ...] = ()  # leave, trip, training of that day

    @property
    def missed(self) -> int:
        """Planned stops that nobody went to."""
        return self.stops - self.executed - self.unproven

    @property
    def away(self) -> bool:
        """Whether leave or training takes the whole day: it owes neither plan nor report, unless it was worked."""
        return fills_the_day([(one.part, one.counts_as) for one in self.absences])

    @property
    def worked(self) -> bool:
        """Whether the person went to a customer, or rang one up."""
        return bool(self.visited or self.shut or self.contacts)

    @property
    def only_along(self) -> bool:
        """Whether all that is known of the day is that he came along 陪訪: it makes nobody owe papers."""
        return self.worked and not (self.own or self.plan_id or self.report_id or self.booked or self.collected)

    @property
    def empty(self) -> bool:
        return not (self.plan_id or self.report_id or self.worked or self.booked or self.collected)


Sums = defaultdict[DayKey, DaySum]  # a day of which nothing is known is an empty one


def day_sums(reader: Any, since: date, until: date, *, person_id: int | None = None) -> Sums:
    """The sums of everybody in sight, or of one person, from a day to a day. Eight queries for any number."""
    sums: Sums = defaultdict(DaySum)
    asked = (reader, since, until, person_id)
    for pk, person, day, status in day_sums_asked.plans(*asked):
        sums[person, day].plan_id, sums[person, day].plan_status = pk, status
    for pk, person, day, status in day_sums_asked.reports(*asked):
        sums[person, day].report_id, sums[person, day].report_status = pk, status
    for person, day, *stops in day_sums_asked.stops(*asked):
        _add_stops(sums[person, day], *stops)
    _visits(sums, reader, since, until, person_id)
    for person, day, amount in day_sums_asked.booked(*asked):
        sums[person, day].booked = amount or NOTHING
    for person, day, amount in day_sums_asked.collected(*asked):
        sums[person, day].collected = amount or NOTHING
    for (person, day), facts in by_day(day_sums_asked.absences(*asked), since, until).items():
        sums[person, day].absences = facts
    return sums


GONE_TO = Q(visit__isnull=False) | Q(joined__isnull=False)


def _counts_as_gone(visit: str) -> Q:
    """As `rules.kpi.proves_shut`: a visit, or a door found shut in place or with a photo."""
    photos = Photo.objects.unscoped("whether there is one, not what it shows").filter(visit=OuterRef(visit))
    open_or_in_place = Q(**{f"{visit}__shut": False}) | Q(**{f"{visit}__where": VERIFIED})
    return Q(**{f"{visit}__isnull": False}) & (open_or_in_place | Q(Exists(photos)))


EXECUTED = _counts_as_gone("visit") | _counts_as_gone("joined__visit")
BY_COMPANY = Q(deviation__reason__counts_as="company")
# As `rules.kpi.plan_adherence` counts: stops of the approved plan, but those that the company changed.
COUNTS = Q(added=False) & (Q(deviation=None) | ~BY_COMPANY | GONE_TO)


def _add_stops(
    row: DaySum, added: bool, why: str | None, gone: bool, proven: bool, many: int, orders: Any, collections: Any
) -> None:
    """Take in so many stops of a kind, as `COUNTS` counts them."""
    if added:
        row.added += many
    elif why == "company" and not gone:
        row.changed += many
    else:
        row.stops += many
        row.executed += many * proven
        row.unproven += many * (gone and not proven)
        row.unexplained += many * (why is None and not gone)
        row.expected_order += orders or NOTHING
        row.expected_collection += collections or NOTHING


def judged_visits(rows: Any) -> dict[UUID, bool]:
    """Which of these visits were effective, by the rule itself, over no more of each than the rule asks for."""
    return {pk: _told(*facts).effective for pk, *facts in rows.order_by().values_list("pk", *day_sums_asked.TOLD)}


def _visits(sums: Sums, reader: Any, since: date, until: date, one: int | None) -> None:
    """Every visit in the day of who made it, and of each who came along."""
    joint: dict[UUID, list[tuple[int, bool]]] = defaultdict(list)
    for pk, person, stop in day_sums_asked.companions(reader, since, until):
        joint[pk].append((person, stop is not None))
    for person, day, opened, *facts, many in day_sums_asked.visits(reader, since, until, one, tuple(joint) or None):
        _add(sums[person, day], _told(*facts), opened, many)
        sums[person, day].own += many
    along_with = day_sums_asked.joint_visits(reader, tuple(joint)) if joint else ()
    for pk, made_by, day, opened, planned, *facts in along_with:
        for person, along in ((made_by, planned), *joint[pk]):
            if one in (None, person):
                told = _told(along, *facts)
                _add(sums[person, day], told, opened)
                sums[person, day].own += person == made_by
                sums[person, day].joint[pk] = told.joint


@dataclass(frozen=True)
class _Told:
    """What the rule says of a visit."""

    visited: bool
    effective: bool
    shut: bool
    deal: bool
    contact: bool
    unplanned: bool

    @property
    def joint(self) -> Joint:
        return Joint(self.visited, self.effective, self.shut, self.deal, self.unplanned)


def _add(day: DaySum, told: _Told, opened: bool, many: int = 1) -> None:
    """Take in so many visits of a kind."""
    day.visited += many * told.visited
    day.shut += many * told.shut
    day.unplanned += many * told.unplanned
    day.contacts += many * told.contact
    day.effective += many * told.effective
    day.deals += many * told.deal
    day.here += many * opened


@lru_cache(maxsize=10_000)
def _told(planned: bool, shut: bool, met: bool, next_step: bool, channel: str, outcomes: str, asked: bool) -> _Told:
    """Many visits read alike: the rule judges each kind once, of `day_sums_asked.TOLD`."""
    facts = kpi.VisitFacts(
        planned=planned,
        shut=shut,
        met_in_charge=met,
        purposes=kpi.ASKS_THE_MARKET if asked else frozenset(),
        outcomes=frozenset(outcomes.split()),
        next_step_on=date.max if next_step else None,
        kind=channel,
    )
    visited, contact = facts.is_visit, facts.kind != kpi.VISIT
    return _Told(
        visited, kpi.is_effective(facts).ok, shut, visited and facts.has_order, contact, visited and not planned
    )
