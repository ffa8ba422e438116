"""Who a phone belongs to, and what its screens need to know of the company."""

from datetime import date
from typing import Any

from django.utils import timezone

from fieldday.people.questions.company import the_company
from fieldday.readings.phone.spelling import Row, number
from fieldday.trade.questions.targets import month_targets
from fieldday.visits.questions.day_facts import month_so_far


def me_row(person: Any, today: date) -> Row:
    """The person, with what he booked and collected in this month so far beside his targets. Four queries."""
    company = the_company()
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
        "area": person.area_id,
        "arrivalRadiusM": company.arrival_radius_m,
        "month": {
            "ordered": number(ordered),
            "orderTarget": number(targets.get("bookings")),
            "collected": number(collected),
            "collectionTarget": number(targets.get("collections")),
        },
    }
