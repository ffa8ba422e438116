"""The one search box: opened by a key and by a tap, walked by arrows, told to screen readers, and without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.entering import enter
from tests.world import World, build

Check = Callable[[Page], None]
Opener = Callable[..., Page]


@pytest.fixture
def tiny(served: str) -> World:
    return build()


@pytest.mark.parametrize("scheme", ["dark"])
def test_a_key_opens_the_box_arrows_walk_it_and_enter_opens(
    tiny: World, new_desk: Opener, sound: Check, scheme: str
) -> None:
    desk = new_desk(color_scheme=scheme)
    enter(desk, "mona")
    desk.goto("/accounts")
    desk.keyboard.press("/")
    box = desk.locator("#seek")
    expect(box).to_be_focused()
    desk.keyboard.type("蓮花")
    options = desk.locator("#seek-found [role=option]")
    expect(options.first).to_contain_text("蓮花藥局")
    expect(desk.locator("[data-seek-said]")).not_to_be_empty()
    expect(box).to_have_attribute("aria-expanded", "true")
    sound(desk)
    desk.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**/accounts/{tiny.lotus.pk}")
    desk.keyboard.press("/")  # opened lately stands there now
    expect(options.first).to_contain_text("蓮花藥局")
    desk.keyboard.press("Escape")
    expect(desk.locator("#search-sheet")).to_be_hidden()


def test_a_tap_opens_the_whole_screen_and_enter_leads_to_the_page(tiny: World, phone: Page, sound: Check) -> None:
    enter(phone, "alice")
    phone.goto("/accounts")
    phone.locator(".page-search a").tap()
    sheet = phone.locator("#search-sheet").bounding_box()
    assert sheet is not None
    assert (sheet["width"], sheet["height"]) == (390, 844)
    phone.keyboard.type("楓葉")  # Charlie's
    expect(phone.locator("#seek-found .search-hint")).to_be_visible()
    sound(phone)
    phone.locator("#seek").fill("藥局")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/search?q=*")
    expect(phone.locator("main")).to_contain_text("蓮花藥局")
    expect(phone.locator("main")).not_to_contain_text("楓葉藥局")
    sound(phone)


def test_without_a_script_the_box_is_a_page(tiny: World, new_desk: Opener) -> None:
    desk = new_desk(java_script_enabled=False)
    enter(desk, "mona")
    desk.goto("/accounts")
    desk.locator("a.search-opener").click()
    desk.locator("main input[name=q]").fill("楓葉")
    desk.locator("main input[name=q]").press("Enter")
    expect(desk.locator("main")).to_contain_text("楓葉藥局")
