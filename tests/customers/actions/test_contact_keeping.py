"""The people at a customer: added, changed, removed by whoever sees the customer; what was met stays met."""

import pytest
from django.urls import reverse

from fieldday.customers.actions.contact_adding import ContactInput, add_contact
from fieldday.customers.actions.contact_keeping import change_contact, remove_contact
from fieldday.customers.models import Contact
from fieldday.customers.questions.contacts import contacts_of
from fieldday.kit.refusals import Refused
from fieldday.trail.models import Event
from tests.house.tables import everything
from tests.web.rep.forms import send, text
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


def _at(account):
    return Contact.objects.unscoped("a test").get(account=account)


def test_a_contact_is_changed_and_the_trail_says_what(world):
    said = ContactInput("王蓮花", "總經理", "02-2345-0000", in_charge=False)
    changed = change_contact(by=world.alice, contact_id=_at(world.lotus).pk, said=said, at=NOW)
    assert (changed.title, changed.phone, changed.in_charge) == ("總經理", "02-2345-0000", False)
    event = Event.objects.get(verb="customers.contact.changed")
    assert event.changes["changed"]["title"] == ["店長", "總經理"]
    assert (event.account_id, event.day) == (world.lotus.pk, MONDAY)
    change_contact(by=world.alice, contact_id=changed.pk, said=said, at=NOW)
    assert Event.objects.count() == 1, "a form that changes nothing writes nothing"


def test_a_stale_form_and_a_wrong_field_write_nothing(world):
    contact = _at(world.lotus)
    change_contact(by=world.alice, contact_id=contact.pk, said=ContactInput("王蓮花", "經理"), at=NOW, version=1)
    before = everything()
    with pytest.raises(Refused, match="changed_meanwhile"):
        change_contact(by=world.bob, contact_id=contact.pk, said=ContactInput("王蓮花", "老闆"), at=NOW, version=1)
    for said in (ContactInput(" "), ContactInput("王" * 121)):
        with pytest.raises(Refused) as refusal:
            change_contact(by=world.alice, contact_id=contact.pk, said=said, at=NOW)
        assert [reason.field for reason in refusal.value.reasons] == ["contact_name"]
    assert everything() == before


def test_who_was_never_met_goes_and_who_was_met_is_offered_no_more(world):
    contact = _at(world.lotus)
    fresh = add_contact(by=world.alice, account_id=world.lotus.pk, said=ContactInput("林先生"), at=NOW)
    world.alices.visit.contacts.add(contact)
    assert remove_contact(by=world.alice, contact_id=fresh.pk, at=NOW) == world.lotus.pk
    assert not Contact.objects.unscoped("a test").filter(pk=fresh.pk).exists()
    remove_contact(by=world.alice, contact_id=contact.pk, at=NOW)
    assert list(contacts_of(world.lotus.pk)) == []
    assert [one.name for one in world.alices.visit.contacts.all().unscoped("a test")] == ["王蓮花"]
    with pytest.raises(Refused) as refusal:
        remove_contact(by=world.alice, contact_id=contact.pk, at=NOW)
    assert refusal.value.missing


@pytest.mark.parametrize("name", ["charlie", "adam", "uma"])
def test_nobody_touches_a_contact_of_a_customer_he_does_not_see_or_only_reads(world, name):
    contact, before = _at(world.lotus), everything()
    for act in (
        lambda by: change_contact(by=by, contact_id=contact.pk, said=ContactInput("改名"), at=NOW),
        lambda by: remove_contact(by=by, contact_id=contact.pk, at=NOW),
    ):
        with pytest.raises(Refused) as refusal:
            act(world.people[name])
        assert refusal.value.missing or refusal.value.code == "people.not_allowed"
    assert everything() == before


def test_on_the_card_one_adds_changes_and_removes(world, signed_in):
    client, card = signed_in(world.alice), reverse("account", args=[world.lotus.pk])
    answer = send(client, "account-contacts", world.lotus.pk, contact_name="", contact_phone="02-1234-5678")
    assert answer.status_code == 422
    assert "02-1234-5678" in text(answer) and "Write the contact" in text(answer)
    send(client, "account-contacts", world.lotus.pk, contact_name="林先生", contact_title="採購")
    shown = text(client.get(card))
    assert "林先生" in shown and "採購" in shown
    made = Contact.objects.unscoped("a test").get(name="林先生")
    assert not made.in_charge, "not ticked"
    assert send(client, "contact", made.pk, contact_name="別人", version="7").status_code == 409
    send(client, "contact", made.pk, contact_name="林小姐", in_charge="yes", version="1")
    assert "林小姐" in text(client.get(card))
    send(client, "contact-removal", made.pk)
    people, _mark, story = text(client.get(card)).partition('id="line"')
    assert "林小姐" not in people and "林小姐" in story, "gone from the card, not from what happened"
    page = text(signed_in(world.uma).get(card))
    assert "王蓮花" in page and "New contact" not in page
