"""抵達 and 撲空: the place is welcome and never required, the phone's clock is kept and never believed blindly."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fieldday.kit.refusals import Refused
from fieldday.rules.report_warnings import CODES as WARNINGS
from fieldday.visits.actions.arrival import Where, arrive
from fieldday.visits.actions.report_writing import send_report
from fieldday.visits.models import Visit
from fieldday.visits.questions.arrival_said import arrival_said
from tests.racing import race
from tests.visits.checks import events, refused
from tests.world import MONDAY, NOW, TUESDAY, moment

pytestmark = pytest.mark.django_db
THERE = Where(25.0478, 121.5170, 12)
ELSEWHERE = Where(25.0600, 121.5170, 12)


def _arrive(world, **more):
    return arrive(**{"by": world.alice, "at": NOW, "stop_id": world.alices.stops[0].pk, **more})


def _said(visit, at=NOW):
    return [reason.code for reason in arrival_said(visit, at)]


def test_a_planned_arrival_is_verified_and_takes_the_stops_purposes(world):
    visit = _arrive(world, where=THERE, claimed_at=NOW - timedelta(seconds=40))
    assert (visit.account, visit.stop, visit.day) == (world.lotus, world.alices.stops[0], MONDAY)
    assert (visit.where, visit.distance_m, visit.left_at, visit.shut) == ("verified", 0, None, False)
    assert visit.arrived_at == NOW - timedelta(seconds=40)
    assert {code.code for code in visit.purposes.all()} == {"ordering", "collection"}
    (event,) = events("visits.visit.arrived", visit)
    assert (event.by_id, event.account_id, event.day) == (world.alice.pk, world.lotus.pk, MONDAY)
    assert not _said(visit)


@pytest.mark.parametrize(
    ("where", "verdict", "code"),
    [
        (None, "unverifiable", "visits.arrival.without_location"),
        (ELSEWHERE, "out_of_range", "visits.arrival.out_of_range"),
        (Where(25.0478, 121.5170, 2000), "unverifiable", "visits.arrival.inaccurate"),
    ],
)
def test_a_place_that_does_not_fit_or_is_not_shared_is_said_and_keeps_nobody_out(world, where, verdict, code):
    visit = _arrive(world, where=where)
    assert visit.where == verdict
    assert _said(visit) == [code]


def test_a_customer_without_coordinates_cannot_be_compared(world):
    visit = arrive(by=world.alice, at=NOW, account_id=world.dawn.pk, where=THERE)
    assert (visit.where, _said(visit)) == ("unverifiable", ["visits.arrival.place_unknown"])


@pytest.mark.parametrize("off", [timedelta(hours=5), timedelta(hours=-7), timedelta(days=400)])
def test_a_phones_clock_that_is_hours_off_is_kept_said_and_not_believed(world, off):
    visit = _arrive(world, claimed_at=NOW + off, where=THERE)
    assert (visit.arrived_at, visit.claimed_at) == (NOW, NOW + off)
    assert _said(visit) == ["visits.clock.off"]


def test_an_unplanned_visit_has_no_stop(world):
    visit = arrive(by=world.alice, at=NOW, account_id=world.dawn.pk, purposes=("service", "made up"))
    assert (visit.stop, [code.code for code in visit.purposes.all()]) == (None, ["service"])
    assert events("visits.visit.arrived", visit)[0].changes["planned"] is False


def test_the_customer_chosen_on_the_spot_stands_for_an_area(world):
    stop = world.alices.stops[1]
    with refused("visits.stop.area_only"):
        _arrive(world, stop_id=stop.pk)
    with refused("people.not_found"):
        _arrive(world, stop_id=stop.pk, account_id=world.maple.pk)
    visit = _arrive(world, stop_id=stop.pk, account_id=world.dawn.pk)
    assert (visit.stop, visit.account) == (stop, world.dawn)


def test_a_plan_that_nobody_approved_keeps_nobody_from_visiting(world):
    assert world.alices.plan.status == "submitted"
    assert _arrive(world).pk


def test_found_shut_ends_where_it_begins(world):
    visit = _arrive(world, shut=True, where=THERE)
    assert (visit.shut, visit.left_at) == (True, visit.arrived_at)
    assert len(events("visits.visit.found_shut", visit)) == 1
    assert arrive(by=world.alice, at=NOW, account_id=world.dawn.pk).left_at is None


def test_arriving_elsewhere_ends_the_visit_that_is_open(world):
    first = _arrive(world)
    later = NOW + timedelta(hours=1)
    arrive(by=world.alice, at=later, account_id=world.dawn.pk)
    first.refresh_from_db()
    assert first.left_at == later
    assert len(events("visits.visit.left", first)) == 1


def test_twice_at_one_place_is_told(world):
    _arrive(world)
    with refused("visits.visit.stop_visited"):
        _arrive(world)
    with refused("visits.visit.already_arrived"):
        arrive(by=world.alice, at=NOW, account_id=world.lotus.pk)


def test_a_stop_of_another_day_is_not_todays(world):
    with refused("visits.stop.other_day"):
        _arrive(world, at=moment(TUESDAY))


@pytest.mark.parametrize("by", ["charlie", "bob", "diana"])
def test_a_stop_of_somebody_elses_plan_is_not_there(world, by):
    with refused("people.not_found"):
        _arrive(world, by=world.people[by])


def test_a_customer_out_of_sight_is_not_there(world):
    with refused("people.not_found"):
        arrive(by=world.alice, at=NOW, account_id=world.maple.pk)
    with refused("people.not_found"):
        arrive(by=world.alice, at=NOW)


def test_a_customer_who_was_handed_over_is_no_longer_visited_as_planned(world):
    world.lotus.owner = world.charlie
    world.lotus.save()
    with refused("people.not_found"):
        _arrive(world)


def test_the_auditor_does_not_visit(world):
    with refused("people.not_allowed"):
        arrive(by=world.uma, at=NOW, account_id=world.lotus.pk)


def test_a_day_whose_report_was_sent_takes_no_more_visits(world):
    with refused("visits.report.awaits_signature"):
        arrive(by=world.alice, at=moment(world.alices.report.day, 20), account_id=world.dawn.pk)


def test_a_place_is_kept_to_the_seventh_decimal(world):
    visit = _arrive(world, where=Where(25.123456789, 121.5, 8.6))
    visit.refresh_from_db()
    assert (visit.latitude, visit.accuracy_m) == (Decimal("25.1234568"), 9)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_taps_at_once_make_one_visit(world):
    won, lost = race(lambda: _arrive(world), lambda: _arrive(world))
    assert (len(won), [type(one) for one in lost]) == (1, [Refused])
    assert Visit.objects.visible_to(world.alice).filter(day=MONDAY).count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_arrival_and_the_report_at_once_leave_no_fact_behind(world):
    report = world.alices.report
    type(report).objects.unscoped("a test").filter(pk=report.pk).update(status="draft")
    at = moment(report.day, 18)
    _won, lost = race(
        lambda: arrive(by=world.alice, at=at, account_id=world.dawn.pk),
        lambda: send_report(by=world.alice, report_id=report.pk, version=report.version, at=at, accepted=WARNINGS),
    )
    assert all(isinstance(one, Refused) for one in lost), lost
    report.refresh_from_db()
    assert report.status == "sent"
    visits = Visit.objects.visible_to(world.alice).filter(day=report.day)
    content = report.signoffs.unscoped("a test").order_by("-pk").first().content
    assert len(content["facts"]["visits"]) == visits.count()
