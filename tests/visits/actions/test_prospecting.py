"""新客戶 on the street: written down and visited in one act, or not at all."""

from decimal import Decimal

import pytest

from fieldday.customers.actions.status_keeping import change_status
from fieldday.customers.models import Account, AccountSearch, Contact, StatusChange
from fieldday.trade.actions.order_taking import LineInput, take_order
from fieldday.visits.actions.arrival import Where, arrive
from fieldday.visits.actions.prospecting import ProspectInput, meet_prospect
from fieldday.visits.actions.recording import VisitInput, record_visit
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


def test_a_prospects_first_order_makes_him_active_and_a_second_one_or_another_status_says_nothing(world):
    visit = meet_prospect(by=world.alice, at=NOW, said=NEW)
    line = LineInput(world.soap.pk, Decimal(2), Decimal(100), Decimal(0))
    record_visit(by=world.alice, visit_id=visit.pk, version=1, said=VisitInput(results=("talk",)), at=NOW)
    assert _status(visit) == ["prospect"]
    record_visit(by=world.alice, visit_id=visit.pk, version=2, said=VisitInput(lines=(line,)), at=NOW)
    assert _status(visit) == ["active", "prospect"]
    change_status(by=world.alice, account_id=visit.account_id, status="dormant", reason="搬走了", at=NOW)
    take_order(by=world.alice, account_id=visit.account_id, ordered_on=MONDAY, lines=[line], at=NOW)
    assert _status(visit) == ["dormant", "active", "prospect"], "a status somebody gave a reason for is his to change"
    assert [one.changes["changed"]["status"] for one in events("customers.account.status_changed", visit.account)] == [
        ["prospect", "active"],
        ["active", "dormant"],
    ]


def _status(visit):
    rows = StatusChange.objects.unscoped("a test").filter(account_id=visit.account_id).order_by("-pk")
    now = Account.objects.unscoped("a test").get(pk=visit.account_id).status
    past = list(rows.values_list("status", flat=True))
    assert past[0] == now
    return past


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
