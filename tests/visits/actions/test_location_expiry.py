"""Coordinates of arrivals are forgotten after the company's days; what was found out by them stays."""

from datetime import timedelta
from decimal import Decimal

from fieldday.people.models import Company
from fieldday.trail.models import Event
from fieldday.visits.actions.location_expiry import expire_locations
from fieldday.visits.models import Visit
from tests.world import FRIDAY, MONDAY, NOW


def test_old_places_are_forgotten_and_the_verdict_stays(world):
    rows = Visit.objects.unscoped("a test")
    rows.update(latitude=Decimal("25.01"), longitude=Decimal("121.5"), accuracy_m=20)
    Company.objects.update(location_days=(MONDAY - FRIDAY).days)
    assert expire_locations(at=NOW) == 0
    assert expire_locations(at=NOW + timedelta(days=1)) == 2
    assert expire_locations(at=NOW + timedelta(days=1)) == 0
    for visit in rows.all():
        assert (visit.latitude, visit.longitude, visit.accuracy_m) == (None, None, None)
        assert (visit.where, visit.distance_m) == ("verified", 12)
    event = Event.objects.get()
    assert (event.verb, event.by_id) == ("visits.location.expired", None)
    assert event.changes["changed"] == {"count": 2, "until": FRIDAY.isoformat()[:8] + "21"}
