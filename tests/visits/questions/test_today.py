"""今日行程: what is next, where one is, what is behind; in a constant number of queries."""

from datetime import time, timedelta

import pytest

from fieldday.visits.actions.arrival import arrive
from fieldday.visits.actions.departure import leave
from fieldday.visits.actions.plan_approval import return_plan
from fieldday.visits.actions.report_writing import save_report
from fieldday.visits.models import Stop
from fieldday.visits.questions.today import today_of
from tests.counting import queries
from tests.world import FRIDAY, MONDAY, NOW, TUESDAY, account

pytestmark = pytest.mark.django_db


def test_the_first_open_stop_is_next_and_the_others_wait(world):
    page = today_of(world.alice, MONDAY)
    assert (page.next.name, page.next.state, page.next.place.dial) == ("蓮花藥局", "next", "0223456789")
    assert [(one.name, one.state) for one in page.later] == [("北區", "planned")]
    assert (page.gone, page.planned, page.here, page.behind, page.plan_status) == (0, 2, None, (), "submitted")


def test_where_one_is_stands_on_top_and_what_is_done_lies_behind(world):
    visit = arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)
    page = today_of(world.alice, MONDAY)
    assert (page.here.id, page.next.name, page.behind) == (visit.pk, "北區", ())
    leave(by=world.alice, visit_id=visit.pk, at=NOW + timedelta(minutes=20))
    arrive(by=world.alice, at=NOW + timedelta(hours=1), account_id=world.dawn.pk, shut=True)
    page = today_of(world.alice, MONDAY)
    assert [(one.name, one.state) for one in page.behind] == [("蓮花藥局", "done"), ("晨光商行", "unproven")]
    assert (page.here, page.gone) == (None, 1)


def test_a_visit_left_open_yesterday_is_still_where_one_is(world):
    visit = arrive(by=world.alice, at=NOW, account_id=world.dawn.pk)
    page = today_of(world.alice, TUESDAY)
    assert (page.here.id, page.here_day, page.planned) == (visit.pk, MONDAY, 0)


def test_a_missed_stop_lies_behind_with_its_reason(world):
    save_report(by=world.alice, day=MONDAY, reflections="", at=NOW, missed={world.alices.stops[1].pk: ("traffic", "")})
    page = today_of(world.alice, MONDAY)
    assert [(one.state, one.stop.reason) for one in page.behind] == [("missed", "traffic")]


def test_the_returned_plan_brings_its_sentence(world):
    plan = world.alices.plan
    return_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW, comment="少一家")
    assert today_of(world.alice, MONDAY).returned.comment == "少一家"


def test_one_reads_ones_own_day_only(world):
    assert today_of(world.bob, MONDAY).planned == 0
    assert {one.name for one in today_of(world.alice, FRIDAY).behind} == {"蓮花藥局"}
    assert today_of(world.alice, FRIDAY).closed


def test_ten_visits_ask_no_more_than_one(world):
    plan = world.alices.plan

    def go(n):
        shop = account(f"X{n}", f"店 {n}", world.alice, world.north)
        stop = Stop.objects.create(plan=plan, position=n + 3, account=shop, starts_at=time(10 + n, 30))
        arrive(by=world.alice, at=NOW + timedelta(minutes=n), stop_id=stop.pk)

    for n in range(2):  # one behind, one open
        go(n)
    few = queries(lambda: today_of(world.alice, MONDAY))
    for n in range(2, 12):
        go(n)
    assert queries(lambda: today_of(world.alice, MONDAY)) == few
