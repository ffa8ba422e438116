"""An address book from upload to undoing; what is private leaves nothing behind."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction

from fieldday.customers.actions.address_books import (
    bring_book,
    clear_books,
    discard_book,
    settle_book,
    sort_book,
)
from fieldday.customers.actions.book_content import entries_of_cards, keep_entries, read_entries
from fieldday.customers.models import Account, AddressBook, Contact
from fieldday.kit import files
from fieldday.kit.refusals import Refused
from fieldday.people.actions.import_jobs import take_back_import
from fieldday.people.actions.import_running import run_imports
from fieldday.people.models import ImportJob
from fieldday.people.questions.imports import import_seen
from fieldday.trail.models import Event
from tests.world import NOW

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[2] / "rules/vcards/samples"
LATER = NOW + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _home(tmp_path, settings, monkeypatch):
    """A data folder of one's own; what waits for the commit happens at once."""
    settings.HOME = tmp_path
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_options: act())


def bring(world, by=None, name="apple.vcf", **more):
    return bring_cards(world, (SAMPLES / name).read_bytes(), by, **more)


def bring_cards(world, content, by=None, **more):
    entries = list(entries_of_cards(content))
    by = by or world.alice
    return bring_book(by=by, owner_id=None, entries=entries, path=keep_entries(entries), format="vcf", at=NOW, **more)


def fresh(row):
    return type(row).objects.unscoped("a test").get(pk=row.pk)


def lying():
    """Everything in the data folder and the database, as one text."""
    root = Path(settings.HOME) / "files"
    found = [path.read_bytes().decode("utf-8", "replace") for path in root.rglob("*") if path.is_file()]
    for model in apps.get_models():
        if model.__module__.startswith("fieldday."):
            found += [str(row) for row in model._base_manager.values_list()]
    return "\n".join(found)


def test_what_names_a_company_is_business(world):
    book = bring(world, name="android.vcf")
    assert (book.choices, book.cards, book.broken) == ("ipp", 3, 1)


def test_a_book_comes_in_with_pictures_and_what_is_private_leaves_nothing(world):
    book = bring(world, name="android.vcf")
    assert "媽媽" in lying(), "it lies in the preview's file"
    job = settle_book(by=world.alice, book_id=book.pk, at=NOW)
    assert run_imports(at=LATER) == 1
    job = fresh(job)
    assert (job.state, job.report["created"], job.report["rejected"]) == ("done", 1, 0)
    chen = Contact.objects.unscoped("a test").get(name="陳美玲")
    assert (chen.account.name, chen.account.owner) == ("港灣貿易有限公司", world.alice)
    assert files.path_of(chen.photo).read_bytes().startswith(b"\xff\xd8\xff")
    left = lying()
    for private in ("媽媽", "0910-000-111", "林志明", "0955-666-777"):
        assert private not in left, private
    book = fresh(book)
    assert (book.state, book.choices, book.file_path) == ("settled", "", "")
    settled = Event.objects.get(verb="customers.address_book.settled").changes
    assert (settled["brought_in"], settled["private"]) == (1, 2)


def test_a_book_is_its_bringer_s_alone(world):
    book = bring(world)
    for other in (world.bob, world.diana, world.ada, world.uma):
        assert not AddressBook.objects.visible_to(other).filter(pk=book.pk).exists()
        with pytest.raises(Refused) as refused:
            settle_book(by=other, book_id=book.pk, at=NOW)
        assert refused.value.missing or refused.value.code == "people.not_found"


def test_an_hour_later_it_is_gone(world):
    book = bring(world)
    path = files.path_of(book.file_path)
    assert clear_books(at=NOW + timedelta(minutes=59)) == 0
    assert path.exists()
    with pytest.raises(Refused):
        sort_book(by=world.alice, book_id=book.pk, numbers=[0], choice="p", at=NOW + timedelta(minutes=60))
    assert clear_books(at=NOW + timedelta(minutes=60)) == 1
    assert not path.exists()
    assert "ta-ming@lotus.example" not in lying()


def test_what_a_killed_process_left_lying_goes_too(world):
    path = files.path_of(bring(world).file_path)
    AddressBook.objects.unscoped("a test").all().delete()
    os.utime(path, (NOW.timestamp() - 7200,) * 2)
    clear_books(at=NOW)
    assert not path.exists()


def test_thrown_away_is_gone_at_once(world):
    book = bring(world)
    discard_book(by=world.alice, book_id=book.pk, at=NOW)
    assert "ta-ming@lotus.example" not in lying()
    with pytest.raises(Refused):
        settle_book(by=world.alice, book_id=book.pk, at=NOW)


def test_sorting_by_hand(world):
    book = bring(world)
    assert book.choices == "iip"
    book = sort_book(by=world.alice, book_id=book.pk, numbers=[0, 2, 99, -1], choice="s", at=NOW)
    assert book.choices == "sis"
    with pytest.raises(Refused) as refused:
        sort_book(by=world.alice, book_id=book.pk, numbers=[0], choice="x", at=NOW)
    assert refused.value.code == "customers.address_book.unknown_choice"
    sort_book(by=world.alice, book_id=book.pk, numbers=range(3), choice="p", at=NOW)
    with pytest.raises(Refused) as refused:
        settle_book(by=world.alice, book_id=book.pk, at=NOW)
    assert refused.value.code == "customers.address_book.nobody_chosen"


def test_the_whole_import_is_taken_back_but_not_what_was_built_upon(world):
    before = set(Account.objects.unscoped("a test").values_list("name", flat=True))
    book = bring(world)
    sort_book(by=world.alice, book_id=book.pk, numbers=range(3), choice="i", at=NOW)
    job = settle_book(by=world.alice, book_id=book.pk, at=NOW)
    run_imports(at=LATER)
    company = Account.objects.unscoped("a test").get(name="蓮花生技股份有限公司")
    Account.objects.create(name="分公司", parent=company, owner=world.alice, created_at=NOW)
    assert import_seen(world.bob, job.pk) is None
    take_back_import(by=world.alice, job_id=job.pk, at=LATER)
    run_imports(at=LATER + timedelta(minutes=1))
    job = fresh(job)
    assert job.state == "undone"
    after = set(Account.objects.unscoped("a test").values_list("name", flat=True))
    assert after - before == {"蓮花生技股份有限公司", "分公司"}
    kept = [(one.params["row_name"], one.code) for one in job.remarks.unscoped("a test").filter(about="undoing")]
    assert kept == [("蓮花生技股份有限公司", "people.undo.in_use")]
    assert not Contact.objects.unscoped("a test").filter(name__in=("王大明", "Mary Chen")).exists()
    photos = Path(settings.HOME) / "files/portraits"
    assert not [path for path in photos.rglob("*") if path.is_file()], "nor is a picture left"


def test_the_office_brings_a_rep_s_phone_a_rep_nobody_else_s(world):
    entries = list(entries_of_cards((SAMPLES / "apple.vcf").read_bytes()))
    path = keep_entries(entries)
    book = bring_book(by=world.oscar, owner_id=world.charlie.pk, entries=entries, path=path, format="vcf", at=NOW)
    settle_book(by=world.oscar, book_id=book.pk, at=NOW)
    run_imports(at=LATER)
    assert Contact.objects.unscoped("a test").get(name="王大明").account.owner == world.charlie
    with pytest.raises(Refused) as refused:
        bring_book(by=world.alice, owner_id=world.adam.pk, entries=entries, path=path, format="vcf", at=NOW)
    assert refused.value.reasons[0].field == "owner"


def test_eight_hundred_are_sorted_and_read_within_a_moment(world):
    card = "BEGIN:VCARD\nVERSION:3.0\nN:王;大明{n};;;\nFN:王大明{n}\nTEL;TYPE=CELL:09{n:08}\nEND:VCARD\n"
    content = "".join(card.format(n=n) for n in range(800)).encode()
    entries = list(entries_of_cards(content))
    path = keep_entries(entries)
    assert [one.row for one in read_entries(path)] == [one.row for one in entries]
    assert len(entries) == 800


def test_a_job_of_one_s_own_is_no_way_to_other_files(world):
    mine = settle_book(by=world.alice, book_id=bring(world).pk, at=NOW)
    seen = ImportJob.objects.visible_to(world.alice)
    assert list(seen) == [mine]


def test_short_numbers_of_services_are_left(world):
    cards = (
        "FN:1922\nTEL:1922", "FN:\nTEL:55688", "FN:客服\nORG:中華電信\nTEL:123",
        "FN:小陳\nORG:康泰藥局\nTEL:0912345678",
        "FN:總機\nORG:大同\nTEL:1234\nEMAIL:a@datong.example",
    )  # fmt: skip
    text = "".join(f"BEGIN:VCARD\nVERSION:3.0\n{card}\nEND:VCARD\n" for card in cards)
    assert bring_cards(world, text.encode()).choices == "sssii"
