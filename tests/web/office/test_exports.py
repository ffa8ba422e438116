"""Files of customers in the browser, and one contact as a code and a card."""

from uuid import uuid4

import pytest

from fieldday.customers.actions.exporting import run_exports
from fieldday.customers.models import Contact, Export
from fieldday.customers.questions.contact_cards import contact_vcard
from fieldday.readings.accounts import accounts_of_query
from fieldday.rules.vcards import Card, read_cards
from fieldday.web.states import state_word
from tests.world import NOW


@pytest.fixture(autouse=True)
def _home(tmp_path, settings):
    settings.HOME = tmp_path


def test_asked_for_made_and_taken_away_by_its_asker_alone(world, signed_in):
    alice = signed_in(world.alice)
    form = alice.get("/exports", {"q": world.lotus.name, "page": "2"}).content.decode()
    assert f'name="filter-q" value="{world.lotus.name}"' in form
    assert "filter-page" not in form
    said = {"_key": uuid4(), "noun": "accounts", "format": "csv", "columns": ["name"], "filter-q": world.lotus.name}
    page = alice.post("/exports", said).headers["Location"]
    assert alice.get(f"{page}/file").status_code == 404
    run_exports(at=NOW, found=accounts_of_query, words=state_word)
    answer = alice.get(f"{page}/file")
    assert b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()[1:] == [world.lotus.name]
    assert answer["Cache-Control"] == "private, no-store"
    for person in (world.bob, world.ada, world.uma):
        other = signed_in(person)
        assert [other.get(f"{page}{more}").status_code for more in ("", "/file", "/progress")] == [404, 404, 404]
        assert other.post(f"{page}/removal", {"_key": uuid4()}).status_code == 404
    alice.post(f"{page}/removal", {"_key": uuid4()})
    assert alice.get(f"{page}/file").status_code == 404


def test_nothing_chosen_is_said_and_the_form_stays(world, signed_in):
    alice = signed_in(world.alice)
    answer = alice.post("/exports", {"_key": uuid4(), "noun": "accounts", "format": "csv", "filter-q": "蓮"})
    assert answer.status_code == 422
    assert "Choose at least one column" in answer.content.decode()
    assert 'name="filter-q" value="蓮"' in answer.content.decode()
    assert not Export.objects.visible_to(world.alice).exists()


def test_one_contact_as_a_card_and_a_code(world, signed_in):
    contact = Contact.objects.visible_to(world.alice).filter(account=world.lotus).first()
    alice = signed_in(world.alice)
    (card,) = read_cards(alice.get(f"/contacts/{contact.pk}/card.vcf").content)
    assert isinstance(card, Card)
    assert (card.name, card.org) == (contact.name, world.lotus.name)
    assert "<svg" in alice.get(f"/contacts/{contact.pk}/code").content.decode()
    stranger = signed_in(world.charlie)
    for page in ("card.vcf", "code"):
        assert stranger.get(f"/contacts/{contact.pk}/{page}").status_code == 404


def test_the_list_leads_to_its_file_and_to_the_phone_s_contacts(world, signed_in):
    text = signed_in(world.alice).get("/accounts", {"status": "active"}).content.decode()
    assert "/exports?status=active" in text
    assert 'href="/address-books"' in text
    assert 'href="/address-books"' not in signed_in(world.uma).get("/accounts").content.decode()


def test_a_code_of_the_longest_names_still_holds_the_name_and_a_number(world, signed_in):
    contact = Contact.objects.visible_to(world.alice).filter(account=world.lotus).first()
    contact.name = contact.title = "😀" * 120
    contact.mobile, contact.email, contact.line_id = "0912-345-678", "a" * 250, "😀" * 60
    contact.save()
    world.lotus.name = "😀" * 200
    world.lotus.save()
    page = signed_in(world.alice).get(f"/contacts/{contact.pk}/code")
    assert page.status_code == 200 and "<svg" in page.content.decode()
    short = contact_vcard(
        Contact.objects.visible_to(world.alice).select_related("account").get(pk=contact.pk), short=True
    )
    assert "0912-345-678" in short and "😀" * 20 in short.replace("\r\n ", "")
