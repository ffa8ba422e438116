"""The pages of duplicates: what one sees of them, comparing, merging, telling apart, taking apart."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from fieldday import trail
from fieldday.customers.actions.duplicate_looking import ask_for_look, look_for_duplicates, look_is_due
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import Account, Candidate, Contact, Field, Merge, NotTheSame
from fieldday.customers.questions.duplicates import candidates_seen
from tests.world import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)
WHY = "test"


def twin_of(account, **more):
    """The same shop once more, under another spelling."""
    made = Account.objects.create(
        name=f"{account.name}　", phone="02-8765-4300", owner=more.pop("owner", account.owner), created_at=NOW, **more
    )
    Account.objects.unscoped(WHY).filter(pk=account.pk).update(phone="(02)87654300")
    write_search_rows([made, Account.objects.unscoped(WHY).get(pk=account.pk)])
    return made


@pytest.fixture
def twin(world):
    made = twin_of(world.lotus)
    ask_for_look(by=world.bob, at=NOW)
    assert look_for_duplicates(at=NOW) == 1
    return made


def address(name, *accounts):
    return reverse(name, args=[account.pk for account in accounts])


def test_the_list_is_of_pairs_in_sight_only(world, twin, signed_in):
    across = twin_of(world.maple, owner=world.alice)
    ask_for_look(by=world.bob, at=LATER)
    look_for_duplicates(at=LATER)
    assert Candidate.objects.unscoped(WHY).count() == 2
    assert {row.other_id for row in candidates_seen(world.bob)} == {twin.pk}
    assert {row.other_id for row in candidates_seen(world.mona)} == {twin.pk, across.pk}
    page = signed_in(world.bob).get("/duplicates").content.decode()
    assert world.lotus.name in page and world.maple.name not in page
    assert signed_in(world.bob).get(address("duplicate", world.maple, across)).status_code == 404
    assert signed_in(world.alice).get("/duplicates").status_code == 404
    assert signed_in(world.alice).get(address("duplicate", world.lotus, twin)).status_code == 404


def test_the_list_asks_as_much_for_many_as_for_one(world, twin, signed_in, django_assert_max_num_queries):
    for n in range(12):
        other = Account.objects.create(name=f"客戶 {n}", owner=world.alice, created_at=NOW)
        Candidate.objects.create(one=world.lotus, other=other, score=600, certain=False)
    client = signed_in(world.bob)
    client.get("/duplicates")
    with django_assert_max_num_queries(16):
        client.get("/duplicates")


def test_two_are_compared_merged_and_taken_apart(world, twin, signed_in):
    client = signed_in(world.bob)
    page = client.get(address("duplicate", world.lotus, twin) + f"?keep={world.lotus.pk}").content.decode()
    assert 'name="field-name"' in page and 'name="field-phone"' in page
    form = {"_key": uuid4(), "kept": world.lotus.pk, "kept_version": 1, "gone_version": 1, "field-phone": "gone"}
    answer = client.post(address("duplicate-merges", world.lotus, twin), form)
    assert answer.headers["Location"] == address("account", world.lotus)
    kept = Account.objects.unscoped(WHY).get(pk=world.lotus.pk)
    assert kept.phone == "02-8765-4300"
    assert client.get(address("account", twin)).headers["Location"] == address("account", kept)
    assert signed_in(world.charlie).get(address("account", twin)).status_code == 404
    card = client.get(address("account", kept)).content.decode()
    merge = Merge.objects.unscoped(WHY).get()
    assert reverse("merge-reversal", args=[merge.pk]) in card
    client.post(reverse("merge-reversal", args=[merge.pk]), {"_key": uuid4()})
    assert client.get(address("account", twin)).status_code == 200


def test_a_stale_comparison_keeps_what_was_chosen(world, twin, signed_in):
    Account.objects.unscoped(WHY).filter(pk=twin.pk).update(version=5)
    form = {"_key": uuid4(), "kept": twin.pk, "kept_version": 1, "gone_version": 1, "field-phone": "gone"}
    answer = signed_in(world.bob).post(address("duplicate-merges", world.lotus, twin), form)
    assert answer.status_code == 422
    assert "Compare again" in answer.content.decode()
    assert f'name="kept" value="{twin.pk}"' in answer.content.decode()


def test_two_that_were_told_apart_are_not_proposed_again(world, twin, signed_in):
    client = signed_in(world.bob)
    client.post(address("duplicate-difference", world.lotus, twin), {"_key": uuid4()})
    assert not Candidate.objects.unscoped(WHY).exists()
    ask_for_look(by=world.bob, at=LATER)
    assert look_for_duplicates(at=LATER) == 0
    client.post(address("duplicate-difference", twin, world.lotus), {"_key": uuid4(), "back": "1"})
    assert not NotTheSame.objects.unscoped(WHY).exists()
    ask_for_look(by=world.bob, at=LATER)
    assert look_for_duplicates(at=LATER) == 1


def test_the_hour_s_look_waits_for_changes(world, twin):
    number = Candidate.objects.unscoped(WHY).get().pk
    assert look_for_duplicates(at=LATER) == 0, "nothing changed since"
    ask_for_look(by=world.bob, at=LATER)
    assert ask_for_look(by=world.mona, at=LATER).by_id == world.bob.pk, "one look at a time"
    look_for_duplicates(at=LATER)
    assert Candidate.objects.unscoped(WHY).get().pk == number


def test_two_that_were_ticked_are_compared(world, signed_in):
    browser = signed_in(world.bob)
    answer = browser.get("/duplicates/pair", {"account": [str(world.lotus.pk), str(world.fir.pk)]})
    assert answer.status_code == 302 and set(answer["Location"].split("/")) >= {str(world.lotus.pk), str(world.fir.pk)}
    page = browser.get(answer["Location"]).content.decode()
    assert world.lotus.name in page and world.fir.name in page
    for chosen in ([], [str(world.lotus.pk)], [str(world.lotus.pk), "rubbish"], [str(world.lotus.pk)] * 2):
        assert browser.get("/duplicates/pair", {"account": chosen})["Location"] == "/accounts"


def test_from_a_card_one_looks_for_the_other(world, signed_in):
    browser = signed_in(world.bob)
    page = browser.get(f"/accounts/{world.lotus.pk}/twin", {"q": world.fir.name}).content.decode()
    assert f"/accounts/{world.lotus.pk}/duplicates/{world.fir.pk}" in page
    hidden = browser.get(f"/accounts/{world.lotus.pk}/twin", {"q": world.maple.name}).content.decode()
    assert str(world.maple.pk) not in hidden
    assert browser.get(f"/accounts/{world.maple.pk}/twin").status_code == 404
    assert signed_in(world.uma).get(f"/accounts/{world.lotus.pk}/twin").status_code == 404


def test_persons_at_both_are_shown_and_folded_as_ticked(world, signed_in):
    Contact.objects.unscoped("test").filter(account__in=[world.lotus, world.dawn]).delete()
    for row in (world.lotus, world.dawn):
        Contact.objects.create(account=row, name="王大明", mobile="0911-000-001", mobile_key="0911000001")
        Contact.objects.create(account=row, name="陳小姐", mobile=f"0922-{row.pk.hex[-3:]}", mobile_key=row.pk.hex[-3:])
    browser = signed_in(world.bob)
    page = browser.get(f"/accounts/{world.lotus.pk}/duplicates/{world.dawn.pk}").content.decode()
    assert page.count('name="contact-') == 2 and page.count(' checked>\n      <span class="pair-person">') == 1
    kept = world.lotus if f'name="kept" value="{world.lotus.pk}"' in page else world.dawn
    gone = world.dawn if kept == world.lotus else world.lotus
    rows = {(row.account_id, row.name): row for row in Contact.objects.unscoped("test")}
    said = {
        "_key": uuid4(), "kept": kept.pk, "kept_version": kept.version, "gone_version": gone.version, "people": "1",
        f"contact-{rows[gone.pk, '陳小姐'].pk}": rows[kept.pk, "陳小姐"].pk,
    }  # fmt: skip
    where = f"/accounts/{kept.pk}/duplicates/{gone.pk}/merges"
    refused = browser.post(where, {**said, "_key": uuid4(), f"contact-{rows[gone.pk, '王大明'].pk}": uuid4()})
    assert refused.status_code == 422 and "Compare again" in refused.content.decode()
    assert browser.post(where, said).status_code == 303
    names = Contact.objects.unscoped("test").filter(account=kept).values_list("name", flat=True)
    assert sorted(names) == ["王大明", "王大明", "陳小姐"]


def test_own_fields_are_compared_in_words(world, signed_in):
    choices = [{"key": "street", "name_zh": "街邊店", "name_en": "On the street"}]
    Field.objects.create(key="place", type="choice", name_zh="店面", name_en="Place", choices=choices)
    Field.objects.create(key="margin", type="money", name_zh="毛利", name_en="Margin")
    for row, fields in ((world.lotus, {"place": "street", "margin": "1200.5"}), (world.dawn, {"margin": "90000"})):
        Account.objects.unscoped(WHY).filter(pk=row.pk).update(fields=fields)
    page = signed_in(world.bob).get(address("duplicate", world.lotus, world.dawn)).content.decode()
    assert "On the street" in page and "1,200.5" in page and "90,000" in page and ">street<" not in page


@pytest.mark.parametrize(("kind", "looked"), [("accounts", 1), ("contacts", 1), ("products", 0)])
def test_after_an_import_everything_is_looked_through_at_once(world, twin, kind, looked):
    assert not look_is_due(at=NOW), "it was looked a moment ago"
    trail.record("people.import.finished", by=world.oscar, noun=world.oscar, at=NOW, kind=kind)
    assert look_is_due(at=NOW) == bool(looked)
    assert look_for_duplicates(at=NOW) == looked
    assert not look_is_due(at=NOW)


@pytest.mark.parametrize(
    ("referer", "way"),
    [
        ("http://testserver/accounts?q=x", 'href="/accounts?q=x"'),
        ("https://elsewhere.example/accounts", None),
        ("http://testserver//elsewhere.example", None),
        ("", None),
    ],
)
def test_a_refused_button_leads_back_to_the_page_it_stood_on(world, twin, signed_in, referer, way):
    client = signed_in(world.bob)
    form = {"_key": uuid4(), "kept": world.lotus.pk, "kept_version": 1, "gone_version": 1}
    client.post(address("duplicate-merges", world.lotus, twin), form)
    Account.objects.unscoped(WHY).filter(pk=world.lotus.pk).update(version=99)
    merge = Merge.objects.unscoped(WHY).get()
    undo = reverse("merge-reversal", args=[merge.pk])
    answer = client.post(undo, {"_key": uuid4()}, headers={"referer": referer})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert way in page if way else "elsewhere" not in page
