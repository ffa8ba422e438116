"""The phone's screens of a day, light and dark: readable, nothing sticks out. What is typed outlives a dead battery."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import check_page
from tests.browser.offline.acts import TODAY
from tests.browser.offline.conftest import House, Phone
from tests.browser.offline.working_day import a_day_for, on_today, without_signal

NewPhone = Callable[..., Phone]


def _go(page: Page, phone: Phone, path: str) -> None:
    page.goto(phone.line.address + path)
    page.locator(".bottom-nav").wait_for()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_of_the_day_is_sound(new_phone: NewPhone, house: House, scheme: str) -> None:
    name = {"light": "bob", "dark": "carol"}[scheme]
    a_day_for(house, name)
    phone = new_phone(name, color_scheme=scheme)
    page = on_today(phone).page
    yesterday, tomorrow = (date.fromisoformat(TODAY) + timedelta(days=days) for days in (-1, 1))
    days = [f"/phone/days/{day}" for day in (yesterday, tomorrow)]
    for path in ("/phone/today", *days, "/phone/visits/new", "/phone/visits/new?by=phone"):
        _go(page, phone, path)
        check_page(page)
    _go(page, phone, "/phone/today")
    page.get_by_role("link", name="改時間或取消").first.tap()
    check_page(page)
    page.get_by_role("link", name="返回").tap()
    page.get_by_role("button", name="撲空").first.tap()
    expect(page.locator("#shut")).to_be_visible()
    check_page(page)
    page.locator("#shut").get_by_role("button", name="取消").tap()
    page.get_by_role("button", name="抵達 山城雜貨").tap()
    page.locator("#visit-form").wait_for()
    page.locator("#order .option").first.evaluate("one => one.click()")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    check_page(page)
    small = page.evaluate(
        "[...document.querySelectorAll('button, .btn, .chip, a.row-item')].filter((one) => one.offsetParent"
        " && one.getBoundingClientRect().height < 43.5).map((one) => one.textContent.trim())"
    )
    assert small == [], "a thumb hits everything"


def test_what_is_typed_outlives_a_dead_battery(new_phone: NewPhone, house: House) -> None:
    phone = without_signal(new_phone, house, "mona")
    page = phone.page
    page.get_by_role("button", name="抵達 山城雜貨").tap()
    page.locator("#id-summary").fill("老闆說")
    page.locator("#id-result .chip", has_text="已報價").tap()
    page.locator("#order summary").tap()
    page.locator("#order .option", has_text="高山茶").tap()
    phone.laid_by("高山茶")
    page.reload()
    expect(page.locator("#id-summary")).to_have_value("老闆說")
    expect(page.locator("#id-result input[value=quotation]")).to_be_checked()
    expect(page.locator("#order .order-line")).to_contain_text("高山茶")
    page.get_by_role("link", name="返回").tap()
    expect(page.locator(".card-next")).to_contain_text("有內容未儲存")
    page.get_by_role("link", name="繼續記錄").tap()
    page.get_by_role("button", name="離開").tap()
    expect(page.get_by_role("button", name="抵達 清境商行")).to_be_visible()
    page.context.set_offline(False)
    phone.ready().back()
    phone.empties()
    lines = "SELECT p.external_id FROM trade_orderline l JOIN trade_product p ON p.id = l.product_id"
    lines += " JOIN trade_order o ON o.id = l.order_id WHERE o.person_id = ? AND o.source = 'visit'"
    assert ("P2",) in house.ask(lines, house.person("mona"))


def test_a_stop_is_added_to_the_plan_and_gone_to_in_one_day_without_a_signal(new_phone: NewPhone, house: House) -> None:
    phone = without_signal(new_phone, house, "hana")
    page = phone.page
    page.get_by_role("link", name="加一站到今日行程").tap()
    page.locator("#id-q").fill("春陽")
    page.get_by_role("link", name="春陽茶莊").tap()
    page.locator("#id-time").fill("08:00")
    page.locator("#id-purpose .chip", has_text="服務").tap()
    page.get_by_role("button", name="新增這一站").tap()
    expect(page.locator("#id-reason .field-error")).to_be_visible()
    check_page(page)
    page.locator("#id-reason .chip").first.tap()
    page.get_by_role("button", name="新增這一站").tap()
    page.get_by_role("button", name="抵達 春陽茶莊").tap()
    page.locator("#id-result .chip", has_text="一般洽談").tap()
    page.get_by_role("button", name="離開").tap()
    expect(page.locator(".day-count")).to_have_text("1 / 4")
    page.context.set_offline(False)
    phone.ready().back()
    phone.empties()
    gone = "SELECT s.added FROM visits_visit v JOIN visits_stop s ON s.id = v.stop_id WHERE v.person_id = ?"
    assert house.ask(gone, house.person("hana")) == [(1,)]


LATE = """
const Real = Date;
const DAY = 86_400_000;
window.Date = class extends Real {
  constructor(...parts) { super(...(parts.length ? parts : [Real.now() + DAY])); }
  static now() { return Real.now() + DAY; }
};
"""


def test_a_clock_that_is_a_day_off_shows_the_right_day(new_phone: NewPhone, house: House) -> None:
    a_day_for(house, "diana")
    phone = new_phone("diana", script=LATE)
    page = on_today(phone).page
    expect(page.locator(".alert-wait")).to_contain_text("差了 1 天")
    page.context.set_offline(True)
    page.get_by_role("button", name="抵達 山城雜貨").tap()
    page.locator("#id-result .chip", has_text="一般洽談").tap()
    page.get_by_role("button", name="離開").tap()
    expect(page.locator(".day-count")).to_have_text("1 / 3")
    page.context.set_offline(False)
    phone.ready().back()
    phone.empties()
    made = house.ask("SELECT day, stop_id IS NOT NULL FROM visits_visit WHERE person_id = ?", house.person("diana"))
    assert made == [(TODAY, 1)]
