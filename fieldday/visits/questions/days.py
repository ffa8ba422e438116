"""Several people's days at once, each as `day_facts` tells it, in a constant number of queries."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Q

from fieldday.visits.models import Companion, Plan, Stop, Visit
from fieldday.visits.questions.day import DayFacts
from fieldday.visits.questions.day_facts import WHY, Month, compose_day
from fieldday.visits.questions.day_read import ReadStop, ReadVisit, read_stops, read_visits
from fieldday.visits.questions.own_day import own_days

DayKey = tuple[int, date]
NO_MONTH = Month(Decimal(0), Decimal(0))


def days_of(wanted: Collection[DayKey]) -> dict[DayKey, DayFacts]:
    """The facts of each (person, day), the month so far left out. Callers have found the papers in sight."""
    if not wanted:
        return {}
    span = _these(wanted)
    plans = {(plan.person_id, plan.day): plan for plan in Plan.objects.unscoped(WHY).filter(span)}
    stops: dict[DayKey, list[ReadStop]] = {}
    owners = {plan.pk: key for key, plan in plans.items()}
    for stop in read_stops(Stop.objects.unscoped(WHY).filter(plan_id__among=owners)):
        stops.setdefault(owners[stop.plan_id], []).append(stop)
    visits: dict[DayKey, list[ReadVisit]] = {}
    # Made by him, or joined by him: two queries, each by its index. One OR over both would read all visits ever made.
    joined = Companion.objects.unscoped(WHY).filter(_these(wanted, "visit__day")).order_by().values("visit_id")
    ids = Visit.objects.unscoped(WHY).filter(span).order_by().values("pk").union(joined)
    for visit in read_visits(Visit.objects.unscoped(WHY).filter(pk__in=ids)):
        for person in (visit.person_id, *(row.person_id for row in visit.its_companions)):
            visits.setdefault((person, visit.day), []).append(visit)
    own = own_days(wanted, span)
    return {
        key: compose_day(*key, plans.get(key), stops.get(key, []), visits.get(key, []), NO_MONTH, own[key])
        for key in dict.fromkeys(wanted)
    }


def _these(wanted: Collection[DayKey], on: str = "day") -> Q:
    """The rows of exactly these people on these days; `on` is the field of the day."""
    by_day: dict[date, set[int]] = {}
    for person, day in wanted:
        by_day.setdefault(day, set()).add(person)
    these = Q(pk__in=[])
    for day, people in by_day.items():
        these |= Q(**{on: day}, person_id__in=people)
    return these
