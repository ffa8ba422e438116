"""Writing a plan: its stops as a whole, each fault at its stop, nothing half-written."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from fieldday.visits.actions.plan_approval import submit_plan
from fieldday.visits.actions.plan_writing import save_plan
from fieldday.visits.models import Plan, Stop
from tests.racing import race
from tests.visits.checks import draft, events, refused, stop
from tests.world import FRIDAY, MONDAY, NOW, TUESDAY

pytestmark = pytest.mark.django_db


def _stops(plan):
    return list(Stop.objects.unscoped("a test").filter(plan=plan).order_by("position"))


def test_a_plan_keeps_its_stops_in_order_with_area_time_purposes_and_what_is_expected(world):
    said = stop(
        world.lotus, purposes=("ordering", "collection"), objective="年節檔期", expected_order=Decimal("1234.56")
    )
    plan = draft(world, said, stop(area=world.south, at="14:00", purposes=("market_research",)))
    first, second = _stops(plan)
    assert (first.account, first.area, first.starts_at) == (world.lotus, world.north, time(9, 30))
    assert (first.objective, first.expected_order) == ("年節檔期", Decimal("1234.56"))
    assert {code.code for code in first.purposes.all()} == {"ordering", "collection"}
    assert (second.account, second.area) == (None, world.south)
    assert plan.status == "draft"
    assert len(events("visits.plan.saved", plan)) == 1


def test_saving_again_makes_the_stops_exactly_those(world):
    plan = draft(world)
    kept = _stops(plan)[1]
    again = stop(world.dawn, at="10:00", id=kept.pk, purposes=())
    plan = save_plan(by=world.alice, day=TUESDAY, stops=[again], at=NOW, version=plan.version)
    (only,) = _stops(plan)
    assert (only.pk, only.position, only.starts_at, only.purposes.count()) == (kept.pk, 1, time(10), 0)
    assert plan.version == 2


@pytest.mark.parametrize("swap", [True, False])
def test_stops_change_places(world, swap):
    plan = draft(world)
    one, two = _stops(plan)
    said = [stop(world.dawn, at="09:30", id=two.pk), stop(world.lotus, at="11:00", id=one.pk)]
    save_plan(by=world.alice, day=TUESDAY, stops=said if swap else said[::-1], at=NOW, version=1)
    assert [row.pk for row in _stops(plan)] == ([two.pk, one.pk] if swap else [one.pk, two.pk])


def test_a_day_gone_by_takes_no_plan(world):
    with refused("visits.plan.in_the_past", field="day"):
        save_plan(by=world.alice, day=MONDAY - timedelta(1), stops=[stop(world.lotus)], at=NOW)


def test_a_day_too_far_ahead_takes_no_plan(world):
    with refused("visits.plan.too_far_ahead"):
        save_plan(by=world.alice, day=date(2027, 6, 1), stops=[stop(world.lotus)], at=NOW)


def test_two_stops_at_one_time_are_told_apart_by_their_number(world):
    with refused("visits.stop.same_time", field="stop-2"):
        draft(world, stop(world.lotus), stop(world.dawn))


def test_every_fault_is_told_at_once(world):
    with refused("visits.stop.same_time", "visits.stop.negative_amount"):
        draft(world, stop(world.lotus), stop(world.dawn), stop(world.lotus, at="12:00", expected_order=Decimal(-1)))


def test_a_stop_needs_a_place(world):
    with refused("visits.stop.without_place", field="stop-1"):
        draft(world, stop())


def test_a_customer_out_of_sight_is_refused_like_one_that_is_not_there(world):
    with refused("visits.stop.unknown_place", field="stop-2"):
        draft(world, stop(world.lotus), stop(world.maple, at="11:00"))


def test_more_stops_than_a_day_holds_are_refused(world):
    stops = [stop(world.lotus, at=f"{9 + n // 10:02}:{n % 10:02}") for n in range(61)]
    with refused("visits.plan.too_many_stops"):
        draft(world, *stops)


def test_a_stale_page_overwrites_nothing(world):
    draft(world)
    with refused("visits.plan.changed_meanwhile"):
        save_plan(by=world.alice, day=TUESDAY, stops=[], at=NOW, version=0)


def test_a_plan_that_was_sent_is_not_edited(world):
    with refused("visits.plan.awaits_approval"):
        save_plan(by=world.alice, day=MONDAY, stops=[], at=NOW, version=1)


def test_the_id_of_somebody_elses_stop_is_of_no_use(world):
    with refused("visits.stop.foreign_id", field="stop-1"):
        draft(world, stop(world.lotus, id=world.charlies.stops[0].pk))


def test_a_visited_stop_stays_on_the_plan(world):
    plan = Plan.objects.visible_to(world.alice).get(pk=world.alices.plan_done.pk)
    Plan.objects.visible_to(world.alice).filter(pk=plan.pk).update(status="draft")
    with refused("visits.stop.already_visited"):
        save_plan(by=world.alice, day=FRIDAY, stops=[], at=NOW - timedelta(3), version=1)


def test_the_auditor_writes_no_plan(world):
    with refused("people.not_allowed"):
        save_plan(by=world.uma, day=TUESDAY, stops=[], at=NOW)


def test_a_draft_may_lack_what_sending_asks_for(world):
    plan = draft(world, stop(world.lotus, at="", purposes=()))
    assert plan.status == "draft"
    with refused("visits.stop.without_time", "visits.stop.without_purpose", field="stop-1"):
        submit_plan(by=world.alice, plan_id=plan.pk, version=1, at=NOW)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_tabs_that_write_a_days_first_plan_at_once_make_one(world):
    acts = [lambda place=place: draft(world, stop(place)) for place in (world.lotus, world.dawn)]
    won, lost = race(*acts)
    assert (len(won), [getattr(one, "code", one) for one in lost]) == (1, ["visits.plan.changed_meanwhile"])
    assert len(_stops(won[0])) == 1
