"""Say on which days the company differs from the public calendar; take that back."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.people.models import CompanyDay
from fieldday.people.policy import POLICY
from fieldday.rules.calendar import is_working
from fieldday.rules.text import clean

MOST_DAYS = 31
YEARS = range(2000, 2101)


def set_company_days(
    *, by: Any, since: date, works: bool, name: str, at: datetime, until: date | None = None
) -> list[CompanyDay]:
    """Let the days from `since` to `until` be days of work, or off. Days on which that is so anyway are left alone.

    Raises Refused at the field: no name, days turned round, too many of them, or none that differs.
    """
    authorise(POLICY, "people.company_day.set", by=by)
    last, said = until or since, clean(name)
    if not said or len(said) > 60:
        raise Refused("people.company_day.without_name", field="name", most=60)
    if last < since:
        raise Refused("people.company_day.turned_round", field="until")
    if since.year not in YEARS or last.year not in YEARS or (last - since).days >= MOST_DAYS:
        raise Refused("people.company_day.too_many", field="until", most=MOST_DAYS)
    days = [since + timedelta(days=n) for n in range((last - since).days + 1)]
    with transaction.atomic():
        differing = [day for day in days if is_working(day) != works]
        if not differing:
            raise Refused("people.company_day.no_difference", field="since")
        rows = []
        for day in differing:
            row, _made = CompanyDay.objects.update_or_create(day=day, defaults={"works": works, "name": said})
            facts = {"day": day.isoformat(), "works": works, "name": said}
            trail.record("people.company_day.set", by=by, noun=row, at=at, changed=facts)
            rows.append(row)
        return rows


def remove_company_day(*, by: Any, day: date, at: datetime) -> None:
    """Let the public calendar decide on a day again. A day that is none of the company's is left alone."""
    authorise(POLICY, "people.company_day.removed", by=by)
    with transaction.atomic():
        row = CompanyDay.objects.select_for_update().filter(day=day).first()
        if row is None:
            return
        facts = {"day": day.isoformat(), "works": row.works, "name": row.name}
        trail.record("people.company_day.removed", by=by, noun=row, at=at, changed=facts)
        row.delete()
