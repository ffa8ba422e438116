"""A whole day without a signal, from 上班 to the last customer, at a phone's screen; then the line comes back and
everything stands on the server's own pages, once."""

import io
from collections.abc import Callable
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import check_page
from tests.browser.offline.acts import TODAY
from tests.browser.offline.conftest import House, Phone
from tests.browser.offline.working_day import a_day_for, on_today

NewPhone = Callable[..., Phone]
PLACE = {"latitude": 24.9157, "longitude": 120.6840}


def picture(colour: str) -> Any:
    file = io.BytesIO()
    Image.new("RGB", (2400, 1800), colour).save(file, "JPEG")
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def waiting(page: Page, count: int) -> None:
    expect(page.locator("[data-outbox-pill]")).to_have_text(f"{count} 筆待上傳")


def the_first_customer(page: Page) -> None:
    """An order as last time and something more, a payment, somebody new, what the market says, a next step, a photo."""
    page.get_by_role("button", name="抵達 山城雜貨").tap()
    page.locator("#id-result .chip", has_text="已報價").tap()
    page.locator("#order summary").tap()
    page.get_by_role("button", name="照上次訂").tap()
    expect(page.locator("#order summary")).to_contain_text("600")
    page.locator("#id-product-q").fill("高山")
    page.locator("#order .option", has_text="高山茶").tap()
    page.locator("#line-2-quantity").fill("4")
    page.locator("#line-2-discount").fill("10")
    expect(page.locator("#order summary")).to_contain_text("1,500")
    page.locator("#money summary").tap()
    page.locator("#id-amount").fill("1500")
    page.locator("#id-method .chip", has_text="現金").tap()
    expect(page.locator("#id-result input[value=collection]")).to_be_checked()
    page.locator("#met summary").tap()
    page.locator("#id-contact .chip", has_text="葉老闆").tap()
    expect(page.locator("input[name=met]")).to_be_checked()
    page.locator("#id-contact_name").fill("葉太太")
    page.locator("#notes summary").tap()
    page.locator("[name=note-1-text]").fill("對面在賣水貨")
    page.locator("#next summary").tap()
    page.locator("#next .btn", has_text="7 天後").tap()
    page.locator("#id-summary").fill("年後換新包裝")
    page.locator("#photos input[type=file]").first.set_input_files(picture("green"))
    expect(page.locator("#photos .photo img")).to_be_visible()
    page.get_by_role("button", name="離開").tap()
    expect(page.locator(".field-error")).to_contain_text("下一步")
    page.locator("#id-next_step").fill("帶樣品")
    check_page(page)
    page.get_by_role("button", name="離開").tap()
    expect(page.get_by_role("button", name="抵達 清境商行")).to_be_visible()


def the_shut_one(page: Page) -> None:
    page.get_by_role("button", name="撲空").first.tap()
    page.locator("#shut input[type=file]").set_input_files(picture("red"))
    expect(page.locator("#shut")).to_contain_text("已拍照")
    page.locator("#shut").get_by_role("button", name="撲空").tap()
    expect(page.get_by_role("button", name="抵達 霧社小館")).to_be_visible()


def the_unplanned_one(page: Page) -> None:
    page.get_by_role("link", name="計畫外拜訪").tap()
    page.locator("#id-q").fill("春陽")
    page.get_by_role("button", name="抵達 春陽茶莊").tap()
    page.locator("#id-result .chip", has_text="暫無需求").tap()
    page.locator("#id-purpose .chip", has_text="服務").tap()
    page.get_by_role("button", name="儲存").tap()
    waiting(page, 7)
    page.locator("#id-summary").fill("老闆出國")  # corrected while it waits
    page.get_by_role("button", name="離開").tap()
    expect(page.get_by_role("button", name="抵達 霧社小館")).to_be_visible()


def the_cancelled_one(page: Page) -> None:
    page.get_by_role("link", name="改時間或取消").first.tap()
    page.locator("#id-reason .chip").first.tap()
    page.locator(".phone-action .btn-primary").tap()
    expect(page.locator(".phone-action .btn-arrive")).to_have_count(0)


def the_call(page: Page) -> None:
    page.get_by_role("link", name="電訪").tap()
    page.locator("#id-q").fill("清境")
    page.locator(".place .btn").first.tap()
    page.locator("#id-result .chip", has_text="一般洽談").tap()
    page.get_by_role("button", name="儲存").tap()
    page.locator(".page-back a").tap()


def test_a_day_without_a_signal_stands_on_the_server_in_the_evening(new_phone: NewPhone, house: House) -> None:
    a_day_for(house, "adam")
    phone = new_phone("adam", geolocation=PLACE, permissions=["geolocation"])
    page = on_today(phone).page
    page.context.set_offline(True)
    page.get_by_role("button", name="上班").tap()
    waiting(page, 1)
    the_first_customer(page)
    waiting(page, 4)
    the_shut_one(page)
    the_unplanned_one(page)
    the_cancelled_one(page)
    the_call(page)
    expect(page.locator(".day-count")).to_have_text("2 / 2")
    check_page(page)
    waiting(page, 11)
    # The battery: the app is gone, and begins again without a line from what lies on the phone.
    page.reload()
    waiting(page, 11)
    expect(page.locator(".day-figures").first).to_contain_text("1,500")
    page.context.set_offline(False)
    phone.ready().back()
    phone.empties()
    on_the_server(page, phone.line.address, house)


def on_the_server(page: Page, address: str, house: House) -> None:
    page.goto(f"{address}/today")
    page.locator("summary", has_text="已完成").tap()
    rows = page.locator("details[open] .rows > li")
    expect(rows).to_have_count(5)
    for name, words in (("山城雜貨", "1,500"), ("清境商行", "撲空"), ("春陽茶莊", "暫無需求"), ("霧社小館", "取消")):
        expect(rows.filter(has_text=name).first).to_contain_text(words)
    rows.filter(has_text="山城雜貨").locator("a").first.tap()
    expect(page.locator("#id-summary")).to_have_value("年後換新包裝")
    expect(page.locator("#line-2-discount")).to_have_value("10")
    expect(page.locator("#order [data-total]")).to_have_text("1,500")
    expect(page.locator("#photos .photo")).to_have_count(1)
    expect(page.locator("#id-contact .chip", has_text="葉太太").locator("input")).to_be_checked()
    expect(page.locator("textarea", has_text="對面在賣水貨")).to_have_count(1)
    expect(page.locator("#id-next_step")).to_have_value("帶樣品")
    adam = house.person("adam")
    visits = "SELECT count(*) FROM visits_visit WHERE person_id = ? AND day = ?"
    assert house.ask(visits, adam, TODAY) == [(4,)], "nothing is doubled"
    newcomers = "SELECT count(*) FROM customers_contact WHERE name = '葉太太'"
    assert house.ask(newcomers) == [(1,)]
    assert house.ask("SELECT count(*) FROM trade_payment WHERE person_id = ? AND paid_on = ?", adam, TODAY) == [(1,)]
