"""Who a phone belongs to, and what its screens need to know of the company."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from fieldday.customers.models import Account
from fieldday.kit.policy import Scope
from fieldday.kit.prepared import prepared
from fieldday.people.questions.calendar import calendar_of
from fieldday.people.questions.company import the_company
from fieldday.readings.phone.days import DAYS_BACK, days_kept
from fieldday.readings.phone.spelling import Row, clock, day_text, moment, number
from fieldday.trade.questions.targets import month_targets
from fieldday.visits.models import Absence, Plan, Visit
from fieldday.visits.policy import POLICY
from fieldday.visits.questions.attendance import DAYS_AHEAD, standing
from fieldday.visits.questions.joint_calls import companions_offered, joint_calls
from fieldday.visits.questions.joint_visits import joinable_visits
from fieldday.visits.questions.month_so_far import month_so_far

# Whose work is with customers; anybody else's is where he has customers or a plan of his own all the same.
OUT = ("rep", "supervisor", "manager")


def _goes_out(person: Any, today: date) -> bool:
    if person.role in OUT or Account.objects.visible_to(person).filter(owner=person).exists():
        return True
    plans = Plan.objects.visible_to(person).filter(person=person, day__gte=today - timedelta(days=DAYS_BACK))
    visits = Visit.objects.visible_to(person).filter(person=person, day__gte=today - timedelta(days=DAYS_BACK))
    return plans.exists() or visits.exists()


def me_row(person: Any, today: date) -> Row:
    """The person, with what he booked and collected in this month so far beside his targets; whom he may name as having
    come along 陪訪, and to whose visit he may come along just now; what he is to be away; where he is asked along.
    Fourteen queries at most."""
    company = the_company()
    visits_nobody = POLICY.scope("visits.visit.arrived", person.role) is Scope.NOBODY
    ordered, collected = month_so_far(person.pk, today)
    targets = month_targets([person.pk], today, why="one's own").get(person.pk, {})
    return {
        "id": person.pk,
        "name": person.name,
        "role": person.role,
        "language": person.language,
        "currency": company.currency,
        "timezone": timezone.get_default_timezone_name(),
        "today": today.isoformat(),
        "next": day_text(calendar_of(company).next(today)),
        "area": person.area_id,
        "visits": not visits_nobody and _goes_out(person, today),
        "people": [] if visits_nobody else [list(one) for one in companions_offered(person)],
        "joinable": [
            {
                "id": str(one.id),
                "person": one.person,
                "account": str(one.account_id),
                "name": one.account,
                "arrivedAt": moment(one.arrived_at),
                "leftAt": moment(one.left_at),
            }
            for one in joinable_visits(person, today)
        ],
        "asked": [] if visits_nobody else _asked_along(person, today),
        "absences": [] if visits_nobody else _absences(person, today),
        "arrivalRadiusM": company.arrival_radius_m,
        "month": {
            "ordered": number(ordered),
            "orderTarget": number(targets.get("bookings")),
            "collected": number(collected),
            "collectionTarget": number(targets.get("collections")),
        },
    }


def _asked_along(person: Any, today: date) -> list[Row]:
    """The stops of others' plans to which one is asked along 陪訪, today and on the days ahead that lie here. Two
    queries."""
    return [
        {
            "stop": str(one.stop_id),
            "day": day_text(one.day),
            "by": one.by,
            "name": one.name,
            "account": str(one.account_id) if one.account_id else None,
            "startsAt": clock(one.starts_at),
            "purposes": list(one.purposes),
        }
        for one in joint_calls(person, *(day for day in days_kept(today) if day >= today))
    ]


def _absences(person: Any, today: date) -> list[Row]:
    """One's own leave and trips that are not over, whoever entered them. One query."""
    return [
        {
            "id": str(row.pk),
            "kind": row.kind.code,
            "since": day_text(row.since),
            "until": day_text(row.until),
            "part": row.part,
            "note": row.note,
            "by": row.by.name if row.by_id != row.person_id else "",
        }
        for row in _standing(person, person.pk, today, today + timedelta(days=DAYS_AHEAD))
    ]


@prepared
def _standing(person: Any, who: int, since: date, until: date) -> Any:
    rows = Absence.objects.visible_to(person).filter(person_id=who)
    return standing(rows, since, until).select_related("by", "kind")
