"""陪訪: credited to both, counted once; named by the rep or joined by a tap; never with oneself."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from fieldday.kit import clock
from fieldday.people.actions.leaving import leave_company
from fieldday.readings.daily_page import daily_page
from fieldday.visits.actions.arrival import arrive
from fieldday.visits.actions.calling import contact_account
from fieldday.visits.actions.departure import leave
from fieldday.visits.actions.joining import join_visit, unjoin_visit
from fieldday.visits.actions.plan_writing import save_plan
from fieldday.visits.actions.recording import VisitInput, record_visit
from fieldday.visits.models import Companion, DailyReport, Plan, Stop, Visit
from fieldday.visits.questions.day_facts import day_facts
from fieldday.visits.questions.day_rows import Whose, visit_rows
from fieldday.visits.questions.days import days_of
from fieldday.visits.questions.joint_visits import joinable_visits
from fieldday.visits.questions.tree import people_tree
from fieldday.visits.questions.unsent import selling_people, unsent
from tests.visits.checks import events, refused, stop
from tests.world import MONDAY, NOW, TUESDAY, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(world):
    """Alice is at Dawn's, unplanned."""
    return arrive(by=world.alice, at=NOW, account_id=world.dawn.pk)


def _record(world, visit, **said):
    visit.refresh_from_db()
    said = VisitInput(**{"results": ("quotation",), "met_in_charge": True, **said})
    return record_visit(by=world.alice, visit_id=visit.pk, version=visit.version, said=said, at=NOW)


def _companions(visit):
    return set(Companion.objects.unscoped("test").filter(visit=visit).values_list("person__name", flat=True))


def test_a_superior_joins_once_however_often_he_taps(world, visit):
    for _tap in range(2):
        join_visit(by=world.bob, visit_id=visit.pk, at=NOW)
    assert _companions(visit) == {"Bob"}
    (event,) = events("visits.visit.joined", visit)
    assert (event.by_id, event.changes["companion"], event.account_id) == (world.bob.pk, world.bob.pk, world.dawn.pk)


def test_it_counts_for_both_and_once_for_the_team(world, visit):
    join_visit(by=world.bob, visit_id=visit.pk, at=NOW)
    _record(world, visit, companions=(world.bob.pk,), companions_seen=(world.bob.pk,))
    for person in (world.alice, world.bob):
        done = day_facts(person.pk, MONDAY).actuals
        assert (done.visited, done.effective, done.unplanned) == (1, 1, 1), person
        assert days_of([(person.pk, MONDAY)])[person.pk, MONDAY].actuals.visited == 1
    tree = people_tree(world.mona, MONDAY)
    assert (tree.total.visited, tree.total.effective) == (1, 1)
    own = {node.person.name: node.day.visited for node in tree.nodes if node.own or not node.reports}
    assert (own["Alice"], own["Bob"]) == (1, 1)
    assert visit_rows(world.mona, MONDAY, Whose()).page.total == 1
    for person in (world.alice, world.bob):
        assert visit_rows(world.mona, MONDAY, Whose(person)).page.total == 1


def test_the_money_is_who_took_it(world, visit):
    join_visit(by=world.bob, visit_id=visit.pk, at=NOW)
    _record(world, visit, collected=Decimal(900), method="現金", results=())
    alice, bob = (day_facts(person.pk, MONDAY) for person in (world.alice, world.bob))
    assert (alice.actuals.collected_actual, bob.actuals.collected_actual) == (900, 0)
    (fact,) = bob.visits
    assert (fact.joined, fact.with_whom, fact.collected, fact.results) == (True, ("Alice",), 0, ("collection",))
    assert alice.visits[0].with_whom == ("Bob",)


def test_a_stop_of_ones_own_plan_is_fulfilled_and_open_again_afterwards(world, visit):
    plan = Plan.objects.create(person=world.bob, day=MONDAY, status="approved", sent_at=NOW)
    planned = Stop.objects.create(plan=plan, position=1, account=world.dawn)
    Stop.objects.create(plan=plan, position=2, account=world.harbour)
    join_visit(by=world.bob, visit_id=visit.pk, at=NOW)
    facts = day_facts(world.bob.pk, MONDAY)
    assert [one.outcome for one in facts.stops] == ["visited", "open"]
    assert (facts.stops[0].visit_id, facts.actuals.unplanned) == (visit.pk, 0)
    assert people_tree(world.mona, MONDAY).total.executed == 1
    with refused("visits.visit.stop_visited"):
        arrive(by=world.bob, at=NOW, stop_id=planned.pk)
    Plan.objects.unscoped("test").filter(pk=plan.pk).update(status="draft")
    with refused("visits.stop.already_visited"):
        save_plan(by=world.bob, day=MONDAY, stops=[stop(world.harbour)], version=1, at=NOW)
    unjoin_visit(by=world.bob, visit_id=visit.pk, at=NOW)
    assert [one.outcome for one in day_facts(world.bob.pk, MONDAY).stops] == ["open", "open"]
    assert events("visits.visit.unjoined", visit)


def test_the_rep_names_who_came_and_takes_it_back(world, visit):
    _record(world, visit, companions=(world.bob.pk, world.adam.pk))
    assert _companions(visit) == {"Bob", "Adam"}
    assert Visit.objects.visible_to(world.adam).filter(pk=visit.pk).exists(), "he took part in it"
    _record(world, visit, companions=(world.adam.pk,), companions_seen=(world.bob.pk, world.adam.pk))
    assert _companions(visit) == {"Adam"}
    _record(world, visit)
    assert _companions(visit) == {"Adam"}, "a form that does not speak of companions leaves them"


def test_who_joined_while_the_form_was_open_stays(world, visit):
    join_visit(by=world.bob, visit_id=visit.pk, at=NOW)
    _record(world, visit, companions=(), companions_seen=())
    assert _companions(visit) == {"Bob"}


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("alice", "visits.companion.oneself"),
        ("charlie", "visits.companion.unknown"),
        ("uma", "visits.companion.unknown"),
    ],
)
def test_nobody_else_is_named(world, visit, who, code):
    with refused(code, field="companion"):
        _record(world, visit, companions=(world.people[who].pk,))


def test_nobody_comes_along_to_a_call(world):
    call = contact_account(by=world.alice, at=NOW, account_id=world.dawn.pk, channel="line")
    with refused("visits.companion.not_in_person"):
        _record(world, call, companions=(world.bob.pk,))
    with refused("visits.companion.not_in_person"):
        join_visit(by=world.bob, visit_id=call.pk, at=NOW)


def test_a_joint_visit_with_oneself_outside_the_line_or_unseen_is_refused(world, visit):
    his = arrive(by=world.bob, at=NOW, account_id=world.harbour.pk)
    unplanned = Visit.objects.create(person=world.alice, account=world.fir, day=MONDAY, arrived_at=NOW, left_at=NOW)
    with refused("visits.companion.oneself"):
        join_visit(by=world.bob, visit_id=his.pk, at=NOW)
    with refused("people.not_allowed"):  # Adam sees it, for Fir is his, and leads nobody
        join_visit(by=world.adam, visit_id=unplanned.pk, at=NOW)
    with refused("visits.companion.not_in_line"):
        join_visit(by=world.oscar, visit_id=visit.pk, at=NOW)
    for pk in (visit.pk, uuid4()):
        with refused("people.not_found"):
            join_visit(by=world.carol, visit_id=pk, at=NOW)


def test_a_superior_says_on_the_same_day_that_he_came_along_and_later_by_the_reps_word_only(world, visit):
    leave(by=world.alice, visit_id=visit.pk, at=NOW)
    tomorrow = NOW + timedelta(days=1)
    assert [one.id for one in joinable_visits(world.bob, MONDAY)] == [visit.pk]
    assert joinable_visits(world.bob, clock.local_day(tomorrow)) == ()
    with refused("visits.companion.over"):
        join_visit(by=world.bob, visit_id=visit.pk, at=tomorrow)
    _record(world, visit, companions=(world.bob.pk,))
    assert _companions(visit) == {"Bob"} and joinable_visits(world.bob, MONDAY) == ()
    unjoin_visit(by=world.bob, visit_id=visit.pk, at=NOW)
    join_visit(by=world.bob, visit_id=visit.pk, at=NOW + timedelta(hours=3))
    assert _companions(visit) == {"Bob"}


def test_a_joint_visit_tapped_without_a_line_counts_on_the_day_of_the_tap(world, visit):
    leave(by=world.alice, visit_id=visit.pk, at=NOW)
    later = NOW + timedelta(days=1)
    join_visit(by=world.bob, visit_id=visit.pk, at=later, claimed_at=NOW, sent_at=later)
    assert _companions(visit) == {"Bob"}


def test_a_visit_of_a_day_that_is_handed_in_is_not_offered(world, visit):
    leave(by=world.alice, visit_id=visit.pk, at=NOW)
    DailyReport.objects.create(person=world.alice, day=MONDAY, status="sent", sent_at=NOW)
    assert joinable_visits(world.bob, MONDAY) == ()


def test_a_day_that_is_handed_in_gets_no_joint_visit_and_loses_none(world, visit):
    join_visit(by=world.bob, visit_id=visit.pk, at=NOW)
    for person in (world.bob, world.mona):
        DailyReport.objects.create(person=person, day=MONDAY, status="sent", sent_at=NOW)
    with refused("visits.companion.day_closed", field="companion"):
        _record(world, visit, companions=(world.bob.pk, world.mona.pk), companions_seen=(world.bob.pk,))
    with refused("visits.companion.day_closed", field="companion"):
        _record(world, visit, companions=(), companions_seen=(world.bob.pk,))
    with refused("visits.companion.day_closed", field="companion"):
        unjoin_visit(by=world.bob, visit_id=visit.pk, at=NOW)


def test_coming_along_makes_nobody_owe_papers(world, visit):
    """Mona leads and does not sell: named as companion, she owes neither plan nor report, and is compared to nobody."""
    join_visit(by=world.bob, visit_id=visit.pk, at=NOW)
    _record(world, visit, companions=(world.bob.pk, world.mona.pk), companions_seen=(world.bob.pk,))
    nodes = {node.person.name: node for node in people_tree(world.diana, MONDAY).nodes if node.own or not node.reports}
    assert (nodes["Bob"].branch.visited, nodes["Bob"].branch.owes) == (1, 0)
    people, evening = [world.bob.pk, world.mona.pk], moment(MONDAY, 21, 30)
    assert unsent(world.diana, people, at=evening) == () == unsent(world.diana, people, at=moment(TUESDAY, 12))
    assert not {world.bob.pk, world.mona.pk} & set(selling_people(evening))
    today = daily_page(world.diana, MONDAY, at=evening)
    assert not {"Bob", "Mona"} & {row.person.name for row in (*today.looked, *today.units) if row.person}
    assert not {"Bob", "Mona"} & {who.name for who in daily_page(world.diana, MONDAY, at=moment(TUESDAY)).owe}
    arrive(by=world.bob, at=NOW, account_id=world.fir.pk)
    assert ("report", MONDAY) in {(one.kind, one.day) for one in unsent(world.diana, people, at=evening)[0].owed}


def test_whoever_left_the_company_with_a_visit_open_is_at_no_customers(world):
    arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)
    assert len(joinable_visits(world.bob, MONDAY)) == 1
    leave_company(by=world.oscar, person_id=world.alice.pk, last_day=MONDAY, at=NOW)
    assert joinable_visits(world.bob, MONDAY) == ()
