"""Deviating from an approved plan: with a reason, in the plan's chain, never a silent edit of what was approved."""

from datetime import time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from fieldday.rules.report_warnings import CODES as WARNINGS
from fieldday.visits.actions.arrival import arrive
from fieldday.visits.actions.plan_approval import approve_plan
from fieldday.visits.actions.plan_changing import add_stop, cancel_stop, move_stop
from fieldday.visits.actions.report_writing import save_report, send_report
from fieldday.visits.models import Change, Deviation, Plan, SignOff, Stop
from fieldday.visits.questions.chain import signed_chain
from fieldday.visits.questions.day_facts import day_facts
from tests.racing import race
from tests.visits.checks import acts, events, refused, stop
from tests.world import MONDAY, NOW, build, moment

pytestmark = pytest.mark.django_db
WHY = "the test looks behind the verbs"


@pytest.fixture
def plan(world):
    """Alice's Monday, approved: Lotus at 9:30, the north at 14:00."""
    return approve_plan(by=world.bob, plan_id=world.alices.plan.pk, version=1, at=NOW)


def _act(world, plan, verb, **more):
    said = {"by": world.alice, "plan_id": plan.pk, "version": _version(plan), "reason": "urgent_complaint", "at": NOW}
    return verb(**{**said, **more})


def _version(plan):
    return Plan.objects.unscoped(WHY).values_list("version", flat=True).get(pk=plan.pk)


def _add(world, plan, at="11:00", **more):
    return _act(world, plan, add_stop, **{"stop": stop(world.dawn, at=at), "note": "客戶來電", **more})


def test_an_added_stop_is_none_of_the_plan_as_it_was_approved(world, plan):
    change = _add(world, plan, stop=stop(world.dawn, at="11:00", expected_order=Decimal(9000)))
    assert (change.kind, change.stop.added, change.reason.code) == ("added", True, "urgent_complaint")
    facts = day_facts(world.alice.pk, MONDAY)
    assert [(one.name, one.added, one.position) for one in facts.stops] == [
        ("蓮花藥局", False, 1), ("晨光商行", True, 2), ("北區", False, 3),
    ]  # fmt: skip
    assert (facts.actuals.planned, facts.actuals.ordered_expected) == (2, Decimal(10000))
    visit = arrive(by=world.alice, at=NOW, stop_id=change.stop_id)
    facts = day_facts(world.alice.pk, MONDAY)
    assert (facts.actuals.unplanned, facts.actuals.adherence.numerator, facts.actuals.visited) == (0, 0, 1)
    assert facts.stops[1].visit_id == visit.pk


def test_a_cancelled_stop_is_missed_for_its_reason_until_it_is_visited_all_the_same(world, plan):
    _act(world, plan, cancel_stop, stop_id=world.alices.stops[0].pk, reason="customer_cancelled", note="老闆出國")
    row = Deviation.objects.unscoped(WHY).get(stop=world.alices.stops[0])
    assert (row.reason.code, row.note) == ("customer_cancelled", "老闆出國")
    fact = day_facts(world.alice.pk, MONDAY).stops[0]
    assert (fact.outcome, fact.reason, fact.cancelled) == ("missed", "customer_cancelled", True)
    arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)
    facts = day_facts(world.alice.pk, MONDAY)
    assert (facts.stops[0].outcome, facts.stops[0].cancelled) == ("visited", False)
    assert facts.actuals.adherence.numerator == 1


def test_what_the_company_cancels_is_not_held_against_anybody(world, plan):
    _act(world, plan, cancel_stop, stop_id=world.alices.stops[0].pk, reason="company_changed")
    assert day_facts(world.alice.pk, MONDAY).actuals.planned == 1


def test_a_moved_stop_keeps_the_hour_it_had_and_the_day_runs_by_the_clock(world, plan):
    change = _act(world, plan, move_stop, stop_id=world.alices.stops[0].pk, starts_at=time(16, 0), reason="traffic")
    assert change.before == time(9, 30)
    facts = day_facts(world.alice.pk, MONDAY)
    assert [(one.name, one.starts_at, one.planned_at) for one in facts.stops] == [
        ("北區", time(14, 0), None), ("蓮花藥局", time(16, 0), time(9, 30)),
    ]  # fmt: skip


def test_the_chain_binds_each_change_and_the_approval_still_verifies(world, plan):
    _add(world, plan)
    _act(world, plan, move_stop, stop_id=world.alices.stops[0].pk, starts_at=time(10, 0))
    _act(world, plan, cancel_stop, stop_id=world.alices.stops[1].pk)
    assert acts(plan) == ["submitted", "approved", "deviated", "deviated", "deviated"]
    rows = list(SignOff.objects.unscoped(WHY).filter(plan=plan).order_by("pk"))
    assert [one["starts_at"] for one in rows[1].content["stops"]] == ["09:30:00", "14:00:00"]
    assert rows[3].content["change"] == {
        "kind": "moved", "stop": str(world.alices.stops[0].pk), "name": "蓮花藥局", "reason": "urgent_complaint",
        "note": "", "before": "09:30:00", "after": "10:00:00",
    }  # fmt: skip
    faults = [fault.code for act in signed_chain(world.bob, plan_id=plan.pk).acts for fault in act.faults]
    assert faults == []
    assert "visits.chain.stops_differ" not in {one.code for one in signed_chain(world.bob, plan_id=plan.pk).faults}
    added = events("visits.stop.added", plan)[0]
    assert (added.account_id, added.day, added.changes["reason"]) == (world.dawn.pk, MONDAY, "urgent_complaint")


def test_only_an_approved_plan_is_deviated_from(world):
    plan = world.alices.plan
    with refused("visits.plan.awaits_approval"):
        _add(world, plan)
    Plan.objects.unscoped(WHY).filter(pk=plan.pk).update(status="draft")
    with refused("visits.plan.not_approved"):
        _add(world, plan)


def test_everything_that_is_wrong_is_said_at_its_field(world, plan):
    bad = stop(None, at="14:00", purposes=(), expected_order=Decimal(-1))
    with refused("visits.change.without_place", field="place"):
        _add(world, plan, stop=bad)
    with refused("visits.change.time_taken", field="time"):
        _add(world, plan, stop=bad)
    with refused("visits.change.without_purpose", field="purpose"):
        _add(world, plan, stop=bad)
    with refused("visits.change.negative_amount", field="order"):
        _add(world, plan, stop=bad)
    with refused("visits.change.without_reason", field="reason"):
        _add(world, plan, stop=bad, reason="")
    with refused("visits.change.note_too_long", field="note"):
        _add(world, plan, note="長" * 201)
    with refused("visits.change.without_time", field="time"):
        _act(world, plan, move_stop, stop_id=world.alices.stops[0].pk, starts_at=None)
    with refused("visits.change.same_hour", field="time"):
        _act(world, plan, move_stop, stop_id=world.alices.stops[0].pk, starts_at=time(9, 30))


def test_a_customer_out_of_sight_a_foreign_stop_and_a_foreign_plan_are_refused(world, plan):
    with refused("visits.change.unknown_place"):
        _add(world, plan, stop=stop(world.maple, at="11:00"))
    with refused("people.not_found"):
        _act(world, plan, cancel_stop, stop_id=world.charlies.stops[0].pk)
    with refused("people.not_found"):
        _act(world, plan, cancel_stop, stop_id=uuid4())
    with refused("people.not_yours"):
        _add(world, plan, by=world.bob)
    with refused("people.not_found"):
        _add(world, plan, by=world.charlie)


def test_twice_and_too_late_are_told(world, plan):
    first, second = world.alices.stops
    _act(world, plan, cancel_stop, stop_id=first.pk)
    with refused("visits.stop.already_cancelled"):
        _act(world, plan, cancel_stop, stop_id=first.pk)
    with refused("visits.plan.changed_meanwhile"):
        _act(world, plan, cancel_stop, stop_id=second.pk, version=2)
    arrive(by=world.alice, at=NOW, stop_id=second.pk, account_id=world.dawn.pk)
    with refused("visits.stop.already_visited"):
        _act(world, plan, cancel_stop, stop_id=second.pk)
    with refused("visits.plan.in_the_past"):
        _act(world, plan, cancel_stop, stop_id=second.pk, at=moment(MONDAY) + timedelta(1))
    report = save_report(by=world.alice, day=MONDAY, reflections="累", at=NOW)
    send_report(by=world.alice, report_id=report.pk, version=report.version, at=NOW, accepted=WARNINGS)
    with refused("visits.report.awaits_signature"):
        _add(world, plan)


def test_an_hour_of_a_cancelled_stop_is_free_again(world, plan):
    _act(world, plan, cancel_stop, stop_id=world.alices.stops[0].pk)
    assert _add(world, plan, stop=stop(world.dawn, at="09:30")).stop.starts_at == time(9, 30)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_changes_at_once_one_wins(at_time):
    at_time(NOW)
    world = build()
    plan = approve_plan(by=world.bob, plan_id=world.alices.plan.pk, version=1, at=NOW)
    said = {"by": world.alice, "plan_id": plan.pk, "version": 2, "reason": "weather", "at": NOW}
    won, lost = race(
        lambda: cancel_stop(**said, stop_id=world.alices.stops[0].pk),
        lambda: move_stop(**said, stop_id=world.alices.stops[0].pk, starts_at=time(17, 0)),
    )
    assert (len(won), [error.code for error in lost]) == (1, ["visits.plan.changed_meanwhile"])
    assert Change.objects.unscoped(WHY).count() == 1
    assert Stop.objects.unscoped(WHY).filter(plan=plan, added=True).count() == 0
