"""Who has not sent what: today's plan, from the afternoon tomorrow's, and reports of days that were worked."""

import pytest

from fieldday.visits.actions.absences import enter_absence
from fieldday.visits.actions.arrival import arrive
from fieldday.visits.models import Absence, DailyReport, Plan
from fieldday.visits.questions.desk import signs_as
from fieldday.visits.questions.unsent import unsent
from tests.visits.crowd import crowd, queries
from tests.world import FRIDAY, MONDAY, NOW, TUESDAY, moment

pytestmark = pytest.mark.django_db


def owed(world, at, reader=None):
    reader = reader or world.bob
    rows = unsent(reader, signs_as(reader).direct, at=at)
    return {row.person: [(one.kind, one.day, one.late) for one in row.owed] for row in rows}


def test_in_the_morning_todays_plan(world):
    assert owed(world, NOW) == {"Adam": [("plan", MONDAY, True)]}
    assert owed(world, moment(MONDAY, 8)) == {"Adam": [("plan", MONDAY, False)]}


def test_in_the_evening_todays_report_and_tomorrows_plan(world):
    assert owed(world, moment(MONDAY, 21, 30)) == {
        "Adam": [("plan", MONDAY, True), ("plan", TUESDAY, False)],
        "Alice": [("report", MONDAY, True), ("plan", TUESDAY, False)],
    }


def test_a_report_of_a_worked_day_is_owed_until_it_is_sent(world):
    reports = DailyReport.objects.visible_to(world.bob).filter(pk=world.alices.report.pk)
    reports.update(status="returned")
    rows = unsent(world.bob, signs_as(world.bob).direct, at=NOW)
    alice = next(row for row in rows if row.person == "Alice")
    assert [(one.kind, one.day, one.status, one.late) for one in alice.owed] == [("report", FRIDAY, "returned", True)]


def test_who_neither_plans_nor_visits_owes_nothing(world):
    """Carol leads and does not sell; from the day she plans, she is asked too."""
    assert "Carol" not in owed(world, NOW, world.mona)
    Plan.objects.create(person=world.carol, day=FRIDAY, status="approved")
    assert owed(world, NOW, world.mona)["Carol"] == [("report", FRIDAY, True), ("plan", MONDAY, True)]


def test_nobody_owes_a_plan_for_a_day_off(world):
    saturday = moment(FRIDAY.replace(day=21))
    assert "Adam" not in owed(world, saturday)


def test_queries_do_not_grow_with_people(world):
    crowd(world, 2)
    few = queries(lambda: unsent(world.bob, signs_as(world.bob).direct, at=NOW))
    crowd(world, 20, start=2)
    assert queries(lambda: unsent(world.bob, signs_as(world.bob).direct, at=NOW)) <= few


def away(world, kind, since, until=None, part="day"):
    enter_absence(
        by=world.bob, person_id=world.adam.pk, kind=kind, since=since, until=until or since, part=part, at=NOW
    )


def test_a_whole_day_away_owes_nothing_half_of_it_does_and_a_trip_later(world):
    evening = moment(MONDAY, 21, 30)
    away(world, "training", MONDAY)
    away(world, "annual_leave", TUESDAY, part="morning")
    assert owed(world, evening)["Adam"] == [("plan", TUESDAY, False)]
    Absence.objects.visible_to(world.bob).update(cancelled_at=NOW)
    away(world, "business_trip", MONDAY)
    assert owed(world, evening)["Adam"] == [("plan", MONDAY, False), ("plan", TUESDAY, False)]


def test_who_visits_on_his_leave_owes_the_report(world):
    away(world, "annual_leave", MONDAY)
    arrive(by=world.adam, at=NOW, account_id=world.fir.pk)
    assert owed(world, moment(MONDAY, 21, 30))["Adam"] == [("report", MONDAY, True), ("plan", TUESDAY, False)]
