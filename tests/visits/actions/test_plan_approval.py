"""Sending, withdrawing, approving and returning plans: who may, in which state, and one winner under a race."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fieldday.kit.refusals import Refused
from fieldday.visits.actions.plan_approval import approve_plan, approve_plans, return_plan, submit_plan, withdraw_plan
from fieldday.visits.actions.plan_writing import save_plan
from fieldday.visits.models import Plan, SignOff
from tests.racing import race
from tests.visits.checks import acts, draft, events, refused, stop
from tests.world import MONDAY, NOW, TUESDAY, moment

pytestmark = pytest.mark.django_db


def _submit(world, plan, **more):
    return submit_plan(**{"by": world.alice, "plan_id": plan.pk, "version": plan.version, "at": NOW, **more})


def _approve(world, plan, **more):
    return approve_plan(**{"by": world.bob, "plan_id": plan.pk, "version": plan.version, "at": NOW, **more})


def test_the_whole_way_there_and_back_again(world):
    plan = _submit(world, draft(world))
    assert (plan.status, plan.sent_at) == ("submitted", NOW)
    plan = withdraw_plan(by=world.alice, plan_id=plan.pk, version=plan.version, at=NOW)
    assert plan.status == "draft"
    plan = _submit(world, plan)
    plan = return_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW, comment="少了晨光商行")
    assert plan.status == "returned"
    stops = [stop(world.lotus), stop(world.dawn, at="13:00")]
    plan = save_plan(by=world.alice, day=TUESDAY, stops=stops, at=NOW, version=plan.version)
    assert plan.status == "returned", "it stays returned until it is sent again"
    plan = _submit(world, plan)
    plan = _approve(world, plan, comment="好")
    assert plan.status == "approved"
    assert acts(plan) == ["submitted", "withdrawn", "submitted", "returned", "submitted", "approved"]
    for verb, times in (("saved", 2), ("submitted", 3), ("withdrawn", 1), ("returned", 1), ("approved", 1)):
        assert len(events(f"visits.plan.{verb}", plan)) == times


def test_what_was_approved_is_bound_by_the_digest(world):
    plan = _approve(world, world.alices.plan)
    row = SignOff.objects.visible_to(world.bob).filter(plan=plan).order_by("pk").last()
    assert [one["name"] for one in row.content["stops"]] == ["蓮花藥局", ""]
    SignOff.objects.unscoped("a forger").filter(pk=row.pk).update(comment="改一下")
    with pytest.raises(AssertionError):
        acts(plan)


def test_sending_asks_for_stops_in_time(world):
    plan = save_plan(by=world.alice, day=TUESDAY, stops=[], at=NOW)
    with refused("visits.plan.without_stops"):
        _submit(world, plan)
    plan = save_plan(by=world.alice, day=TUESDAY, stops=[stop(world.lotus)], at=NOW, version=plan.version)
    with refused("visits.plan.in_the_past"):
        _submit(world, plan, at=NOW + timedelta(2))


def test_twice_is_told(world):
    plan = world.alices.plan
    with refused("visits.plan.already_sent"):
        _submit(world, plan)
    plan = _approve(world, plan)
    with refused("visits.plan.already_approved"):
        _approve(world, plan)
    with refused("visits.plan.already_approved"):
        withdraw_plan(by=world.alice, plan_id=plan.pk, version=plan.version, at=NOW)
    with refused("visits.plan.fixed_by_approval"):
        save_plan(by=world.alice, day=MONDAY, stops=[], at=NOW, version=plan.version)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("alice", "visits.signoff.own_paper"),
        ("adam", "people.not_found"),
        ("carol", "people.not_found"),
        ("charlie", "people.not_found"),
        ("oscar", "people.not_found"),
        ("uma", "people.not_allowed"),
        ("dora", "people.not_found"),
    ],
)
def test_only_the_line_approves(world, name, code):
    with refused(code):
        _approve(world, world.alices.plan, by=world.people[name])


def test_the_author_does_not_approve_his_own_even_where_he_may_approve_others(world):
    plan = draft(world, stop(world.harbour), by=world.bob)
    plan = _submit(world, plan, by=world.bob)
    with refused("visits.signoff.own_paper"):
        _approve(world, plan, by=world.bob)
    assert _approve(world, plan, by=world.mona).status == "approved"


def test_the_root_signs_his_own_and_it_shows(world):
    plan = draft(world, stop(world.reef), by=world.diana)
    plan = _approve(world, _submit(world, plan, by=world.diana), by=world.diana)
    assert SignOff.objects.visible_to(world.diana).filter(plan=plan).order_by("pk").last().self_signed


def test_a_deputy_approves_on_his_days_for_his_principal(world, at_time):
    at = at_time(moment(TUESDAY, 8))
    plan = _approve(world, world.alices.plan, by=world.dora, at=at)
    row = SignOff.objects.visible_to(world.bob).filter(plan=plan).order_by("pk").last()
    assert (row.by, row.on_behalf_of) == (world.dora, world.bob)
    assert events("visits.plan.approved", plan)[0].on_behalf_of_id == world.bob.pk


def test_what_was_not_read_is_not_approved(world):
    with refused("visits.plan.changed_meanwhile"):
        _approve(world, world.alices.plan, version=7)


def test_a_plan_that_is_not_there_is_answered_like_one_out_of_sight(world):
    with refused("people.not_found"):
        approve_plan(by=world.bob, plan_id=uuid4(), version=1, at=NOW)


@pytest.mark.parametrize("comment", ["", "   ", "…！", "\u200b"])
def test_a_return_says_why(world, comment):
    plan = world.alices.plan
    with refused("visits.comment.empty", field="comment"):
        return_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW, comment=comment)


def test_nobody_but_the_author_withdraws(world):
    plan = world.alices.plan
    with refused("people.not_yours"):
        withdraw_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW)


def test_a_plan_that_was_never_sent_is_neither_withdrawn_nor_approved(world):
    plan = draft(world)
    with refused("visits.plan.not_sent"):
        withdraw_plan(by=world.alice, plan_id=plan.pk, version=plan.version, at=NOW)
    with refused("visits.plan.not_sent"):
        _approve(world, plan)


def test_in_a_bulk_each_stands_for_itself(world):
    one, other = world.alices.plan, world.charlies.plan
    mine = _submit(world, draft(world, stop(world.harbour), by=world.bob), by=world.bob)
    done = approve_plans(
        by=world.bob, plans=[(one.pk, 1), (other.pk, 1), (mine.pk, mine.version), (uuid4(), 1)], at=NOW
    )
    assert done.approved == (one.pk,)
    assert [reasons[0].code for _pk, reasons in done.refused] == [
        "people.not_found",
        "visits.signoff.own_paper",
        "people.not_found",
    ]
    assert Plan.objects.visible_to(world.charlie).get(pk=other.pk).status == "submitted"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_supervisors_at_once_have_one_winner(world):
    plan = world.alices.plan
    won, lost = race(
        lambda: _approve(world, plan, by=world.bob),
        lambda: return_plan(by=world.mona, plan_id=plan.pk, version=plan.version, at=NOW, comment="先別去"),
    )
    assert len(won) == 1
    assert [type(one) for one in lost] == [Refused]
    assert lost[0].code in {"visits.plan.already_approved", "visits.plan.already_returned"}
    plan.refresh_from_db()
    assert acts(plan) == ["submitted", "approved" if plan.status == "approved" else "returned"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_approval_and_a_withdrawal_at_once_have_one_winner(world):
    plan = world.alices.plan
    won, lost = race(
        lambda: _approve(world, plan),
        lambda: withdraw_plan(by=world.alice, plan_id=plan.pk, version=plan.version, at=NOW),
    )
    assert (len(won), len(lost)) == (1, 1)
    plan.refresh_from_db()
    assert acts(plan)[1:] == ["approved" if plan.status == "approved" else "withdrawn"]
