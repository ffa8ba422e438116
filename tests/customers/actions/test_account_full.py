"""An account in full: kin without rounds, hours, terms; a status with its history."""

import dataclasses

import pytest

from fieldday.customers.actions.account_content import AccountInput
from fieldday.customers.actions.change_account import change_account
from fieldday.customers.actions.open_account import open_account
from fieldday.customers.actions.status_keeping import change_status
from fieldday.customers.models import Account, StatusChange
from fieldday.kit.refusals import Refused
from fieldday.trail.models import Event
from tests.house.tables import everything
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


def _change(by, account, **changes):
    stands = Account.objects.unscoped("a test").get(pk=account.pk)
    names = {field.name for field in dataclasses.fields(AccountInput)} - {"own"}
    said = {name: getattr(stands, name) for name in names}
    said = AccountInput(**{**said, **changes})
    return change_account(by=by, account_id=account.pk, version=stands.version, said=said, at=NOW)


def _refused(act):
    before = everything()
    with pytest.raises(Refused) as refusal:
        act()
    assert everything() == before, "nothing half-written"
    return [(reason.code.rpartition(".")[2], reason.field) for reason in refusal.value.reasons]


def test_all_of_it_is_kept_and_the_trail_says_what(world):
    hours = {"0": [["09:00", "12:00"], ["14:00", "18:00"]], "6": []}
    changed = _change(
        world.bob, world.lotus, industry="藥局", line_id="@lotus", potential=120000, payment_terms="月結 60 天",
        visit_hours=hours, parent_id=world.harbour.pk,
    )  # fmt: skip
    assert (changed.industry, changed.line_id, changed.payment_terms) == ("藥局", "@lotus", "月結 60 天")
    assert changed.visit_hours == hours
    assert changed.parent_id == world.harbour.pk
    told = Event.objects.get(verb="customers.account.changed").changes["changed"]
    assert told["visit_hours"] == [{}, hours]


def test_branches_make_no_round_whoever_sees_them(world):
    _change(world.bob, world.dawn, parent_id=world.lotus.pk)
    _change(world.bob, world.fir, parent_id=world.dawn.pk)
    for one in (world.lotus, world.dawn, world.fir):
        assert _refused(lambda pk=one.pk: _change(world.bob, world.lotus, parent_id=pk)) == [
            ("parent_of_itself", "parent")
        ]
    # Alice does not see Fir, which stands between.
    Account.objects.unscoped("a test").filter(pk=world.fir.pk).update(parent=world.lotus)
    Account.objects.unscoped("a test").filter(pk=world.dawn.pk).update(parent=world.fir)
    refused = _refused(lambda: _change(world.alice, world.lotus, parent_id=world.dawn.pk))
    assert refused == [("parent_of_itself", "parent")]


def test_kin_is_in_sight_and_a_dealer_is_one(world):
    assert _refused(lambda: _change(world.alice, world.lotus, parent_id=world.maple.pk)) == [
        ("unknown_parent", "parent")
    ]
    assert _refused(lambda: _change(world.alice, world.lotus, dealer_id=world.dawn.pk)) == [("not_a_dealer", "dealer")]
    assert _refused(lambda: _change(world.alice, world.lotus, dealer_id=world.lotus.pk)) == [
        ("dealer_of_itself", "dealer")
    ]
    Account.objects.unscoped("a test").filter(pk=world.dawn.pk).update(kind="dealer")
    assert _change(world.alice, world.lotus, dealer_id=world.dawn.pk).dealer_id == world.dawn.pk
    # What stands may stay, though it is out of her sight.
    Account.objects.unscoped("a test").filter(pk=world.lotus.pk).update(parent=world.maple)
    assert _change(world.alice, world.lotus, note="嗨").parent_id == world.maple.pk


def test_wrong_figures_and_hours_are_told_at_their_fields(world):
    hours = {"0": [["09:00", "12:00"], ["11:00", "18:00"]]}
    assert _refused(lambda: _change(world.alice, world.lotus, potential=-1, visit_hours=hours, line_id="x" * 61)) == [
        ("too_long", "line_id"),
        ("overlap", "visit_hours"),
        ("negative_potential", "potential"),
    ]
    for wrong in ({"7": []}, {"0": "9-12"}, {"0": [["9", "12"]]}, {"0": [[9, 12]]}, []):
        refused = _refused(lambda wrong=wrong: _change(world.alice, world.lotus, visit_hours=wrong))
        assert refused == [("unreadable", "visit_hours")]


def test_each_status_is_a_row_with_the_reason(world):
    change_status(by=world.alice, account_id=world.lotus.pk, status="lost", reason=" 改跟別家 ", at=NOW)
    row = StatusChange.objects.unscoped("a test").get(account=world.lotus)
    assert (row.status, row.day, row.by, row.reason) == ("lost", MONDAY, world.alice, "改跟別家")
    world.lotus.refresh_from_db()
    assert (world.lotus.status, world.lotus.version) == ("lost", 2)
    event = Event.objects.get(verb="customers.account.status_changed")
    assert event.changes["changed"] == {"status": ["active", "lost"]}
    change_status(by=world.alice, account_id=world.lotus.pk, status="lost", reason="又", at=NOW)
    assert StatusChange.objects.unscoped("a test").count() == 1, "the same again writes nothing"
    _change(world.bob, world.lotus, status="active")
    assert StatusChange.objects.unscoped("a test").count() == 2, "however it is changed"


def test_a_status_of_leaving_asks_why(world):
    for status in ("dormant", "lost", "let_go"):
        refused = _refused(
            lambda status=status: change_status(by=world.alice, account_id=world.lotus.pk, status=status, at=NOW)
        )
        assert refused == [("without_reason", "reason")]
    assert _refused(lambda: change_status(by=world.alice, account_id=world.lotus.pk, status="rich", at=NOW)) == [
        ("unknown_status", "status")
    ]
    for name in ("charlie", "uma"):
        with pytest.raises(Refused):
            change_status(by=world.people[name], account_id=world.lotus.pk, status="active", at=NOW)


def test_a_customer_opened_here_has_its_first_status_from_that_day(world):
    said = AccountInput(name="新店", status="prospect", owner_id=world.alice.pk)
    opened = open_account(by=world.alice, said=said, at=NOW)
    assert [(row.status, row.day) for row in StatusChange.objects.unscoped("a test").filter(account=opened)] == [
        ("prospect", MONDAY)
    ]
