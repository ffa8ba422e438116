"""A reader of the trail is handed every event once: after a kill, beside a late transaction, behind a long import."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fieldday.trail import following
from fieldday.trail.following import AT_ONCE, follow
from fieldday.trail.models import Event
from fieldday.trail.sealing import seal, verify
from fieldday.trail.writing import event, record_many
from tests.world import NOW

VERB, OTHER = "people.person.invited", "people.person.changed"
DAYS = timedelta(days=3)
pytestmark = pytest.mark.django_db


def write(world, count=1, verb=VERB, at=NOW, **changes):
    with transaction.atomic():
        record_many([event(verb, by=world.bob, noun=world.alice, at=at, **changes) for _ in range(count)])


def read(take=None, verbs=(VERB,), at=NOW):
    had = []
    follow("reader", set(verbs), take or had.extend, at=at, oldest=DAYS)
    return had


def test_each_event_is_handed_over_once_and_sealed_for_it(world):
    write(world, 3)
    write(world, verb=OTHER)
    assert [one.verb for one in read()] == [VERB] * 3
    assert read() == []
    write(world)
    assert len(read()) == 1
    assert verify().ok


def test_another_reader_has_a_place_of_his_own(world):
    write(world)
    assert len(read()) == 1
    had = []
    follow("another", {VERB}, had.extend, at=NOW, oldest=DAYS)
    assert len(had) == 1


def test_what_breaks_is_handed_over_again_with_nothing_written(world):
    write(world)

    def take(events):
        write(world, verb=OTHER)
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        read(take)
    assert not Event.objects.filter(verb=OTHER).exists()
    assert len(read()) == 1


def test_an_event_that_is_sealed_late_is_read_late_not_never(world):
    """Its transaction began first and ended last: its id lies before what was read already."""
    write(world, 2)
    late = Event.objects.order_by("id").first()
    values = {field.attname: getattr(late, field.attname) for field in Event._meta.concrete_fields}
    late.delete()
    assert len(read()) == 1
    Event(**values).save(force_insert=True)
    assert [one.pk for one in read()] == [values["id"]]


def test_history_is_no_news(world):
    write(world, at=NOW - timedelta(days=30))
    write(world)
    assert [one.at for one in read()] == [NOW]


def test_more_than_a_step_holds_and_more_than_a_seal_takes(world):
    write(world, 1200, verb=OTHER)
    write(world, 2 * AT_ONCE + 1)
    assert len(read()) == 2 * AT_ONCE + 1
    assert verify().ok


def test_between_the_seals_of_a_long_import_others_get_to_save(world, monkeypatch):
    pauses = []

    def pause(seconds):
        pauses.append(Event.objects.exclude(seal_no=None).count())

    monkeypatch.setattr(following.time, "sleep", pause)
    write(world, 5)
    read()
    assert pauses == []
    write(world, 2100)
    read()
    assert pauses == [1005, 2005]


def test_a_seal_asks_for_no_more_than_its_rows(world):
    """Each row is written by a short statement: a CASE of a thousand branches held the database for seconds."""
    write(world, 50)
    with CaptureQueriesContext(connection) as asked:
        assert seal(at=NOW) == 50
    assert max(len(one["sql"]) for one in asked if "UPDATE" in one["sql"]) < 500
    assert verify().ok


def test_nothing_is_sealed_for_verbs_that_nobody_follows(world):
    write(world, verb=OTHER)
    assert read() == [] and Event.objects.filter(seal_no=None).count() == 1
