"""Contacts from files: each to its customer, known ones found again, all of it taken back."""

from datetime import timedelta

import pytest

from fieldday.customers.actions.import_contacts import import_contacts
from fieldday.customers.models import Account, Anniversary, Contact, Place
from fieldday.kit.actors import SYSTEM
from fieldday.kit.refusals import Refused
from tests.world import NOW

WANG = {
    "name": "王大明", "account": "晨曦生技股份有限公司", "title": "採購",
    "mobile": "0912-345-678", "phone": "02-2345-6789",
    "email": "wang@dawn.example", "birthday": "--04-12、農曆 1962-05L-12", "anniversary": "2008-05-20",
    "address": "台北市大安區忠孝東路四段 100 號", "home_address": "新北市板橋區", "line_id": "wang.tm",
    "more": '[{"kind": "phone", "label": "公司總機", "value": "02-2345-6780"}]', "uid": "abc-1",
}  # fmt: skip


def bring(by, *rows, at=NOW):
    return import_contacts(by=by, rows=list(rows), at=at)


def counts(report):
    return (report.created, report.updated, report.unchanged, report.rejected)


def contact(name):
    return Contact.objects.unscoped("a test").select_related("account").get(name=name)


def days(row):
    found = Anniversary.objects.unscoped("a test").filter(contact=row).order_by("kind", "lunar")
    return [(day.kind, day.year, day.month, day.day, day.lunar, day.leap) for day in found]


def test_a_contact_opens_the_customer_whom_nobody_in_sight_is(world):
    report = bring(world.alice, WANG)
    assert (report.created, report.rejected) == (1, 0)
    wang = contact("王大明")
    assert (wang.account.name, wang.account.kind, wang.account.owner, wang.account.status) == (
        "晨曦生技股份有限公司", "company", world.alice, "prospect"
    )  # fmt: skip
    assert (wang.mobile, wang.email, wang.line_id, wang.more[0]["value"]) == (
        "0912-345-678", "wang@dawn.example", "wang.tm", "02-2345-6780"
    )  # fmt: skip
    assert days(wang) == [
        ("birthday", None, 4, 12, False, False),
        ("birthday", 1962, 5, 12, True, True),
        ("wedding", 2008, 5, 20, False, False),
    ]
    places = Place.objects.unscoped("a test").filter(contact=wang).values_list("kind", "address")
    assert set(places) == {("home", "新北市板橋區")}, "the company's address is the new customer's own"
    assert wang.account.address == WANG["address"]


def test_a_person_without_a_company_is_a_customer_himself(world):
    bring(world.alice, {"name": "林志明", "mobile": "0955-666-777"})
    lin = contact("林志明")
    assert (lin.account.name, lin.account.kind, lin.account.phone) == ("林志明", "person", "0955-666-777")


def test_the_customer_in_sight_is_found_by_its_name_without_the_form_of_business(world):
    Account.objects.unscoped("a test").filter(pk=world.lotus.pk).update(name="蓮花藥局", name_key="")
    bring(world.alice, {"name": "陳美玲", "account": "蓮花藥局有限公司"}, {"name": "陳小姐", "account": "蓮花藥局"})
    assert contact("陳小姐").account_id == world.lotus.pk


def test_a_customer_out_of_sight_is_as_if_it_were_not(world):
    bring(world.alice, {"name": "某人", "account": world.maple.name})
    assert contact("某人").account_id != world.maple.pk
    assert contact("某人").account.owner == world.alice


def test_several_of_one_name_are_refused_and_a_number_says_which(world):
    for _ in range(2):
        Account.objects.create(name="連鎖藥局", owner=world.adam, created_at=NOW)
    report = bring(world.bob, {"name": "甲", "account": "連鎖藥局"}, {"name": "乙", "account": world.fir.external_id})
    assert [(one.row, one.reason.code) for one in report.errors] == [(1, "customers.contact.several_accounts")]
    assert contact("乙").account_id == world.fir.pk


def test_the_same_file_twice_changes_nothing(world):
    people = [WANG, {"name": "林志明", "mobile": "0955-666-777"}, {"name": "無號碼", "account": "晨曦生技股份有限公司"}]
    assert bring(world.alice, *people).created == 3
    again = bring(world.alice, *people, at=NOW + timedelta(minutes=1))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
    assert Account.objects.unscoped("a test").filter(name="林志明").count() == 1


def test_who_is_known_is_found_by_mobile_or_mail_whatever_the_form(world):
    bring(world.alice, WANG)
    other = {"name": "王經理", "mobile": "+886 912 345 678", "title": "經理"}
    report = bring(world.alice, {**other, "known": "fill", "note": "愛喝茶"})
    assert (report.created, report.updated) == (0, 1)
    wang = contact("王大明")
    assert (wang.title, wang.note) == ("採購", "愛喝茶"), "only what was empty"
    bring(world.alice, {"name": "王大明", "email": "WANG@dawn.example", "title": "副總"})
    assert contact("王大明").title == "副總"
    assert bring(world.alice, {**other, "known": "skip"}).unchanged == 1
    assert bring(world.alice, {**other, "known": "create"}).created == 1


def test_one_person_twice_in_a_file_comes_in_once(world):
    later = (
        {"name": "王大明", "mobile": "+886912345678"},
        {"name": "王大明", "account": WANG["account"], "mobile": "0955-666-777", "note": "愛喝茶"},
        {"name": "王大明", "email": "WANG@dawn.example", "title": "副總"},
    )
    assert counts(bring(world.alice, WANG, *later)) == (1, 1, 2, 0)
    wang = contact("王大明")
    assert (wang.mobile, wang.title, wang.note) == ("0912-345-678", "採購", "愛喝茶")
    assert [way["value"] for way in wang.more] == ["02-2345-6780", "0955-666-777"], "no number is lost"
    assert counts(bring(world.alice, WANG, *later))[0] == 0


def test_a_dry_run_counts_one_person_once(world):
    rows = [WANG, {"name": "王大明", "mobile": "0912345678"}]
    report = import_contacts(by=world.alice, rows=rows, at=NOW, dry_run=True)
    assert (report.created, report.rejected) == (1, 0)


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"birthday": "1975-13-40"}, "birthday"),
        ({"name": "長" * 121}, "name"),
        ({"owner": "charlie"}, "owner"),
        ({"owner": "nobody"}, "owner"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(world, cells, field):
    report = bring(world.alice, {**WANG, **cells})
    assert [one.reason.field for one in report.errors] == [field]
    assert not Account.objects.unscoped("a test").filter(name=WANG["account"]).exists()


def test_the_office_brings_in_for_others_the_command_line_for_nobody(world):
    bring(world.oscar, {**WANG, "owner": world.charlie.external_id})
    assert contact("王大明").account.owner == world.charlie
    bring(SYSTEM, {"name": "林志明"})
    assert contact("林志明").account.owner is None


def test_an_auditor_brings_nothing(world):
    with pytest.raises(Refused):
        bring(world.uma, WANG)


def test_two_of_one_name_without_a_company_are_two_by_their_numbers(world):
    rows = [
        {"name": "王志明", "mobile": "0911-000-001"},
        {"name": "王志明", "mobile": "0922-000-002"},
        {"name": "王志明", "mobile": "0911-000-001", "email": "w@example.com"},
    ]
    assert counts(bring(world.alice, *rows[:2])) == (2, 0, 0, 0)
    assert counts(bring(world.alice, *rows[:2])) == (0, 0, 2, 0), "again, and each is himself"
    assert counts(bring(world.alice, rows[2])) == (0, 1, 0, 0)
    people = Contact.objects.unscoped("test").filter(name="王志明")
    assert sorted(people.values_list("mobile", "email", "account__phone")) == [
        ("0911-000-001", "w@example.com", "0911-000-001"), ("0922-000-002", "", "0922-000-002"),
    ]  # fmt: skip


def test_filling_keeps_another_number_beside_the_one_that_stands(world):
    bring(world.alice, {"name": "林店長", "account": world.lotus.name, "mobile": "0911-000-001"})
    second = {
        "name": "林店長",
        "account": world.lotus.name,
        "mobile": "0922-000-002",
        "email": "l@example.com",
        "known": "fill",
    }
    assert counts(bring(world.alice, second)) == (0, 1, 0, 0)
    one = Contact.objects.unscoped("test").get(name="林店長")
    assert (one.mobile, one.email) == ("0911-000-001", "l@example.com")
    assert [(way["kind"], way["value"]) for way in one.more] == [("mobile", "0922-000-002")]
    assert counts(bring(world.alice, second)) == (0, 0, 1, 0)


def test_who_is_in_charge_is_said_or_read_from_the_title(world):
    rows = (
        {"name": "甲店長", "account": "晨曦", "title": "店長", "mobile": "0912345001"},
        {"name": "乙會計", "account": "晨曦", "title": "會計", "mobile": "0912345002"},
        {"name": "丙不明", "account": "晨曦", "mobile": "0912345003"},
        {"name": "丁說了", "account": "晨曦", "mobile": "0912345004", "in_charge": "是"},
        {"name": "戊本人", "mobile": "0912345005"},
    )
    bring(world.alice, *rows)
    said = dict(
        Contact.objects.unscoped("a test").filter(name__in=[r["name"] for r in rows]).values_list("name", "in_charge")
    )
    assert said == {"甲店長": True, "乙會計": False, "丙不明": False, "丁說了": True, "戊本人": True}
    bring(world.alice, {**rows[0], "title": "副理", "known": "fill"}, {**rows[2], "in_charge": "是", "known": "fill"})
    assert not contact("丙不明").in_charge, "whoever is there keeps what was said of him"


def test_days_come_in_as_people_say_them(world):
    bring(world.alice, {"name": "林閏六", "mobile": "0912345006", "birthday": "農曆閏六月十五"})
    assert days(contact("林閏六")) == [("birthday", None, 6, 15, True, True)]
