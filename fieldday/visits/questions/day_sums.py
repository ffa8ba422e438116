"""What people planned, visited, booked and collected, summed by person and day in the database.

Papers, visits, orders and payments are each seen through the reader's own eyes, so a sum covers the rows he may open.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Sum

from fieldday.kit.aggregates import Different
from fieldday.rules import kpi
from fieldday.rules.arriving import VERIFIED
from fieldday.rules.attendance import fills_the_day
from fieldday.trade.models import Order, Payment
from fieldday.visits.models import Absence, Companion, DailyReport, Photo, Plan, Stop, Visit
from fieldday.visits.questions.attendance import AbsenceFact, by_day, standing

NOTHING = Decimal(0)
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
    _papers(sums, reader, since, until, person_id)
    _stops(sums, reader, since, until, person_id)
    _visits(sums, reader, since, until, person_id)
    _money(sums, reader, since, until, person_id)
    absences = _of(Absence.objects.visible_to(reader), person_id)
    for (person, day), facts in by_day(standing(absences, since, until), since, until).items():
        sums[person, day].absences = facts
    return sums


def _of(rows: Any, person_id: int | None, field: str = "person_id") -> Any:
    return rows if person_id is None else rows.filter(**{field: person_id})


def _papers(sums: Sums, reader: Any, since: date, until: date, one: int | None) -> None:
    plans = _of(Plan.objects.visible_to(reader).filter(day__range=(since, until)), one)
    for pk, person, day, status in plans.values_list("pk", "person_id", "day", "status"):
        sums[person, day].plan_id, sums[person, day].plan_status = pk, status
    reports = _of(DailyReport.objects.visible_to(reader).filter(day__range=(since, until)), one)
    for pk, person, day, status in reports.values_list("pk", "person_id", "day", "status"):
        sums[person, day].report_id, sums[person, day].report_status = pk, status


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


def _stops(sums: Sums, reader: Any, since: date, until: date, one: int | None) -> None:
    rows = _of(Stop.objects.visible_to(reader).filter(plan__day__range=(since, until)), one, "plan__person_id")
    planned = (
        rows.order_by()
        .values_list("plan__person_id", "plan__day")
        .annotate(
            stops=Count("pk", filter=COUNTS),
            executed=Count("pk", filter=COUNTS & EXECUTED),
            gone=Count("pk", filter=COUNTS & GONE_TO),
            unexplained=Count("pk", filter=COUNTS & ~GONE_TO & Q(deviation=None)),
            changed=Count("pk", filter=Q(added=False) & BY_COMPANY & ~GONE_TO),
            later=Count("pk", filter=Q(added=True)),
            orders=Sum("expected_order", filter=COUNTS),
            collections=Sum("expected_collection", filter=COUNTS),
        )
    )
    for person, day, stops, executed, gone, unexplained, changed, added, orders, collections in planned:
        row = sums[person, day]
        row.stops, row.executed, row.unproven, row.unexplained = stops, executed, gone - executed, unexplained
        row.changed, row.added = changed, added
        row.expected_order, row.expected_collection = orders or NOTHING, collections or NOTHING


def judged_visits(rows: Any) -> dict[UUID, bool]:
    """Which of these visits were effective, by the rule itself, over no more of each than the rule asks for."""
    return {row.pk: row.told.effective for row in _facts(rows)}


def _visits(sums: Sums, reader: Any, since: date, until: date, one: int | None) -> None:
    """Every visit in the day of who made it, and of each who came along."""
    joint: dict[UUID, list[tuple[int, bool]]] = defaultdict(list)
    joined = Companion.objects.visible_to(reader).filter(visit__day__range=(since, until))
    for pk, person, stop in joined.order_by().values_list("visit_id", "person_id", "stop_id"):
        joint[pk].append((person, stop is not None))
    rows = Visit.objects.visible_to(reader).filter(day__range=(since, until))
    if one is not None:
        rows = rows.filter(Q(person_id=one) | Q(pk__in=[pk for pk, who in joint.items() if one in dict(who)]))
    for row in _facts(rows):
        shared = joint.get(row.pk, [])
        for person, planned in ((row.person, row.planned), *shared):
            if one in (None, person):
                _add(sums[person, row.day], row, planned, shared=bool(shared))
                sums[person, row.day].own += person == row.person


class _Row(NamedTuple):
    """A visit with its person, its day, whether it is still open, and what the rule says of it."""

    pk: UUID
    person: int
    day: date
    is_open: bool
    planned: bool
    told: "_Told"


@dataclass(frozen=True)
class _Told:
    """What the rule says of a visit."""

    visited: bool
    effective: bool
    shut: bool
    deal: bool
    contact: bool


def _add(day: DaySum, row: _Row, planned: bool, *, shared: bool) -> None:
    told = row.told
    unplanned = told.visited and not planned
    day.visited += told.visited
    day.shut += told.shut
    day.unplanned += unplanned
    day.contacts += told.contact
    day.effective += told.effective
    day.deals += told.deal
    day.here += row.is_open
    if shared:
        day.joint[row.pk] = Joint(told.visited, told.effective, told.shut, told.deal, unplanned)


def _facts(rows: Any) -> Iterator[_Row]:
    """Each visit with what the rule says of it. One query."""
    asked = ("shut", "met_in_charge", "next_step_on", "channel")
    is_open = ExpressionWrapper(Q(left_at=None), output_field=BooleanField())
    gathered = (Different("purposes__code"), Different("results__code__counts_as"))
    found = rows.order_by().values_list("pk", "person_id", "day", is_open, "stop_id", *asked, *gathered)
    for pk, person, day, opened, stop, *facts in found:
        yield _Row(pk, person, day, opened, stop is not None, _told(stop is not None, *facts))


@lru_cache(maxsize=10_000)
def _told(
    planned: bool, shut: bool, met: bool, next_step_on: date | None, channel: str, *codes: frozenset[str]
) -> _Told:
    """Many visits read alike: the rule judges each kind once."""
    purposes, outcomes = codes
    facts = kpi.VisitFacts(
        planned=planned,
        shut=shut,
        met_in_charge=met,
        purposes=purposes,
        outcomes=outcomes,
        next_step_on=next_step_on,
        kind=channel,
    )
    deal, contact = facts.is_visit and facts.has_order, facts.kind != kpi.VISIT
    return _Told(facts.is_visit, kpi.is_effective(facts).ok, shut, deal, contact)


def _money(sums: Sums, reader: Any, since: date, until: date, one: int | None) -> None:
    orders = _of(Order.objects.visible_to(reader).filter(ordered_on__range=(since, until), cancelled=False), one)
    booked = orders.order_by().values_list("person_id", "ordered_on")
    for person, day, amount in booked.annotate(Sum("amount")):
        sums[person, day].booked = amount or NOTHING
    payments = _of(Payment.objects.visible_to(reader).filter(paid_on__range=(since, until)), one)
    for person, day, amount in payments.order_by().values_list("person_id", "paid_on").annotate(Sum("amount")):
        sums[person, day].collected = amount or NOTHING
