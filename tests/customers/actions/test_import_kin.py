"""Parents and dealers named by rows anywhere in the same file: their order does not matter, in the preview neither."""

import random

import pytest

from fieldday.customers.actions.import_accounts import import_accounts
from fieldday.customers.actions.unimport_accounts import unimport_accounts
from fieldday.customers.models import Account
from fieldday.kit.actors import SYSTEM
from fieldday.kit.imports import running
from fieldday.kit.imports.twins import FILL, SKIP, TwinPolicy
from fieldday.trail.models import Event
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, params=[2, 500])
def _at_once(request, monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", request.param)


def bring(*rows, **more):
    """The preview and the real thing, which must agree."""
    rows = [{"name": f"客戶{row['external_id']}", **row} for row in rows]
    looked = import_accounts(by=SYSTEM, rows=rows, at=NOW, dry_run=True, **more)
    done = import_accounts(by=SYSTEM, rows=rows, at=NOW, **more)
    assert said(looked) == said(done)
    return done


def said(report):
    wrong = [(e.row, e.reason.field, e.reason.code) for e in report.errors]
    return report.created, report.updated, report.unchanged, report.rejected, wrong


def row(number, **more):
    return {"external_id": number, **more}


def stands():
    rows = Account.objects.unscoped("test").exclude(parent=None, dealer=None)
    return {one.external_id: (one.parent and one.parent.external_id, one.dealer and one.dealer.external_id)
            for one in rows.select_related("parent", "dealer")}  # fmt: skip


def test_a_parent_may_stand_below_its_branch(world):
    report = bring(
        row("B1", parent="H"), row("B2", parent="H"), row("H"), row("S", dealer="D"), row("D", kind="經銷商")
    )
    assert said(report)[:4] == (5, 0, 0, 0)
    assert stands() == {"B1": ("H", None), "B2": ("H", None), "S": (None, "D")}
    again = bring(row("B1", parent="H"), row("H"))
    assert said(again)[:4] == (0, 0, 2, 0)


def test_any_order_of_a_deep_tree_is_the_same(world):
    rows = [row("N0", kind="dealer")]
    rows += [row(f"N{n}", parent=f"N{(n - 1) // 2}", dealer="N0") for n in range(1, 16)]
    random.Random(7).shuffle(rows)
    assert said(bring(*rows))[:4] == (16, 0, 0, 0)
    assert stands() == {f"N{n}": (f"N{(n - 1) // 2}", "N0") for n in range(1, 16)}


def test_whoever_becomes_a_dealer_further_down_is_one(world):
    bring(row("D"))
    assert said(bring(row("S", dealer="D"), row("D", kind="dealer")))[:4] == (1, 1, 0, 0)
    assert stands() == {"S": (None, "D")}


def test_what_cannot_be_is_said_at_its_row(world):
    report = bring(
        row("A", parent="B"), row("B", parent="A"), row("C", parent="A"), row("E", parent="nobody"),
        row("F", parent="E"), row("G", parent="bad"), row("bad", latitude="x"), row("I", parent="I"),
        row("J", dealer="K"), row("K"),
    )  # fmt: skip
    assert said(report) == (
        1, 0, 0, 9,
        [
            (1, "parent", "customers.account.parent_of_itself"),
            (2, "parent", "customers.account.parent_of_itself"),
            (3, "parent", "customers.account.row_rejected"),
            (4, "parent", "customers.account.unknown"),
            (5, "parent", "customers.account.row_rejected"),
            (6, "parent", "customers.account.row_rejected"),
            (7, "latitude", "kit.coordinate.not_a_coordinate"),
            (8, "parent", "customers.account.parent_of_itself"),
            (9, "dealer", "customers.account.not_a_dealer"),
        ],
    )  # fmt: skip
    assert stands() == {}


def test_no_round_is_made_of_customers_that_are_there(world):
    bring(row("A"), row("B", parent="A"), row("C", parent="B"), row("X"), row("Y"))
    assert said(bring(row("A", parent="C")))[4] == [(1, "parent", "customers.account.parent_of_itself")]
    rounds = bring(row("X", parent="Y"), row("Y", parent="X"))
    assert said(rounds)[4] == [(2, "parent", "customers.account.parent_of_itself")]


@pytest.mark.parametrize("act", [FILL, SKIP])
def test_a_branch_of_a_row_that_was_found_to_be_somebody_is_his(world, act):
    bring(row("OLD", name="日和股份有限公司", tax_id="04595257", phone="02-2345-6789"))
    twin = row("NEW", name="日和有限公司", tax_id="04595257", phone="02-2345-6789")
    report = bring(row("B", name="日和台中分公司", parent="NEW"), twin, twins=TwinPolicy(act, "create"))
    assert report.rejected == 0
    assert stands() == {"B": ("OLD", None)}


def test_it_is_taken_back_whole(world):
    before = Account.objects.unscoped("test").count()
    bring(row("B", parent="H"), row("H"))
    events = list(Event.objects.filter(verb="customers.account.imported"))
    for _once_more in range(2):
        unimport_accounts(by=world.oscar, at=NOW, events=events)
    assert Account.objects.unscoped("test").count() == before
