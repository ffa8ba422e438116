"""A file of people that comes in while somebody is moved or leaves: one waits for the other, neither is broken off."""

import pytest
from django.db import connection

from fieldday.people.actions.import_people import import_people
from fieldday.people.actions.leaving import leave_company
from fieldday.people.actions.moving import move_person
from fieldday.people.models import Person
from tests.racing import race
from tests.world import MONDAY, NOW

EVERYBODY = ("mona", "bob", "alice", "adam", "carol", "charlie", "dora")


def _files(world, times=6):
    for n in range(times):
        rows = [{"external_id": name, "name": world.people[name].name, "title": f"t{n}"} for name in EVERYBODY]
        import_people(by=world.ada, rows=rows, at=NOW)


def _moves(world, times=6):
    for n in range(times):
        superior, team = ((world.carol, world.team_carol), (world.bob, world.team_bob))[n % 2]
        for person in (world.adam, world.alice):
            place = {"reports_to_id": superior.pk, "team_id": team.pk, "since": MONDAY}
            move_person(by=world.ada, person_id=person.pk, at=NOW, **place)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_file_and_moves_at_one_moment_both_come_through(world):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time anyway")
    won, lost = race(lambda: _files(world), lambda: _moves(world), lambda: _files(world))
    assert (len(won), lost) == (3, [])
    people = Person.objects.unscoped("a test")
    assert set(people.filter(external_id__in=EVERYBODY).values_list("title", flat=True)) == {"t5"}
    assert people.get(pk=world.alice.pk).reports_to_id == world.bob.pk


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_file_and_a_leaving_at_one_moment_both_come_through(world):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time anyway")
    facts = {"by": world.ada, "person_id": world.bob.pk, "successor_id": world.carol.pk, "last_day": MONDAY, "at": NOW}
    won, lost = race(lambda: _files(world), lambda: leave_company(**facts))
    assert (len(won), lost) == (2, [])
    assert Person.objects.unscoped("a test").get(pk=world.alice.pk).reports_to_id == world.carol.pk
