"""Beside a customer in the browser: forms keep what is typed, files are only saved, the card shows what one needs."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fieldday.customers.actions.anniversary_keeping import AnniversaryInput, add_anniversary
from fieldday.customers.actions.attachments import attach_file
from fieldday.customers.actions.contact_adding import ContactInput, add_contact
from fieldday.customers.actions.note_keeping import NoteInput, write_note
from fieldday.customers.actions.place_keeping import PlaceInput, add_place
from fieldday.customers.actions.status_keeping import change_status
from fieldday.customers.models import Account, AccountNote, Anniversary, Attachment, Contact, Place
from tests.pictures import photo_file
from tests.web.rep.forms import arrived, send, text
from tests.world import MONDAY, NOW, account

pytestmark = pytest.mark.django_db


def _card(client, world):
    return text(client.get(reverse("account", args=[world.lotus.pk])))


def test_the_card_says_what_one_needs_at_the_door(world, signed_in):
    contact = Contact.objects.unscoped("a test").get(account=world.lotus)
    Account.objects.unscoped("a test").filter(pk=world.lotus.pk).update(
        visit_hours={"0": [["08:00", "12:00"]]}, line_id="@lotus"
    )
    birthday = AnniversaryInput("birthday", 12, 5, 1966, contact_id=contact.pk)
    add_anniversary(by=world.alice, account_id=world.lotus.pk, said=birthday, at=NOW)
    write_note(by=world.alice, account_id=world.lotus.pk, said=NoteInput("habit", "下午三點後才有空"), at=NOW)
    shown = _card(signed_in(world.alice), world)
    for words in (
        "Open until 12:00",
        "王蓮花",
        "tel:",
        "line.me/R/ti/p/@lotus",
        "in 12 days",
        "turns 60",
        "下午三點後才有空",
    ):
        assert words in shown, words


def test_the_visit_form_and_today_show_what_is_known(world, signed_in):
    write_note(by=world.alice, account_id=world.lotus.pk, said=NoteInput("need", "要小包裝"), at=NOW)
    client = signed_in(world.alice)
    assert "要小包裝" in text(client.get(reverse("today")))
    assert "要小包裝" in text(client.get(reverse("visit", args=[arrived(world).pk])))


def test_the_story_tells_of_contacts_status_and_notes(world, signed_in):
    add_contact(by=world.bob, account_id=world.lotus.pk, said=ContactInput("林小姐"), at=NOW)
    change_status(by=world.bob, account_id=world.lotus.pk, status="lost", reason="改跟別家拿貨", at=NOW)
    write_note(by=world.bob, account_id=world.lotus.pk, said=NoteInput("other", "店面要搬"), at=NOW)
    story = _card(signed_in(world.alice), world).split('id="line"')[1]
    for words in ("added a contact", "林小姐", "changed how things stand", "改跟別家拿貨", "wrote a note", "店面要搬"):
        assert words in story, words


def test_each_form_keeps_what_was_typed_and_says_what_is_wrong_at_its_field(world, signed_in):
    client, pk = signed_in(world.alice), world.lotus.pk
    for name, typed, field in (
        ("account-places", {"kind": "home", "address": "", "city": "台北", "place": ""}, "address"),
        ("account-places", {"kind": "home", "address": "街上 1 號", "place": "25.03"}, "place"),
        ("account-anniversaries", {"kind": "other", "month": "2", "day": "3", "calendar": "solar"}, "name"),
        ("account-anniversaries", {"kind": "birthday", "name": "阿嬤", "month": "2", "day": "30"}, "day"),
        ("account-notes", {"kind": "need", "text": "要小包裝", "day": "2099-01-01"}, "day"),
        ("account-statuses", {"status": "lost", "reason": ""}, "reason"),
        ("account-attachments", {"confidential": "yes"}, "file"),
    ):
        answer = send(client, name, pk, **typed)
        assert answer.status_code == 422, name
        shown = text(answer)
        assert f'id="error-{field}"' in shown, (name, field)
        for value in typed.values():
            assert value in shown, (name, value)


def test_an_account_in_full_comes_back_from_its_form(world, signed_in):
    client = signed_in(world.alice)
    Account.objects.unscoped("a test").filter(pk=world.dawn.pk).update(kind="dealer")
    typed = {
        "name": "蓮花藥局", "kind": "shop", "version": "1", "owner": world.alice.pk,
        "hours-0": "9-12 14-18", "hours-6": "休",
        "dealer": world.dawn.pk, "parent": world.dawn.pk, "potential": "120,000", "payment_terms": "月結 60 天",
        "line_id": "@lotus", "industry": "藥局",
    }  # fmt: skip
    refused = send(client, "account", world.lotus.pk, **{**typed, "hours-2": "早上"})
    assert refused.status_code == 422
    shown = text(refused)
    assert 'id="error-hours-2"' in shown and 'value="早上"' in shown and "晨光商行" in shown
    assert send(client, "account", world.lotus.pk, **typed).status_code == 303
    form = text(client.get(reverse("account-edit", args=[world.lotus.pk])))
    assert "09:00–12:00、14:00–18:00" in form and 'value="休"' in form and "月結 60 天" in form
    kept = Account.objects.unscoped("a test").get(pk=world.lotus.pk)
    assert (kept.dealer_id, kept.parent_id, int(kept.potential), kept.status) == (
        world.dawn.pk, world.dawn.pk, 120000, "active",
    )  # fmt: skip


def test_a_new_customer_needs_only_a_name(world, signed_in):
    client = signed_in(world.alice)
    answer = send(client, "accounts", name="只有名字", kind="company", status="prospect", owner=world.alice.pk)
    assert answer.status_code == 303


def test_a_year_of_the_taiwanese_calendar_is_understood(world, signed_in):
    client = signed_in(world.alice)
    typed = {"kind": "birthday", "calendar": "lunar", "month": "8", "day": "15", "year": "55"}
    assert send(client, "account-anniversaries", world.lotus.pk, **typed).status_code == 303
    row = Anniversary.objects.unscoped("a test").get()
    assert (row.year, row.lunar) == (1966, True)


def test_a_file_is_saved_never_opened(world, signed_in):
    file = SimpleUploadedFile("合約.html", b"<script>alert(1)</script>", "text/html")
    client = signed_in(world.alice)
    answer = send(client, "account-attachments", world.lotus.pk, file=file, confidential="yes")
    assert answer.status_code == 303
    row = Attachment.objects.unscoped("a test").get()
    answer = client.get(reverse("attachment", args=[row.pk]))
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    for name in ("oscar", "ada", "charlie"):
        assert signed_in(world.people[name]).get(reverse("attachment", args=[row.pk])).status_code == 404, name
    assert signed_in(world.bob).get(reverse("attachment", args=[row.pk])).status_code == 200
    shown = _card(signed_in(world.oscar), world)
    assert "合約.html" not in shown, "neither among the files nor in the story"


def test_a_photo_is_a_picture_made_anew(world, signed_in):
    client = signed_in(world.alice)
    assert send(client, "account-photo", world.lotus.pk, photo=photo_file()).status_code == 303
    answer = client.get(reverse("account-photo", args=[world.lotus.pk]))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert send(client, "account-photo", world.lotus.pk, photo=photo_file("x.jpg", b"<svg/>")).status_code == 422
    assert signed_in(world.charlie).get(reverse("account-photo", args=[world.lotus.pk])).status_code == 404


def test_kin_out_of_sight_is_not_named(world, signed_in):
    Account.objects.unscoped("a test").filter(pk=world.lotus.pk).update(parent=world.maple)
    Account.objects.unscoped("a test").filter(pk=world.pine.pk).update(parent=world.lotus)
    Account.objects.unscoped("a test").filter(pk=world.dawn.pk).update(parent=world.lotus)
    shown = _card(signed_in(world.alice), world)
    assert "晨光商行" in shown and "楓葉藥局" not in shown and "青松大藥局" not in shown
    form = text(signed_in(world.alice).get(reverse("account-edit", args=[world.lotus.pk])))
    assert "楓葉藥局" not in form and str(world.maple.pk) in form, "what stands stays when the form is sent"


def test_only_dealers_are_offered_as_dealers(world, signed_in):
    Account.objects.unscoped("a test").filter(pk=world.dawn.pk).update(kind="dealer")
    offered = text(signed_in(world.alice).get(reverse("account-options") + "?kind=dealer&q="))
    assert "晨光商行" in offered and "蓮花藥局" not in offered


def test_a_card_asks_as_much_for_much_as_for_little(world, signed_in):
    client, lotus = signed_in(world.alice), world.lotus
    contact = Contact.objects.unscoped("a test").get(account=lotus)

    def fill(n):
        add_place(by=world.alice, account_id=lotus.pk, said=PlaceInput("home", f"街 {n} 號"), at=NOW)
        said = AnniversaryInput("birthday", 1 + n % 12, 3, lunar=n % 2 == 0, contact_id=contact.pk)
        add_anniversary(by=world.alice, account_id=lotus.pk, said=said, at=NOW)
        write_note(by=world.alice, account_id=lotus.pk, said=NoteInput("need", f"需求 {n}"), at=NOW)
        add_contact(by=world.alice, account_id=lotus.pk, said=ContactInput(f"王 {n}"), at=NOW)
        file = SimpleUploadedFile(f"{n}.txt", b"x")
        attach_file(by=world.alice, account_id=lotus.pk, upload=file, at=NOW)
        account(f"B{n}", f"分店 {n}", world.alice, parent=lotus)

    def asked():
        client.get(reverse("account", args=[lotus.pk]))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("account", args=[lotus.pk])).status_code == 200
        return len(queries)

    fill(0)
    few = asked()
    for n in range(1, 13):
        fill(n)
    assert asked() <= few + 1, "one more where the story has a second page"
    assert few <= 40
    assert Place.objects.unscoped("a test").count() == 13


def test_a_note_that_holds_no_more_is_folded_away(world, signed_in):
    note = write_note(by=world.alice, account_id=world.lotus.pk, said=NoteInput("need", "要小包裝"), at=NOW)
    client = signed_in(world.alice)
    assert send(client, "note-retirement", note.pk).status_code == 303
    shown = _card(client, world)
    assert re.search(r"<details[^>]*>.*要小包裝", shown.split('id="notes"')[1], re.S)
    assert "要小包裝" not in text(client.get(reverse("visit", args=[arrived(world).pk])))
    send(client, "note-retirement", note.pk, holds="again")
    assert not AccountNote.objects.unscoped("a test").get().retired
    assert AccountNote.objects.unscoped("a test").get().day == MONDAY
