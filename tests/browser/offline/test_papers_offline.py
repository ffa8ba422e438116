"""Customers and papers without a signal: found, met on the street, expenses with receipts, the report written, sent,
taken back, sent again; then the line comes back, the superior signs, and what was refused is mended."""

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import check_page
from tests.browser.offline.acts import TODAY
from tests.browser.offline.conftest import House, Phone, in_the_workers_hands
from tests.browser.offline.papers import LONG_AGO, SIGN, rep_of_two, spend, tap
from tests.browser.offline.test_day_offline import picture, waiting

NewPhone = Callable[..., Phone]
PLACE = {"latitude": 24.1477, "longitude": 120.6736}
WORDS = "山區缺貨，下週補送。"


def find_customers(page: Page) -> None:
    """Two characters in either writing, full-width digits; the card rings."""
    page.locator(".bottom-nav a", has_text="客戶").tap()
    for typed in ("台中", "臺中", "０４－２３"):
        page.locator("#search").fill(typed)
        expect(page.locator("[data-customers] li")).to_have_count(1)
        expect(page.locator("[data-customers]")).to_contain_text("臺中好鄰居超市")
    page.locator("#search").fill("")
    tap(page, "離我最近")
    expect(page.locator("[data-customers] li").first).to_contain_text("700 m")
    page.locator("[data-customers] a", has_text="臺中好鄰居超市").tap()
    expect(page.locator(".door-acts a").first).to_have_attribute("href", "tel:0423456789")
    check_page(page)
    page.locator(".page-back a").tap()


def meet_somebody_new(phone: Phone) -> None:
    page = phone.page
    page.get_by_role("link", name="新客戶").tap()
    tap(page, "新增並抵達")
    expect(page.locator(".field-error")).to_be_visible()
    page.locator("#id-name").fill("台中 好鄰居超市")
    tap(page, "新增並抵達")
    expect(page.locator(".options")).to_contain_text("民權路 1 號")
    check_page(page)
    page.locator("#id-name").fill("谷口雜貨")
    page.locator("#id-contact_name").fill("潘太太")
    phone.laid_by("潘太太")
    page.reload()  # the battery, in the middle of it
    expect(page.locator("#id-name")).to_have_value("谷口雜貨")
    expect(page.locator("#id-contact_name")).to_have_value("潘太太")
    tap(page, "新增並抵達")
    page.wait_for_url("**/phone/visits/*")
    page.locator("#id-result .chip", has_text="一般洽談").tap()
    page.locator("#id-summary").fill("想試賣茶葉")
    tap(page, "離開")
    page.wait_for_url("**/phone/today")
    page.locator(".bottom-nav a", has_text="客戶").tap()
    expect(page.locator("[data-customers]")).to_contain_text("谷口雜貨")


def spend_and_correct(page: Page) -> None:
    page.locator(".bottom-nav a", has_text="日報").tap()
    page.get_by_role("link", name="記一筆費用").tap()
    tap(page, "儲存費用")
    expect(page.locator(".field-error")).to_have_count(2)
    check_page(page)
    spend(page, "620", "夜市停車", picture("green"))
    expect(page.locator(".rows")).to_contain_text("超過 500")
    page.locator(".rows a", has_text="夜市停車").tap()
    expect(page.locator("#id-amount")).to_have_value("620")
    page.locator("#id-amount").fill("450")
    tap(page, "儲存")
    expect(page.locator(".rows")).to_contain_text("450")
    spend(page, "80", "重複的一筆")
    page.locator(".rows a", has_text="重複的一筆").tap()
    tap(page, "移除")
    page.locator("#removal").get_by_role("button", name="移除").tap()
    expect(page.locator(".rows")).not_to_contain_text("重複的一筆")


def write_and_send(page: Page) -> None:
    """Asked about once; taken back while it has not left the phone, with its words; sent again."""
    page.locator(".bottom-nav a", has_text="日報").tap()
    expect(page.locator(".day-counts")).to_contain_text("1")
    page.locator("#id-reflections").fill(WORDS)
    tap(page, "送出")
    expect(page.locator(".card-warned")).to_contain_text("沒有一次是有效拜訪")
    check_page(page)
    tap(page, "知道了，照樣送出")
    expect(page.locator(".page-status")).to_contain_text("還沒送")
    tap(page, "抽單")
    expect(page.locator("#id-reflections")).to_have_value(WORDS)
    tap(page, "送出")
    tap(page, "知道了，照樣送出")
    expect(page.locator(".page-status")).to_contain_text("還沒送")


def test_papers_of_a_day_without_a_signal(new_phone: NewPhone, house: House) -> None:
    phone = new_phone(rep_of_two(house, "edith"), geolocation=PLACE, permissions=["geolocation"])
    page = phone.page
    in_the_workers_hands(page)
    page.context.set_offline(True)
    find_customers(page)
    meet_somebody_new(phone)
    waiting(page, 2)
    spend_and_correct(page)
    waiting(page, 6)
    write_and_send(page)
    waiting(page, 7)
    page.reload()
    waiting(page, 7)
    page.context.set_offline(False)
    phone.ready().back()
    phone.empties()
    on_the_server(page, phone.line.address, house)
    read_and_answer(phone, house)


def on_the_server(page: Page, address: str, house: House) -> None:
    """On the pages of the server, once."""
    edith = house.person("edith")
    assert house.ask("SELECT name, status FROM customers_account WHERE owner_id = ? AND name = '谷口雜貨'", edith) == [
        ("谷口雜貨", "prospect")
    ]
    assert house.ask("SELECT amount, note FROM visits_expense WHERE person_id = ?", edith) == [(45000, "夜市停車")]
    assert house.ask(
        "SELECT count(*) FROM visits_photo WHERE expense_id IN (SELECT id FROM visits_expense WHERE person_id = ?)",
        edith,
    ) == [(1,)]
    [(status, accepted)] = house.ask("SELECT status, accepted FROM visits_dailyreport WHERE person_id = ?", edith)
    assert status == "sent"
    assert "visits.warning.nothing_effective" in json.loads(accepted)
    page.goto(f"{address}/reports/{TODAY}")
    for words in (WORDS, "谷口雜貨", "想試賣茶葉", "450"):
        expect(page.locator("body")).to_contain_text(words)


def read_and_answer(phone: Phone, house: House) -> None:
    """The 批示 comes to the phone; it is answered without a signal."""
    house.beside.run(SIGN, "edith")
    phone.go("/phone/report").do("core.refresh(true)")
    page = phone.page
    expect(page.locator(".card-signed")).to_contain_text("辛苦了，週五一起去。")
    page.context.set_offline(True)
    page.locator(".card-signed summary").tap()
    page.locator("#id-answer").fill("好，我約店家。")
    check_page(page)
    page.locator(".card-signed").get_by_role("button", name="回覆").tap()
    expect(page.locator(".card-signed .answer")).to_contain_text("好，我約店家。")
    page.context.set_offline(False)
    phone.back()
    phone.empties()
    assert house.ask("SELECT comment FROM visits_signoff WHERE act = 'answered' AND comment = '好，我約店家。'")


def test_an_expense_that_was_refused_is_mended_with_its_receipt(new_phone: NewPhone, house: House) -> None:
    phone = new_phone(rep_of_two(house, "fiona"))
    page = phone.page
    in_the_workers_hands(page)
    page.context.set_offline(True)
    page.goto(f"{phone.line.address}/phone/days/{TODAY}/expenses")
    spend(page, "90", "山頂停車", picture("blue"))
    house.tell("UPDATE visits_code SET retired = 1 WHERE kind = 'expense' AND code = 'parking'")
    try:
        page.context.set_offline(False)
        phone.ready().back()
        expect(page.locator("[data-outbox-pill]")).to_contain_text("退回")
        page.locator("[data-outbox-pill]").tap()
        expect(page.locator(".held-card")).to_contain_text("請從清單選擇費用類別")
        check_page(page)
        page.locator(".held-card").get_by_role("link", name="修正").tap()
        expect(page.locator("#expense-form")).to_contain_text("KB")
        expect(page.locator("#id-amount")).to_have_value("90")
        page.get_by_role("radio", name="交通").check()
        tap(page, "儲存費用")
        phone.empties()
    finally:
        house.tell("UPDATE visits_code SET retired = 0 WHERE kind = 'expense' AND code = 'parking'")
    rep = house.person("fiona")
    [(pk, amount)] = house.ask("SELECT id, amount FROM visits_expense WHERE person_id = ?", rep)
    assert amount == 9000
    assert house.ask("SELECT count(*) FROM visits_photo WHERE expense_id = ?", pk) == [(1,)], "the receipt came along"


def test_an_expense_changed_elsewhere_is_shown_beside_mine(new_phone: NewPhone, house: House) -> None:
    phone = new_phone(rep_of_two(house, "faye"))
    page = phone.page
    in_the_workers_hands(page)
    page.goto(f"{phone.line.address}/phone/days/{TODAY}/expenses")
    spend(page, "200", "高鐵站停車")
    phone.ready().empties()
    page.context.set_offline(True)
    page.locator(".rows a", has_text="高鐵站停車").tap()
    expect(page.locator("#id-amount")).to_have_value("200")
    page.locator("#id-amount").fill("240")
    tap(page, "儲存")
    house.tell("UPDATE visits_expense SET amount = 26000, version = version + 1 WHERE note = '高鐵站停車'")
    page.context.set_offline(False)
    phone.back()
    expect(page.locator("[data-outbox-pill]")).to_contain_text("退回")
    page.locator("[data-outbox-pill]").tap()
    row = page.locator(".compared tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_have_text("金額240260")
    check_page(page)
    tap(page, "以我的為準")
    phone.empties()
    assert house.ask("SELECT amount FROM visits_expense WHERE note = '高鐵站停車'") == [(24000,)]


def test_what_only_the_server_warns_of_is_asked_on_the_phone(new_phone: NewPhone, house: House) -> None:
    house.beside.run(LONG_AGO, rep_of_two(house, "fern"), WORDS)
    phone = new_phone("fern")
    page = phone.page
    in_the_workers_hands(page)
    page.context.set_offline(True)
    page.locator(".bottom-nav a", has_text="日報").tap()
    expect(page.locator("#id-plan")).to_contain_text("臺中好鄰居超市")
    expect(page.locator("#id-plan input[name=plan]")).to_be_checked()
    page.locator("#id-reflections").fill(WORDS)
    tap(page, "送出")
    tap(page, "知道了，照樣送出")  # that it is early in the day
    expect(page.locator(".page-status")).to_contain_text("還沒送")
    page.context.set_offline(False)
    phone.ready().back()
    expect(page.locator(".alert-bad")).to_contain_text("一字不差")
    check_page(page)
    page.get_by_role("link", name="修正").tap()
    expect(page.locator(".card-warned")).to_contain_text("一字不差")
    expect(page.locator("#id-reflections")).to_have_value(WORDS)
    tap(page, "知道了，照樣送出")
    phone.empties()
    said = "SELECT accepted FROM visits_dailyreport WHERE person_id = ? AND day = ? AND status = 'sent'"
    [(accepted,)] = house.ask(said, house.person("fern"), TODAY)
    assert "visits.warning.copied" in json.loads(accepted)
    plans = "SELECT status FROM visits_plan WHERE person_id = ?"
    assert house.ask(plans, house.person("fern")) == [("submitted",)], "the next day's plan went along"
