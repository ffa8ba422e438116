"""What was known before a day: what a person's days usually bring, and which customers the day was the first for."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Min, Sum

from fieldday.kit.prepared import prepared
from fieldday.rules.money import NOTHING
from fieldday.trade.models import Order, Payment
from fieldday.visits.models import Visit
from fieldday.visits.questions.day import DayFacts

WHY = "what people whose reports were found in sight usually bring, and when their customers were first visited"
USUAL_DAYS = 28
DayKey = tuple[int, date]


@dataclass(frozen=True)
class Known:
    """Of one person's day. The usual amounts are means over his `days_before` days with visits of the four weeks
    before; `first_order` is the largest order of a customer who had never ordered."""

    days_before: int = 0
    usual_ordered: Decimal = NOTHING
    usual_collected: Decimal = NOTHING
    first_visits: tuple[str, ...] = ()
    first_order: tuple[str, Decimal] | None = None


def known_before(days: Mapping[DayKey, DayFacts]) -> dict[DayKey, Known]:
    """What was known before each of these days. Five queries for any number."""
    if not days:
        return {}
    people = {person for person, _day in days}
    first, last = min(day for _person, day in days) - timedelta(days=USUAL_DAYS), max(day for _person, day in days)
    worked = defaultdict(set)
    for person, day in _worked(people, first, last):
        worked[person].add(day)
    ordered = {(person, day): amount for person, day, amount in _booked(people, first, last)}
    collected = {(person, day): amount for person, day, amount in _paid(people, first, last)}
    visited, traded = _firsts(days)
    answer = {}
    for (person, day), facts in days.items():
        before = [one for one in worked[person] if day - timedelta(days=USUAL_DAYS) <= one < day]
        count = len(before)
        answer[person, day] = Known(
            days_before=count,
            usual_ordered=sum((ordered.get((person, one)) or NOTHING for one in before), NOTHING) / (count or 1),
            usual_collected=sum((collected.get((person, one)) or NOTHING for one in before), NOTHING) / (count or 1),
            first_visits=_first_visits(facts, visited),
            first_order=_first_order(facts, traded),
        )
    return answer


def _firsts(days: Mapping[DayKey, DayFacts]) -> tuple[dict[UUID, date], dict[UUID, date]]:
    """When each customer of these days was first visited, and first ordered; by anybody."""
    accounts = {visit.account_id for facts in days.values() for visit in facts.visits}
    buyers = {visit.account_id for facts in days.values() for visit in facts.visits if visit.ordered}
    return dict(_visited(accounts) if accounts else ()), dict(_traded(buyers) if buyers else ())


@prepared
def _visited(accounts: set[UUID]) -> Any:
    rows = Visit.objects.unscoped(WHY).filter(account_id__among=accounts, shut=False, channel="visit")
    return rows.order_by().values_list("account_id").annotate(Min("day"))


@prepared
def _traded(accounts: set[UUID]) -> Any:
    rows = Order.objects.unscoped(WHY).filter(account_id__among=accounts, cancelled=False)
    return rows.order_by().values_list("account_id").annotate(Min("ordered_on"))


@prepared
def _worked(people: set[int], first: date, last: date) -> Any:
    rows = Visit.objects.unscoped(WHY).filter(person_id__among=people, day__range=(first, last))
    return rows.filter(shut=False, channel="visit").order_by().values_list("person_id", "day").distinct()


@prepared
def _booked(people: set[int], first: date, last: date) -> Any:
    rows = Order.objects.unscoped(WHY).filter(person_id__among=people, ordered_on__range=(first, last))
    return rows.filter(cancelled=False).order_by().values_list("person_id", "ordered_on").annotate(Sum("amount"))


@prepared
def _paid(people: set[int], first: date, last: date) -> Any:
    rows = Payment.objects.unscoped(WHY).filter(person_id__among=people, paid_on__range=(first, last))
    return rows.order_by().values_list("person_id", "paid_on").annotate(Sum("amount"))


def _first_visits(facts: DayFacts, visited: Mapping[UUID, date]) -> tuple[str, ...]:
    there = [visit for visit in facts.visits if visit.in_person and not visit.shut]
    return tuple(dict.fromkeys(visit.account for visit in there if visited.get(visit.account_id) == facts.day))


def _first_order(facts: DayFacts, traded: Mapping[UUID, date]) -> tuple[str, Decimal] | None:
    first = [(visit.ordered, visit.account) for visit in facts.visits if traded.get(visit.account_id) == facts.day]
    amount, name = max(first, default=(NOTHING, ""))
    return (name, amount) if amount else None
