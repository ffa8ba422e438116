"""The server's own pages, on the desk: a form is never lost to a dead connection there either."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from tests.browser.devices import DESK
from tests.browser.offline.acts import TODAY
from tests.browser.offline.conftest import House, enter
from tests.browser.offline.line import Line
from tests.world import PASSWORD

NOTE = "下次帶 20 份試吃"


@pytest.fixture
def desk(contexts: Callable[..., BrowserContext], line: Line) -> Page:
    """Alice at a desk of her own, at a form that she fills in."""
    page = contexts(**{**DESK, "is_mobile": False, "has_touch": False, "device_scale_factor": 1}).new_page()
    enter(page, line.address, "alice")
    page.goto(line.address + "/accounts/new")
    return page


def _fill(page: Page, name: str) -> None:
    page.locator("[name=name]").fill(name)


def _place(page: Page, text: str) -> None:
    field = page.locator("[name=place]")
    field.evaluate(
        "field => { for (let one = field; one; one = one.parentElement) if (one.matches('details')) one.open = true; }"
    )
    field.fill(text)


def _send(page: Page) -> None:
    page.locator(".page-actions button[form], .form-actions .btn-primary, .page-actions .btn-primary").first.click()


def _named(house: House, name: str) -> list[tuple[Any, ...]]:
    return house.ask("SELECT name FROM customers_account WHERE name = ?", name)


def test_a_form_is_kept_once_and_the_page_goes_where_the_server_says(desk: Page, line: Line, house: House) -> None:
    _fill(desk, "線上小店")
    _send(desk)
    expect(desk.locator("h1")).to_have_text("線上小店")
    assert len(line.posts("/accounts")) == 1
    assert len(_named(house, "線上小店")) == 1


def test_a_refused_form_shows_the_pages_own_errors(desk: Page, line: Line, house: House) -> None:
    _fill(desk, "錯誤小店")
    _place(desk, "somewhere")
    _send(desk)
    expect(desk.locator("[name=place]")).to_have_attribute("aria-invalid", "true")
    expect(desk.locator("[name=name]")).to_have_value("錯誤小店")
    assert _named(house, "錯誤小店") == []


def test_without_a_line_the_form_waits_in_the_browser_and_goes_up_by_itself(
    desk: Page, line: Line, house: House
) -> None:
    _fill(desk, "離線小店")
    line.down = True
    _send(desk)
    expect(desk.get_by_text("您輸入的內容已保存在這個瀏覽器")).to_be_visible()
    pill = desk.locator("[data-outbox-pill]")
    expect(pill).to_have_text("1 筆待上傳")
    line.down = False
    desk.goto(line.address + "/accounts")
    expect(pill).to_have_count(0)
    assert len(_named(house, "離線小店")) == 1


def test_cookies_that_are_all_gone_lead_to_the_sign_in_and_the_form_goes_up_after_it(
    desk: Page, line: Line, house: House
) -> None:
    _fill(desk, "餅乾不見的店")
    desk.context.clear_cookies()
    _send(desk)
    desk.wait_for_url("**/sign-in?next=*")
    desk.locator("[name=username]").fill("alice")
    desk.locator("[name=password]").fill(PASSWORD)
    desk.locator("[name=password]").press("Enter")
    expect(desk.get_by_text("您輸入的內容已送出")).to_be_visible()
    assert len(_named(house, "餅乾不見的店")) == 1


def test_an_answer_that_is_lost_keeps_the_form_and_makes_one_row(desk: Page, line: Line, house: House) -> None:
    line.fail("lost", "/accounts")
    _fill(desk, "斷線小店")
    _send(desk)
    expect(desk.get_by_text("您輸入的內容已").first).to_be_visible()
    desk.goto(line.address + "/accounts")
    expect(desk.locator("[data-outbox-pill]")).to_have_count(0)
    assert len(_named(house, "斷線小店")) == 1


def test_what_the_server_sends_back_later_is_mended_on_its_page(desk: Page, line: Line, house: House) -> None:
    _fill(desk, "待修小店")
    _place(desk, "somewhere")
    line.down = True
    _send(desk)
    expect(desk.locator("[data-outbox-pill]")).to_have_text("1 筆待上傳")
    line.down = False
    desk.goto(line.address + "/phone/outbox")
    desk.get_by_role("link", name="修正").click()
    expect(desk.locator("[name=name]")).to_have_value("待修小店")
    _place(desk, "25.033, 121.5654")
    _send(desk)
    expect(desk.locator("h1")).to_have_text("待修小店")
    expect(desk.locator("[data-outbox-pill]")).to_have_count(0)
    assert len(_named(house, "待修小店")) == 1


def test_signing_out_with_something_waiting_asks_first(desk: Page, line: Line) -> None:
    asked: list[str] = []

    def no(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    _fill(desk, "未送小店")
    desk.goto(line.address + "/me")
    desk.goto(line.address + "/accounts/new")
    _fill(desk, "未送小店")
    line.fail("broken", "/accounts", times=9)
    _send(desk)
    expect(desk.locator("[data-outbox-pill]")).to_have_text("1 筆待上傳")
    desk.goto(line.address + "/me")
    desk.on("dialog", no)
    with desk.expect_event("dialog"):
        desk.get_by_role("button", name="登出").last.click()
    expect(desk).to_have_url(line.address + "/me")
    assert asked and "1 筆未送出" in asked[0]


def test_what_htmx_sends_over_a_dead_line_waits_in_the_browser_too(desk: Page, line: Line, house: House) -> None:
    """An expense, whose form draws its part of the page anew by itself; sent once, though the first answer was lost."""
    desk.goto(f"{line.address}/days/{TODAY}/expenses")
    desk.locator("label", has_text="停車").first.click()
    desk.locator("[name=amount]").fill("60")
    desk.locator("[name=note]").fill("桌上斷線")
    line.fail("lost", f"/days/{TODAY}/expenses")
    desk.get_by_role("button", name="儲存費用").click()
    expect(desk.get_by_text("您輸入的內容已保存在這個瀏覽器")).to_be_visible()
    expect(desk.get_by_text("資料沒有送出")).to_have_count(0)
    desk.goto(f"{line.address}/accounts")
    expect(desk.locator("[data-outbox-pill]")).to_have_count(0)
    assert house.ask("SELECT count(*) FROM visits_expense WHERE note = '桌上斷線'") == [(1,)]
