"""What on plans asks for a second look before they are approved."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum

from fieldday.kit.prepared import prepared
from fieldday.people.models import Company
from fieldday.rules.attention import Look, PlanFacts, look_at_plan
from fieldday.rules.money import NOTHING
from fieldday.rules.planning import works_no_more
from fieldday.visits.models import Plan, SignOff, Stop
from fieldday.visits.questions.attendance import absence_book, owed
from fieldday.visits.questions.day_facts import UNSAID
from fieldday.visits.questions.deadlines import late_minutes, plan_due

WHY = "the stops of plans that were found in sight, and what their authors usually plan"
USUAL_DAYS = 28


@dataclass(frozen=True)
class JudgedPlan:
    """A plan with its person, its stops in order, and why to look at it."""

    plan: Plan
    stops: tuple[Stop, ...]
    look: Look


@dataclass(frozen=True)
class Usual:
    """What a person's approved plans of the last four weeks expected: orders and collections together, a plan."""

    plans: int = 0
    expected: Decimal = NOTHING


def looks_at_plans(
    plans: Sequence[Plan], *, company: Company, today: date
) -> dict[UUID, tuple[tuple[Stop, ...], Look]]:
    """Each plan's stops in order, and why to look at it; the plans come with their persons. Five queries for any
    number of plans."""
    if not plans:
        return {}
    stops: dict[UUID, list[Stop]] = {plan.pk: [] for plan in plans}
    for stop in _stops(list(stops)):
        stops[stop.plan_id].append(stop)
    usual = _usual({plan.person_id for plan in plans}, today)
    returned = set(_returned(list(stops)))
    days = [plan.day for plan in plans]
    book = absence_book({plan.person_id for plan in plans}, min(days), max(days))
    answer = {}
    for plan in plans:
        own = tuple(stops[plan.pk])
        due = plan_due(plan.day, company, owed(book, plan.person_id, plan.day).later)
        late = late_minutes(plan.handed_in_at, due) if plan.sent_at else 0
        facts = _facts(plan, own, usual.get(plan.person_id, Usual()), plan.pk in returned, late, today)
        answer[plan.pk] = (own, look_at_plan(facts))
    return answer


@prepared
def _stops(plans: Collection[UUID]) -> Any:
    rows = Stop.objects.unscoped(WHY).filter(plan_id__among=plans).select_related("account", "area", "companion")
    return rows.defer(*UNSAID).prefetch_related("purposes").order_by("position")


@prepared
def _returned(plans: Collection[UUID]) -> Any:
    return SignOff.objects.unscoped(WHY).filter(plan_id__among=plans, act="returned").values_list("plan_id", flat=True)


def is_not_his(stop: Stop, person_id: int) -> bool:
    """Whether the stop is at a customer that belongs to somebody else."""
    return bool(stop.account and stop.account.owner_id and stop.account.owner_id != person_id)


def _facts(plan: Plan, stops: Sequence[Stop], usual: Usual, returned: bool, late: int, today: date) -> PlanFacts:
    return PlanFacts(
        late_minutes=late,
        day_over=plan.day < today,
        returned_before=returned,
        not_his=tuple(stop.account.name for stop in stops if stop.account and is_not_his(stop, plan.person_id)),
        expected=sum(((s.expected_order or NOTHING) + (s.expected_collection or NOTHING) for s in stops), NOTHING),
        usual=usual.expected,
        plans_before=usual.plans,
        after_leaving=works_no_more(plan.day, plan.person.left_on),
    )


def _usual(people: Collection[int], today: date) -> dict[int, Usual]:
    return {
        person: Usual(plans, ((orders or NOTHING) + (collections or NOTHING)) / plans)
        for person, plans, orders, collections in _expected(people, today - timedelta(days=USUAL_DAYS), today)
    }


@prepared
def _expected(people: Collection[int], since: date, until: date) -> Any:
    rows = Stop.objects.unscoped(WHY).filter(plan__person_id__among=people, plan__day__range=(since, until))
    return (
        rows.filter(plan__status="approved")
        .values_list("plan__person_id")
        .annotate(Count("plan_id", distinct=True), Sum("expected_order"), Sum("expected_collection"))
    )
