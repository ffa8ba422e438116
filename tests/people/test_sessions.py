"""Who is signed in comes with his session, and is as he is now."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fieldday.people.models import Person, Session

pytestmark = pytest.mark.django_db
PAGE = "/me"


def _asked(client) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(PAGE).status_code == 200
    return [query["sql"] for query in seen]


def test_session_person_and_team_are_one_question(world, signed_in):
    client = signed_in(world.alice)
    client.get(PAGE)
    asked = [sql for sql in _asked(client) if '"people_session"' in sql or '"people_team"' in sql]
    assert len(asked) == 1
    assert '"people_person"' in asked[0]


def test_what_changed_of_a_person_counts_with_his_next_request(world, signed_in):
    client = signed_in(world.alice)
    assert world.alice.name in client.get(PAGE).content.decode()
    Person.objects.unscoped("a test").filter(pk=world.alice.pk).update(name="Alicia")
    assert "Alicia" in client.get(PAGE).content.decode()
    Person.objects.unscoped("a test").filter(pk=world.alice.pk).update(is_active=False)
    assert client.get(PAGE).status_code == 302


def test_a_session_is_its_own_persons_whatever_row_it_was_read_with(world, signed_in):
    client = signed_in(world.alice)
    Session.objects.filter(person=world.alice).update(person=world.charlie)  # the signed data says Alice
    page = client.get(PAGE).content.decode()
    assert world.alice.name in page
    assert world.charlie.name not in page


def test_an_ended_session_is_nobodys(world, signed_in):
    client = signed_in(world.alice)
    Session.objects.all().delete()
    assert client.get(PAGE).status_code == 302
