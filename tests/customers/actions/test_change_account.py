"""Changing a customer: in sight only, never over somebody else's change, with the owners' history kept."""

import dataclasses
from decimal import Decimal

import pytest

from fieldday.customers.actions.account_content import AccountInput
from fieldday.customers.actions.change_account import change_account
from fieldday.customers.models import Account, Ownership
from fieldday.customers.questions.listing import AccountFilter, accounts_found
from fieldday.kit.refusals import Refused
from fieldday.trail.models import Event
from tests.world import MONDAY, NOW, moment

pytestmark = pytest.mark.django_db


def _as_it_stands(account):
    names = {field.name for field in dataclasses.fields(AccountInput)}
    return {name: getattr(account, name, None) for name in names}  # nothing is said of own fields


def _change(by, account, version=None, at=NOW, **changes):
    said = AccountInput(**{**_as_it_stands(account), **changes})
    changed = change_account(by=by, account_id=account.pk, version=version or account.version, said=said, at=at)
    return Account.objects.unscoped("reading it back").get(pk=changed.pk)


def test_the_owner_changes_his_customer_and_the_trail_says_what(world):
    changed = _change(world.alice, world.lotus, name="蓮花大藥局", phone="02-2345-0000")
    assert (changed.name, changed.version) == ("蓮花大藥局", 2)
    event = Event.objects.get(verb="customers.account.changed")
    assert event.changes["changed"] == {
        "name": ["蓮花藥局", "蓮花大藥局"],
        "phone": ["02-2345-6789", "02-2345-0000"],
    }
    assert (event.account_id, event.day) == (world.lotus.pk, MONDAY)
    assert changed in accounts_found(world.alice, AccountFilter(search="花大"))
    assert changed not in accounts_found(world.alice, AccountFilter(search="6789"))


def test_the_same_again_writes_nothing(world):
    assert _change(world.alice, world.lotus).version == 1
    assert not Event.objects.filter(verb="customers.account.changed").exists()


def test_a_stale_form_is_told_so(world):
    _change(world.bob, world.lotus, note="週三公休")
    with pytest.raises(Refused, match="changed_meanwhile"):
        _change(world.alice, world.lotus, version=1, note="週四公休")
    assert Account.objects.unscoped("reading it back").get(pk=world.lotus.pk).note == "週三公休"


def test_who_cannot_see_it_cannot_change_it(world):
    for stranger in (world.charlie, world.carol, world.adam):
        with pytest.raises(Refused) as refused:
            _change(stranger, world.lotus, name="x")
        assert refused.value.missing
    with pytest.raises(Refused, match="not_allowed"):
        _change(world.uma, world.lotus, name="x")
    assert not Event.objects.filter(verb="customers.account.changed").exists()


def test_a_new_owner_counts_from_that_day_and_the_old_one_is_remembered(world):
    changed = _change(world.bob, world.lotus, owner_id=world.adam.pk)
    owners = Ownership.objects.unscoped("the history").filter(account=changed).order_by("since")
    assert [row.owner for row in owners] == [world.alice, world.adam]
    assert changed not in accounts_found(world.alice, AccountFilter())
    changed = _change(world.bob, changed, owner_id=world.bob.pk, at=moment(MONDAY, 17))
    assert [row.owner for row in owners.all()] == [world.alice, world.bob], "one owner a day"


def test_only_within_ones_line(world):
    for by, owner in ((world.alice, world.bob), (world.bob, world.charlie)):
        with pytest.raises(Refused, match="unknown_owner"):
            _change(by, world.lotus, owner_id=owner.pk)
    with pytest.raises(Refused, match="unknown_area"):
        _change(world.alice, world.lotus, area_id=world.south.pk)


def test_what_stands_already_may_stay(world):
    """A customer in an area that its owner does not otherwise work in, owned by somebody who left."""
    Account.objects.unscoped("set up").filter(pk=world.lotus.pk).update(area=world.south, credit_limit=Decimal(9))
    world.lotus.refresh_from_db()
    assert _change(world.alice, world.lotus, note="x").area == world.south
