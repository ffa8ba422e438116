"""What waits on a desk: one's own people's papers, exceptions first, in a constant number of queries."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fieldday.rules.report_warnings import CODES
from fieldday.visits.actions.plan_approval import approve_plan, return_plan, submit_plan
from fieldday.visits.actions.reopening import reopen_report
from fieldday.visits.actions.report_signing import sign_report
from fieldday.visits.actions.report_writing import send_report
from fieldday.visits.models import Plan, Stop
from fieldday.visits.questions.desk import desk_of, waiting_count
from tests.visits.crowd import crowd, queries
from tests.world import MONDAY, NOW, TUESDAY, moment

pytestmark = pytest.mark.django_db


def said(row):
    return [reason.code.rsplit(".", 1)[1] for reason in row.look.reasons]


def test_bob_sees_his_peoples_papers_and_nobody_elses(world):
    desk = desk_of(world.bob, at=NOW)
    assert [(row.person, row.day) for row in desk.plans] == [("Alice", MONDAY)]
    row = desk.plans[0]
    assert (row.stops, str(row.first), str(row.last), row.areas) == (2, "09:30:00", "14:00:00", ("北區",))
    assert (row.expected_order, row.expected_collection) == (Decimal(10000), Decimal(3000))
    assert [row.person for row in desk.reports] == ["Alice"]
    report = desk.reports[0]
    assert (report.visited, report.planned, report.effective) == (1, 1, 1)
    assert (report.ordered, report.collected) == (Decimal(200), Decimal("1500.50"))
    assert waiting_count(world.bob) == 2


def test_papers_further_down_wait_for_the_nearer_superior(world):
    desk = desk_of(world.mona, at=NOW)
    assert (desk.plans, desk.reports, desk.elsewhere) == ((), (), 4)
    whole = desk_of(world.mona, at=NOW, whole_line=True)
    assert sorted(row.person for row in whole.plans) == ["Alice", "Charlie"]
    assert whole.elsewhere == 0
    assert waiting_count(world.mona) == 0


@pytest.mark.parametrize("name", ["alice", "oscar", "uma"])
def test_who_signs_nothing_has_an_empty_desk(world, name):
    desk = desk_of(getattr(world, name), at=NOW, whole_line=True)
    assert (desk.plans, desk.reports, desk.signs) == ((), (), name == "oscar")


def test_a_deputys_desk_says_for_whom(world, at_time):
    at = at_time(moment(TUESDAY))
    desk = desk_of(world.dora, at=at)
    assert [(row.person, row.on_behalf_of) for row in desk.plans] == [("Alice", "Bob")]
    assert desk.deputises == ("Bob",)


def test_today_comes_first_and_what_is_odd_before_what_is_not(world):
    crowd(world, 2)
    odd, late = Plan.objects.visible_to(world.bob).filter(person__external_id__startswith="rep-").order_by("pk")
    Stop.objects.visible_to(world.bob).filter(plan=odd).update(account=world.lotus)
    Plan.objects.visible_to(world.bob).filter(pk=late.pk).update(sent_at=moment(MONDAY, 8, 45), day=TUESDAY)
    Plan.objects.visible_to(world.bob).filter(pk=world.alices.plan.pk).update(day=MONDAY - timedelta(days=3 - 1))
    rows = desk_of(world.bob, at=NOW).plans
    assert [row.day.day for row in rows] == [23, 24, 21], "today, the days to come, then those gone by"
    assert said(rows[0]) == ["not_his"] and rows[0].look.reasons[0].params["names"] == ("蓮花藥局",)
    assert said(rows[2]) == ["day_over", "late"]


def test_a_plan_sent_again_says_so(world):
    plan = world.alices.plan
    plan = return_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW, comment="少一站")
    submit_plan(by=world.alice, plan_id=plan.pk, version=plan.version, at=NOW)
    assert said(desk_of(world.bob, at=NOW).plans[0]) == ["late", "sent_again"]


def test_a_report_opened_again_came_when_it_first_did(world):
    """Sent in time, signed, opened again by his superior, sent on Monday: not late, and it says that it came again."""
    report = world.alices.report
    sign_report(by=world.bob, report_id=report.pk, version=report.version, comment="好", at=NOW)
    report.refresh_from_db()
    report = reopen_report(by=world.bob, report_id=report.pk, version=report.version, comment="再核對", at=NOW)
    report = send_report(by=world.alice, report_id=report.pk, version=report.version, at=NOW, accepted=CODES)
    row = next(row for row in desk_of(world.bob, at=NOW).reports if row.id == report.pk)
    assert "sent_again" in said(row) and "late" not in said(row)


def test_big_money_is_big_beside_ones_own_usual(world):
    for back in range(1, 6):
        plan = Plan.objects.create(person=world.alice, day=MONDAY - timedelta(days=7 + back), status="approved")
        Stop.objects.create(plan=plan, position=1, account=world.lotus, expected_order=Decimal(2000))
    row = desk_of(world.bob, at=NOW).plans[0]
    assert said(row) == ["big_money"]
    assert row.look.reasons[0].params["expected"] == Decimal(13000)


def test_an_approved_plan_waits_no_more(world):
    plan = world.alices.plan
    approve_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW)
    assert desk_of(world.bob, at=NOW).plans == ()


def test_queries_do_not_grow_with_people(world):
    crowd(world, 2)
    few = queries(lambda: desk_of(world.bob, at=NOW))
    crowd(world, 27, start=2)
    assert len(desk_of(world.bob, at=NOW).plans) == 30
    assert queries(lambda: desk_of(world.bob, at=NOW)) <= few
