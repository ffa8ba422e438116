"""Refusals on cards and buttons; what is held of one person shown, handed out, erased, by whom it may be."""

import io
import json
import zipfile
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fieldday.customers.models import Attachment, Consent, Contact
from fieldday.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin(world):
    return Contact.objects.create(account=world.lotus, name="林美麗", mobile="0955-111-222", line_id="mei")


def _post(client, name, pk, **body):
    return client.post(reverse(name, args=[pk]), {"_key": uuid4(), **body})


def _page(client, name, pk):
    answer = client.get(reverse(name, args=[pk]))
    return answer.content.decode() if answer.status_code == 200 else answer.status_code


def test_one_tap_refuses_and_the_button_asks_from_then_on(world, signed_in, lin):
    client = signed_in(world.alice)
    assert "data-refused" not in _page(client, "contact", lin.pk)
    answer = _post(client, "account-refusals", world.lotus.pk, channel="phone", contact=lin.pk)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/contacts/{lin.pk}#consents")
    for name, pk in (("contact", lin.pk), ("account", world.lotus.pk)):
        page = _page(client, name, pk)
        assert page.count("data-refused") == 1 and "data-confirm" in page, "the telephone, not LINE"
    row = Consent.objects.unscoped("all").get()
    assert _post(client, "refusal-removal", row.pk).status_code == 303
    assert "data-refused" not in _page(client, "contact", lin.pk)


def test_a_consent_without_proof_is_asked_for_again_as_it_was_typed(world, signed_in, lin):
    client = signed_in(world.alice)
    answer = _post(client, "account-consents", world.lotus.pk, channel="sms", source="展覽攤位", day="x")
    assert answer.status_code == 422 and "展覽攤位" in answer.content.decode()
    body = {"channel": "sms", "source": "展覽攤位", "day": "2026-11-20", "proof": "同意書", "contact": lin.pk}
    assert _post(client, "account-consents", world.lotus.pk, **body).status_code == 303
    assert "展覽攤位" in _page(client, "contact", lin.pk)


def test_a_file_is_proof_enough_and_stays_with_the_consent(world, signed_in, lin, settings, tmp_path):
    settings.HOME = tmp_path
    client = signed_in(world.alice)
    proof = SimpleUploadedFile("同意書.pdf", b"%PDF-1")
    body = {"channel": "sms", "source": "展覽攤位", "contact": lin.pk, "file": proof}
    assert _post(client, "account-consents", world.lotus.pk, **body).status_code == 303
    consent = Consent.objects.unscoped("a test").get()
    assert (consent.proof, consent.attachment.contact_id) == ("同意書.pdf", lin.pk)
    assert reverse("attachment", args=[consent.attachment_id]) in _page(client, "contact", lin.pk)
    assert _post(client, "attachment-removal", consent.attachment_id).status_code == 422
    assert client.get(reverse("attachment", args=[consent.attachment_id])).status_code == 200
    body["file"] = SimpleUploadedFile("leer.pdf", b"")
    answer = _post(client, "account-consents", world.lotus.pk, **body)
    assert answer.status_code == 422 and "展覽攤位" in answer.content.decode()
    assert Attachment.objects.unscoped("a test").count() == 1


def test_what_is_written_from_a_contact_s_page_leads_back_there(world, signed_in, lin):
    client = signed_in(world.alice)
    form = client.get(reverse("account-notes", args=[world.lotus.pk]), {"contact": lin.pk}).content.decode()
    assert f'name="came" value="{lin.pk}"' in form and f'href="/contacts/{lin.pk}"' in form
    body = {"kind": "habit", "text": "下午不在", "contact": lin.pk, "came": lin.pk}
    answer = _post(client, "account-notes", world.lotus.pk, **body)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/contacts/{lin.pk}#notes")
    client.post("/language", {"_key": uuid4(), "language": "zh-hant", "next": "/me"})
    shown = client.get(f"/contacts/{lin.pk}").content.decode()
    assert ">habit<" not in shown and "習慣" in shown


def test_only_the_office_reads_hands_out_and_erases(world, signed_in, lin):
    for person in (world.alice, world.bob, world.mona, world.diana, world.uma, world.charlie):
        client = signed_in(person)
        assert _page(client, "contact-personal", lin.pk) == _page(client, "contact-erasure", lin.pk) == 404
        assert _post(client, "contact-copies", lin.pk).status_code == 404
        assert _post(client, "contact-erasure", lin.pk, typed="林美麗").status_code == 404
    lin.refresh_from_db()
    assert lin.erased_at is None and not Event.objects.filter(verb="customers.contact.handed_out").exists()


def test_a_copy_holds_everything_and_is_on_the_trail(world, signed_in, lin):
    answer = _post(signed_in(world.oscar), "contact-copies", lin.pk)
    assert answer["Content-Type"] == "application/zip" and answer["Cache-Control"] == "no-store"
    content = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("data.json"))
    assert content["person"]["mobile"] == "0955-111-222"
    assert Event.objects.get(verb="customers.contact.handed_out").by_id == world.oscar.pk


def test_erasure_asks_for_the_name_and_then_does_it(world, signed_in, lin):
    client = signed_in(world.oscar)
    assert "林美麗" in _page(client, "contact-erasure", lin.pk)
    answer = _post(client, "contact-erasure", lin.pk, typed="林")
    assert answer.status_code == 422 and 'value="林"' in answer.content.decode()
    assert _post(client, "contact-erasure", lin.pk, typed="林美麗").status_code == 303
    page = _page(client, "account-personal", world.lotus.pk)
    assert "林美麗" not in page and "2026-11-23" in page
    assert _page(client, "contact-personal", lin.pk) == _page(client, "contact", lin.pk) == 404
    assert "林美麗" not in _page(client, "account", world.lotus.pk)


def test_a_person_who_is_a_customer_is_erased_as_one(world, signed_in):
    client = signed_in(world.oscar)
    assert _page(client, "person-personal", world.lotus.pk) == _page(client, "person-erasure", world.lotus.pk) == 404
    assert _post(client, "person-copies", world.lotus.pk).status_code == 404
    world.lotus.kind = "person"
    world.lotus.save()
    assert world.lotus.name in _page(client, "person-erasure", world.lotus.pk)
    assert _post(client, "person-erasure", world.lotus.pk, typed=world.lotus.name).status_code == 303
    assert world.lotus.name not in _page(client, "account", world.lotus.pk)
