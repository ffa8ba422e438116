"""Who looked at a card is on the trail, once a person and day; the page itself writes nothing and asks nothing."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from fieldday.customers.actions.looking import VERB, forget_looks, keep_looks, note_look
from fieldday.readings.personal import looked_at
from fieldday.trail.models import Event
from tests.counting import queries
from tests.house.tables import watched
from tests.world import NOW

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_noted():
    forget_looks()
    yield
    forget_looks()


def _looks():
    return list(Event.objects.filter(verb=VERB).order_by("id").values_list("by_id", "noun_id", "day"))


def test_a_card_that_is_opened_twice_is_one_look(world, signed_in):
    client = signed_in(world.alice)
    with watched() as watch:
        for url in (reverse("account", args=[world.lotus.pk]),) * 2:
            assert client.get(url).status_code == 200
    assert not watch.wrote, "reading itself writes nothing"
    assert keep_looks(at=NOW) == 1
    client.get(reverse("account", args=[world.lotus.pk]))
    assert keep_looks(at=NOW) == 0
    assert _looks() == [(world.alice.pk, str(world.lotus.pk), TODAY)]
    assert [(one.by, one.day) for one in looked_at(world.lotus)] == [(world.alice.name, TODAY)]


def test_a_card_out_of_sight_is_no_look(world, signed_in):
    assert signed_in(world.charlie).get(reverse("account", args=[world.lotus.pk])).status_code == 404
    assert keep_looks(at=NOW) == 0


def test_another_process_that_noted_the_same_writes_it_once(world):
    note_look(world.alice, world.lotus.pk, day=TODAY, at=NOW)
    keep_looks(at=NOW)
    forget_looks()  # as a second process begins
    note_look(world.alice, world.lotus.pk, day=TODAY, at=NOW)
    note_look(world.bob, world.lotus.pk, day=TODAY, at=NOW)
    note_look(world.alice, world.lotus.pk, day=TODAY + timedelta(1), at=NOW + timedelta(1))
    assert keep_looks(at=NOW) == 2 and len(_looks()) == 3


def test_noting_asks_no_database_and_a_failure_loses_nothing(world, monkeypatch):
    assert queries(lambda: note_look(world.alice, world.lotus.pk, day=TODAY, at=NOW)) == 0
    with monkeypatch.context() as patch:
        patch.setattr("fieldday.customers.actions.looking.writing.record_many", lambda rows: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            keep_looks(at=NOW)
    assert keep_looks(at=NOW) == 1


def test_who_looked_is_read_by_the_office_the_director_and_the_auditor(world, signed_in):
    note_look(world.alice, world.lotus.pk, day=TODAY, at=NOW)
    keep_looks(at=NOW)
    url = reverse("account-personal", args=[world.lotus.pk])
    for person, seen in (
        (world.oscar, True), (world.ada, True), (world.diana, True), (world.uma, True),
        (world.alice, False), (world.bob, False), (world.mona, False), (world.charlie, False),
    ):  # fmt: skip
        answer = signed_in(person).get(url)
        assert answer.status_code == (200 if seen else 404)
        assert not seen or world.alice.name in answer.content.decode()
