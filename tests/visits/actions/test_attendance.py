"""上班 and 下班: each a tap, kept once; the first arrival stands in only when the day is ended, and says so."""

from datetime import timedelta

import pytest

from fieldday.kit.refusals import Refused
from fieldday.trail.models import Event
from fieldday.visits.actions.arrival import arrive
from fieldday.visits.actions.attendance import end_day, start_day
from fieldday.visits.models import Attendance
from fieldday.visits.questions.day_facts import day_facts
from tests.world import FRIDAY, MONDAY, NOW, TUESDAY, moment

pytestmark = pytest.mark.django_db


def test_a_day_begins_once(world):
    start_day(by=world.alice, at=NOW, claimed_at=NOW - timedelta(minutes=2))
    start_day(by=world.alice, at=NOW + timedelta(hours=1))
    row = Attendance.objects.visible_to(world.bob).get()
    assert row.started_at == NOW - timedelta(minutes=2)
    assert Event.objects.filter(verb="visits.attendance.started").count() == 1
    assert not Attendance.objects.visible_to(world.charlie).exists()
    assert not Attendance.objects.visible_to(world.oscar).exists()


def test_a_clock_that_is_off_is_not_believed(world):
    row = start_day(by=world.alice, at=NOW, claimed_at=NOW - timedelta(hours=8))
    assert (row.started_at, row.started_claimed_at) == (NOW, NOW - timedelta(hours=8))


def test_an_evening_ends_it_and_a_later_tap_ends_it_later(world):
    start_day(by=world.alice, at=NOW)
    end_day(by=world.alice, day=MONDAY, at=moment(MONDAY, 18))
    end_day(by=world.alice, day=MONDAY, at=moment(TUESDAY, 0, 30))
    facts = day_facts(world.alice.pk, MONDAY)
    assert (facts.started_at, facts.ended_at, facts.by_arrival) == (NOW, moment(TUESDAY, 0, 30), False)


def test_without_a_tap_in_the_morning_no_row_is_invented(world):
    arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)
    facts = day_facts(world.alice.pk, MONDAY)
    assert (facts.started_at, facts.first_arrival) == (None, NOW)
    end_day(by=world.alice, day=MONDAY, at=moment(MONDAY, 18))
    facts = day_facts(world.alice.pk, MONDAY)
    assert (facts.started_at, facts.by_arrival) == (NOW, True), "and it says where it comes from"


def refused(code, call, **facts):
    with pytest.raises(Refused) as refusal:
        call(**facts)
    assert refusal.value.code == code


def test_what_never_began_does_not_end_and_what_is_long_over_neither(world):
    refused("visits.attendance.not_started", end_day, by=world.alice, day=MONDAY, at=NOW)
    start_day(by=world.alice, at=NOW)
    refused("visits.attendance.too_long", end_day, by=world.alice, day=MONDAY, at=NOW + timedelta(hours=21))


def test_a_day_whose_report_is_sent_takes_no_tap(world):
    refused("visits.report.awaits_signature", end_day, by=world.alice, day=FRIDAY, at=moment(FRIDAY, 19))


def test_an_auditor_taps_nothing(world):
    refused("people.not_allowed", start_day, by=world.uma, at=NOW)


def test_a_late_tap_does_not_begin_the_day_after_its_first_arrival(world):
    arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)
    start_day(by=world.alice, at=NOW + timedelta(hours=2))
    facts = day_facts(world.alice.pk, MONDAY)
    assert (facts.started_at, facts.by_arrival) == (NOW, True)
    event = Event.objects.get(verb="visits.attendance.started")
    assert event.at == NOW + timedelta(hours=2), "the trail keeps when it was tapped"
