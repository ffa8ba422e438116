"""What the pages of a visit, a plan and a report read, for whom, and at what cost."""

from datetime import time, timedelta
from decimal import Decimal

import pytest

from fieldday.trade.actions.order_taking import LineInput
from fieldday.trade.models import Order
from fieldday.visits.actions.arrival import arrive
from fieldday.visits.actions.plan_approval import approve_plan
from fieldday.visits.actions.recording import VisitInput, record_visit
from fieldday.visits.actions.report_signing import sign_report
from fieldday.visits.models import Stop, Visit
from fieldday.visits.questions.day_facts import day_facts
from fieldday.visits.questions.frozen_day import frozen_facts
from fieldday.visits.questions.places import longest_unvisited, offered_accounts
from fieldday.visits.questions.plan_page import last_purposes, past_days, plan_page, stops_of_day
from fieldday.visits.questions.report_page import report_page
from fieldday.visits.questions.visit_page import visit_page
from tests.counting import queries
from tests.world import FRIDAY, MONDAY, NOW, TUESDAY, account, order

pytestmark = pytest.mark.django_db


# ------------------------------------------------------------------------------------------------------------ a visit
def test_a_visit_is_written_by_its_author_and_read_by_the_line(world):
    visit = arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)
    own, above = visit_page(world.alice, visit.pk), visit_page(world.bob, visit.pk)
    assert (own.own, own.writable, above.own, above.writable) == (True, True, False, False)
    assert (own.stop.objective, above.stop.objective) == ("談新品上架", "談新品上架")
    assert visit_page(world.charlie, visit.pk) is None


def test_who_sees_only_the_customer_sees_the_visit_and_not_the_plan(world):
    """The office sees every customer, and nobody's papers."""
    page = visit_page(world.oscar, world.alices.visit.pk)
    assert (page.fact.account, page.stop, page.judged, page.last_order) == ("蓮花藥局", None, None, None)


def test_a_reported_day_is_read_only(world):
    page = visit_page(world.alice, world.alices.visit.pk)
    assert (page.own, page.writable, page.report_status) == (True, False, "sent")


def test_the_last_order_leaves_out_this_visits_own_called_off_ones_and_returns(world):
    visit = arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)
    called_off = order(world.lotus, world.alice, world.tea, MONDAY)
    Order.objects.visible_to(world.alice).filter(pk=called_off.pk).update(cancelled=True)
    order(world.lotus, world.alice, world.tea, MONDAY, quantity="-2")
    said = VisitInput(lines=(LineInput(world.tea.pk, Decimal(7), Decimal(250)),))
    record_visit(by=world.alice, visit_id=visit.pk, version=1, said=said, at=NOW)
    last = visit_page(world.alice, visit.pk).last_order
    assert (last.id, last.ordered_on, last.total) == (world.alices.order.pk, FRIDAY, Decimal(200))


def test_a_visit_costs_the_same_however_much_came_of_it(world):
    visit = arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)

    def keep(count, version):
        said = VisitInput(
            lines=tuple(LineInput(world.soap.pk, Decimal(n + 1), Decimal(1)) for n in range(count)),
            notes=tuple(("price", f"漲 {n}") for n in range(count)),
            collected=Decimal(5),
        )
        record_visit(by=world.alice, visit_id=visit.pk, version=version, said=said, at=NOW)
        return queries(lambda: visit_page(world.alice, visit.pk))

    assert keep(1, 1) == keep(10, 2)


# ------------------------------------------------------------------------------------------------------------- a plan
def test_a_plan_is_written_until_it_is_sent(world):
    page = plan_page(world.alice, TUESDAY, today=MONDAY)
    assert (page.status, page.version, page.writable, page.stops) == ("none", 0, True, ())
    page = plan_page(world.alice, MONDAY, today=MONDAY)
    assert (page.status, page.writable, len(page.stops)) == ("submitted", False, 2)
    approve_plan(by=world.bob, plan_id=page.id, version=page.version, at=NOW, comment="去吧")
    assert plan_page(world.alice, MONDAY, today=MONDAY).approved.comment == "去吧"
    assert not plan_page(world.alice, FRIDAY, today=MONDAY).writable
    assert plan_page(world.bob, MONDAY, today=MONDAY).id is None, "one's own only"


def test_a_past_day_offers_its_stops_without_what_was_expected_then(world):
    (past,) = past_days(world.alice, MONDAY)
    assert (past.day, past.stops, past.names) == (FRIDAY, 1, "蓮花藥局")
    (stop,) = stops_of_day(world.alice, FRIDAY)
    assert (stop.id, stop.account_id, stop.starts_at, stop.expected_order) == (None, world.lotus.pk, time(9, 30), None)
    assert stop.purposes == ("collection", "ordering")
    Stop.objects.unscoped("a test").filter(plan__person=world.alice, plan__day=FRIDAY).update(objective="談年約")
    assert stops_of_day(world.alice, FRIDAY)[0].objective == "談年約"


def test_a_day_without_a_plan_offers_its_visits(world):
    arrive(by=world.adam, at=NOW + timedelta(minutes=20), account_id=world.fir.pk, purposes=("service",))
    (past,) = past_days(world.adam, TUESDAY)
    assert (past.day, past.names) == (MONDAY, "冷杉超市")
    (stop,) = stops_of_day(world.adam, MONDAY)
    assert (stop.name, stop.starts_at, stop.purposes) == ("冷杉超市", time(9, 15), ("service",))
    assert last_purposes(world.adam, [world.fir.pk]) == {world.fir.pk: ("service",)}


def test_whom_nobody_saw_for_longest_comes_first(world):
    names = [place.name for place in longest_unvisited(world.alice, day=MONDAY)]
    assert names == ["晨光商行", "蓮花藥局"]
    world.dawn.status = "lost"
    world.dawn.save()
    assert [place.days_since for place in longest_unvisited(world.alice, day=MONDAY)] == [3]
    assert longest_unvisited(world.alice, day=MONDAY, but=[world.lotus.pk]) == ()
    arrived = arrive(by=world.alice, at=NOW, account_id=world.lotus.pk)
    assert {place.days_since for place in offered_accounts(world.alice, "蓮花", day=arrived.day)} == {0}


def test_the_picker_offers_ones_own_first_and_nobody_out_of_sight(world):
    assert [place.name for place in offered_accounts(world.alice, "", day=MONDAY)] == ["蓮花藥局", "晨光商行"]
    assert offered_accounts(world.alice, "楓葉", day=MONDAY) == ()
    assert [place.name for place in offered_accounts(world.bob, "港都", day=MONDAY)] == ["港都食品"]
    found = offered_accounts(world.bob, "藥局", day=MONDAY)
    assert [(place.name, place.own) for place in found] == [("蓮花藥局", False)]


def test_a_plan_costs_the_same_for_one_stop_and_for_ten(world):
    few = queries(lambda: plan_page(world.alice, MONDAY, today=MONDAY))
    for n in range(10):
        shop = account(f"X{n}", f"店 {n}", world.alice, world.north)
        Stop.objects.create(plan=world.alices.plan, position=n + 3, account=shop, starts_at=time(10 + n, 30))
    assert queries(lambda: plan_page(world.alice, MONDAY, today=MONDAY)) == few


# ----------------------------------------------------------------------------------------------------------- a report
def test_a_report_is_there_before_anybody_writes_it(world):
    page = report_page(world.alice, MONDAY)
    assert (page.status, page.version, page.writable, page.first_arrival) == ("none", 0, True, None)
    assert [stop.name for stop in page.unexplained] == ["蓮花藥局", "北區"]
    arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)
    page = report_page(world.alice, MONDAY)
    assert (page.first_arrival, page.last_departure, len(page.unexplained)) == (NOW, None, 1)
    assert [row.state for row in page.passages] == ["done", "missed"]


def test_a_signed_report_is_read_from_what_was_frozen(world):
    report = world.alices.report
    judged = {world.alices.visit.pk: ("good", "漂亮")}
    signed = sign_report(by=world.bob, report_id=report.pk, version=1, comment="好", at=NOW, judgements=judged)
    before = report_page(world.alice, FRIDAY)
    assert before.facts == frozen_facts(signed.frozen) == day_facts(world.alice.pk, FRIDAY)
    Visit.objects.visible_to(world.alice).filter(pk=world.alices.visit.pk).update(summary="改掉")
    page = report_page(world.alice, FRIDAY)
    assert page.facts == before.facts
    assert (page.signature.comment, page.passages[0].judged.note, page.writable) == ("好", "漂亮", False)
    assert (page.reflections, page.returned) == (report.reflections, None)


def test_a_report_costs_the_same_for_one_visit_and_for_ten(world):
    arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)
    few = queries(lambda: report_page(world.alice, MONDAY))
    for n in range(10):
        shop = account(f"X{n}", f"店 {n}", world.alice, world.north)
        arrive(by=world.alice, at=NOW + timedelta(minutes=n + 1), account_id=shop.pk)
    assert queries(lambda: report_page(world.alice, MONDAY)) == few
