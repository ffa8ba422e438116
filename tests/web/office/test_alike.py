"""A new customer that seems to be there: shown before it is written down, and only what one sees."""

from uuid import uuid4

import pytest

from fieldday.customers.actions.keying import key_account
from fieldday.customers.models import Account, NotTheSame
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _named(world):
    for row, name, phone, tax in (
        (world.lotus, "蓮花藥局有限公司", "02-2345-6789", "04595257"),
        (world.maple, "楓葉藥局", "02-8765-4321", ""),
    ):
        row.name, row.phone, row.tax_id = name, phone, tax
        key_account(row)
        row.save()


def form(person, **said):
    base = {"name": "蓮花藥局", "kind": "shop", "status": "active", "owner": person.pk, "_key": uuid4()}
    return {**base, **said}


def here():
    return Account.objects.unscoped("test").count()


@pytest.mark.parametrize(
    "said",
    [
        {"name": "蓮花藥局"},
        {"name": "蓮花藥局股份有限公司"},
        {"name": "別的店", "phone": "(02) 23456789"},
        {"name": "別的店", "tax_id": "04595257"},
    ],
)
def test_one_like_it_is_shown_and_nothing_is_written(world, signed_in, said):
    before = here()
    answer = signed_in(world.alice).post("/accounts", form(world.alice, email="typed@example.com", **said))
    page = answer.content.decode()
    assert answer.status_code == 422 and here() == before
    assert f"/accounts/{world.lotus.pk}" in page and "typed@example.com" in page


def test_saved_all_the_same_it_is_written(world, signed_in):
    before = here()
    browser = signed_in(world.alice)
    answer = browser.post("/accounts", form(world.alice, similar=str(world.lotus.pk)))
    assert answer.status_code == 303 and here() == before + 1
    again = browser.post("/accounts", form(world.alice, similar=str(world.lotus.pk)))
    assert again.status_code == 422, "by now there is another one, which was not seen"


def test_one_out_of_sight_is_never_told_of(world, signed_in):
    answer = signed_in(world.alice).post("/accounts", form(world.alice, name="楓葉藥局", phone="02-8765-4321"))
    assert answer.status_code == 303
    page = signed_in(world.oscar).post("/accounts", form(world.alice, name="楓葉藥局", owner="")).content.decode()
    assert str(world.maple.pk) in page


def test_a_change_asks_only_about_what_tells_customers_apart(world, signed_in):
    browser, dawn = signed_in(world.alice), world.dawn
    other = {"kind": dawn.kind, "status": dawn.status, "version": dawn.version}
    kept = form(world.alice, **other, name=dawn.name, note="x", phone=dawn.phone, tax_id=dawn.tax_id)
    assert browser.post(f"/accounts/{dawn.pk}", kept).status_code == 303
    other["version"] += 1
    answer = browser.post(f"/accounts/{dawn.pk}", form(world.alice, **other))
    assert answer.status_code == 422 and "蓮花藥局有限公司" in answer.content.decode()
    dawn.refresh_from_db()
    assert dawn.name != "蓮花藥局"
    NotTheSame.objects.create(one=min(dawn, world.lotus, key=lambda row: row.pk),
                              other=max(dawn, world.lotus, key=lambda row: row.pk), by=world.bob, at=NOW)  # fmt: skip
    assert browser.post(f"/accounts/{dawn.pk}", form(world.alice, **other)).status_code == 303
