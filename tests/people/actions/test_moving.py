"""People move: sight follows at the next request, totals follow the days, and two moves at once make no ring."""

from datetime import date, timedelta

import pytest
from django.db import connection

from fieldday.kit.refusals import Refused
from fieldday.people.actions.line import superiors
from fieldday.people.actions.moving import move_person
from fieldday.people.models import Membership, Person
from fieldday.trail.models import Event
from fieldday.visits.models import Plan
from tests.racing import race
from tests.world import MONDAY, NOW, TUESDAY

YESTERDAY = MONDAY - timedelta(1)


def _move(world, who, superior, team, since=MONDAY, by=None):
    return move_person(
        by=by or world.ada,
        person_id=who.pk,
        reports_to_id=superior.pk if superior else None,
        team_id=team.pk if team else None,
        since=since,
        at=NOW,
    )


def _memberships(who):
    return list(Membership.objects.filter(person=who).order_by("since").values_list("team_id", "since", "until"))


@pytest.mark.django_db
def test_a_move_changes_who_sees_and_keeps_where_he_was(world, signed_in):
    bob, carol = signed_in(world.bob), signed_in(world.carol)
    report = f"/reports/{world.alices.report.pk}"
    assert (bob.get(report).status_code, carol.get(report).status_code) == (200, 404)
    _move(world, world.alice, world.carol, world.team_carol)
    assert (bob.get(report).status_code, carol.get(report).status_code) == (404, 200)
    assert Plan.objects.visible_to(world.bob).filter(person=world.alice, status="approved").exists(), "he signed it"
    assert _memberships(world.alice) == [
        (world.team_bob.pk, date(2026, 1, 1), YESTERDAY),
        (world.team_carol.pk, MONDAY, None),
    ]
    event = Event.objects.get(verb="people.person.moved")
    assert event.changes["reports_to_id"] == [world.bob.pk, world.carol.pk] and event.changes["since"] == "2026-11-23"


@pytest.mark.django_db
def test_a_move_may_begin_earlier_than_it_is_entered(world):
    _move(world, world.alice, world.carol, world.team_carol, since=date(2026, 11, 2))
    assert _memberships(world.alice)[0][2] == date(2026, 11, 1)
    with pytest.raises(Refused, match=r"people\.moving\.before_present"):
        _move(world, world.alice, world.bob, world.team_bob, since=date(2026, 11, 1))
    _move(world, world.alice, world.bob, world.team_bob, since=date(2026, 11, 2))
    assert _memberships(world.alice)[1:] == [(world.team_bob.pk, date(2026, 11, 2), None)], "a slip gives way"


@pytest.mark.django_db
def test_a_move_to_where_he_stands_writes_nothing(world):
    _move(world, world.alice, world.bob, world.team_bob)
    assert not Event.objects.filter(verb="people.person.moved").exists() and len(_memberships(world.alice)) == 1


@pytest.mark.django_db
def test_somebody_may_stand_without_superior_and_team(world):
    _move(world, world.alice, None, None)
    assert superiors()[world.alice.pk] is None and _memberships(world.alice)[-1][2] == YESTERDAY


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("superior", "since", "code"),
    [
        ("carol", TUESDAY, "people.moving.in_the_future"),
        ("alice", MONDAY, "people.moving.oneself"),
        ("adam", MONDAY, "people.moving.superior_left"),
    ],
)
def test_each_reason(world, superior, since, code):
    Person.objects.unscoped("test").filter(pk=world.adam.pk).update(is_active=False)
    with pytest.raises(Refused) as error:
        _move(world, world.alice, getattr(world, superior), world.team_carol, since=since)
    assert error.value.code == code
    world.alice.refresh_from_db()
    assert world.alice.reports_to_id == world.bob.pk and len(_memberships(world.alice)) == 1


@pytest.mark.django_db
def test_a_ring_a_retired_team_and_a_leaver_are_refused(world):
    with pytest.raises(Refused, match=r"people\.superior\.ring_here"):
        _move(world, world.mona, world.alice, world.team_bob)
    world.team_carol.retired = True
    world.team_carol.save()
    with pytest.raises(Refused, match=r"people\.team\.not_offered"):
        _move(world, world.alice, world.bob, world.team_carol)
    Person.objects.unscoped("test").filter(pk=world.alice.pk).update(is_active=False)
    with pytest.raises(Refused, match=r"people\.moving\.left"):
        _move(world, world.alice, world.carol, world.team_bob)


@pytest.mark.django_db
def test_only_the_office_moves_people_and_an_assistant_no_administrator(world):
    for name in ("bob", "mona", "diana", "uma", "alice"):
        with pytest.raises(Refused) as error:
            _move(world, world.alice, world.carol, world.team_bob, by=getattr(world, name))
        assert error.value.code == "people.not_allowed"
    with pytest.raises(Refused, match=r"people\.person\.beyond_reach"):
        _move(world, world.ada, world.diana, None, by=world.oscar)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_moves_at_one_moment_close_no_ring(world):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time anyway")
    won, lost = race(
        lambda: _move(world, world.bob, world.carol, world.team_bob),
        lambda: _move(world, world.carol, world.bob, world.team_carol),
    )
    assert len(won) == 1 and [getattr(one, "code", one) for one in lost] == ["people.superior.ring_here"]
