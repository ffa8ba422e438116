"""Several people's days at once, each as `day_facts` tells it, in a constant number of queries."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from fieldday.kit.prepared import prepared
from fieldday.visits.models import Companion, Plan, Stop, Visit
from fieldday.visits.questions.day import DayFacts
from fieldday.visits.questions.day_facts import WHY, Month, compose_day
from fieldday.visits.questions.day_read import ReadStop, ReadVisit, put_stops, put_visits, stop_values, visit_values
from fieldday.visits.questions.own_day import absences_of, own_days

DayKey = tuple[int, date]
NO_MONTH = Month(Decimal(0), Decimal(0))


def days_of(wanted: Collection[DayKey], *, figures: bool = False) -> dict[DayKey, DayFacts]:
    """The facts of each (person, day), the month so far left out. Callers have found the papers in sight. `figures`:
    no more than they and a first look ask for; without expenses, attendance, whom one met and what is pictured but
    doors found shut. Four queries less."""
    if not wanted:
        return {}
    people, on = {person for person, _day in wanted}, {day for _person, day in wanted}
    plans = {key: plan for plan in _plans(people, on) if (key := (plan.person_id, plan.day)) in wanted}
    stops: dict[DayKey, list[ReadStop]] = {}
    owners = {plan.pk: key for key, plan in plans.items()}
    for stop in put_stops(_stops(list(owners))):
        stops.setdefault(owners[stop.plan_id], []).append(stop)
    visits: dict[DayKey, list[ReadVisit]] = {}
    ids = {pk for pk, person, day in _made_or_joined(people, on) if (person, day) in wanted}
    for visit in put_visits(_visits(list(ids)), figures=figures):
        for person in (visit.person_id, *(row.person_id for row in visit.its_companions)):
            visits.setdefault((person, visit.day), []).append(visit)
    own = absences_of(wanted) if figures else own_days(wanted)
    return {
        key: compose_day(*key, plans.get(key), stops.get(key, []), visits.get(key, []), NO_MONTH, own[key])
        for key in dict.fromkeys(wanted)
    }


@prepared
def _plans(people: set[int], days: set[date]) -> Any:
    return Plan.objects.unscoped(WHY).filter(person_id__among=people, day__among=days)


@prepared
def _stops(plans: list[UUID]) -> Any:
    return stop_values(Stop.objects.unscoped(WHY).filter(plan_id__among=plans))


@prepared
def _made_or_joined(people: set[int], days: set[date]) -> Any:
    """(visit, person, day): each half by its index. One OR over both would read all visits ever made."""
    made = Visit.objects.unscoped(WHY).filter(person_id__among=people, day__among=days).order_by()
    joined = Companion.objects.unscoped(WHY).filter(person_id__among=people, visit__day__among=days).order_by()
    along = joined.values_list("visit_id", "person_id", "visit__day")
    return made.values_list("pk", "person_id", "day").union(along, all=True)


@prepared
def _visits(ids: list[UUID]) -> Any:
    return visit_values(Visit.objects.unscoped(WHY).filter(pk__among=ids))
