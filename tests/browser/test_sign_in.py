"""The door that everybody comes in by."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Check = Callable[[Page], None]
Opener = Callable[..., Page]


@pytest.mark.spine
def test_a_phone_in_taiwan_is_greeted_in_traditional_chinese(phone: Page, sound: Check) -> None:
    phone.goto("/")
    assert "/sign-in" in phone.url
    expect(phone.locator("html")).to_have_attribute("lang", "zh-Hant-TW")
    expect(phone.get_by_label("密碼")).to_be_visible()
    sound(phone)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_door_is_readable_in_light_and_dark(new_desk: Opener, sound: Check, scheme: str) -> None:
    desk = new_desk(color_scheme=scheme)
    desk.goto("/sign-in")
    expect(desk.locator("html")).to_have_attribute("data-bs-theme", scheme)
    sound(desk)


def test_a_wrong_password_is_said_without_naming_who_exists(desk: Page) -> None:
    desk.goto("/sign-in")
    desk.locator("[name=username]").fill("nobody")
    desk.locator("[name=password]").fill("wrong-password")
    desk.locator("[name=password]").press("Enter")
    expect(desk.locator("form").first).to_be_visible()
    expect(desk.locator("[name=username]")).to_have_value("nobody")
    assert "/sign-in" in desk.url
