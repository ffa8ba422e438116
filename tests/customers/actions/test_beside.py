"""Beside a customer: places, days, notes, files, photos. In sight only, each refusal at its field, nothing half."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fieldday.customers.actions.anniversary_keeping import (
    AnniversaryInput,
    add_anniversary,
    change_anniversary,
    remove_anniversary,
)
from fieldday.customers.actions.attachments import attach_file, remove_attachment, safe_name
from fieldday.customers.actions.contact_adding import ContactInput, add_contact
from fieldday.customers.actions.contact_content import Way
from fieldday.customers.actions.contact_keeping import change_contact, move_contact, remove_contact
from fieldday.customers.actions.note_keeping import NoteInput, retire_note, write_note
from fieldday.customers.actions.place_keeping import PlaceInput, add_place, change_place, remove_place
from fieldday.customers.actions.portraits import keep_portrait, remove_portrait
from fieldday.customers.models import AccountNote, Anniversary, Attachment, Contact, Place
from fieldday.customers.questions.contacts import contacts_of
from fieldday.customers.questions.known import attachments_of, days_of, notes_of
from fieldday.customers.questions.listing import AccountFilter, accounts_found
from fieldday.kit import files
from fieldday.kit.refusals import Refused
from tests.house.tables import everything
from tests.pictures import photo_file
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


def _refused(act):
    before = everything()
    with pytest.raises(Refused) as refusal:
        act()
    assert everything() == before, "nothing half-written"
    if refusal.value.missing:
        return "missing"
    return [(reason.code.rpartition(".")[2], reason.field) for reason in refusal.value.reasons]


def _lotus_contact(world):
    return Contact.objects.unscoped("a test").get(account=world.lotus)


def test_places_are_added_changed_and_removed(world):
    said = PlaceInput("warehouse", "五股工業區 3 號", "新北市", Decimal("25.08"), Decimal("121.43"))
    place = add_place(by=world.alice, account_id=world.lotus.pk, said=said, at=NOW)
    change_place(by=world.bob, place_id=place.pk, said=PlaceInput("billing", "台北車站"), at=NOW)
    place.refresh_from_db()
    assert (place.kind, place.address, place.latitude) == ("billing", "台北車站", None)
    assert remove_place(by=world.alice, place_id=place.pk, at=NOW) == world.lotus.pk
    assert not Place.objects.unscoped("a test").exists()


def test_what_is_wrong_of_a_place_is_told_at_its_field(world):
    def add(**said):
        said = PlaceInput(**{"kind": "home", "address": "x", **said})
        return lambda: add_place(by=world.alice, account_id=world.lotus.pk, said=said, at=NOW)

    assert _refused(add(kind="moon", address=" ")) == [("unknown_kind", "kind"), ("without_address", "address")]
    assert _refused(add(latitude=Decimal(91), longitude=Decimal(0))) == [("out_of_range", "place")]
    assert _refused(add(latitude=Decimal(9))) == [("half_a_place", "place")]
    other = Contact.objects.unscoped("a test").get(account=world.maple)
    assert _refused(add(contact_id=other.pk)) == [("unknown", "contact")], "a person of another customer"


def test_days_of_persons_and_customers_with_the_next_one_first(world):
    contact = _lotus_contact(world)
    birthday = AnniversaryInput("birthday", 12, 5, 1966, contact_id=contact.pk)
    row = add_anniversary(by=world.alice, account_id=world.lotus.pk, said=birthday, at=NOW)
    add_anniversary(by=world.alice, account_id=world.lotus.pk, said=AnniversaryInput("founding", 11, 25), at=NOW)
    found = days_of(world.lotus.pk, today=MONDAY)
    assert [(one.who, one.next.days) for one in found] == [("", 2), ("王蓮花", 12)]
    assert found[1].next.turns == 60
    lunar = AnniversaryInput("birthday", 6, 30, 1987, lunar=True, leap=True, contact_id=contact.pk)
    change_anniversary(by=world.alice, anniversary_id=row.pk, said=lunar, at=NOW)
    row.refresh_from_db()
    assert (row.month, row.lunar, row.leap) == (6, True, True)
    remove_anniversary(by=world.alice, anniversary_id=row.pk, at=NOW)
    assert Anniversary.objects.unscoped("a test").count() == 1


def test_a_day_that_cannot_be_is_refused(world):
    def add(*said, **more):
        said = AnniversaryInput(*said, **more)
        return lambda: add_anniversary(by=world.alice, account_id=world.lotus.pk, said=said, at=NOW)

    assert _refused(add("birthday", 2, 30)) == [("not_a_day", "day")]
    assert _refused(add("birthday", 1, 31, lunar=True)) == [("not_a_day", "day")]
    assert _refused(add("name day", 1, 1)) == [("unknown_kind", "kind")]
    assert _refused(add("other", 1, 1)) == [("without_name", "name")]
    assert _refused(add("birthday", 1, 1, 99999)) == [("not_a_year", "year")]


def test_a_note_stays_when_it_holds_no_more_and_can_hold_again(world):
    note = write_note(by=world.alice, account_id=world.lotus.pk, said=NoteInput("habit", " 下午\n有空 "), at=NOW)
    assert (note.text, note.day, note.by) == ("下午\n有空", MONDAY, world.alice)
    retire_note(by=world.bob, note_id=note.pk, at=NOW)
    assert notes_of(world.lotus.pk)[0].retired
    assert notes_of(world.lotus.pk, said=True) == ()
    retire_note(by=world.alice, note_id=note.pk, at=NOW, retired=False)
    assert not AccountNote.objects.unscoped("a test").get().retired
    for said, refused in (
        (NoteInput("habit", "  "), [("without_text", "text")]),
        (NoteInput("gossip", "x" * 2001), [("unknown_kind", "kind"), ("too_long", "text")]),
        (NoteInput("need", "x", MONDAY + timedelta(days=1)), [("not_yet", "day")]),
    ):
        act = lambda said=said: write_note(by=world.alice, account_id=world.lotus.pk, said=said, at=NOW)  # noqa: E731
        assert _refused(act) == refused


def _file(name="合約.html", content=b"<script>alert(1)</script>"):
    return SimpleUploadedFile(name, content, "text/html")


def test_a_confidential_file_is_for_who_brought_it_and_his_line(world):
    open_one = attach_file(by=world.alice, account_id=world.lotus.pk, upload=_file("a.txt"), at=NOW)
    secret = attach_file(by=world.bob, account_id=world.lotus.pk, upload=_file(), at=NOW, confidential=True)
    for name, sees in (("alice", 1), ("bob", 2), ("mona", 2), ("diana", 2), ("oscar", 1), ("charlie", 0), ("uma", 2)):
        assert len(attachments_of(world.people[name], world.lotus.pk)) == sees, name
    # Handed over, the customer's new owner sees what is open.
    world.lotus.owner = world.charlie
    world.lotus.save()
    assert [one.pk for one in attachments_of(world.charlie, world.lotus.pk)] == [open_one.pk]
    assert _refused(lambda: remove_attachment(by=world.charlie, attachment_id=secret.pk, at=NOW)) == "missing"
    assert _refused(lambda: remove_attachment(by=world.charlie, attachment_id=open_one.pk, at=NOW)) == [
        ("not_yours", "")
    ]


def test_removing_a_file_takes_it_off_the_disk(world, django_capture_on_commit_callbacks):
    row = attach_file(by=world.alice, account_id=world.lotus.pk, upload=_file(), at=NOW)
    path = files.path_of(row.path)
    assert path.read_bytes() == b"<script>alert(1)</script>"
    with django_capture_on_commit_callbacks(execute=True):
        remove_attachment(by=world.bob, attachment_id=row.pk, at=NOW)
    assert not path.exists()
    assert not Attachment.objects.unscoped("a test").exists()


def test_files_that_are_none_too_large_or_strangely_named(world):
    def attach(upload):
        return lambda: attach_file(by=world.alice, account_id=world.lotus.pk, upload=upload, at=NOW)

    assert _refused(attach(None)) == [("without_file", "file")]
    assert _refused(attach(_file(content=b""))) == [("empty", "file")]
    large = _file()
    large.size = 20 * 1024 * 1024 + 1
    assert _refused(attach(large)) == [("too_big", "file")]
    assert safe_name('C:\\x\\..\\合約"<b>.pdf') == "合約__b_.pdf"
    assert safe_name("../../etc/passwd") == "passwd"
    assert safe_name("\u202egpj.exe") == "gpj.exe"
    assert safe_name("") == "file"
    assert len(safe_name("長" * 300 + ".pdf")) == 120 and safe_name("長" * 300 + ".pdf").endswith(".pdf")


def test_photos_of_customers_and_persons(world, django_capture_on_commit_callbacks):
    keep_portrait(by=world.alice, upload=photo_file(), at=NOW, account_id=world.lotus.pk)
    world.lotus.refresh_from_db()
    first = files.path_of(world.lotus.photo)
    assert first.read_bytes()[:2] == b"\xff\xd8" and world.lotus.version == 2
    with django_capture_on_commit_callbacks(execute=True):
        keep_portrait(by=world.alice, upload=photo_file(), at=NOW, account_id=world.lotus.pk)
    assert not first.exists(), "the one before goes"
    contact = _lotus_contact(world)
    keep_portrait(by=world.alice, upload=photo_file(), at=NOW, contact_id=contact.pk)
    with django_capture_on_commit_callbacks(execute=True):
        remove_portrait(by=world.alice, at=NOW, contact_id=contact.pk)
    contact.refresh_from_db()
    assert contact.photo == ""
    with pytest.raises(Refused):
        keep_portrait(by=world.alice, upload=_file(), at=NOW, account_id=world.lotus.pk)


@pytest.mark.parametrize("name", ["charlie", "adam", "uma"])
def test_nobody_writes_beside_a_customer_he_does_not_see_or_only_reads(world, name):
    by, lotus = world.people[name], world.lotus.pk
    place = add_place(by=world.alice, account_id=lotus, said=PlaceInput("home", "x"), at=NOW)
    day = add_anniversary(by=world.alice, account_id=lotus, said=AnniversaryInput("birthday", 1, 1), at=NOW)
    note = write_note(by=world.alice, account_id=lotus, said=NoteInput("need", "x"), at=NOW)
    file = attach_file(by=world.alice, account_id=lotus, upload=_file(), at=NOW)
    contact = _lotus_contact(world).pk
    for act in (
        lambda: add_place(by=by, account_id=lotus, said=PlaceInput("home", "y"), at=NOW),
        lambda: change_place(by=by, place_id=place.pk, said=PlaceInput("home", "y"), at=NOW),
        lambda: remove_place(by=by, place_id=place.pk, at=NOW),
        lambda: add_anniversary(by=by, account_id=lotus, said=AnniversaryInput("birthday", 2, 2), at=NOW),
        lambda: change_anniversary(by=by, anniversary_id=day.pk, said=AnniversaryInput("birthday", 2, 2), at=NOW),
        lambda: remove_anniversary(by=by, anniversary_id=day.pk, at=NOW),
        lambda: write_note(by=by, account_id=lotus, said=NoteInput("need", "y"), at=NOW),
        lambda: retire_note(by=by, note_id=note.pk, at=NOW),
        lambda: attach_file(by=by, account_id=lotus, upload=_file(), at=NOW),
        lambda: remove_attachment(by=by, attachment_id=file.pk, at=NOW),
        lambda: keep_portrait(by=by, upload=photo_file(), at=NOW, account_id=lotus),
        lambda: remove_portrait(by=by, at=NOW, contact_id=contact),
        lambda: move_contact(by=by, contact_id=contact, up=True, at=NOW),
    ):
        assert _refused(act) in ("missing", [("not_allowed", "")])


def test_contacts_in_full_ordered_and_found(world):
    ways = (Way("link", "https://example.com"), Way("phone", " ", ""), Way("wechat", "wx1", "私人"))
    said = ContactInput(
        "林小姐", "採購", mobile="0922-333-444", line_id="mei77", email="mei@example.com", role="buys", more=ways,
        in_charge=False, note="只收 LINE",
    )  # fmt: skip
    first = add_contact(by=world.alice, account_id=world.lotus.pk, said=said, at=NOW)
    second = add_contact(by=world.alice, account_id=world.lotus.pk, said=ContactInput("阿伯", in_charge=False), at=NOW)
    assert [way["value"] for way in first.more] == ["https://example.com", "wx1"]
    for query in ("林小", "0922333444", "mei77"):
        assert world.lotus in accounts_found(world.alice, AccountFilter(search=query)), query
        assert world.lotus not in accounts_found(world.charlie, AccountFilter(search=query))
    names = lambda: [one.name for one in contacts_of(world.lotus.pk)]  # noqa: E731
    assert names() == ["王蓮花", "林小姐", "阿伯"], "who is in charge first"
    move_contact(by=world.alice, contact_id=second.pk, up=True, at=NOW)
    assert names() == ["王蓮花", "阿伯", "林小姐"]
    move_contact(by=world.alice, contact_id=second.pk, up=True, at=NOW)
    assert names() == ["王蓮花", "阿伯", "林小姐"], "not above who is in charge"
    change_contact(by=world.alice, contact_id=first.pk, said=ContactInput("林大姐"), at=NOW, version=1)
    assert world.lotus not in accounts_found(world.alice, AccountFilter(search="mei77"))
    remove_contact(by=world.alice, contact_id=first.pk, at=NOW)
    assert world.lotus not in accounts_found(world.alice, AccountFilter(search="林大姐"))


def test_what_is_wrong_of_a_contact_is_told_at_its_field(world):
    def add(**said):
        said = ContactInput(**{"name": "x", **said})
        return lambda: add_contact(by=world.alice, account_id=world.lotus.pk, said=said, at=NOW)

    assert _refused(add(email="mei", role="boss", mobile="0" * 61)) == [
        ("too_long", "contact_mobile"),
        ("unknown_role", "contact_role"),
        ("not_an_email", "contact_email"),
    ]
    for way in (Way("pigeon", "x"), Way("link", "javascript:alert(1)"), Way("email", "x"), Way("phone", "0" * 255)):
        assert [field for _code, field in _refused(add(more=(way,)))] == ["contact_more"]
    assert _refused(add(more=(Way("phone", "1"),) * 13)) == [("too_many_ways", "contact_more")]


def test_a_persons_days_and_places_go_with_him_and_a_note_of_him_keeps_the_entry(world):
    contact = add_contact(by=world.alice, account_id=world.lotus.pk, said=ContactInput("林"), at=NOW)
    birthday = AnniversaryInput("birthday", 1, 1, contact_id=contact.pk)
    add_anniversary(by=world.alice, account_id=world.lotus.pk, said=birthday, at=NOW)
    remove_contact(by=world.alice, contact_id=contact.pk, at=NOW)
    assert not Contact.objects.unscoped("a test").filter(pk=contact.pk).exists()
    assert days_of(world.lotus.pk, today=MONDAY) == ()
    kept = add_contact(by=world.alice, account_id=world.lotus.pk, said=ContactInput("陳"), at=NOW)
    write_note(by=world.alice, account_id=world.lotus.pk, said=NoteInput("need", "x", contact_id=kept.pk), at=NOW)
    remove_contact(by=world.alice, contact_id=kept.pk, at=NOW)
    assert notes_of(world.lotus.pk)[0].contact == "陳"
