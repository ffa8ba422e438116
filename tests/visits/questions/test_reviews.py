"""A plan and a report as their superior reads them."""

from decimal import Decimal

import pytest

from fieldday.visits.actions.arrival import arrive
from fieldday.visits.actions.plan_approval import approve_plan
from fieldday.visits.actions.report_signing import content_digest, sign_report
from fieldday.visits.models import DailyReport, SignOff, Visit
from fieldday.visits.questions.plan_review import plan_closed, plan_review
from fieldday.visits.questions.report_review import next_report, report_review
from tests.visits.crowd import crowd
from tests.world import FRIDAY, MONDAY, NOW, TUESDAY, moment

pytestmark = pytest.mark.django_db


def test_a_plan_with_its_stops_places_and_acts(world):
    review = plan_review(world.bob, world.alices.plan.pk, today=MONDAY)
    assert [(stop.number, stop.name, stop.area, stop.state) for stop in review.stops] == [
        (1, "蓮花藥局", "", "planned"),
        (2, "北區", "北區", "planned"),
    ]
    assert review.stops[0].place.latitude == 25.0478
    assert review.stops[1].place is None
    assert review.expected_order == Decimal(10000)
    assert [row.act for row in review.signed] == ["submitted"]
    assert review.may_sign and not review.own


@pytest.mark.parametrize(("name", "may"), [("alice", False), ("mona", True), ("diana", True), ("uma", False)])
def test_who_may_approve_what_he_reads(world, name, may):
    assert plan_review(getattr(world, name), world.alices.plan.pk, today=MONDAY).may_sign is may


@pytest.mark.parametrize("name", ["carol", "charlie", "adam", "dora", "oscar"])
def test_a_foreign_plan_is_not_there(world, name):
    assert plan_review(getattr(world, name), world.alices.plan.pk, today=MONDAY) is None
    assert plan_closed(getattr(world, name), world.alices.plan.pk) is None
    assert report_review(getattr(world, name), world.alices.report.pk) is None


def test_what_became_of_a_stop_shows_on_the_plan(world):
    arrive(by=world.alice, stop_id=world.alices.stops[0].pk, at=NOW, shut=True)
    review = plan_review(world.bob, world.alices.plan.pk, today=MONDAY)
    assert [stop.state for stop in review.stops] == ["unproven", "planned"]


def test_who_closed_a_plan_is_told_with_the_principal(world, at_time):
    at = at_time(moment(TUESDAY))
    plan = world.alices.plan
    approve_plan(by=world.dora, plan_id=plan.pk, version=plan.version, at=at)
    closed = plan_closed(world.bob, plan.pk)
    assert (closed.act, closed.by, closed.on_behalf_of) == ("approved", "Dora", "Bob")


def test_a_report_stands_beside_its_plan(world):
    review = report_review(world.bob, world.alices.report.pk)
    assert [(p.number, p.state, p.name) for p in review.passages] == [(1, "done", "蓮花藥局")]
    passage = review.passages[0]
    assert (passage.stop.expected_order, passage.visit.ordered, passage.visit.effective) == (5000, 200, True)
    assert review.seen == content_digest(world.alices.report)
    assert review.intact and review.may_sign and not review.sealed
    assert review.facts.month_ordered == Decimal(200)


def test_unplanned_visits_and_missed_stops_have_their_place(world):
    Visit.objects.create(
        person=world.alice, account=world.dawn, day=FRIDAY, arrived_at=moment(FRIDAY, 8), left_at=moment(FRIDAY, 9)
    )
    Visit.objects.visible_to(world.alice).filter(pk=world.alices.visit.pk).update(stop=None)
    review = report_review(world.bob, world.alices.report.pk)
    assert [(p.state, p.name) for p in review.passages] == [
        ("unplanned", "晨光商行"),
        ("unplanned", "蓮花藥局"),
        ("missed", "蓮花藥局"),
    ]


def test_a_signed_report_is_read_from_what_was_frozen(world):
    report = world.alices.report
    judged = {world.alices.visit.pk: ("good", "談得好")}
    sign_report(by=world.bob, report_id=report.pk, version=report.version, comment="好", at=NOW, judgements=judged)
    Visit.objects.visible_to(world.bob).filter(pk=world.alices.visit.pk).update(summary="後來改的")
    review = report_review(world.bob, report.pk)
    assert review.sealed and not review.may_sign
    assert review.passages[0].visit.summary == "蓮花藥局談了年節檔期"
    assert (review.passages[0].judged.says, review.passages[0].judged.note) == ("good", "談得好")
    assert review.signature.comment == "好"
    assert review.intact


def test_a_forged_signoff_of_a_signed_report_is_seen(world):
    report = world.alices.report
    sign_report(by=world.bob, report_id=report.pk, version=report.version, comment="好", at=NOW)
    assert report_review(world.bob, report.pk).intact
    SignOff.objects.unscoped("a forger").filter(report=world.alices.report).update(comment="改了")
    assert not report_review(world.bob, report.pk).intact


def test_unsent_words_are_their_authors_alone(world):
    DailyReport.objects.visible_to(world.alice).filter(pk=world.alices.report.pk).update(status="draft")
    assert report_review(world.bob, world.alices.report.pk).reflections == ""
    assert report_review(world.alice, world.alices.report.pk).reflections == "Alice 明天早點出門"


def test_the_next_report_is_the_oldest_of_ones_own_people(world):
    crowd(world, 2)
    following, left = next_report(world.bob, but=world.alices.report.pk)
    assert (following.person.external_id, left) == ("rep-0", 2)
    assert next_report(world.alice, but=world.alices.report.pk) == (None, 0)
