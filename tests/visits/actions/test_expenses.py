"""Expenses: entered, corrected and removed while the day is open; seen by the person and his line only."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from fieldday.kit.refusals import Refused
from fieldday.rules.digest import plain
from fieldday.visits.actions.expenses import add_expense, change_expense, remove_expense
from fieldday.visits.models import Code, Expense
from fieldday.visits.questions.day_facts import content_of, day_facts
from fieldday.visits.questions.frozen_day import frozen_facts
from tests.house.tables import everything
from tests.world import FRIDAY, MONDAY, NOW, TUESDAY

pytestmark = pytest.mark.django_db


def add(world, **facts):
    said = {"by": world.alice, "day": MONDAY, "kind": "parking", "amount": Decimal(60), "at": NOW, **facts}
    return add_expense(**said)


def refused(code, field, call, *args, **facts):
    before = everything()
    with pytest.raises(Refused) as refusal:
        call(*args, **facts)
    assert (refusal.value.reasons[0].code, refusal.value.reasons[0].field) == (code, field)
    assert everything() == before


def test_it_is_in_the_day_and_in_nobody_elses_sight(world):
    Code.objects.filter(code="parking").update(limit=Decimal(50))
    row = add(world, note="  中山停車場 ")
    (fact,) = day_facts(world.alice.pk, MONDAY).expenses
    assert (fact.id, fact.kind, fact.amount, fact.note, fact.limit) == (row.pk, "parking", 60, "中山停車場", 50)
    assert fact.over and fact.without_receipt
    for reader, sees in ((world.bob, 1), (world.diana, 1), (world.uma, 1), (world.carol, 0), (world.oscar, 0)):
        assert Expense.objects.visible_to(reader).filter(pk=row.pk).count() == sees


def test_distance_pays_by_the_rate(world):
    Code.objects.filter(code="mileage").update(rate=Decimal("6.5"))
    row = add(world, kind="mileage", amount=None, km=Decimal("12.5"))
    assert (row.amount, row.km) == (Decimal("81.25"), Decimal("12.5"))
    assert not day_facts(world.alice.pk, MONDAY).expenses[0].without_receipt


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"amount": Decimal(-1)}, "visits.expense.not_positive", "amount"),
        ({"amount": Decimal(10**9)}, "visits.expense.absurd", "amount"),
        ({"kind": "nothing"}, "visits.expense.unknown_kind", "kind"),
        ({"day": TUESDAY}, "visits.expense.in_the_future", "day"),
        ({"day": date(2025, 1, 4)}, "visits.expense.too_old", "day"),
        ({"day": FRIDAY}, "visits.report.awaits_signature", ""),
        ({"visit_id": uuid4()}, "visits.expense.other_visit", "visit"),
    ],
)
def test_what_is_refused(world, facts, code, field):
    refused(code, field, add, world, **facts)


def test_a_visit_of_another_day_or_of_somebody_else_takes_none(world):
    for visit in (world.alices.visit, world.charlies.visit):
        refused("visits.expense.other_visit", "visit", add, world, visit_id=visit.pk)


def test_it_is_corrected_as_it_was_read(world):
    row = add(world)
    change = {"by": world.alice, "expense_id": row.pk, "kind": "meals", "amount": Decimal(120), "at": NOW}
    assert change_expense(**change, version=1).version == 2
    refused("visits.expense.changed_meanwhile", "", change_expense, **change, version=1)
    assert change_expense(**change, version=2).version == 2, "nothing was changed"
    Code.objects.filter(code="meals").update(retired=True)
    assert change_expense(**{**change, "amount": Decimal(130)}, version=2).amount == 130
    refused("visits.expense.unknown_kind", "kind", add, world, kind="meals")


def test_nobody_elses_is_touched(world):
    row = add(world)
    change = {"expense_id": row.pk, "kind": "meals", "amount": Decimal(1), "at": NOW, "version": 1}
    refused("people.not_found", "", change_expense, by=world.bob, **change)
    refused("people.not_found", "", change_expense, by=world.charlie, **change)
    refused("people.not_found", "", remove_expense, by=world.bob, expense_id=row.pk, at=NOW)


def test_it_is_removed(world):
    row = add(world)
    assert remove_expense(by=world.alice, expense_id=row.pk, at=NOW) == MONDAY
    assert day_facts(world.alice.pk, MONDAY).expenses == ()


def test_sums_are_by_kind_and_what_is_signed_reads_the_same(world):
    for kind, amount in (("parking", 60), ("meals", 100), ("parking", 40)):
        add(world, kind=kind, amount=Decimal(amount))
    facts = day_facts(world.alice.pk, MONDAY)
    assert (facts.cost, facts.cost_by_kind) == (200, {"parking": 100, "meals": 100})
    assert frozen_facts(plain(content_of(facts, ""))) == facts
