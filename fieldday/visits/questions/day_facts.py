"""One person's day as facts: what was planned, what was visited, what it brought. The report and its digest read this.

Nothing here asks who reads: callers have found the person's paper in sight, or are its author.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from fieldday.customers.models import Account, Contact
from fieldday.kit.prepared import prepared
from fieldday.people.models import Person
from fieldday.rules import kpi
from fieldday.rules.money import NOTHING
from fieldday.trade.models import OrderLine
from fieldday.trade.questions.targets import month_targets
from fieldday.visits.models import Code, Companion, MarketNote, Photo, Plan, Result, Stop, Visit
from fieldday.visits.questions.day import ChangeFact, DayFacts, LineFact, PhotoFact, StopFact, VisitFact
from fieldday.visits.questions.day_read import ReadVisit, put_stops, put_visits, stop_values, visit_values
from fieldday.visits.questions.month_so_far import month_so_far
from fieldday.visits.questions.own_day import NOTHING_OWN, OwnDay, own_day

WHY = "the day of a person whose paper was found in sight"
# Of a customer a day says the name and the area: the rest of its row stays where it is.
UNSAID = tuple(
    f"account__{field.attname}"
    for field in Account._meta.concrete_fields
    if field.attname not in {"id", "name", "area_id", "owner_id"}
)
# And of a visit not where one stood, of its maker only the name.
UNSAID_OF_VISITS = (
    *(*UNSAID, "latitude", "longitude", "accuracy_m"),
    *(f"person__{field.attname}" for field in Person._meta.concrete_fields if field.attname not in {"id", "name"}),
)
# What a result says of its code, its order and its payment.
SAID_OF_RESULTS = (
    *("visit_id", "code__code", "code__counts_as", "code__position"),
    *("order__cancelled", "payment__amount", "payment__method"),
)


def day_facts(person_id: int, day: date) -> DayFacts:
    """The facts of a day, in a constant number of queries."""
    plan = next(iter(_plan(person_id, day)), None)
    stops = put_stops(_stops(plan.pk)) if plan else []
    goals = month_targets([person_id], day, why=WHY).get(person_id, {})
    month = Month(*month_so_far(person_id, day), goals.get("bookings"), goals.get("collections"))
    return compose_day(person_id, day, plan, stops, visits_of(person_id, day), month, own_day(person_id, day))


@dataclass(frozen=True)
class Month:
    """The month that a day lies in, up to that day, beside what was aimed at: amounts in the company's currency."""

    ordered: Decimal
    collected: Decimal
    order_target: Decimal | None = None
    collection_target: Decimal | None = None


def compose_day(
    person_id: int,
    day: date,
    plan: Plan | None,
    stops: Sequence[Any],
    visits: Sequence[Any],
    month: Month,
    own: OwnDay = NOTHING_OWN,
) -> DayFacts:
    """The facts of a day from rows that hold all that belongs to them, as `day_read` has them; asks the database
    nothing."""
    visit_facts = _numbered(visits, person_id)
    by_stop = {fact.stop_id: fact for fact in visit_facts if fact.stop_id}
    stop_facts = [stop_fact(stop, by_stop.get(stop.pk)) for stop in stops]
    planned = [
        _kpi_stop(stop, fact, by_stop.get(stop.pk))
        for stop, fact in zip(stops, stop_facts, strict=True)
        if not stop.added
    ]
    return DayFacts(
        person_id=person_id,
        day=day,
        plan_id=plan.pk if plan else None,
        plan_status=plan.status if plan else "",
        stops=tuple(stop_facts),
        visits=tuple(visit_facts),
        actuals=kpi.day_actuals(planned, [kpi_facts(fact) for fact in visit_facts]),
        month_ordered=month.ordered,
        month_collected=month.collected,
        order_target=month.order_target,
        collection_target=month.collection_target,
        started_at=own.started_at,
        ended_at=own.ended_at,
        by_arrival=own.by_arrival,
        absences=own.absences,
        expenses=own.expenses,
    )


def content_of(facts: DayFacts, reflections: str, accepted: Sequence[str] = ()) -> dict[str, Any]:
    """What a signature on the day's report binds: facts, figures with their rule's version, the rep's own words, and
    the warnings that he sent it with all the same; to be spelt by `rules.digest`."""
    return {"facts": facts, "reflections": reflections, "accepted": list(accepted), "rules": [kpi.VERSION]}


def visits_of(person_id: int, day: date) -> list[ReadVisit]:
    """The day's visits in the order they happened, those one came along to among them, with all that came of them."""
    return put_visits(_visits(person_id, day))


@prepared
def _plan(person_id: int, day: date) -> Any:
    return Plan.objects.unscoped(WHY).filter(person_id=person_id, day=day)


@prepared
def _visits(person_id: int, day: date) -> Any:
    joined = Companion.objects.unscoped(WHY).filter(person_id=person_id, visit__day=day).values("visit_id")
    return visit_values(Visit.objects.unscoped(WHY).filter(Q(person_id=person_id) | Q(pk__in=joined), day=day))


def visits_with_results(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    """Visits with everything that came of them, as rows, in a constant number of queries: `visit_fact` takes them too.

    Each relation as a plain list, `its_results` and so on: a queryset for each of some hundred visits costs more than
    all the rows."""
    lines = OrderLine.objects.unscoped(WHY).select_related("product").order_by("position", "pk")
    results = Result.objects.unscoped(WHY).select_related("code", "order", "payment").order_by("code__position")
    results = results.only(*SAID_OF_RESULTS)
    notes = MarketNote.objects.unscoped(WHY).select_related("kind").order_by("pk")
    orders = Prefetch("order__lines", queryset=lines, to_attr="its_lines")
    held = {
        "purposes": Code.objects.all(),
        "results": results.prefetch_related(orders),
        "notes": notes,
        "companions": Companion.objects.unscoped(WHY).select_related("person").order_by("person__name", "pk"),
        "contacts": Contact.objects.unscoped(WHY).order_by("-in_charge", "name", "pk"),
        "photos": Photo.objects.unscoped(WHY).order_by("pk"),
    }
    return (
        rows.select_related("account__area", "person")
        .defer(*UNSAID_OF_VISITS)
        .prefetch_related(*(Prefetch(name, queryset=one, to_attr=f"its_{name}") for name, one in held.items()))
    )


def kpi_facts(visit: VisitFact) -> kpi.VisitFacts:
    """The visit as the rule wants it."""
    return kpi.VisitFacts(
        planned=visit.stop_id is not None,
        shut=visit.shut,
        met_in_charge=visit.met_in_charge,
        purposes=frozenset(visit.purposes),
        outcomes=frozenset(visit.outcomes),
        next_step_on=visit.next_step_on,
        ordered=visit.ordered,
        collected=visit.collected,
        customer=visit.account_id,
        kind=visit.channel,
        by=visit.person_id,
        joint_with=frozenset(pk for pk, _name in visit.companions),
        key=visit.id,
    )


@prepared
def _stops(plan: UUID) -> Any:
    return stop_values(Stop.objects.unscoped(WHY).filter(plan_id=plan))


def visit_fact(visit: Any, of: int | None = None, nth: int = 1) -> VisitFact:
    """A visit that came through `read_visits` or `visits_with_results`, as a fact of its maker's day, or of the day of
    the companion `of`; no query. `nth`: which of the day's visits to this customer."""
    companions = {row.person_id: row for row in visit.its_companions}
    mine = companions.get(of) if of is not None and of != visit.person_id else None
    stop_id = mine.stop_id if mine else visit.stop_id
    # What it brought in money counts for who took it.
    lines, told = _brought(visit, stop_id, visit.its_results if mine is None else ())
    judged = kpi.is_effective(told)
    return VisitFact(
        id=visit.pk,
        account_id=visit.account_id,
        account=visit.account.name,
        area=visit.account.area.name if visit.account.area else "",
        stop_id=stop_id,
        purposes=tuple([code.code for code in visit.its_purposes]),
        arrived_at=visit.arrived_at,
        left_at=visit.left_at,
        where=visit.where,
        distance_m=visit.distance_m,
        shut=visit.shut,
        met_in_charge=visit.met_in_charge,
        results=tuple([row.code.code for row in visit.its_results]),
        outcomes=tuple([row.code.counts_as for row in visit.its_results]),
        summary=visit.summary,
        next_step=visit.next_step,
        next_step_on=visit.next_step_on,
        lines=lines,
        ordered=told.ordered,
        collected=told.collected,
        notes=tuple([(note.kind.code, note.text) for note in visit.its_notes]),
        heard=tuple([note.kind.counts_as for note in visit.its_notes]),
        effective=judged.ok,
        why_not=tuple([reason.code for reason in judged.reasons]),
        channel=visit.channel,
        person_id=visit.person_id,
        person=visit.person.name,
        companions=tuple((pk, row.person.name) for pk, row in companions.items() if row is not mine),
        joined=mine is not None,
        met=tuple([contact.name for contact in visit.its_contacts]),
        photos=tuple(PhotoFact(one.pk, one.kind, one.digest, one.width, one.height) for one in visit.its_photos),
        nth=nth,
        claimed_at=visit.claimed_at,
        received_at=visit.received_at,
    )


def _brought(visit: Any, stop_id: UUID | None, money: Sequence[Any]) -> tuple[tuple[LineFact, ...], kpi.VisitFacts]:
    """The lines ordered, and the visit as the rules judge it; `money` are the results whose sums count."""
    taken = [row.order for row in money if row.order and not row.order.cancelled]
    lines = tuple(_line_fact(line) for order in taken for line in order.its_lines)
    return lines, kpi.VisitFacts(
        planned=stop_id is not None,
        shut=visit.shut,
        met_in_charge=visit.met_in_charge,
        purposes=frozenset(code.code for code in visit.its_purposes),
        outcomes=frozenset(row.code.counts_as for row in visit.its_results),
        next_step_on=visit.next_step_on,
        ordered=sum((line.amount for line in lines), NOTHING),
        collected=sum((row.payment.amount for row in money if row.payment), NOTHING),
        kind=visit.channel,
    )


def _numbered(visits: Sequence[Any], of: int) -> list[VisitFact]:
    """Each with how often one had been to this customer on the day."""
    seen: Counter[UUID] = Counter()
    facts = []
    for visit in visits:
        seen[visit.account_id] += visit.channel == kpi.VISIT
        facts.append(visit_fact(visit, of, max(seen[visit.account_id], 1)))
    return facts


def _line_fact(line: Any) -> LineFact:
    product = line.product
    return LineFact(product.name, product.unit, line.quantity, line.unit_price, line.discount_percent, line.amount)


def stop_fact(stop: Any, visit: VisitFact | None) -> StopFact:
    """A stop as `read_stops` has it, or a row that holds as much, and what became of it; no query."""
    missed = getattr(stop, "deviation", None)
    if visit:
        outcome = "shut" if visit.shut else "visited"
    else:
        outcome = "missed" if missed else "open"
    return StopFact(
        id=stop.pk,
        position=stop.position,
        account_id=stop.account_id,
        name=stop.name,
        area=stop.area_name,
        starts_at=stop.starts_at,
        purposes=tuple(code.code for code in stop.its_purposes),
        objective=stop.objective,
        expected_order=stop.expected_order,
        expected_collection=stop.expected_collection,
        visit_id=visit.id if visit else None,
        outcome=outcome,
        reason=missed.reason.code if missed else "",
        reason_note=missed.note if missed else "",
        added=stop.added,
        changes=tuple(ChangeFact(c.kind, c.reason.code, c.note, c.at, c.before) for c in stop.its_changes),
    )


def _kpi_stop(row: Any, stop: StopFact, visit: VisitFact | None) -> kpi.StopFacts:
    missed = getattr(row, "deviation", None)
    return kpi.StopFacts(
        visited=stop.outcome == "visited",
        shut=stop.outcome == "shut",
        proven=visit is None or visit.proven,
        changed_by_company=missed is not None and stop.outcome == "missed" and missed.reason.counts_as == "company",
        expected_order=stop.expected_order or NOTHING,
        expected_collection=stop.expected_collection or NOTHING,
    )
