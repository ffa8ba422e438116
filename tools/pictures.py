"""Take the pictures of the documents from a running demo: `.venv/bin/python -m tools.pictures http://127.0.0.1:8000`.

Alice lives her day as the guides tell it, so the demo's database is spent afterwards. Give it a home of its own.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PASSWORD = "fieldday-demo"  # noqa: S105  # the invented people's
ARGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1440, "height": 900}}


def sign_in(browser: Browser, address: str, name: str, device: dict[str, object], scheme: str = "light") -> Page:
    context = browser.new_context(
        base_url=address, locale="zh-TW", timezone_id="Asia/Taipei", color_scheme=scheme, **device
    )  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/sign-in")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_load_state("networkidle")
    return page


def take(page: Page, name: str, path: str = "") -> None:
    if path:
        page.goto(path)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    page.screenshot(path=PICTURES / f"{name}.png")


def alice(page: Page) -> None:
    take(page, "today-phone", "/today")
    page.get_by_role("button", name="抵達").click()
    page.locator(".chip", has_text="見到負責人").click()
    page.locator(".chip", has_text="接到訂單").click()
    again = page.get_by_role("button", name="照上次訂")
    if again.count():
        again.click()
    page.wait_for_timeout(500)
    page.evaluate("scrollTo(0, 0)")
    take(page, "visit-phone")
    if not again.count():
        page.locator(".chip", has_text="接到訂單").click()
        page.locator(".chip", has_text="一般洽談").click()
    page.get_by_role("button", name="離開").click()
    take(page, "report-phone", "/reports/today")
    take(page, "plan-phone", "/plans/next")
    take(page, "accounts-phone", "/accounts")


def without_signal(page: Page) -> None:
    """A morning on the phone's own app, off the line: what it shows, what it keeps, what it would send."""
    page.goto("/phone/today")
    page.wait_for_timeout(4000)
    page.reload()
    page.wait_for_timeout(1500)
    page.context.set_offline(True)
    page.locator(".phone-action .btn-arrive").click()
    page.locator(".chip", has_text="一般洽談").click()
    page.get_by_role("button", name="離開").click()
    page.wait_for_timeout(6000)
    page.screenshot(path=PICTURES / "offline-today-phone.png")
    page.locator(".bottom-nav a", has_text="客戶").click()
    page.locator("[data-customers] a").nth(2).click()
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / "offline-card-phone.png")
    page.locator("[data-outbox-pill]").click()
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / "offline-outbox-phone.png")
    page.context.set_offline(False)


def people(page: Page) -> None:
    """The last day that is over and was worked, which says more than a morning."""
    page.goto("/people")
    for _day in range(4):
        page.get_by_role("link", name="前一天").click()
        page.wait_for_load_state("networkidle")
        if page.locator(".figure-value").first.inner_text() != "0":
            break
    take(page, "people")


def main(address: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        alice(sign_in(browser, address, "alice", PHONE))
        without_signal(sign_in(browser, address, "adam", PHONE))
        bob = sign_in(browser, address, "bob", DESK)
        take(bob, "desk", "/desk")
        bob.goto(str(bob.locator("tr[data-paper] a[href*='/reports/']").first.get_attribute("href")))
        take(bob, "report-desk")
        take(bob, "accounts-desk", "/accounts")
        bob.goto(str(bob.locator(".sheet tbody th a").first.get_attribute("href")))
        take(bob, "account-desk")
        take(sign_in(browser, address, "bob", PHONE, "dark"), "desk-phone-dark", "/desk")
        diana = sign_in(browser, address, "diana", DESK)
        people(diana)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
