"""What the server did not take of a visit comes back to its person: the reason stands at its field, the visit is mended
and goes up; and what somebody else changed meanwhile is seen before it is written over."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import check_page
from tests.browser.offline.acts import TODAY
from tests.browser.offline.conftest import House, Phone
from tests.browser.offline.working_day import a_day_for, on_today, without_signal

NewPhone = Callable[..., Phone]


@pytest.fixture
def page(new_phone: NewPhone, house: House) -> Page:
    a_day_for(house, "ivy")
    return on_today(new_phone("ivy")).page


def _order_here(page: Page, name: str, quantity: str) -> None:
    page.get_by_role("button", name=f"抵達 {name}").tap()
    page.locator("#order summary").tap()
    page.locator("#order .option", has_text="白蘭洗衣精").tap()
    page.locator("#line-1-quantity").fill(quantity)
    page.get_by_role("button", name="儲存").tap()
    expect(page.locator("[data-outbox-pill]")).to_have_text("2 筆待上傳")


def test_a_product_dropped_at_noon_is_mended_at_its_line(page: Page, house: House) -> None:
    page.context.set_offline(True)
    _order_here(page, "山城雜貨", "7")
    page.locator("#photos input[type=file]").nth(1).set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": PNG}
    )
    expect(page.locator("#photos .photo")).to_have_count(1)
    house.tell("UPDATE trade_product SET retired = 1 WHERE external_id = 'P1'")
    try:
        page.context.set_offline(False)
        expect(page.locator("[data-outbox-pill]")).to_have_text("1 筆被退回")
        # The photo does not wait for it.
        photos = "SELECT count(*) FROM visits_photo p JOIN visits_visit v ON v.id = p.visit_id"
        photos += " JOIN customers_account a ON a.id = v.account_id WHERE a.external_id = 'ivy-1'"
        assert house.ask(photos) == [(1,)]
        page.locator("[data-outbox-pill]").tap()
        expect(page.locator(".held-card")).to_contain_text("已停售")
        page.get_by_role("link", name="修正").tap()
        expect(page.locator("#id-line-1 .field-error")).to_contain_text("已停售")
        check_page(page)
        page.locator("#id-line-1").locator(".btn-link").tap()
        page.locator("#order .option", has_text="高山茶").tap()
        page.locator("#line-1-quantity").fill("3")
        page.get_by_role("button", name="儲存並重送").tap()
        expect(page.locator("[data-outbox-pill]")).to_have_count(0)
    finally:
        house.tell("UPDATE trade_product SET retired = 0 WHERE external_id = 'P1'")
    kept = house.ask("SELECT p.external_id FROM trade_orderline l JOIN trade_product p ON p.id = l.product_id"
                     " JOIN trade_order o ON o.id = l.order_id JOIN customers_account a ON a.id = o.account_id"
                     " JOIN visits_result r ON r.order_id = o.id WHERE a.external_id = 'ivy-1'")  # fmt: skip
    assert kept == [("P2",)]


def test_what_was_corrected_before_it_came_back_is_mended_once_and_keeps_its_hour(
    new_phone: NewPhone, house: House
) -> None:
    page = without_signal(new_phone, house, "theo").page
    _order_here(page, "山城雜貨", "7")
    at = page.url
    page.get_by_role("button", name="離開").tap()
    expect(page.locator("[data-outbox-pill]")).to_have_text("3 筆待上傳")
    left = datetime.now(UTC)
    page.goto(at)
    page.locator("#line-1-quantity").fill("5")
    page.get_by_role("button", name="儲存").tap()
    expect(page.locator("[data-outbox-pill]")).to_have_text("4 筆待上傳")
    house.tell("UPDATE trade_product SET retired = 1 WHERE external_id = 'P1'")
    try:
        page.context.set_offline(False)
        expect(page.locator("[data-outbox-pill]")).to_have_text("1 筆被退回+2")
        page.locator("[data-outbox-pill]").tap()
        page.get_by_role("link", name="修正").tap()
        # The last words stand there, and by its name what is not sold any more.
        expect(page.locator("#line-1-quantity")).to_have_value("5")
        expect(page.locator("#id-line-1")).to_contain_text("白蘭洗衣精")
        page.locator("#id-line-1").locator(".btn-link").tap()
        page.locator("#order .option", has_text="高山茶").tap()
        page.get_by_role("button", name="儲存並重送").tap()
        expect(page.locator("[data-outbox-pill]")).to_have_count(0)
    finally:
        house.tell("UPDATE trade_product SET retired = 0 WHERE external_id = 'P1'")
    [(left_at,)] = house.ask("SELECT left_at FROM visits_visit WHERE id = ?", at.rsplit("/", 1)[-1].replace("-", ""))
    assert datetime.fromisoformat(left_at).replace(tzinfo=UTC) <= left


def test_a_day_whose_report_came_back_too_is_open_to_be_mended(new_phone: NewPhone, house: House) -> None:
    phone = without_signal(new_phone, house, "rhea")
    page = phone.page
    _order_here(page, "山城雜貨", "7")
    # Sent without an answer to what the server asks of it: two planned stops nobody went to, with no reason.
    fields = [["version", "0"], ["reflections", "今天都在山裡"], ["act", "send"]]
    phone.put(address=f"/reports/{TODAY}", fields=fields, record=f"report:{TODAY}", says="送出業務日報")
    house.tell("UPDATE trade_product SET retired = 1 WHERE external_id = 'P1'")
    try:
        page.context.set_offline(False)
        expect(page.locator("[data-outbox-pill]")).to_have_text("2 筆被退回")
        page.locator("[data-outbox-pill]").tap()
        page.locator(".held-card", has_text="已停售").get_by_role("link", name="修正").tap()
        page.locator("#line-1-quantity").fill("3")
        expect(page.get_by_role("button", name="修正並重送日報")).to_be_visible()
    finally:
        house.tell("UPDATE trade_product SET retired = 0 WHERE external_id = 'P1'")
    page.get_by_role("button", name="修正並重送日報").tap()
    expect(page.locator("[data-outbox-pill]")).to_have_text("1 筆被退回")
    kept = "SELECT count(*) FROM visits_result r JOIN visits_visit v ON v.id = r.visit_id"
    kept += " JOIN customers_account a ON a.id = v.account_id WHERE a.external_id = 'rhea-1' AND r.order_id IS NOT NULL"
    assert house.ask(kept) == [(1,)]


def test_what_was_changed_meanwhile_is_seen_before_it_is_written_over(new_phone: NewPhone, house: House) -> None:
    a_day_for(house, "gina")
    phone = new_phone("gina")
    page = on_today(phone).page
    page.get_by_role("button", name="抵達 山城雜貨").tap()
    page.locator("#id-summary").fill("第一次寫的")
    page.get_by_role("button", name="儲存").tap()
    phone.empties()
    pk = page.url.rsplit("/", 1)[-1]
    page.context.set_offline(True)
    page.locator("#id-summary").fill("手機上改的")
    page.locator("#id-result .chip", has_text="已報價").tap()
    page.get_by_role("button", name="儲存").tap()
    desk = new_phone("gina").page
    desk.goto(f"{phone.line.address}/visits/{pk}")
    desk.locator("#id-summary").fill("電腦上改的")
    desk.get_by_role("button", name="儲存").first.tap()
    expect(desk.get_by_text("已儲存。").first).to_be_visible()  # only then is the phone the later one
    page.context.set_offline(False)
    expect(page.locator("[data-outbox-pill]")).to_have_text("1 筆被退回")
    page.locator("[data-outbox-pill]").tap()
    table = page.locator("table.compared")
    expect(table.locator("tbody tr")).to_have_count(2)
    expect(table).to_contain_text("手機上改的")
    expect(table).to_contain_text("電腦上改的")
    check_page(page)
    page.get_by_role("button", name="以我的為準").tap()
    expect(page.locator("[data-outbox-pill]")).to_have_count(0)
    summary = house.ask("SELECT summary FROM visits_visit WHERE id = ?", pk.replace("-", ""))
    assert summary == [("手機上改的",)]


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
