"""Passkeys and one's own security in a browser, with an authenticator that Chromium plays."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from fieldday.rules.totp import code_of, step_of
from tests import world as tiny
from tests.world import PASSWORD, World

Check = Callable[[Page], None]
Opener = Callable[..., Page]


@pytest.fixture
def world(served: str, at_time: Any) -> World:
    at_time(tiny.NOW)
    return tiny.build()


def _authenticator(page: Page, **options: Any) -> tuple[CDPSession, str]:
    """A phone's own authenticator, which says yes by itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    kept = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
        **options,
    }
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": kept})["authenticatorId"]


def _sign_in(page: Page, name: str = "alice") -> None:
    page.goto("/sign-in")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def _add_passkey(page: Page) -> None:
    page.goto("/me/security")
    page.get_by_role("button", name="Add a passkey on this device").click()
    expect(page.locator(".messages")).to_contain_text("Passkey added.")


@pytest.mark.parametrize("how", ["button", "name field"])
def test_a_passkey_is_made_named_used_and_removed(new_phone: Opener, world: World, sound: Check, how: str) -> None:
    phone = new_phone(locale="en")
    if how == "button":
        phone.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = async () => false")
    session, device = _authenticator(phone)
    _sign_in(phone)
    _add_passkey(phone)
    sound(phone)
    kept = session.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    assert len(kept) == 1 and kept[0]["isResidentCredential"] and kept[0]["rpId"] == "localhost"
    phone.locator("[data-menu] summary").click()
    phone.get_by_role("button", name="Rename").click()
    phone.locator("dialog[open] [name=name]").fill("Alice's phone")
    phone.locator("dialog[open]").get_by_role("button", name="Save").click()
    expect(phone.get_by_text("Alice's phone").first).to_be_visible()

    phone.goto("/me")
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url("**/sign-in*")
    if how == "button":
        phone.get_by_role("button", name="Sign in with a passkey").click()
    phone.wait_for_url(lambda url: "/sign-in" not in url)  # offered in the name field, Chromium's own choice is yes
    phone.goto("/me")
    expect(phone.locator("h1")).to_have_text("Alice")

    phone.goto("/me/security")
    expect(phone.get_by_text("last used")).to_be_visible()
    phone.locator("[data-menu] summary").click()
    phone.get_by_role("button", name="Remove", exact=True).click()
    phone.locator("dialog[open]").get_by_role("button", name="Remove").click()
    expect(phone.locator(".messages")).to_contain_text("Passkey removed.")


def test_a_passkey_that_was_removed_opens_nothing(new_phone: Opener, world: World) -> None:
    phone = new_phone(locale="en")
    _authenticator(phone)
    _sign_in(phone)
    _add_passkey(phone)
    from fieldday.people.models import Passkey

    Passkey.objects.unscoped("test").all().delete()
    phone.goto("/me")
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url("**/sign-in*")
    expect(phone.get_by_role("alert").first).to_contain_text("did not")
    phone.goto("/me")
    assert "/sign-in" in phone.url


def test_a_device_that_says_no_is_told_and_nothing_is_kept(new_phone: Opener, world: World) -> None:
    phone = new_phone(locale="en")
    _authenticator(phone, isUserVerified=False)
    _sign_in(phone)
    phone.goto("/me/security")
    phone.get_by_role("button", name="Add a passkey on this device").click()
    expect(phone.get_by_text("No passkey was made.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["dark"])
def test_an_app_is_set_up_and_asked_for(new_phone: Opener, world: World, sound: Check, scheme: str) -> None:
    from fieldday.kit import clock
    from fieldday.people.models import Totp

    phone = new_phone(locale="en", color_scheme=scheme)
    _sign_in(phone)
    phone.goto("/me/security")
    sound(phone)
    phone.get_by_role("button", name="Set up an authenticator app").click()
    phone.wait_for_url("**/me/security/app")
    sound(phone)
    app = Totp.objects.unscoped("test").get()
    phone.locator("[name=code]").fill(code_of(app.shared, step_of(clock.now())))
    phone.get_by_role("button", name="Switch on").click()
    phone.wait_for_url("**/recovery-codes")
    sound(phone)
    codes = phone.locator(".code-list li").all_text_contents()
    assert len(codes) == 10
    phone.goto("/me")
    phone.get_by_role("button", name="Sign out").click()
    phone.locator("[name=username]").fill("alice")
    phone.locator("[name=password]").fill(PASSWORD)
    phone.locator("[name=password]").press("Enter")
    phone.wait_for_url("**/second-step")
    sound(phone)
    phone.locator("[name=code]").fill(codes[3])
    phone.locator("[name=code]").press("Enter")
    phone.wait_for_url(lambda url: "/sign-in" not in url)
