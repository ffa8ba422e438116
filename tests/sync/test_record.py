"""Beside a form that came too late stands the record as the phone keeps it, and nothing that its reader may not see."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fieldday.customers.models import Contact, FormerRefusal
from fieldday.customers.questions.consents import channels_refused, consents_at, ways_of
from fieldday.readings.phone.record import expense_record, plan_record, report_record, visit_record
from fieldday.visits.models import Expense
from tests.sync.test_door import ask
from tests.sync.test_snapshot import rows
from tests.world import FRIDAY, MONDAY

pytestmark = pytest.mark.django_db


def test_each_is_what_the_snapshot_holds(world, signed_in):
    answer, alice, day = ask(signed_in(world.alice)), world.alice, world.alices
    days = rows(answer, "day")
    assert visit_record(alice, day.visit.pk) == rows(answer, "visit")[str(day.visit.pk)]
    assert expense_record(alice, day.expense.pk) == rows(answer, "expense")[str(day.expense.pk)]
    friday, monday = days["2026-11-20"], days["2026-11-23"]
    assert report_record(alice, FRIDAY) == {"day": "2026-11-20", **friday["report"]}
    assert plan_record(alice, MONDAY) == {"day": "2026-11-23", **monday["plan"], "stops": monday["stops"]}
    assert plan_record(alice, FRIDAY)["stops"][0]["visit"] == str(day.visit.pk)


def test_each_has_its_version_on_top(world):
    alice, day = world.alice, world.alices
    Expense.objects.unscoped("test").filter(pk=day.expense.pk).update(version=7, amount=Decimal("1.5"))
    found = (visit_record(alice, day.visit.pk), report_record(alice, FRIDAY), plan_record(alice, MONDAY))
    assert [one["version"] for one in found] == [day.visit.version, day.report.version, day.plan.version]
    assert expense_record(alice, day.expense.pk) == {
        **expense_record(alice, day.expense.pk),
        "version": 7,
        "amount": "1.5",
    }


def test_nothing_of_others(world):
    charlie, day = world.charlie, world.alices
    assert visit_record(charlie, day.visit.pk) is None and expense_record(charlie, day.expense.pk) is None
    assert report_record(world.adam, FRIDAY) is None and plan_record(world.adam, MONDAY) is None
    assert expense_record(world.bob, day.expense.pk) is None  # his line's, but not his own
    assert report_record(world.alice, MONDAY + timedelta(days=9)) is None


def test_refused_channels_are_those_of_the_card(world):
    lotus, dawn = world.lotus, world.dawn
    people = [
        Contact.objects.create(account=lotus, name="林", mobile="0912-345-678", email="lin@example.com"),
        Contact.objects.create(account=dawn, name="王"),
    ]
    for digest in ways_of(people[0]):
        FormerRefusal.objects.create(digest=digest, channel="sms", day=FRIDAY)
    found = channels_refused([lotus, dawn], people, day=MONDAY)
    for account in (lotus, dawn):
        there = [one for one in people if one.account_id == account.pk]
        card = consents_at(account, there, day=MONDAY)
        for key in (None, *(one.pk for one in there)):
            assert found.get((account.pk, key), ()) == card.channels(key)
    assert found == {(lotus.pk, people[0].pk): ("sms",)}
