"""Who is away is shown as such wherever a superior looks, and his papers are judged by what he owes."""

from datetime import timedelta

import pytest

from fieldday.visits.actions.absences import enter_absence
from fieldday.visits.models import Plan
from fieldday.visits.questions.attendance import absences_page
from fieldday.visits.questions.deadlines import plan_due
from fieldday.visits.questions.plan_look import looks_at_plans
from fieldday.visits.questions.report_page import report_page
from fieldday.visits.questions.tree import people_tree, who_owes
from tests.counting import queries
from tests.world import MONDAY, NOW, TUESDAY, moment

pytestmark = pytest.mark.django_db


def enter(world, person, kind="annual_leave", **facts):
    said = {"since": MONDAY, "until": TUESDAY, "stops_off": True, "at": NOW, **facts}
    return enter_absence(by=world.oscar, person_id=person.pk, kind=kind, **said)


def test_the_tree_says_who_is_away_and_asks_nothing_of_him(world):
    Plan.objects.visible_to(world.alice).filter(pk=world.alices.plan.pk).update(status="approved")
    assert "Alice" in {one.name for one in who_owes(world.bob, MONDAY)}
    enter(world, world.alice)
    tree = people_tree(world.bob, MONDAY)
    alice = next(node for node in tree.nodes if node.person == world.alice)
    assert [one.counts_as for one in alice.day.absences] == ["leave"]
    assert "Alice" not in {one.name for one in who_owes(world.bob, MONDAY)}
    assert tree.total.owes == 0


def test_on_a_trip_a_plan_and_a_report_are_late_a_working_day_later(world):
    plan = world.alices.plan
    plan.sent_at = moment(MONDAY, 12)
    late = looks_at_plans([plan], company=world.company, today=MONDAY)[plan.pk][1]
    assert "visits.look.late" in {reason.code for reason in late.reasons}
    enter(world, world.alice, kind="business_trip")
    late = looks_at_plans([plan], company=world.company, today=MONDAY)[plan.pk][1]
    assert "visits.look.late" not in {reason.code for reason in late.reasons}
    assert plan_due(MONDAY, world.company, 1) == plan_due(TUESDAY, world.company)
    assert report_page(world.alice, MONDAY).due == moment(TUESDAY, 21)


def test_the_page_of_absences_shows_ones_own_and_ones_people(world):
    enter(world, world.alice)
    enter(world, world.charlie, since=TUESDAY)
    page = absences_page(world.bob, today=MONDAY)
    later = ("Alice", "", True)  # the day of leave she entered herself, in half a year
    assert [(row.person, row.by, row.may_cancel) for row in page.others] == [("Alice", "Oscar", True), later]
    assert [name for _pk, name in page.people] == ["Bob", "Adam", "Alice"]
    own = absences_page(world.alice, today=MONDAY)
    assert [row.person for row in own.own] == ["Alice", "Alice"]
    assert own.people == ((world.alice.pk, "Alice"),)


def test_the_page_of_absences_asks_no_more_for_many(world):
    enter(world, world.alice)
    few = queries(lambda: absences_page(world.mona, today=MONDAY))
    for n in range(2, 12):
        enter(world, world.charlie, since=TUESDAY + timedelta(days=n), until=TUESDAY + timedelta(days=n))
    assert queries(lambda: absences_page(world.mona, today=MONDAY)) == few
