"""A phone's contacts in the browser: sorted, brought in, nothing left of the rest."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fieldday.customers.actions.keying import key_contact
from fieldday.customers.models import AddressBook, Contact
from fieldday.kit.models import PostedForm
from fieldday.people.actions.import_running import run_imports
from tests.world import NOW

SAMPLES = Path(__file__).parents[2] / "rules/vcards/samples"


@pytest.fixture(autouse=True)
def _home(tmp_path, settings):
    settings.HOME = tmp_path


def post(browser, path, **said):
    return browser.post(path, {"_key": uuid4(), **said})


def upload(browser, name="apple.vcf", content=None, **said):
    content = (SAMPLES / name).read_bytes() if content is None else content
    return post(browser, "/address-books", file=SimpleUploadedFile(name, content), **said)


def test_sorted_and_brought_in(world, signed_in):
    alice = signed_in(world.alice)
    page = upload(alice).headers["Location"]
    text = alice.get(page).content.decode()
    assert "王大明" in text
    assert "晨光商行" in text
    assert "Bring in 2" in text
    post(alice, f"{page}/choices", place="1", choice="p")
    assert AddressBook.objects.visible_to(world.alice).get().choices == "ipp"
    only = alice.get(page, {"show": "p"}).content.decode()
    assert "Mary Chen" in only
    assert "王大明" not in only
    assert "王大明" in alice.get(page, {"q": "0912345678"}).content.decode(), "found by digits alone"
    job = post(alice, f"{page}/settlement", known="fill").headers["Location"]
    assert alice.get(page).headers["Location"] == job
    run_imports(at=NOW)
    assert alice.get(job).status_code == 200
    assert Contact.objects.visible_to(world.alice).filter(name="王大明").exists()
    for person in (world.bob, world.charlie, world.diana):
        assert signed_in(person).get(job).status_code == 404
    assert signed_in(world.oscar).get(job).status_code == 200


def test_one_tap_answers_with_its_row_and_the_counts(world, signed_in):
    alice = signed_in(world.alice)
    page = upload(alice).headers["Location"]
    shown = post(alice, f"{page}/choices", place="2", choice="i").headers["Location"]
    text = alice.get(shown, headers={"HX-Request": "true"}).content.decode()
    assert "Mary Chen" in text
    assert "王大明" not in text
    assert "Bring in 3" in text


def test_all_that_a_search_finds_at_once(world, signed_in):
    alice = signed_in(world.alice)
    page = upload(alice).headers["Location"]
    answer = post(alice, f"{page}/choices", q="蓮花", choice="s")
    assert "q=" in answer.headers["Location"]
    assert "q=" not in str(list(PostedForm.objects.values_list("answer", flat=True))), "a search may name somebody"
    assert AddressBook.objects.visible_to(world.alice).get().choices == "sip"


def test_nobody_else_opens_a_book(world, signed_in):
    page = upload(signed_in(world.alice)).headers["Location"]
    for person in (world.bob, world.oscar, world.ada, world.uma):
        browser = signed_in(person)
        assert browser.get(page).status_code == 404
        for act in ("choices", "settlement", "removal", "columns"):
            assert post(browser, f"{page}/{act}", place="0", choice="p").status_code == 404
        assert browser.get(f"{page}/broken.vcf").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.vcf", b"hello", "There is no contact in this file"),
        ("a.vcf", b"BEGIN:VCARD\nNOTE:x\nEND:VCARD\n", "contacts (1) can be read. The first of them:"),
        ("a.csv", b"", "There is no contact in this file"),
        ("a.bin", b"\x00\xff\x81" * 99, "There is no contact in this file"),
    ],
)
def test_what_is_no_address_book_is_said(world, signed_in, tmp_path, name, content, says):
    answer = upload(signed_in(world.alice), name, content)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()], "nothing is left lying"


def test_broken_cards_are_named_and_can_be_taken_away(world, signed_in):
    alice = signed_in(world.alice)
    page = upload(alice, "android.vcf").headers["Location"]
    assert "1 cards could not be read" in alice.get(page).content.decode()
    taken = alice.get(f"{page}/broken.vcf")
    assert taken.content.decode().startswith("BEGIN:VCARD\r\nX-FIELDDAY-REASON:This card breaks off")
    assert "0910-000-222" in taken.content.decode()


def test_a_table_s_columns_are_named_once_and_remembered(world, signed_in):
    alice = signed_in(world.alice)
    table = "稱呼,在哪,手機\n王大明,蓮花生技,0912-345-678\n媽媽,,0910-000-111\n".encode()
    page = upload(alice, "g.csv", table).headers["Location"]
    assert "在哪" in alice.get(page).content.decode()
    refused = post(alice, f"{page}/columns", **{"column-account": "在哪"})
    assert refused.status_code == 422
    columns = {"column-name": "稱呼", "column-account": "在哪", "column-mobile": "手機"}
    assert post(alice, f"{page}/columns", **columns).status_code == 303
    assert AddressBook.objects.visible_to(world.alice).get().choices == "ip"
    again = upload(alice, "g.csv", table).headers["Location"]
    assert "<option selected>在哪" in alice.get(again).content.decode()


def test_a_list_that_is_over_says_so(world, signed_in, at_time):
    alice = signed_in(world.alice)
    page = upload(alice).headers["Location"]
    at_time("2026-11-23 10:01")
    assert alice.get(page).status_code == 410
    assert post(alice, f"{page}/settlement").status_code == 422


def cards(*people):
    return "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nORG:{company}\r\nTEL;TYPE=CELL:{mobile}\r\nEMAIL:{mail}\r\nEND:VCARD\r\n"
        for name, company, mobile, mail in people
    ).encode()


def test_each_one_who_is_known_may_be_done_with_differently(world, signed_in):
    people = {}
    for name, mobile in (
        ("甲", "0911-000-001"),
        ("乙", "0911-000-002"),
        ("丙", "0911-000-003"),
        ("丁", "0911-000-004"),
    ):
        people[name] = Contact(account=world.lotus, name=name, mobile=mobile, email="old@example.com")
        key_contact(people[name])
        people[name].save()
    alice = signed_in(world.alice)
    said = [
        (name, world.lotus.name, row.mobile, f"new{at}@example.com") for at, (name, row) in enumerate(people.items())
    ]
    page = upload(alice, "a.vcf", cards(*said, ("戊", world.lotus.name, "0911-000-009", "e@example.com"))).headers[
        "Location"
    ]
    known = alice.get(page, {"show": "known"}).content.decode()
    assert all(name in known for name in people) and "戊" not in known
    for place, act in ((1, "update"), (2, "skip"), (3, "create"), (0, "update"), (0, "")):
        assert post(alice, f"{page}/choices", place=str(place), known=act).status_code == 303
    assert post(alice, f"{page}/choices", place="0", known="rubbish").status_code == 422
    assert AddressBook.objects.visible_to(world.alice).get().known == {"1": "update", "2": "skip", "3": "create"}
    shown = alice.get(page, {"place": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert '<option value="update" selected>' in shown
    post(alice, f"{page}/settlement", known="fill")
    run_imports(at=NOW)
    rows = Contact.objects.unscoped("test").filter(account=world.lotus, name__in=people)
    assert sorted(rows.values_list("name", "email")) == sorted(
        [("甲", "old@example.com"), ("乙", "new1@example.com"), ("丙", "old@example.com"), ("丁", "old@example.com"),
         ("丁", "new3@example.com")]
    )  # fmt: skip
    assert AddressBook.objects.visible_to(world.alice).get().known == {}


def test_the_preview_knows_whom_the_import_will_meet(world, signed_in):
    """By name at the customer too, and never one out of sight."""
    Contact.objects.create(account=world.lotus, name="林小姐")
    Contact.objects.create(account=world.maple, name="別家的人", mobile="0911-222-333", mobile_key="0911222333")
    alice = signed_in(world.alice)
    page = upload(alice, "a.vcf", cards(("林小姐", world.lotus.name, "", ""), ("別家的人", "", "0911-222-333", "")))
    known = alice.get(page.headers["Location"], {"show": "known"}).content.decode()
    assert "林小姐" in known and "別家的人" not in known


def test_a_file_of_which_no_card_can_be_read_says_why(world, signed_in):
    alice = signed_in(world.alice)
    long = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{'x' * 300_000}\r\nEND:VCARD\r\n".encode()
    answer = upload(alice, "long.vcf", long)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "can be read. The first of them:" in text
    assert "There is no contact in this file" not in text
    assert not AddressBook.objects.visible_to(world.alice).exists()
    assert "There is no contact in this file" in upload(alice, "none.vcf", b"x").content.decode()
