"""電訪: a contact by phone or LINE takes no place, ends at once, closes nothing, and is no visit."""

import pytest

from fieldday.rules import kpi
from fieldday.visits.actions.arrival import arrive
from fieldday.visits.actions.calling import contact_account
from fieldday.visits.actions.recording import VisitInput, record_visit
from fieldday.visits.models import DailyReport, Visit
from fieldday.visits.questions.day_facts import day_facts
from fieldday.visits.questions.tree import people_tree
from tests.visits.checks import events, refused
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


def _call(world, **more):
    return contact_account(**{"by": world.alice, "at": NOW, "account_id": world.lotus.pk, "channel": "phone", **more})


@pytest.mark.parametrize("channel", ["phone", "line"])
def test_a_contact_ends_where_it_begins_and_takes_no_place(world, channel):
    made = _call(world, channel=channel)
    assert (made.channel, made.arrived_at, made.left_at) == (channel, NOW, NOW)
    assert (made.latitude, made.stop, made.where) == (None, None, "unverifiable")
    (event,) = events("visits.visit.contacted", made)
    assert (event.account_id, event.day, event.changes["channel"]) == (world.lotus.pk, MONDAY, channel)


def test_an_open_visit_stays_open_and_the_planned_stop_too(world):
    here = arrive(by=world.alice, at=NOW, account_id=world.dawn.pk)
    _call(world)
    here.refresh_from_db()
    assert here.left_at is None
    facts = day_facts(world.alice.pk, MONDAY)
    assert [stop.outcome for stop in facts.stops] == ["open", "open"]


def test_it_is_counted_apart_everywhere(world):
    made = _call(world)
    said = VisitInput(results=("quotation",), met_in_charge=True, summary="電話報價")
    record_visit(by=world.alice, visit_id=made.pk, version=1, said=said, at=NOW)
    done = day_facts(world.alice.pk, MONDAY).actuals
    assert (done.visited, done.effective, done.unplanned, done.contacts) == (0, 0, 0, 1)
    assert (done.adherence.numerator, done.effective_rate.denominator) == (0, 0)
    tree = people_tree(world.bob, MONDAY)
    assert (tree.total.visited, tree.total.effective, tree.total.contacts) == (0, 0, 1)
    fact = day_facts(world.alice.pk, MONDAY).contacts[0]
    assert (fact.effective, fact.why_not, fact.channel) == (False, ("visits.effective.not_in_person",), kpi.PHONE)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"channel": "pigeon"}, "visits.contact.unknown_channel"),
        ({"channel": "visit"}, "visits.contact.unknown_channel"),
    ],
)
def test_another_channel_is_refused(world, more, code):
    with refused(code):
        _call(world, **more)


def test_a_customer_out_of_sight_is_missing_and_a_closed_day_takes_no_contact(world):
    with refused("people.not_found"):
        _call(world, account_id=world.maple.pk)
    with refused("people.not_allowed"):
        _call(world, by=world.uma)
    DailyReport.objects.create(person=world.alice, day=MONDAY, status="sent", sent_at=NOW)
    with refused("visits.report.awaits_signature"):
        _call(world)
    assert not Visit.objects.unscoped("test").filter(day=MONDAY).exists()
