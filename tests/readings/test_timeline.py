"""A customer's line of time: each thing once, on its day, with what came of it."""

import dataclasses
from decimal import Decimal

import pytest

from fieldday.customers.actions.account_content import AccountInput
from fieldday.customers.actions.change_account import change_account
from fieldday.customers.models import Field
from fieldday.kit.actors import SYSTEM
from fieldday.kit.reading import reading
from fieldday.readings.timeline import timeline
from fieldday.trail.models import Event
from fieldday.trail.writing import event
from tests.world import FRIDAY, MONDAY, NOW, moment, order

pytestmark = pytest.mark.django_db


def _told(verb, noun, account, day, by=SYSTEM, **changes):
    row = event(verb, by=by, noun=noun, at=NOW, account_id=account.pk, day=day, **changes)
    Event.objects.bulk_create([row])


@pytest.fixture
def told(world):
    """Alice's Friday at Lotus, as the verbs would have told it."""
    day = world.alices
    _told("visits.visit.arrived", day.visit, world.lotus, FRIDAY, world.alice)
    _told("visits.visit.recorded", day.visit, world.lotus, FRIDAY, world.alice)
    _told("trade.order.taken", day.order, world.lotus, FRIDAY, world.alice)
    _told("trade.payment.taken", day.payment, world.lotus, FRIDAY, world.alice)
    return world


def test_each_thing_once_the_latest_first(told):
    page = timeline(told.lotus)
    assert [entry.kind for entry in page.entries] == ["payment", "order", "visit"]
    payment, booked, visit = page.entries
    assert (payment.amount, payment.method) == (Decimal("1500.50"), "現金")
    assert (booked.amount, booked.lines, booked.by) == (Decimal(200), 1, "Alice")
    assert visit.visit is not None
    assert visit.visit.summary == "蓮花藥局談了年節檔期"
    assert [code.code for code in visit.visit.its_results] == ["order", "collection"]
    assert [note["text"] for note in visit.visit.its_notes] == ["蓮花藥局對面買一送一"]


def test_an_order_imported_twice_stands_once(told):
    for _ in range(2):
        _told("trade.order.imported", told.alices.order, told.lotus, FRIDAY)
    assert [entry.kind for entry in timeline(told.lotus).entries].count("order") == 1


def test_what_is_gone_is_said_to_be(told):
    told.alices.visit.results.unscoped("set up").all().delete()
    told.alices.payment.delete()
    gone = [entry for entry in timeline(told.lotus).entries if entry.gone]
    assert [entry.kind for entry in gone] == ["payment"]


def test_a_change_names_people_and_areas(told):
    names = [field.name for field in dataclasses.fields(AccountInput) if field.name != "own"]
    said = {name: getattr(told.lotus, name) for name in names}
    said |= {"owner_id": told.adam.pk, "note": "換人負責"}
    change_account(by=told.bob, account_id=told.lotus.pk, version=1, said=AccountInput(**said), at=moment(MONDAY, 10))
    changes = {change.field: (change.before, change.after) for change in timeline(told.lotus).entries[0].changes}
    assert changes == {"owner": ("Alice", "Adam"), "note": ("", "換人負責")}


def test_pages_and_a_constant_number_of_queries(told, django_assert_max_num_queries):
    for _ in range(25):
        made = order(told.lotus, told.alice, told.soap, FRIDAY)
        _told("trade.order.taken", made, told.lotus, FRIDAY, told.alice)
    with django_assert_max_num_queries(11), reading():
        page = timeline(told.lotus, page=2, merged=False)
    with django_assert_max_num_queries(10), reading():
        near = timeline(told.lotus, size=12, merged=False)
    assert (near.total, near.pages, len(near.entries)) == (28, 3, 12)
    assert (page.total, page.pages, len(page.entries), page.first, page.last) == (28, 2, 8, 21, 28)
    assert not timeline(told.pine).entries


def test_own_fields_and_the_number_are_told_in_words(world, signed_in):
    choices = [{"key": "street", "name_zh": "街邊店", "name_en": "On the street"}]
    Field.objects.create(key="place", type="choice", name_zh="店面", name_en="Place", choices=choices)
    Field.objects.create(key="sign", type="yes_no", name_zh="招牌", name_en="Our sign", retired=True)
    changed = {"fields": [{"place": "street", "gone": "x"}, {"sign": True, "gone": "x"}], "external_id": ["C1", "C2"]}
    _told("customers.account.imported", world.lotus, world.lotus, MONDAY, world.oscar, changed=changed, created=False)
    page = signed_in(world.alice).get(f"/accounts/{world.lotus.pk}").content.decode()
    assert "Place" in page and "On the street" in page and "Our sign" in page and "street'" not in page
    assert ">Number</span>" in page and "external" not in page.split('aria-labelledby="line"')[1].split("</section>")[0]
