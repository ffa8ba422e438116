"""Plan against actual: each line of a day, and sums that a slow and simple count agrees with."""

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from fieldday.people.actions.leaving import leave_company
from fieldday.people.models import Membership
from fieldday.people.questions.grouping import grouping
from fieldday.readings.plan_actual import actual_days, week
from fieldday.readings.plan_sums import people_seen, plan_sums, teams_offered
from fieldday.visits.models import (
    Absence,
    Change,
    Code,
    Companion,
    Deviation,
    Expense,
    Result,
    Stop,
    Visit,
)
from fieldday.visits.questions.day_rows import visit_rows, whose_rows
from fieldday.visits.questions.stop_rows import stop_rows
from tests import world as tiny
from tests.counting import queries
from tests.visits.crowd import crowd
from tests.world import FRIDAY, MONDAY, NOW, TAIPEI, TUESDAY, moment

pytestmark = pytest.mark.django_db


def day_of(world, person, day=MONDAY, at=NOW):
    return actual_days(world.diana, person, [day], at=at)[0]


def a_visit(person, account, day, hour, minute=0, **more):
    left = None if more.pop("open", False) else moment(day, hour, minute) + timedelta(minutes=20)
    purposes = more.pop("purposes", [])
    arrived = moment(day, hour, minute)
    made = Visit.objects.create(person=person, account=account, day=day, arrived_at=arrived, left_at=left, **more)
    made.purposes.set(purposes)
    return made


def code(kind, name):
    return Code.objects.get(kind=kind, code=name)


@pytest.fixture
def monday(world):
    """Alice's Monday: Lotus half an hour late with an order, the area never, Dawn on no plan, a call to Lotus."""
    lotus, north = world.alices.stops
    went = a_visit(world.alice, world.lotus, MONDAY, 10, 5, stop=lotus, met_in_charge=True)
    taken = tiny.order(world.lotus, world.alice, world.soap, MONDAY)
    Result.objects.create(visit=went, code=code("result", "order"), order=taken)
    a_visit(world.alice, world.dawn, MONDAY, 11, open=True)
    a_visit(world.alice, world.lotus, MONDAY, 12, channel="phone")
    Deviation.objects.create(stop=north, reason=code("reason", "traffic"), by=world.alice, at=NOW, note="國道回堵")
    return world


def test_each_stop_stands_beside_what_became_of_it(monday):
    first, second, third, call = day_of(monday, monday.alice).lines
    assert (first.mark, first.state, first.off, first.late) == ("1", "done", 35, True)
    assert [(one.met) for one in first.purposes] == [False, True] or [(one.met) for one in first.purposes] == [
        True,
        False,
    ]
    assert sum(one.met for one in first.purposes) == 1  # ordering was met, collection not
    assert (second.mark, second.state, second.name, second.purposes) == ("2", "here", "晨光商行", ())
    assert (third.mark, third.state, third.stop.reason_note) == ("A", "missed", "國道回堵") and third.outline
    assert (call.mark, call.state) == ("", "phone")


def test_a_day_shows_a_visit_on_no_plan_where_it_happened(monday):
    assert [line.name for line in day_of(monday, monday.alice).passages] == ["蓮花藥局", "晨光商行", "北區"]


def test_a_stop_of_a_day_gone_by_is_missed_without_a_word(world):
    running, over = day_of(world, world.alice), day_of(world, world.alice, at=moment(TUESDAY))
    assert [line.state for line in running.lines] == ["planned", "planned"]
    assert [(line.state, line.reason) for line in over.lines] == [("missed", ""), ("missed", "")]


def test_changes_after_the_approval_say_why(world):
    stop, plan = world.alices.stops[0], world.alices.plan
    reason = code("reason", "urgent_complaint")
    Change.objects.create(plan=plan, stop=stop, kind="moved", reason=reason, before=time(9), by=world.alice, at=NOW)
    change = day_of(world, world.alice).lines[0].changes[0]
    assert (change.kind, change.before, change.by) == ("moved", time(9), "Alice") and change.reason


def test_the_place_is_the_visits_own_while_it_is_kept(monday):
    Visit.objects.unscoped("a test").filter(account=monday.lotus, channel="visit", day=MONDAY).update(
        latitude=Decimal("25.05"), longitude=Decimal("121.52")
    )
    line = day_of(monday, monday.alice).lines[0]
    assert (line.spot.latitude, line.spot.own) == (25.05, True)
    Visit.objects.unscoped("a test").update(latitude=None, longitude=None)
    day = day_of(monday, monday.alice)
    assert (round(day.lines[0].spot.latitude, 4), day.lines[0].spot.own) == (25.0478, False) and day.places_only
    assert day.lines[1].spot is None  # nobody knows where Dawn is


def test_a_joint_visit_is_in_both_days_and_once_in_the_total(monday):
    went = Visit.objects.unscoped("a test").get(stop=monday.alices.stops[0])
    Companion.objects.create(visit=went, person=monday.bob, by=monday.alice, at=NOW)
    sums = plan_sums(monday.diana, people_seen(monday.diana), MONDAY, MONDAY)
    rows = {row.person: row.tally.sums for row in sums.rows}
    assert (rows[monday.bob].visited, rows[monday.bob].deals, rows[monday.bob].unplanned) == (1, 1, 1)
    assert (rows[monday.alice].visited, rows[monday.alice].deals) == (2, 1)
    assert (sums.total.sums.visited, sums.total.sums.deals, sums.total.sums.unplanned) == (2, 1, 1)
    joint = day_of(monday, monday.bob).lines[0]
    assert (joint.state, joint.visit.with_whom) == ("unplanned", ("Alice",))


def test_adherence_leaves_out_what_the_company_changed_and_what_was_added(world):
    lotus, north = world.alices.stops
    Deviation.objects.create(stop=north, reason=code("reason", "company_changed"), by=world.alice, at=NOW)
    Stop.objects.create(plan=world.alices.plan, position=9, account=world.dawn, added=True, expected_order=9)
    shut = a_visit(world.alice, world.lotus, MONDAY, 10, stop=lotus, shut=True, where="verified")
    sums = plan_sums(world.bob, people_seen(world.bob), MONDAY, MONDAY, person=world.alice.pk).total
    assert (sums.sums.stops, sums.sums.executed, sums.sums.changed, sums.sums.added) == (1, 1, 1, 1)
    assert (sums.adherence, sums.sums.visited, sums.sums.shut) == (Decimal(100), 0, 1)
    assert sums.sums.expected_order == Decimal(5000)
    actuals = day_of(world, world.alice).facts.actuals  # the report says the same
    assert (actuals.planned, actuals.changed, actuals.ordered_expected) == (1, 1, Decimal(5000))
    Visit.objects.unscoped("a test").filter(pk=shut.pk).update(
        where="out_of_range"
    )  # gone there, and nothing proves it
    total = plan_sums(world.bob, people_seen(world.bob), MONDAY, MONDAY, person=world.alice.pk).total
    sums = total.sums
    assert (sums.executed, sums.unproven, sums.missed, sums.unexplained, total.adherence) == (0, 1, 0, 0, Decimal(0))
    assert day_of(world, world.alice).facts.actuals.adherence.numerator == 0


def test_expenses_by_visit_and_who_is_away(world):
    kind = code("expense", "parking")
    for amount in (100, 50):
        Expense.objects.create(person=world.alice, day=FRIDAY, kind=kind, amount=amount, at=NOW)
    Absence.objects.create(
        person=world.adam, kind=code("absence", "sick_leave"), since=FRIDAY, until=MONDAY, by=world.adam, at=NOW
    )
    sums = plan_sums(world.bob, people_seen(world.bob), FRIDAY, FRIDAY)
    rows = {row.person: row for row in sums.rows}
    assert rows[world.alice].tally.cost_per_visit == Decimal(150) == sums.total.cost_per_visit
    assert [away.counts_as for away in rows[world.adam].absent] == ["leave"]
    assert plan_sums(world.mona, people_seen(world.mona), FRIDAY, FRIDAY).total.expenses == 150
    assert plan_sums(world.carol, people_seen(world.carol), FRIDAY, FRIDAY).total.expenses == 0


def test_a_teams_sums_follow_the_team_one_was_in_on_the_day(world):
    Membership.objects.filter(person=world.alice).update(until=FRIDAY)
    Membership.objects.create(person=world.alice, team=world.team_carol, since=FRIDAY + timedelta(days=1))
    seen = people_seen(world.diana)
    friday, monday = (
        {row.person.name for row in plan_sums(world.diana, seen, day, day, team=world.team_carol.pk).rows}
        for day in (FRIDAY, MONDAY)
    )
    assert friday == {"Charlie"} and monday == {"Alice", "Charlie"}
    whose = whose_rows(world.diana, "", branch=True, team_id=str(world.team_bob.pk))
    assert visit_rows(world.diana, FRIDAY, whose).page.total == 1
    assert stop_rows(world.diana, MONDAY, whose).page.total == 0


def test_the_teams_right_below_stand_side_by_side_and_open_theirs(monday):
    """What they did adds up to the total but for joint visits, and a team alone has no smaller ones to compare."""
    seen = people_seen(monday.diana)
    sums = plan_sums(monday.diana, seen, MONDAY, MONDAY)
    teams = [one for one in sums.units if one.team]
    assert {one.name for one in teams} == {"第 1 組", "第 2 組"}
    assert {person for one in sums.units for person in one.people} == {row.person.pk for row in sums.rows}
    assert sum(one.tally.sums.stops for one in sums.units) == sums.total.sums.stops > 0
    within = plan_sums(monday.diana, seen, MONDAY, MONDAY, team=monday.team_bob.pk)
    assert next(one for one in teams if one.team == monday.team_bob).tally.sums.stops == within.total.sums.stops
    assert within.units == () and plan_sums(monday.bob, people_seen(monday.bob), MONDAY, MONDAY).units == ()


def test_before_the_first_team_that_is_known_that_one_counts(world):
    Membership.objects.filter(person=world.alice).update(since=MONDAY)
    assert grouping([world.alice.pk]).team_of(world.alice.pk, FRIDAY) == world.team_bob.pk


def test_only_teams_with_somebody_in_sight_are_offered(world):
    assert [name.strip() for _pk, name in teams_offered(people_seen(world.bob), MONDAY)] == ["北部區", "第 1 組"]
    assert whose_rows(world.bob, "", branch=True, team_id=str(world.team_carol.pk)) is None


def test_the_office_reads_no_papers_and_the_auditor_all(world):
    assert list(people_seen(world.oscar).people) == [world.oscar.pk]
    assert world.alice.pk in people_seen(world.uma).people


def test_a_week_is_seven_days_from_monday():
    assert week(FRIDAY)[0].isoformat() == "2026-11-16" and len(week(MONDAY)) == 7 and week(MONDAY)[0] == MONDAY


def test_queries_do_not_grow_with_people_or_stops(world):
    def table():
        return plan_sums(world.diana, people_seen(world.diana), week(FRIDAY)[0], week(FRIDAY)[6])

    def days():
        return actual_days(world.diana, world.alice, week(FRIDAY), at=datetime(2026, 11, 23, 9, tzinfo=TAIPEI))

    few = queries(table), queries(days)
    crowd(world, 20)
    for n in range(10):
        a_visit(world.alice, world.dawn, FRIDAY, 11, 3 * n)
    assert (queries(table), queries(days)) == few


def test_who_left_since_can_be_chosen_on_days_he_was_there(world, signed_in):
    leave_company(by=world.ada, person_id=world.adam.pk, last_day=FRIDAY, at=NOW)
    browser, option = signed_in(world.bob), f'<option value="{world.adam.pk}"'
    for day, offered in ((FRIDAY, True), (MONDAY, False)):
        text = browser.get(reverse("plan-actual"), {"day": day.isoformat()}).content.decode()
        assert (option in text) is offered, day
