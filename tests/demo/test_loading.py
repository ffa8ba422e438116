"""The demo company is small, whole and the same for the same day."""

from datetime import datetime
from zoneinfo import ZoneInfo

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


def test_the_demo_company(db):
    """Loaded once, for it takes seconds: then it is looked at from all sides."""
    load(at=AT, say=lambda text: None)
    it_is_a_region_of_two_teams_with_two_hundred_customers_and_three_weeks()
    alice_finds_an_approved_day_and_bob_has_papers_waiting()
    what_was_signed_reads_the_same_from_the_rows()
    every_chain_of_sign_offs_verifies()
    every_visit_and_order_left_its_event()


def it_is_a_region_of_two_teams_with_two_hundred_customers_and_three_weeks() -> None:
    people = Person.objects.unscoped(WHY)
    assert people.filter(role="rep").count() == 8
    assert set(people.filter(role="supervisor").values_list("external_id", flat=True)) == {"bob", "carol"}
    assert Account.objects.unscoped(WHY).count() == 200
    days = set(Visit.objects.unscoped(WHY).values_list("day", flat=True))
    assert len(days) == 16  # fifteen working days behind, and today
    assert min(days).isoformat() == "2026-11-02"


def alice_finds_an_approved_day_and_bob_has_papers_waiting() -> None:
    alice = Person.objects.unscoped(WHY).get(external_id="alice")
    bob = Person.objects.unscoped(WHY).get(external_id="bob")
    today = Plan.objects.visible_to(alice).get(person=alice, day=AT.date())
    assert today.status == "approved"
    assert not Visit.objects.visible_to(alice).filter(person=alice, day=AT.date()).exists()
    assert Plan.objects.visible_to(bob).filter(status="submitted").exclude(person=bob).count() >= 3
    assert DailyReport.objects.visible_to(bob).filter(status="sent").exclude(person=bob).count() == 4


def what_was_signed_reads_the_same_from_the_rows() -> None:
    reports = list(DailyReport.objects.unscoped(WHY).filter(status="signed").order_by("person_id", "day"))
    assert len(reports) == 14 * 10
    for report in reports[::12]:
        assert digest.digest(report.frozen) == content_digest(report)


def every_chain_of_sign_offs_verifies() -> None:
    last: dict[object, str] = {}
    for row in SignOff.objects.unscoped(WHY).order_by("id"):
        paper = row.plan_id or row.report_id
        assert row.previous == last.get(paper, "")
        assert row.digest == digest.chain(row.previous, signed_value(row, paper))
        last[paper] = row.digest


def every_visit_and_order_left_its_event() -> None:
    arrivals = Event.objects.filter(verb__in=("visits.visit.arrived", "visits.visit.found_shut")).count()
    assert arrivals == Visit.objects.unscoped(WHY).count()
    taken = Event.objects.filter(verb="trade.order.taken").count()
    assert taken == Order.objects.unscoped(WHY).filter(source="visit").count() > 0
