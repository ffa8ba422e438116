"""A monthly target is set by the superior or comes from a file; others neither set nor see it."""

from datetime import date
from decimal import Decimal

import pytest

from fieldday.kit.actors import SYSTEM
from fieldday.kit.imports.source import Row
from fieldday.kit.refusals import Refused
from fieldday.trade.actions.import_targets import import_targets
from fieldday.trade.actions.target_setting import Wanted, set_target, set_targets
from fieldday.trade.models import Target
from fieldday.trade.questions.target_table import target_table
from fieldday.trade.questions.targets import month_targets
from fieldday.trail.models import Event
from tests.world import NOW

NOVEMBER = date(2026, 11, 1)


def put(by, person, amount="300000", metric="bookings"):
    return set_target(
        by=by, person_id=person.pk, metric=metric, month=date(2026, 11, 23), amount=Decimal(amount), at=NOW
    )


def test_a_superior_sets_it_for_the_month_and_changes_it(world):
    put(world.bob, world.alice)
    put(world.mona, world.alice, "320000")
    assert month_targets([world.alice.pk, world.charlie.pk], date(2026, 11, 30), why="the test") == {
        world.alice.pk: {"bookings": Decimal(320000)}
    }
    changes = list(Event.objects.filter(verb="trade.target.set").order_by("id").values_list("changes", flat=True))
    assert [change["changed"] for change in changes] == [[None, "300000"], ["300000", "320000"]]


def test_the_same_amount_again_leaves_no_second_event(world):
    put(world.bob, world.alice)
    put(world.bob, world.alice)
    assert Event.objects.filter(verb="trade.target.set").count() == 1


@pytest.mark.parametrize(
    ("who", "code"),
    [("alice", "people.not_allowed"), ("carol", "people.not_found"), ("uma", "people.not_allowed")],
)
def test_nobody_else_sets_it(world, who, code):
    with pytest.raises(Refused) as refused:
        put(getattr(world, who), world.alice)
    assert refused.value.code == code
    assert not Target.objects.unscoped("the test").exists()


def test_nobody_sets_his_own_but_the_root(world):
    with pytest.raises(Refused) as refused:
        put(world.bob, world.bob)
    assert refused.value.code == "visits.signoff.own_paper"
    put(world.diana, world.diana)


@pytest.mark.parametrize(("metric", "amount"), [("smiles", "1"), ("bookings", "-1"), ("bookings", "NaN")])
def test_what_is_no_target_is_refused(world, metric, amount):
    with pytest.raises(Refused):
        put(world.bob, world.alice, amount, metric)


def test_it_is_seen_by_the_person_and_the_line_only(world):
    put(world.bob, world.alice)
    seen = {name: Target.objects.visible_to(getattr(world, name)).count() for name in ("alice", "bob", "adam", "carol")}
    assert seen == {"alice": 1, "bob": 1, "adam": 0, "carol": 0}
    assert Target.objects.visible_to(world.diana).count() == 1


def rows(*cells):
    return [Row(number, row) for number, row in enumerate(cells, start=1)]


def test_a_file_brings_targets_and_the_same_file_twice_changes_nothing(world):
    file = rows(
        {"person": world.alice.external_id, "metric": "接單額", "month": "2026-11", "amount": "300,000"},
        {"person": world.alice.external_id, "metric": "收款", "month": "115/11", "amount": "250000"},
        {"person": "nobody", "metric": "收款", "month": "2026-11", "amount": "1"},
        {"person": world.alice.external_id, "metric": "bookings", "month": "2026/11/30", "amount": "1"},
        {"person": world.adam.external_id, "metric": "smiles", "month": "soon", "amount": "-5"},
    )
    first = import_targets(by=SYSTEM, rows=file, at=NOW)
    assert (first.created, first.rejected) == (2, 3)
    assert {(error.row, error.reason.field) for error in first.errors} >= {
        (3, "person"),
        (5, "metric"),
        (5, "month"),
        (5, "amount"),
    }
    again = import_targets(by=SYSTEM, rows=file, at=NOW)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert month_targets([world.alice.pk], NOVEMBER, why="the test")[world.alice.pk] == {
        "bookings": Decimal(300000),
        "collections": Decimal(250000),
    }


def wanted(person, amount, stood=None, metric="bookings"):
    return Wanted(person.pk, metric, Decimal(amount), None if stood is None else Decimal(stood), f"t-{person.pk}")


def test_several_are_set_at_once_or_none(world):
    put(world.bob, world.adam, "5")
    with pytest.raises(Refused) as refusal:
        said = [wanted(world.alice, "10"), wanted(world.adam, "10", stood="4")]
        set_targets(by=world.bob, month=NOVEMBER, wanted=said, at=NOW)
    assert [reason.field for reason in refusal.value.reasons] == [f"t-{world.adam.pk}"]
    assert month_targets([world.alice.pk], NOVEMBER, why="the test") == {}
    set_targets(by=world.bob, month=NOVEMBER, wanted=[wanted(world.alice, "10"), wanted(world.adam, "6", "5")], at=NOW)
    found = month_targets([world.alice.pk, world.adam.pk], NOVEMBER, why="the test")
    assert [found[person.pk]["bookings"] for person in (world.alice, world.adam)] == [10, 6]


def test_nothing_is_told_of_somebody_elses_target(world):
    put(world.oscar, world.charlie, "777")
    for guess in (None, "777", "778"):
        with pytest.raises(Refused) as refusal:
            set_targets(by=world.bob, month=NOVEMBER, wanted=[wanted(world.charlie, "1", guess)], at=NOW)
        assert refusal.value.missing


def test_a_superior_sees_his_line_beside_last_month(world):
    put(world.bob, world.alice, "300000")
    table = target_table(world.bob, date(2026, 12, 15))
    rows = {one.name: one for one in table.people}
    assert world.alice.name in rows and world.bob.name not in rows and world.charlie.name not in rows
    assert (rows[world.alice.name].now, rows[world.alice.name].before) == ({}, {"bookings": Decimal(300000)})
    assert target_table(world.bob, NOVEMBER).sums["bookings"] == 300000
    assert world.charlie.name in {one.name for one in target_table(world.oscar, NOVEMBER).people}
