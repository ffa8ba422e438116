"""Taking a merge apart: until either side changed further, the latest first, by whoever sees both; signed papers."""

import pytest

from fieldday.customers.actions.account_content import AccountInput
from fieldday.customers.actions.change_account import change_account
from fieldday.customers.actions.merge_undoing import undo_merge
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import Account, Contact
from fieldday.customers.questions.merges import gone_into, kept_for
from fieldday.kit.refusals import Refused
from fieldday.trail.models import Event
from fieldday.visits.actions.arrival import seen_account
from fieldday.visits.actions.plan_approval import approve_plan, submit_plan, withdraw_plan
from fieldday.visits.actions.report_signing import sign_report
from fieldday.visits.models import Plan, Stop
from fieldday.visits.questions.addenda import addenda_of
from fieldday.visits.questions.chain import signed_chain
from fieldday.visits.questions.papers_verified import verify_papers
from tests.merging import LATER, POINTS, WHY, merge, tables
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _found_as_verbs_keep_them(world):
    write_search_rows(Account.objects.unscoped(WHY))


def test_a_side_that_was_changed_further_keeps_the_merge(world):
    done = merge(world)
    kept = Account.objects.unscoped(WHY).get(pk=world.lotus.pk)
    said = AccountInput(name="改名", owner_id=world.alice.pk)
    change_account(by=world.bob, account_id=kept.pk, version=kept.version, said=said, at=LATER)
    with pytest.raises(Refused, match="changed_since"):
        undo_merge(by=world.bob, merge_id=done.pk, at=LATER)


def test_what_came_along_and_was_removed_keeps_the_merge(world):
    contact = POINTS["customers.Contact.account_id"](world, world.dawn)
    done = merge(world)
    Contact.objects.unscoped(WHY).filter(pk=contact.pk).delete()
    with pytest.raises(Refused, match="changed_since"):
        undo_merge(by=world.bob, merge_id=done.pk, at=LATER)


def test_merges_are_taken_apart_the_latest_first(world):
    before = tables()
    first = merge(world)
    second = merge(world, gone="fir", at=LATER)
    with pytest.raises(Refused, match="not_the_latest"):
        undo_merge(by=world.bob, merge_id=first.pk, at=LATER)
    undo_merge(by=world.bob, merge_id=second.pk, at=LATER)
    undo_merge(by=world.bob, merge_id=first.pk, at=LATER)
    assert tables() == before
    with pytest.raises(Refused, match="undone_already"):
        undo_merge(by=world.bob, merge_id=first.pk, at=LATER)


def test_one_that_went_into_one_that_went_leads_to_the_last(world):
    first = merge(world, kept="dawn", gone="fir")
    second = merge(world, at=LATER)
    assert kept_for(world.fir.pk) == kept_for(world.dawn.pk) == world.lotus.pk
    assert set(gone_into(world.lotus.pk)) == {world.fir.pk, world.dawn.pk}
    undo_merge(by=world.bob, merge_id=second.pk, at=LATER)
    assert kept_for(world.fir.pk) == world.dawn.pk
    undo_merge(by=world.bob, merge_id=first.pk, at=LATER)
    assert kept_for(world.fir.pk) is None


def test_a_phone_that_still_knows_the_old_one_arrives_at_the_one_that_is_kept(world):
    merge(world)
    assert seen_account(world.alice, "visits.visit.arrived", world.dawn.pk).pk == world.lotus.pk
    with pytest.raises(Refused) as refused:
        seen_account(world.charlie, "visits.visit.arrived", world.dawn.pk)
    assert refused.value.missing


def test_taking_apart_asks_for_sight_of_both(world):
    done = merge(world, by=world.mona, gone="maple")
    with pytest.raises(Refused) as refused:
        undo_merge(by=world.bob, merge_id=done.pk, at=LATER)
    assert refused.value.missing
    undo_merge(by=world.mona, merge_id=done.pk, at=LATER)


def test_an_office_number_that_was_given_away_meanwhile_is_said(world):
    done = merge(world)
    Account.objects.unscoped(WHY).filter(pk=world.fir.pk).update(external_id=world.dawn.external_id)
    with pytest.raises(Refused, match="number_taken"):
        undo_merge(by=world.bob, merge_id=done.pk, at=LATER)


def test_the_trail_tells_of_both(world):
    done = merge(world)
    undo_merge(by=world.bob, merge_id=done.pk, at=LATER)
    rows = Event.objects.filter(noun_id=str(world.lotus.pk)).order_by("id")
    verbs = [event.verb for event in rows][-2:]
    assert verbs == ["customers.account.merged", "customers.merge.undone"]
    told = rows.get(verb="customers.account.merged").changes
    assert (told["gone"], told["name"]) == (str(world.dawn.pk), world.dawn.name)


def test_signed_papers_stay_as_they_were_signed(world):
    said = {world.alices.visit.pk: ("good", "")}
    report = sign_report(
        by=world.bob, report_id=world.alices.report.pk, version=1, comment="好", at=NOW, judgements=said
    )
    plan = withdraw_plan(by=world.alice, plan_id=world.alices.plan.pk, version=1, at=NOW)
    plan = submit_plan(by=world.alice, plan_id=plan.pk, version=plan.version, at=NOW)
    approve_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW)
    assert any(stop.account_id == world.lotus.pk for stop in Stop.objects.unscoped(WHY).filter(plan=plan))
    done = merge(world, kept="fir", gone="lotus", at=LATER)
    assert _papers_are_whole(world, plan, report)
    undo_merge(by=world.bob, merge_id=done.pk, at=LATER)
    assert _papers_are_whole(world, plan, report)


def _papers_are_whole(world, plan, report):
    assert addenda_of(report) == ()
    assert signed_chain(world.bob, plan_id=plan.pk).ok
    assert signed_chain(world.bob, report_id=report.pk).ok
    return not [one for one in verify_papers().broken if one.id in (plan.pk, report.pk)]


def test_a_plan_approved_while_merged_stays_whole_when_the_merge_is_taken_apart(world):
    done = merge(world, kept="fir", gone="lotus")
    plan = withdraw_plan(by=world.alice, plan_id=world.alices.plan.pk, version=1, at=NOW)
    try:
        plan = submit_plan(by=world.alice, plan_id=plan.pk, version=plan.version, at=NOW)
    except Refused:
        pytest.skip("the customer went to another's")
    undo_merge(by=world.bob, merge_id=done.pk, at=LATER)
    assert signed_chain(world.bob, plan_id=plan.pk).ok


def test_a_stop_swapped_behind_a_signature_is_still_named(world):
    plan = withdraw_plan(by=world.alice, plan_id=world.alices.plan.pk, version=1, at=NOW)
    plan = submit_plan(by=world.alice, plan_id=plan.pk, version=plan.version, at=NOW)
    approve_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW)
    merge(world, kept="harbour", gone="fir")
    Stop.objects.unscoped(WHY).filter(pk=world.alices.stops[0].pk).update(account=world.harbour)
    assert [fault.code for fault in signed_chain(world.bob, plan_id=plan.pk).faults] == ["visits.chain.stops_differ"]
    assert Plan.objects.unscoped(WHY).filter(pk=plan.pk).exists()
