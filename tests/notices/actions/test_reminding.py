"""Before a deadline whoever owes the paper is reminded, once; after it his superior is told, once a day."""

from datetime import date, time, timedelta

import pytest

from fieldday.notices.actions.reminding import remind, tell_overdue
from fieldday.people.models import Company, CompanyDay, Deputy, Person
from fieldday.visits.actions.absences import enter_absence
from fieldday.visits.models import DailyReport, Plan
from tests.notices.told import rows, texts
from tests.visits.crowd import crowd, queries
from tests.world import FRIDAY, MONDAY, NOW, TUESDAY, moment

pytestmark = pytest.mark.django_db
BEFORE = moment(MONDAY, 20, 30)  # the report of the day is due at nine
MORNING = moment(MONDAY, 8)  # the plan at half past eight


def reminded(world, at):
    remind(at=at)
    return {name: texts(one) for name, one in world.people.items() if rows(one)}


def company(**columns):
    Company.objects.filter(pk=1).update(**columns)


def test_before_the_report_is_due_whoever_worked_and_has_not_sent_it(world):
    """Alice and Charlie planned the day; nobody else did."""
    said = ["Your report of Mon 23 Nov is due at 21:00 and not sent yet."]
    assert reminded(world, BEFORE) == {"alice": said, "charlie": said}


def test_once_for_a_deadline(world):
    reminded(world, BEFORE)
    assert remind(at=BEFORE + timedelta(minutes=5)) == 0 and remind(at=BEFORE) == 0


@pytest.mark.parametrize("at", [moment(MONDAY, 19, 59), moment(MONDAY, 21), moment(MONDAY, 21, 30)])
def test_neither_too_early_nor_too_late(at, world):
    assert reminded(world, at) == {}


def test_the_company_says_how_long_before_and_whether_at_all(world):
    company(reminder_minutes=120)
    assert len(reminded(world, moment(MONDAY, 19, 5))) == 2
    company(reminder_minutes=0)
    assert remind(at=BEFORE) == 0


def test_before_the_plan_is_due_whoever_has_not_sent_it(world):
    """Alice and Charlie have sent theirs; Adam and Dora have not; superiors who do not sell owe none."""
    said = ["Your plan for Mon 23 Nov is due at 08:30 and not sent yet."]
    assert reminded(world, MORNING) == {"adam": said, "dora": said}
    assert rows(world.adam)[0].noun == "visits.plan"


def test_a_returned_or_unfinished_plan_is_not_sent(world):
    Plan.objects.unscoped("a test's own").filter(pk=world.alices.plan.pk).update(status="returned")
    assert "alice" in reminded(world, MORNING)


def test_the_evening_before_tomorrows_plan(world):
    company(plan_rule="evening_before", plan_deadline=time(18))
    said = ["Your plan for Tue 24 Nov is due at Mon 23 Nov 18:00 and not sent yet."]
    assert reminded(world, moment(MONDAY, 17, 30))["adam"] == said


def test_who_has_sent_it_is_left_alone(world):
    DailyReport.objects.create(person=world.alice, day=MONDAY, status="sent", sent_at=BEFORE)
    assert set(reminded(world, BEFORE)) == {"charlie"}


@pytest.mark.parametrize(("kind", "left"), [("annual_leave", {"dora"}), ("training", {"dora"})])
def test_who_is_away_all_day_is_left_alone(kind, left, world):
    enter_absence(by=world.adam, person_id=world.adam.pk, kind=kind, since=MONDAY, until=MONDAY, at=NOW)
    assert set(reminded(world, MORNING)) == left


def test_a_day_off_by_the_calendar_excuses_everybody(world):
    CompanyDay.objects.create(day=MONDAY, works=False, name="颱風假")
    assert reminded(world, MORNING) == {}


def test_who_has_left_is_left_alone(world):
    Person.objects.unscoped("a test's own").filter(pk=world.adam.pk).update(is_active=False)
    assert set(reminded(world, MORNING)) == {"dora"}


def test_nothing_is_looked_up_while_no_deadline_is_near(world):
    assert queries(lambda: remind(at=moment(MONDAY, 12))) <= 3


def test_reminders_ask_no_more_for_many_people(world):
    def papers():
        DailyReport.objects.unscoped("a test's own").filter(day=MONDAY).delete()

    papers()
    few = queries(lambda: remind(at=BEFORE))
    crowd(world, 20)
    assert queries(lambda: remind(at=BEFORE)) <= few + 1


def overdue(world, at):
    tell_overdue(at=at)
    return {name: texts(one, kind="overdue") for name, one in world.people.items() if rows(one, kind="overdue")}


def test_superiors_are_told_in_one_sentence_what_is_behind(world):
    """Bob: Adam's plan is missing, Alice's plan and report wait. Mona: Dora's plan is missing."""
    said = overdue(world, NOW)
    waiting = "papers waiting for your signature 2"
    assert said["bob"] == [f"Past the deadline among your people: plans not sent 1, {waiting}."]
    assert said["carol"] == [f"Past the deadline among your people: {waiting}."]
    assert said["mona"] == ["Past the deadline among your people: plans not sent 1."]
    assert set(said) == {"bob", "carol", "mona"}


def test_once_a_day_and_again_on_the_next(world):
    overdue(world, NOW)
    assert tell_overdue(at=NOW + timedelta(hours=3)) == 0
    assert tell_overdue(at=moment(TUESDAY)) > 0
    assert len(rows(world.bob, kind="overdue")) == 2


@pytest.mark.parametrize("at", [moment(MONDAY, 8, 59), moment(date(2026, 11, 22), 12)])
def test_not_before_its_hour_and_not_on_a_day_off(at, world):
    assert overdue(world, at) == {}


def test_a_superior_on_leave_is_not_told_but_his_deputy_is(world):
    enter_absence(by=world.bob, person_id=world.bob.pk, kind="annual_leave", since=TUESDAY, until=TUESDAY, at=NOW)
    said = overdue(world, moment(TUESDAY))
    assert "bob" not in said and "waiting for your signature 2" in said["dora"][0]


def test_papers_of_a_superior_who_left_go_to_the_next_one_above(world):
    Person.objects.unscoped("a test's own").filter(pk=world.bob.pk).update(is_active=False)
    Deputy.objects.all().delete()
    assert "waiting for your signature 2" in overdue(world, NOW)["mona"][0]


def test_nothing_behind_is_nothing_told(world):
    Plan.objects.unscoped("a test's own").filter(status="submitted").update(status="approved")
    reports = DailyReport.objects.unscoped("a test's own")
    reports.filter(day=FRIDAY).update(status="signed", frozen={})
    for person in (world.adam, world.dora):
        Plan.objects.create(person=person, day=MONDAY, status="approved")
    assert overdue(world, NOW) == {}


def test_what_is_behind_asks_no_more_for_many_people(world):
    few = queries(lambda: tell_overdue(at=NOW))
    crowd(world, 20)
    assert queries(lambda: tell_overdue(at=moment(TUESDAY))) <= few + 1
