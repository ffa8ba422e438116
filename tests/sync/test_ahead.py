"""What lies ahead of a phone's person: plans of days to come, leave and trips."""

from datetime import date

import pytest

from fieldday.visits.actions.absences import cancel_absence, enter_absence
from fieldday.visits.models import Plan
from tests.sync.test_door import ask
from tests.sync.test_snapshot import rows
from tests.world import NOW

pytestmark = pytest.mark.django_db


def test_a_plan_further_ahead_lies_on_the_phone_too(world, signed_in):
    Plan.objects.create(person=world.alice, day="2026-12-09", note="出差那天")
    Plan.objects.create(person=world.charlie, day="2026-12-10")
    found = rows(ask(signed_in(world.alice)), "day")
    assert found["2026-12-09"]["plan"]["note"] == "出差那天" and "2026-12-10" not in found


def test_what_one_is_to_be_away_comes_along(world, signed_in):
    facts = {"person_id": world.alice.pk, "kind": "annual_leave", "note": "返鄉", "at": NOW}
    first, last = date(2026, 12, 1), date(2026, 12, 2)
    row = enter_absence(by=world.bob, since=first, until=last, **facts)
    [me] = rows(ask(signed_in(world.alice)), "me").values()
    assert [one for one in me["absences"] if one["until"] < "2027"] == [
        {
            "id": str(row.pk), "kind": "annual_leave", "since": "2026-12-01", "until": "2026-12-02", "part": "day",
            "note": "返鄉", "by": "Bob",
        }
    ]  # fmt: skip
    assert me["next"] == "2026-11-24"
    cancel_absence(by=world.alice, absence_id=row.pk, at=NOW)
    [me] = rows(ask(signed_in(world.alice)), "me").values()
    assert [one for one in me["absences"] if one["until"] < "2027"] == []
