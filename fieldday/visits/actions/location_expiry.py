"""Forget where phones were: what was found out by a location stays, the coordinates do not."""

from datetime import datetime, timedelta

from django.db import transaction

from fieldday import trail
from fieldday.kit import clock
from fieldday.kit.actors import SYSTEM
from fieldday.people.authority import authorise
from fieldday.people.models import Company
from fieldday.visits.models import Visit
from fieldday.visits.policy import POLICY

MOST = 5000  # visits a run; the next run goes on


def expire_locations(*, at: datetime) -> int:
    """Blank the coordinates of arrivals older than the company's `location_days`; answers of how many.

    The verdict and the distance stay. One event a run says how many, and up to which day.
    """
    authorise(POLICY, "visits.location.expired", by=SYSTEM)
    company = Company.the()
    until = clock.local_day(at) - timedelta(days=company.location_days)
    with transaction.atomic():
        visits = Visit.objects.unscoped("locations expire for everybody alike")
        kept = visits.filter(latitude__isnull=False, day__lt=until)
        expired = list(kept.order_by("day").values_list("pk", flat=True)[:MOST])
        if expired:
            visits.filter(pk__in=expired).update(latitude=None, longitude=None, accuracy_m=None)
            facts = {"count": len(expired), "until": until.isoformat()}
            trail.record("visits.location.expired", by=SYSTEM, noun=company, at=at, changed=facts)
        return len(expired)
