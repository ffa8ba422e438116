"""離開."""

from datetime import timedelta

import pytest

from fieldday.visits.actions.arrival import arrive
from fieldday.visits.actions.departure import leave
from tests.visits.checks import events, refused
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(world):
    return arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)


def test_leaving_ends_the_visit_once(world, visit):
    then = NOW + timedelta(minutes=25)
    assert leave(by=world.alice, visit_id=visit.pk, at=then).left_at == then
    again = leave(by=world.alice, visit_id=visit.pk, at=then + timedelta(minutes=5))
    assert again.left_at == then
    assert len(events("visits.visit.left", visit)) == 1


def test_nobody_leaves_before_he_came(world, visit):
    assert leave(by=world.alice, visit_id=visit.pk, at=NOW - timedelta(minutes=5)).left_at == NOW


@pytest.mark.parametrize(("by", "code"), [("bob", "people.not_yours"), ("charlie", "people.not_found")])
def test_nobody_leaves_for_another(world, visit, by, code):
    with refused(code):
        leave(by=world.people[by], visit_id=visit.pk, at=NOW)


def test_a_day_that_was_reported_is_closed(world):
    with refused("visits.report.awaits_signature"):
        leave(by=world.alice, visit_id=world.alices.visit.pk, at=NOW)
