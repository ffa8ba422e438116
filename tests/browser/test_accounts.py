"""Customers in a browser: found as one types, read beside the list, carried to the phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fieldday.customers.actions.contact_adding import ContactInput, add_contact
from tests.browser.entering import enter
from tests.world import NOW, World, build

Check = Callable[[Page], None]
Opener = Callable[..., Page]


@pytest.fixture
def tiny(served: str) -> World:
    return build()


@pytest.mark.parametrize("scheme", ["dark"])
def test_a_list_is_narrowed_as_one_types_and_opens_cards_beside_itself(
    tiny: World, new_desk: Opener, sound: Check, scheme: str
) -> None:
    desk = new_desk(color_scheme=scheme)
    enter(desk, "mona")
    desk.goto("/accounts")
    expect(desk.locator("tbody tr")).to_have_count(6)
    desk.keyboard.press("f")
    desk.keyboard.insert_text("藥局")
    expect(desk.locator("tbody tr")).to_have_count(3)
    assert "q=" in desk.url
    desk.locator("#search").blur()
    for key in "jo":
        desk.keyboard.press(key)
    expect(desk.locator("#panel h2").first).to_be_visible()
    expect(desk.locator("tr[aria-current]")).to_have_count(1)
    sound(desk)
    desk.keyboard.press("Escape")
    expect(desk.locator("#panel")).to_have_count(0)


def test_a_card_on_the_phone_has_one_act_and_no_sideways_scrolling(tiny: World, phone: Page, sound: Check) -> None:
    unbroken = ContactInput("M" * 120, "Q" * 120)  # words that no line has room for stand in the card's story too
    add_contact(by=tiny.alice, account_id=tiny.lotus.pk, said=unbroken, at=NOW)
    enter(phone, "alice")
    phone.goto("/accounts")
    phone.get_by_role("link", name="蓮花藥局").click()
    expect(phone.locator("h1")).to_have_text("蓮花藥局")
    expect(phone.locator(".phone-action .btn-primary")).to_have_count(1)
    box: Any = phone.locator(".phone-action .btn-primary").bounding_box()
    assert box["height"] >= 48
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    sound(phone)


def test_a_customer_is_written_down_on_the_phone(tiny: World, phone: Page, sound: Check) -> None:
    enter(phone, "alice")
    phone.goto("/accounts/new")
    sound(phone)
    phone.locator("[name=name]").fill("轉角小店")
    phone.locator("#part-where summary").tap()
    phone.locator("[name=place]").fill("somewhere")
    phone.locator(".phone-action .btn-primary").click()
    expect(phone.locator("[name=place]")).to_have_attribute("aria-invalid", "true")
    sound(phone)
    phone.locator("[name=place]").fill("25.033, 121.5654")
    phone.locator(".phone-action .btn-primary").click()
    expect(phone.locator("h1")).to_have_text("轉角小店")
    phone.evaluate("document.querySelector('.around').scrollIntoView()")  # the map comes where it is looked at
    expect(phone.locator("[data-map] .map-pin").first).to_be_visible()


def test_somebody_chooses_the_dark_and_it_stays(tiny: World, new_desk: Opener, sound: Check) -> None:
    desk = new_desk(color_scheme="light")
    enter(desk, "alice")
    desk.goto("/me")
    desk.locator("[data-theme-choice=dark]").click()
    desk.goto("/accounts")
    expect(desk.locator("html")).to_have_attribute("data-bs-theme", "dark")
    sound(desk)
