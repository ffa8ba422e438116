"""Areas from a file: they lie in one another, in any order."""

import pytest

from fieldday.kit.actors import SYSTEM
from fieldday.people.actions.import_areas import import_areas
from fieldday.people.models import Area
from fieldday.trail.models import Event
from tests.world import NOW

pytestmark = pytest.mark.django_db


def bring(*rows, **more):
    keys = ("external_id", "name", "parent")
    return import_areas(by=SYSTEM, rows=[dict(zip(keys, row, strict=False)) for row in rows], at=NOW, **more)


def counts(report):
    return (report.created, report.updated, report.unchanged, report.rejected)


def parents():
    return dict(Area.objects.values_list("external_id", "parent__external_id"))


def test_a_parent_may_be_a_later_row_a_name_or_new():
    rows = [("TP1", "大安", "TP"), ("TP", "台北市", "北部"), ("TP2", "信義", "台北市")]
    assert counts(bring(*rows)) == (3, 0, 0, 0)
    assert parents() == {"TP1": "TP", "TP": "北部", "TP2": "TP", "北部": None}
    assert counts(bring(*rows)) == (0, 0, 3, 0)
    assert Event.objects.count() == 4


def test_an_area_may_move_and_be_renamed(world):
    assert counts(bring(("N", "北一區", "S"))) == (0, 1, 0, 0)
    assert parents()["N"] == "S"
    assert Event.objects.get().changes["changed"] == {"name": ["北區", "北一區"], "parent": ["", "S"]}


def test_rings_and_what_hangs_on_them_are_rejected(world):
    report = bring(("a", "A", "b"), ("b", "B", "a"), ("c", "C", "b"), ("d", "", ""), ("e", "E", "d"), ("f", "F", "N"))
    assert [(e.row, e.reason.field, e.reason.code) for e in report.errors] == [
        (1, "parent", "people.area.ring"),
        (2, "parent", "people.area.ring"),
        (3, "parent", "people.area.parent_rejected"),
        (4, "name", "kit.import.needed"),
        (5, "parent", "people.area.parent_rejected"),
    ]
    assert parents() == {"N": None, "S": None, "f": "N"}


def test_a_ring_through_areas_that_are_there(world):
    bring(("N1", "內湖", "N"))
    assert [e.reason.code for e in bring(("N", "北區", "N1")).errors] == ["people.area.ring"]


def test_a_name_that_several_have(world):
    bring(("N2", "北區", ""))
    assert [e.reason.code for e in bring(("x", "X", "北區")).errors] == ["people.name.ambiguous"]
    assert [e.reason.code for e in bring(("p", "同名"), ("q", "同名"), ("x", "X", "同名")).errors] == [
        "people.name.ambiguous"
    ]


def test_a_dry_run_keeps_nothing():
    rows = [("TP1", "大安", "TP"), ("TP", "台北市", "北部")]
    assert counts(bring(*rows, dry_run=True)) == (2, 0, 0, 0)
    assert not Area.objects.exists()
    assert not Event.objects.exists()
