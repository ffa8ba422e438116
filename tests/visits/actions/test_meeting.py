"""Whom one met: several contacts, a new one on the spot; who is in charge makes the visit count."""

from uuid import UUID, uuid4

import pytest

from fieldday.customers.actions.contact_adding import ContactInput
from fieldday.customers.models import Contact
from fieldday.visits.actions.recording import MOST_NOTES, VisitInput, record_visit
from fieldday.visits.models import MarketNote, Visit
from tests.visits.checks import events, refused
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(world):
    return Visit.objects.create(person=world.alice, account=world.lotus, day=MONDAY, arrived_at=NOW)


def _record(world, visit, **said):
    visit.refresh_from_db()
    return record_visit(by=world.alice, visit_id=visit.pk, version=visit.version, said=VisitInput(**said), at=NOW)


def _met(visit):
    return set(visit.contacts.through.objects.filter(visit=visit).values_list("contact__name", flat=True))


def test_several_are_met_and_one_in_charge_makes_it_count(world, visit):
    boss = Contact.objects.visible_to(world.alice).get(account=world.lotus)
    clerk = Contact.objects.create(account=world.lotus, name="小陳", in_charge=False)
    assert not _record(world, visit, contacts=(clerk.pk,)).met_in_charge
    assert _record(world, visit, contacts=(clerk.pk, boss.pk)).met_in_charge
    assert _met(visit) == {"王蓮花", "小陳"}
    _record(world, visit)
    assert _met(visit) == {"王蓮花", "小陳"}, "a form that does not speak of contacts leaves them"
    _record(world, visit, contacts=())
    assert not _met(visit)


def test_somebody_new_is_written_down_on_the_spot(world, visit):
    assert _record(world, visit, contacts=(), new_contact=ContactInput("林老闆", "老闆", "0922-333-444")).met_in_charge
    contact = Contact.objects.visible_to(world.alice).get(name="林老闆")
    assert (contact.account, contact.title, contact.phone) == (world.lotus, "老闆", "0922-333-444")
    assert _met(visit) == {"林老闆"} and events("customers.contact.added", contact)


def test_somebody_whom_the_phone_named_is_written_down_once(world, visit):
    named, said = uuid4(), ContactInput("林老闆", "老闆", "0922-333-444")
    _record(world, visit, contacts=(), new_contact=said, new_contact_id=named)
    _record(world, visit, contacts=(named,), new_contact=said, new_contact_id=named)
    assert Contact.objects.visible_to(world.alice).get(name="林老闆").pk == named
    assert _met(visit) == {"林老闆"}


def test_somebody_elses_id_names_nobody_new(world, visit):
    taken = Contact.objects.unscoped("another customer's").exclude(account=visit.account).first()
    assert taken
    with refused("visits.contact.unknown", field="contact_name"):
        _record(world, visit, contacts=(), new_contact=ContactInput("林老闆"), new_contact_id=taken.pk)


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"new_contact": ContactInput("", "老闆")}, "customers.contact.without_name", "contact_name"),
        ({"new_contact": ContactInput("長" * 121)}, "kit.import.too_long", "contact_name"),
        ({"contacts": (UUID(int=0),)}, "visits.contact.unknown", "contact"),
        ({"summary": "長" * 4001}, "kit.import.too_long", "summary"),
        ({"next_step": "長" * 201}, "kit.import.too_long", "next_step"),
        ({"notes": (("need", "短"), ("habit", "長" * 2001))}, "kit.import.too_long", "note-2"),
        ({"notes": (("need", "x"),) * (MOST_NOTES + 1)}, "visits.note.too_many", "notes"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(world, visit, said, code, field):
    with refused(code, field=field):
        _record(world, visit, **said)


def test_anothers_contact_is_refused_and_a_customer_lost_meanwhile_gets_none(world, visit):
    other = Contact.objects.visible_to(world.charlie).get(account=world.maple)
    with refused("visits.contact.unknown"):
        _record(world, visit, contacts=(other.pk,))
    world.lotus.owner = world.charlie
    world.lotus.save()
    with refused("visits.contact.not_yours", field="contact_name"):
        _record(world, visit, new_contact=ContactInput("林老闆"))


def test_needs_and_habits_are_notes_of_their_own(world, visit):
    _record(world, visit, notes=(("need", "要小包裝"), ("habit", "週三公休")))
    notes = MarketNote.objects.visible_to(world.bob).filter(visit=visit)
    assert {(note.kind.counts_as, note.text) for note in notes} == {("need", "要小包裝"), ("habit", "週三公休")}
