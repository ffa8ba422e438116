"""Opening a customer: who may, in whose name, what is refused, what is kept and flagged."""

from decimal import Decimal

import pytest

from fieldday.customers.actions.account_content import AccountInput
from fieldday.customers.actions.open_account import open_account
from fieldday.customers.models import Account, Ownership
from fieldday.customers.questions.listing import AccountFilter, accounts_found
from fieldday.kit.refusals import Refused
from fieldday.trail.models import Event
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


def _opened(by, **said):
    said = {"name": "新店家", "owner_id": by.pk, **said}
    return open_account(by=by, said=AccountInput(**said), at=NOW)


def _refusal(by, **said):
    before = Account.objects.unscoped("counting").count(), Event.objects.count()
    with pytest.raises(Refused) as refused:
        _opened(by, **said)
    assert before == (Account.objects.unscoped("counting").count(), Event.objects.count()), "nothing was written"
    return {reason.field: reason.code for reason in refused.value.reasons}


def test_a_rep_opens_a_customer_of_her_own(world):
    account = _opened(world.alice, name="  新店\u3000家 ", phone="02-8765-4321", area_id=world.north.pk)
    assert account.name == "新店 家"
    assert account.owner == world.alice
    owned = Ownership.objects.visible_to(world.alice).get(account=account)
    assert (owned.owner, owned.since) == (world.alice, MONDAY)
    event = Event.objects.get(verb="customers.account.opened")
    assert (event.by_id, event.account_id, event.day) == (world.alice.pk, account.pk, MONDAY)


def test_it_is_found_at_once_by_name_and_phone_however_typed(world):
    account = _opened(world.alice, phone="(02)8765-4321", tax_id="0459 5257")
    for search in ("店家", "87654321", "02 8765", "+886-2-8765", "04595257", "5952"):
        assert account in accounts_found(world.alice, AccountFilter(search=search)), search


def test_a_number_that_does_not_check_is_kept_and_flagged(world):
    account = _opened(world.alice, tax_id="12345678", phone="一二三")
    assert (account.tax_id, account.tax_id_checks) == ("12345678", False)
    assert (account.phone, account.phone_checks) == ("一二三", False)
    account = _opened(world.alice, tax_id="04595257", phone="")
    assert (account.tax_id_checks, account.phone_checks) == (True, True)


def test_a_formula_is_a_name_like_any_other(world):
    assert _opened(world.alice, name='=HYPERLINK("http://x","y")').name == '=HYPERLINK("http://x","y")'


def test_nobody_gives_a_customer_to_people_or_areas_out_of_sight(world):
    assert _refusal(world.alice, owner_id=world.charlie.pk) == {"owner": "customers.account.unknown_owner"}
    assert _refusal(world.alice, owner_id=world.bob.pk) == {"owner": "customers.account.unknown_owner"}
    assert _refusal(world.alice, owner_id=None) == {"owner": "customers.account.without_owner"}
    assert _refusal(world.alice, owner_id=0) == {"owner": "customers.account.unknown_owner"}
    assert _refusal(world.alice, area_id=world.south.pk) == {"area": "customers.account.unknown_area"}
    assert _opened(world.bob, owner_id=world.adam.pk).owner == world.adam
    assert _opened(world.oscar, owner_id=None, area_id=world.south.pk).owner is None


def test_the_credit_limit_is_a_managers_or_the_offices(world):
    assert _refusal(world.alice, credit_limit=Decimal(1)) == {"credit_limit": "customers.account.credit_not_yours"}
    assert _opened(world.mona, credit_limit=Decimal("50000.5")).credit_limit == Decimal("50000.5")


def test_every_fault_is_said_at_its_field(world):
    said = {"name": " ", "kind": "castle", "status": "x", "email": "nobody", "latitude": Decimal(91), "phone": "1" * 61}
    assert _refusal(world.alice, longitude=Decimal(1), **said) == {
        "name": "customers.account.without_name",
        "kind": "customers.account.unknown_kind",
        "status": "customers.account.unknown_status",
        "email": "customers.account.not_an_email",
        "place": "kit.coordinate.out_of_range",
        "phone": "customers.account.too_long",
    }
    assert _refusal(world.alice, latitude=Decimal(25)) == {"place": "customers.account.half_a_place"}


def test_a_number_of_the_office_is_given_once(world):
    def opened(number):
        said = AccountInput(name="x", owner_id=None)
        return open_account(by=world.oscar, said=said, at=NOW, external_id=number)

    assert opened("C99").external_id == "C99"
    with pytest.raises(Refused, match="number_taken"):
        opened("C99")
    assert opened("").external_id is None


def test_the_auditor_opens_nothing(world):
    with pytest.raises(Refused, match="not_allowed"):
        _opened(world.uma)


def test_the_city_is_kept_in_one_spelling_and_read_from_the_address(world):
    assert _opened(world.alice, name="甲行", city="臺中").city == "台中市"
    assert _opened(world.alice, name="乙行", address="臺北市信義路 1 號").city == "台北市"
