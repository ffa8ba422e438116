"""新客戶 on the street: written down and visited in one act, or not at all."""

from decimal import Decimal

import pytest

from fieldday.customers.models import Account, AccountSearch, Contact
from fieldday.visits.actions.arrival import Where, arrive
from fieldday.visits.actions.prospecting import ProspectInput, meet_prospect
from fieldday.visits.questions.places import same_name
from tests.visits.checks import events, refused
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db
NEW = ProspectInput("好日子藥局", phone="0912-345-678", contact="周小姐", title="店長")


def test_a_prospect_is_ones_own_and_visited(world):
    visit = meet_prospect(by=world.alice, at=NOW, said=NEW, where=Where(25.05, 121.52, 12))
    account = visit.account
    assert (account.status, account.owner, account.name) == ("prospect", world.alice, "好日子藥局")
    assert account.latitude == Decimal("25.05") and AccountSearch.objects.filter(account=account).exists()
    assert (visit.person, visit.left_at, visit.where) == (world.alice, None, "unverifiable"), (
        "its own tap proves nothing"
    )
    assert [code.code for code in visit.purposes.all()] == ["new_customer"]
    contact = Contact.objects.visible_to(world.alice).get(account=account)
    assert (contact.name, contact.title) == ("周小姐", "店長")
    assert events("customers.account.opened", account) and events("customers.contact.added", contact)


def test_a_poor_place_is_not_the_customers(world):
    visit = meet_prospect(by=world.alice, at=NOW, said=NEW, where=Where(25.05, 121.52, 900))
    assert visit.account.place is None and visit.latitude == Decimal("25.05")


def test_nothing_is_half_written(world):
    arrive(by=world.alice, at=NOW, account_id=world.dawn.pk)
    long = ProspectInput("", contact="長" * 200, area_id=world.south.pk)
    with refused("customers.account.without_name", "kit.import.too_long", "customers.account.unknown_area"):
        meet_prospect(by=world.alice, at=NOW, said=long)
    with refused("customers.contact.without_name", field="contact_name"):
        meet_prospect(by=world.alice, at=NOW, said=ProspectInput("好日子", title="店長"))
    with refused("people.not_allowed"):
        meet_prospect(by=world.uma, at=NOW, said=NEW)


def test_the_same_name_is_found_however_it_is_written_and_only_in_sight(world):
    Account.objects.visible_to(world.alice).filter(pk=world.lotus.pk).update(name="蓮花 藥局")
    assert [place.name for place in same_name(world.alice, "蓮花藥局", day=MONDAY)] == ["蓮花 藥局"]
    assert not same_name(world.alice, world.maple.name, day=MONDAY)
    assert not same_name(world.alice, "蓮花", day=MONDAY)
    assert not same_name(world.alice, "  ", day=MONDAY)
