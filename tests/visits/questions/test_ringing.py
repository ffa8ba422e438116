"""Who refused to be rung: the button of a stop and of a visit says so and asks first."""

import pytest

from fieldday.customers.models import Account, Consent, Contact
from fieldday.visits.questions.ringing import ringing_refused
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


def refuse(account, contact=None, channel="phone"):
    said = {"given": False, "source": "當面", "day": MONDAY, "at": NOW}
    Consent.objects.create(account=account, contact=contact, channel=channel, **said)


def test_a_customers_number_is_refused_by_itself_or_by_who_has_the_same(world):
    lotus, dawn = world.lotus, world.dawn
    Account.objects.unscoped("a test").filter(pk=dawn.pk).update(phone="02-2777 8888")
    same = Contact.objects.create(account=dawn, name="陳同號", phone="0227778888")
    other = Contact.objects.create(account=dawn, name="林他號", phone="0911222333")
    refuse(lotus)
    refuse(dawn, other)
    found = ringing_refused([lotus.pk, dawn.pk], MONDAY)
    assert found[lotus.pk, None] == lotus.name
    assert (dawn.pk, None) not in found and found[dawn.pk, other.pk] == "林他號"
    refuse(dawn, same, channel="all")
    assert ringing_refused([dawn.pk], MONDAY)[dawn.pk, None] == "陳同號"
    assert ringing_refused([], MONDAY) == {}


def test_another_channel_refused_leaves_the_number_alone(world):
    refuse(world.lotus, channel="line")
    assert ringing_refused([world.lotus.pk], MONDAY) == {}


def test_the_pages_ring_asks_first_where_it_was_refused(world, signed_in):
    client = signed_in(world.alice)
    assert "asked not to be rung" not in client.get("/today").content.decode()
    for account in (world.lotus, world.dawn):
        refuse(account)
    page = client.get("/today").content.decode()
    assert 'href="tel:' in page and "asked not to be rung. Ring all the same?" in page
    visit = client.get(f"/visits/{world.alices.visit.pk}").content.decode()
    assert "data-refused" in visit and "蓮花藥局 asked not to be rung" in visit
