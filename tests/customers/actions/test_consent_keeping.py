"""Consent wants a source and a proof, a refusal one tap; who may be reached follows from both, for many at once."""

from datetime import date, timedelta

import pytest

from fieldday.customers.actions.consent_keeping import ConsentInput, record_consent, record_refusal, unsay_refusal
from fieldday.customers.models import Consent, Contact, FormerRefusal
from fieldday.customers.questions.consents import consents_at, may_reach, ways_of
from fieldday.kit.refusals import Refused
from fieldday.trail.models import Event
from tests.counting import queries
from tests.world import NOW

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


def _lin(world, **columns):
    columns = {"name": "林小姐", "mobile": "0912-345-678", "email": "lin@example.com", **columns}
    return Contact.objects.create(account=world.lotus, **columns)


def _said(channel="sms", **more):
    return ConsentInput(channel, **more)


def _proven(contact, channel="sms", day=None):
    return _said(channel, source="展覽", proof="同意書 12 號", day=day, contact_id=contact.pk)


def _reach(contact, channel="sms", **more):
    return may_reach([contact], channel, TODAY, **more)[contact.pk]


def test_a_refusal_is_one_tap_and_a_second_one_changes_nothing(world):
    lin = _lin(world)
    first = record_refusal(by=world.alice, account_id=world.lotus.pk, said=_said(contact_id=lin.pk), at=NOW)
    again = record_refusal(by=world.bob, account_id=world.lotus.pk, said=_said(contact_id=lin.pk), at=NOW)
    assert first == again and Consent.objects.unscoped("all").count() == 1
    assert (first.day, first.by, first.given) == (TODAY, world.alice, False)
    assert Event.objects.get().verb == "customers.consent.refused"
    assert _reach(lin).refused and not _reach(lin, "email").refused


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (_said("pigeon", source="x", proof="y"), {"channel"}),
        (_said(), {"source", "proof"}),
        (_said(source=" ", proof="\n"), {"source", "proof"}),
        (_said(source="長" * 121, proof="長" * 2001), {"source", "proof"}),
        (_said(source="x", proof="y", day=TODAY + timedelta(1)), {"day"}),
        (_said(source="x", proof="y", day=date(1066, 1, 1)), {"day"}),
    ],
)
def test_a_consent_names_its_source_and_its_proof(world, said, fields):
    with pytest.raises(Refused) as refused:
        record_consent(by=world.alice, account_id=world.lotus.pk, said=said, at=NOW)
    assert {reason.field for reason in refused.value.reasons} == fields
    assert not Consent.objects.unscoped("all").exists()


def test_a_person_of_another_customer_cannot_be_named(world):
    other = Contact.objects.create(account=world.maple, name="王先生")
    with pytest.raises(Refused) as refused:
        record_refusal(by=world.alice, account_id=world.lotus.pk, said=_said(contact_id=other.pk), at=NOW)
    assert refused.value.code == "customers.person.unknown"


def test_who_does_not_see_the_customer_or_only_reads_says_nothing(world):
    for person, missing in ((world.charlie, True), (world.uma, False)):
        for act in (record_refusal, record_consent):
            with pytest.raises(Refused) as refused:
                act(by=person, account_id=world.lotus.pk, said=_said(source="x", proof="y"), at=NOW)
            assert refused.value.missing is missing


def test_a_later_consent_with_proof_takes_a_refusal_back(world):
    lin = _lin(world)
    yesterday = TODAY - timedelta(1)
    said = _said(contact_id=lin.pk, day=yesterday)
    record_refusal(by=world.alice, account_id=world.lotus.pk, said=said, at=NOW)
    record_consent(by=world.alice, account_id=world.lotus.pk, said=_proven(lin, day=yesterday), at=NOW)
    assert _reach(lin).refused
    record_consent(by=world.alice, account_id=world.lotus.pk, said=_proven(lin), at=NOW)
    assert _reach(lin).allowed
    record_refusal(by=world.alice, account_id=world.lotus.pk, said=_said("all"), at=NOW)
    assert _reach(lin).refused, "the customer's refusal covers everybody there"


def test_a_refusal_by_mistake_is_taken_back_by_its_writer_within_the_hour(world):
    row = record_refusal(by=world.alice, account_id=world.lotus.pk, said=_said(), at=NOW)
    for person, at in ((world.bob, NOW), (world.alice, NOW + timedelta(hours=2))):
        with pytest.raises(Refused):
            unsay_refusal(by=person, consent_id=row.pk, at=at)
    unsay_refusal(by=world.alice, consent_id=row.pk, at=NOW + timedelta(minutes=5))
    assert not Consent.objects.unscoped("all").exists()
    assert Event.objects.filter(verb="customers.consent.mistaken").exists()
    given = record_consent(by=world.alice, account_id=world.lotus.pk, said=_said(source="x", proof="y"), at=NOW)
    with pytest.raises(Refused):
        unsay_refusal(by=world.alice, consent_id=given.pk, at=NOW)


def test_a_relation_is_business_that_was_done(world):
    lin = _lin(world)
    world.lotus.status = "prospect"
    world.lotus.save()
    assert not _reach(lin, "phone", mass=False).allowed
    world.lotus.status = "dormant"
    world.lotus.save()
    assert _reach(lin, "phone", mass=False).allowed
    assert not _reach(lin, "phone", mass=True).allowed


@pytest.mark.parametrize(
    "back", [{"mobile": "+886 912 345 678"}, {"mobile": "", "phone": "0912345678"}, {"email": "LIN@example.com "}]
)
def test_a_refused_number_that_comes_back_is_refused_as_before(world, back):
    lin = _lin(world)
    for digest in ways_of(lin):
        FormerRefusal.objects.create(digest=digest, channel="sms", day=TODAY)
    new = Contact.objects.create(account=world.lotus, name="林", **back)
    assert _reach(new).refused and not _reach(new, "line").refused
    assert consents_at(world.lotus, [new], day=TODAY).channels(new.pk) == ("sms",)
    assert not _reach(Contact.objects.create(account=world.lotus, name="王", mobile="0987654321")).refused


def test_many_are_asked_about_in_as_many_queries_as_one(world):
    people = [_lin(world, name=f"林{n}", mobile=f"0912-000-{n:03}") for n in range(30)]
    for one in people[::3]:
        record_refusal(by=world.alice, account_id=world.lotus.pk, said=_said(contact_id=one.pk), at=NOW)
    few = queries(lambda: may_reach(people[:1], "sms", TODAY, mass=False))
    assert few == queries(lambda: may_reach(people, "sms", TODAY, mass=False)) <= 4
    found = may_reach(people, "sms", TODAY, mass=False)
    assert sum(one.refused for one in found.values()) == 10
    part = consents_at(world.lotus, people, day=TODAY)
    assert [bool(part.refused(one.pk, "sms")) for one in people] == [found[one.pk].refused for one in people]
