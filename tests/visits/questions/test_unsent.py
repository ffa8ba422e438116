"""Who has not sent what: today's plan, from the afternoon tomorrow's, and reports of days that were worked."""

import pytest

from fieldday.visits.models import DailyReport, Plan
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
