"""陪訪 on the phone, without a line: who came along, and coming along oneself; and who goes to no customer."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import check_page
from tests.browser.offline.conftest import House, Phone
from tests.browser.offline.working_day import a_day_for, on_today, without_signal

NewPhone = Callable[..., Phone]
CAME = "SELECT count(*) FROM visits_companion WHERE visit_id = ? AND person_id = ?"


def _came(house: House, visit: str, name: str) -> int:
    return int(house.ask(CAME, visit.replace("-", ""), house.person(name))[0][0])


def test_who_came_along_is_named_without_a_line(new_phone: NewPhone, house: House) -> None:
    page = without_signal(new_phone, house, "juno").page
    page.locator(".phone-action .btn-arrive").tap()
    page.locator("#joint summary").tap()
    page.locator("#joint .chip", has_text="Bob").tap()
    check_page(page)
    page.get_by_role("button", name="儲存").tap()
    expect(page.locator("main")).to_contain_text("陪訪：Bob")
    visit = page.url.rsplit("/", 1)[-1]
    assert _came(house, visit, "bob") == 0
    expect(page.locator("[data-outbox-pill]")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("[data-outbox-pill]")).to_have_count(0)
    assert _came(house, visit, "bob") == 1


def test_a_superior_comes_along_without_a_line_and_takes_it_back(new_phone: NewPhone, house: House) -> None:
    a_day_for(house, "kim")
    rep = on_today(new_phone("kim"))
    rep.page.locator(".phone-action .btn-arrive").tap()
    expect(rep.page.locator("#joint")).to_be_visible()
    rep.empties()
    visit = rep.page.url.rsplit("/", 1)[-1]
    phone = new_phone("bob").go("/phone/visits/new")
    page = phone.page
    there = page.locator("section", has_text="部屬今天的拜訪").locator("li", has_text="Kim")
    expect(there).to_be_visible()
    page.context.set_offline(True)
    there.get_by_role("button").tap()
    expect(page.locator("main")).to_contain_text("您陪訪")
    check_page(page)
    expect(page.locator("[data-outbox-pill]")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("[data-outbox-pill]")).to_have_count(0)
    assert _came(house, visit, "bob") == 1
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="取消陪訪").tap()
    expect(page.locator("h1")).to_have_text("今日行程")
    phone.ready().empties()
    assert _came(house, visit, "bob") == 0


def test_whose_role_goes_to_no_customer_is_led_to_his_own_pages(new_phone: NewPhone) -> None:
    page = new_phone("oscar").go("/phone/today").page
    expect(page.get_by_role("link", name="前往我的頁面")).to_be_visible()
    expect(page.get_by_role("button", name="上班")).to_have_count(0)
    expect(page.locator(".phone-action .btn")).to_have_count(0)
    expect(page.locator(".bottom-nav li")).to_have_count(2)
    check_page(page)
