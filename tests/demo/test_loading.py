"""The demo company is small, whole and the same for the same day."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fieldday.customers.models import Account
from fieldday.demo.loading import load
from fieldday.people.models import Person
from fieldday.rules import digest
from fieldday.trade.models import Order
from fieldday.trail.models import Event
from fieldday.visits.actions.papers import signed_value
from fieldday.visits.actions.report_signing import content_digest
from fieldday.visits.models import DailyReport, Plan, SignOff, Visit

AT = datetime(2026, 11, 23, 14, 30, tzinfo=ZoneInfo("Asia/Taipei"))
WHY = "the test counts everything"


@pytest.fixture
def demo(db):
    load(at=AT, say=lambda text: None)


def test_it_is_a_region_of_two_teams_with_two_hundred_customers_and_three_weeks(demo):
    people = Person.objects.unscoped(WHY)
    assert people.filter(role="rep").count() == 8
    assert set(people.filter(role="supervisor").values_list("external_id", flat=True)) == {"bob", "carol"}
    assert Account.objects.unscoped(WHY).count() == 200
    days = set(Visit.objects.unscoped(WHY).values_list("day", flat=True))
    assert len(days) == 16  # fifteen working days behind, and today
    assert min(days).isoformat() == "2026-11-02"


def test_alice_finds_an_approved_day_and_bob_has_papers_waiting(demo):
    alice = Person.objects.unscoped(WHY).get(external_id="alice")
    bob = Person.objects.unscoped(WHY).get(external_id="bob")
    today = Plan.objects.visible_to(alice).get(person=alice, day=AT.date())
    assert today.status == "approved"
    assert not Visit.objects.visible_to(alice).filter(person=alice, day=AT.date()).exists()
    assert Plan.objects.visible_to(bob).filter(status="submitted").exclude(person=bob).count() >= 3
    assert DailyReport.objects.visible_to(bob).filter(status="sent").exclude(person=bob).count() == 4


def test_what_was_signed_reads_the_same_from_the_rows(demo):
    reports = list(DailyReport.objects.unscoped(WHY).filter(status="signed").order_by("person_id", "day"))
    assert len(reports) == 14 * 10
    for report in reports[::12]:
        assert digest.digest(report.frozen) == content_digest(report)


def test_every_chain_of_sign_offs_verifies(demo):
    last: dict[object, str] = {}
    for row in SignOff.objects.unscoped(WHY).order_by("id"):
        paper = row.plan_id or row.report_id
        assert row.previous == last.get(paper, "")
        assert row.digest == digest.chain(row.previous, signed_value(row, paper))
        last[paper] = row.digest


def test_every_visit_and_order_left_its_event(demo):
    arrivals = Event.objects.filter(verb__in=("visits.visit.arrived", "visits.visit.found_shut")).count()
    assert arrivals == Visit.objects.unscoped(WHY).count()
    taken = Event.objects.filter(verb="trade.order.taken").count()
    assert taken == Order.objects.unscoped(WHY).filter(source="visit").count() > 0
