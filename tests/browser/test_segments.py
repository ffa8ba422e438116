"""The segment that a salesperson would ask for, built by hand, on a phone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fieldday.customers.actions.group_keeping import add_group, put_in_group
from fieldday.customers.models import Account
from fieldday.trade.models import Product
from tests.browser.entering import enter
from tests.world import NOW, World, account, build, order

Check = Callable[[Page], None]
Opener = Callable[..., Page]


@pytest.fixture
def shops(served: str) -> World:
    """Four pharmacies of Alice's in 台中, in her important group; one of them is what she looks for."""
    world = build()
    brands = {
        name: Product.objects.create(external_id=name, name=name, brand=name, price=10) for name in ("甲牌", "乙牌")
    }
    long_ago, names = date(2026, 9, 1), ("對的藥局", "也買乙的藥局", "沒買甲的藥局", "剛去過藥局")
    rows = [account(f"T{n}", name, world.alice, world.north, city="台中市") for n, name in enumerate(names)]
    for row, bought in zip(rows, ("甲牌", "甲牌", "", "甲牌"), strict=True):
        if bought:
            order(row, world.alice, brands[bought], long_ago)
    order(rows[1], world.alice, brands["乙牌"], long_ago)
    world.alices.visit.__class__.objects.create(
        person=world.alice, account=rows[3], day=date(2026, 11, 20), arrived_at=NOW, left_at=NOW
    )
    group = add_group(by=world.alice, name="重點客戶", at=NOW)
    put_in_group(by=world.alice, group_id=group.pk, account_ids=[row.pk for row in rows], at=NOW)
    return world


def _add(page: Page, field: str) -> Any:
    before = page.locator("li.condition").count()
    page.locator("#id-add").select_option(field)
    expect(page.locator("li.condition")).to_have_count(before + 1)
    expect(page.locator(".htmx-added")).to_have_count(0)  # only then does anything hear what is typed
    return page.locator("li.condition").nth(before)


def _tick(condition: Any, name: str) -> None:
    condition.locator("label.chip").filter(has_text=name).click()


def test_pharmacies_of_my_group_not_seen_that_buy_one_brand_and_not_another(
    shops: World, phone: Page, sound: Check
) -> None:
    enter(phone, "alice")
    phone.goto("/segments")
    phone.locator("a[href='/segments/new']:visible").first.click()
    expect(phone.locator("#builder")).to_be_visible()
    _add(phone, "name").locator("[name$='-value']").fill("藥局")
    expect(phone.locator(".found-count")).to_have_text("5")
    _add(phone, "city").locator("[name$='-value']").fill("臺中")
    expect(phone.locator(".found-count")).to_have_text("4")
    _tick(_add(phone, "group"), "重點客戶")
    assert _add(phone, "last_visit").locator("[name$='-value']").input_value() == "30"
    expect(phone.locator(".found-count")).to_have_text("3")
    _tick(_add(phone, "bought_brand"), "甲牌")
    expect(phone.locator(".found-count")).to_have_text("2")
    other = _add(phone, "bought_brand")
    other.locator("select[name$='-op']").select_option("none_of")
    _tick(phone.locator("li.condition").last, "乙牌")
    expect(phone.locator(".found-count")).to_have_text("1")
    phone.locator("#id-name").fill("該去的藥局")
    phone.locator("button[form=builder]").click()
    phone.wait_for_url("**/accounts?segment=*")
    expect(phone.locator("#results .row-title")).to_have_text(["對的藥局"])
    sound(phone)


def test_what_was_typed_stays_when_a_segment_is_refused(shops: World, new_desk: Opener, sound: Check) -> None:
    desk = new_desk()
    enter(desk, "alice")
    desk.goto("/segments/new?field=last_order")
    desk.locator("[name='c-1-value']").fill("很久")
    desk.locator("#id-name").fill("x")
    desk.locator("#builder .form-actions .btn-primary").click()
    expect(desk.locator(".condition .field-error")).to_be_visible()
    assert desk.locator("[name='c-1-value']").input_value() == "很久"
    sound(desk)


def test_chosen_customers_stand_in_the_plan_to_be_saved(shops: World, phone: Page) -> None:
    enter(phone, "alice")
    group = (
        shops.alice.pk and Account.objects.visible_to(shops.alice).get(name="對的藥局").memberships.unscoped("x").get()
    )
    phone.goto(f"/accounts/chosen?group={group.group_id}")
    for row in phone.locator("[name=account]").all()[:2]:
        row.check()
    phone.locator("button[name=plan]").last.click()
    phone.wait_for_url("**/plans/*")
    expect(phone.locator("#plan-form .stops > li")).to_have_count(2)
