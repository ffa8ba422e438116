"""A person is erased wherever he is named; visits keep their sums, the chain verifies, his refusal outlives him."""

from datetime import date

import pytest
from django.db import transaction

from fieldday.customers.actions.consent_keeping import ConsentInput, record_consent, record_refusal
from fieldday.customers.actions.contact_adding import ContactInput, add_contact
from fieldday.customers.actions.contact_keeping import change_contact
from fieldday.customers.actions.erasing import erase_account, erase_contact
from fieldday.customers.actions.note_keeping import NoteInput, write_note
from fieldday.customers.models import AccountNote, AccountSearch, Anniversary, Consent, Contact, Export, Place
from fieldday.customers.questions.consents import may_reach
from fieldday.kit import files
from fieldday.kit.refusals import Refused
from fieldday.people.models import ImportJob
from fieldday.readings.personal import archive, held_of
from fieldday.trail.models import Event
from fieldday.trail.sealing import seal, verify
from fieldday.visits.models import Visit
from tests.house.tables import everything
from tests.world import NOW

TODAY = date(2026, 11, 23)
TRACES = (
    "林美麗",
    "0955-111-222",
    "0955111222",
    "mei@example.com",
    "mei_line",
    "04-2222-3333",
    "愛喝烏龍",
    "同意書十二號",
)
pytestmark = pytest.mark.django_db


def _mei(world):
    said = ContactInput(
        "林美麗", "店長", phone="04-2222-3333", mobile="0955-111-222", email="mei@example.com", line_id="mei_line",
        note="愛喝烏龍",
    )  # fmt: skip
    mei = add_contact(by=world.alice, account_id=world.lotus.pk, said=said, at=NOW)
    Anniversary.objects.create(account=world.lotus, contact=mei, month=3, day=2, year=1975)
    Place.objects.create(account=world.lotus, contact=mei, address="住家路 1 號")
    for contact, text in ((mei.pk, "愛喝烏龍"), (None, "找林美麗拿鑰匙")):
        write_note(by=world.alice, account_id=world.lotus.pk, said=NoteInput("habit", text, None, contact), at=NOW)
    said = ConsentInput("email", "展覽", None, "同意書十二號", mei.pk)
    record_consent(by=world.alice, account_id=world.lotus.pk, said=said, at=NOW)
    record_refusal(by=world.alice, account_id=world.lotus.pk, said=ConsentInput("sms", contact_id=mei.pk), at=NOW)
    world.alices.visit.contacts.add(mei)
    return mei


def _erase(world, mei, by=None, typed="林美麗"):
    return erase_contact(by=by or world.oscar, contact_id=mei.pk, typed=typed, at=NOW)


def _traces():
    """Every table that still holds a word of her."""
    found = set()
    for model, rows in everything().items():
        for row in rows.values():
            text = str(row)
            found |= {f"{model._meta.label}: {trace}" for trace in TRACES if trace in text}
    return found


def test_nothing_of_the_person_is_left_in_any_table(world):
    mei = _mei(world)
    change = ContactInput("林美麗", "老闆", mobile="0955-111-222", email="mei@example.com")
    change_contact(by=world.bob, contact_id=mei.pk, said=change, at=NOW)
    while seal(at=NOW):
        pass
    before, visits = verify().head, Visit.objects.unscoped("all").count()
    assert _traces()
    _erase(world, mei)
    assert not _traces()
    mei.refresh_from_db()
    assert mei.erased_at == NOW and mei.retired and mei.name and mei.mobile == ""
    assert not Anniversary.objects.unscoped("all").filter(contact=mei).exists()
    assert not Place.objects.unscoped("all").filter(contact=mei).exists()
    assert not Consent.objects.unscoped("all").filter(contact=mei).exists()
    assert f"找{mei.name}拿鑰匙" in AccountNote.objects.unscoped("all").values_list("text", flat=True)
    assert "林美麗" not in AccountSearch.objects.get(account=world.lotus).plain
    assert Visit.objects.unscoped("all").filter(contacts=mei).count() == 1
    assert Visit.objects.unscoped("all").count() == visits
    assert verify().ok and verify().head == before and verify().erased >= 3
    assert Event.objects.filter(verb="customers.contact.erased", by_id=world.oscar.pk).count() == 1
    while seal(at=NOW):
        pass
    assert verify().ok and verify().unaccounted == 0


def test_who_comes_back_with_the_number_stays_refused_and_nobody_else(world):
    _erase(world, _mei(world))
    back = add_contact(
        by=world.alice, account_id=world.lotus.pk, said=ContactInput("林小姐", mobile="+886955111222"), at=NOW
    )
    reach = may_reach([back], "sms", TODAY)[back.pk]
    assert reach.refused and reach.reasons[0].code == "customers.reach.refused_before_erasure"
    assert not may_reach([back], "email", TODAY)[back.pk].refused


def test_the_customers_own_number_stays_and_what_the_trail_says_of_it(world):
    mei = _mei(world)
    Contact.objects.unscoped("all").filter(pk=mei.pk).update(phone=world.lotus.phone)
    other = add_contact(by=world.alice, account_id=world.lotus.pk, said=ContactInput("王", phone=mei.phone), at=NOW)
    _erase(world, mei)
    world.lotus.refresh_from_db()
    assert world.lotus.phone and not Event.objects.filter(noun_id=str(other.pk), erased=True).exists()


def test_the_name_is_typed_and_only_the_office_erases(world):
    mei = _mei(world)
    for person, typed, code in (
        (world.oscar, "", "customers.person.not_typed"),
        (world.oscar, "林美", "customers.person.not_typed"),
        (world.alice, "林美麗", "people.not_allowed"),
        (world.diana, "林美麗", "people.not_allowed"),
        (world.charlie, "林美麗", "people.not_found"),
    ):
        with pytest.raises(Refused) as refused:
            _erase(world, mei, by=person, typed=typed)
        assert refused.value.code == code
    mei.refresh_from_db()
    assert mei.name == "林美麗"
    _erase(world, mei, typed=" 林美麗 ")
    with pytest.raises(Refused) as refused:
        _erase(world, mei)
    assert refused.value.missing


def test_a_customer_who_is_a_person_goes_with_everybody_there(world):
    mei = _mei(world)
    with pytest.raises(Refused) as refused:
        erase_account(by=world.oscar, account_id=world.lotus.pk, typed=world.lotus.name, at=NOW)
    assert refused.value.code == "customers.person.no_person"
    world.lotus.kind, world.lotus.phone = "person", "0987-654-321"
    world.lotus.save()
    name = world.lotus.name
    erase_account(by=world.oscar, account_id=world.lotus.pk, typed=name, at=NOW)
    world.lotus.refresh_from_db()
    assert (world.lotus.phone, world.lotus.address, world.lotus.external_id) == ("", "", None)
    assert name not in AccountSearch.objects.get(account=world.lotus).plain and name != world.lotus.name
    assert not _traces() and not Contact.objects.unscoped("all").filter(account=world.lotus, erased_at=None).exists()
    assert Visit.objects.unscoped("all").filter(account=world.lotus, contacts=mei).exists()
    while seal(at=NOW):
        pass
    assert verify().ok


def test_what_is_held_is_shown_whole(world):
    mei = _mei(world)
    held = held_of(mei)
    assert held.values["mobile"] == "0955-111-222" and held.sums == {"visits": 1} and len(held.visits) == 1
    assert len(held.beside["consent"]) == 2 and held.beside["anniversary"][0]["year"] == 1975
    assert any(event["verb"] == "customers.contact.added" for event in held.events)
    assert archive(held)[:2] == b"PK"


@pytest.fixture
def _home(tmp_path, settings, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_options: act())


@pytest.mark.usefixtures("_home")
def test_files_that_name_her_go_and_others_stay(world):
    mei = _mei(world)
    texts = {
        "named.csv": "姓名\n林美麗\n".encode("big5"),
        "by_number.csv": b"a,b\n,0955 111 222\n",
        "others.csv": b"a\nb\n",
    }
    texts["waits.csv"] = texts["named.csv"]
    jobs = {}
    for name, content in texts.items():
        kept = files.keep([content], "imports")
        jobs[name] = ImportJob.objects.create(
            kind="contacts", state="checked" if name == "waits.csv" else "done", by=world.oscar, at=NOW,
            file_name=name, file_path=kept.path, file_bytes=kept.size, header_digest="",
        )  # fmt: skip
    taken = {}
    for noun, columns in (("contacts", ["name"]), ("accounts", ["name"]), ("accounts", ["name", "note"])):
        path = files.keep([b"x"], "exports").path
        more = {"format": "csv", "language": "en", "state": "done", "at": NOW, "file_path": path}
        taken[path] = Export.objects.create(by=world.alice, noun=noun, columns=columns, **more)
    _erase(world, mei)
    left = {name for name, job in jobs.items() if ImportJob.objects.unscoped("all").get(pk=job.pk).file_path}
    assert left == {"others.csv", "waits.csv"}
    assert {name for name, job in jobs.items() if files.lying_at(job.file_path)} == left
    assert [files.lying_at(path) is not None for path in taken] == [False, True, False]


def test_her_number_goes_from_the_notes_however_it_was_written(world):
    mei = _mei(world)
    text = "先生電話 0955111222 或 0955 111 222、+886 955-111-222，店裡 04-22223333"
    write_note(by=world.alice, account_id=world.lotus.pk, said=NoteInput("other", text, None), at=NOW)
    _erase(world, mei)
    said = AccountNote.objects.unscoped("all").get(kind="other").text
    assert not any(digit in said for digit in "0123456789"), said
