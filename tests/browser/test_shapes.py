"""A LINE contact, a prospect, a joint visit, photos and an order for LINE, each by a thumb on a phone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from fieldday.customers.models import Account
from fieldday.kit import files
from fieldday.visits.models import Companion, Expense, Photo, Visit
from tests.browser.entering import chinese_world, enter
from tests.pictures import picture_bytes
from tests.world import MONDAY, NOW, World

Check = Callable[[Page], None]
Opener = Callable[..., Page]
WHY = "the test looks behind the screens"
NOON = NOW + timedelta(hours=2)
HERE = {"latitude": 25.0478, "longitude": 121.517}


@pytest.fixture
def tiny(served: str, at_time: Callable[..., datetime], settings: Any, tmp_path: Path) -> World:
    settings.HOME = tmp_path
    at_time(NOON)
    return chinese_world()


def _act(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).locator("visible=true").first.click()


def test_a_line_contact_and_a_prospect_are_a_few_taps(tiny: World, new_phone: Opener, sound: Check) -> None:
    page = enter(new_phone(geolocation={**HERE, "accuracy": 12}, permissions=["geolocation"]), "alice")
    page.goto("/arrivals/new")
    sound(page)
    page.get_by_role("link", name="LINE").click()
    page.get_by_role("button", name="記 LINE 蓮花藥局").click()
    page.wait_for_url("**/visits/**")
    page.get_by_label("已報價").check()
    sound(page)
    _act(page, "儲存")
    expect(page.get_by_text("已儲存")).to_be_visible()
    made = Visit.objects.visible_to(tiny.alice).get(day=MONDAY)
    assert (made.channel, made.latitude, made.left_at is not None) == ("line", None, True)

    page.goto("/arrivals/new")
    page.get_by_role("link", name="新客戶").click()
    sound(page)
    page.get_by_label("客戶名稱").fill("晨光　商行")
    _act(page, "新增並抵達")
    expect(page.get_by_text("已經有同名的客戶")).to_be_visible()
    page.get_by_label("客戶名稱").fill("好日子藥局")
    page.get_by_label("聯絡人").fill("周小姐")
    _act(page, "是另一家，仍要新增")
    page.wait_for_url("**/visits/**")
    account = Account.objects.visible_to(tiny.alice).get(name="好日子藥局")
    assert (account.status, account.place) == ("prospect", (25.0478, 121.517))
    expect(page.get_by_label("見到負責人")).not_to_be_checked()
    page.locator("#met summary").click()
    page.locator("#met").get_by_label("周小姐").check()
    expect(page.get_by_label("見到負責人")).to_be_checked()
    page.goto("/today")
    expect(page.get_by_text("電訪", exact=True)).to_be_visible()
    sound(page)


def test_a_visit_is_joined_and_photographed_and_nothing_typed_is_lost(
    tiny: World, new_phone: Opener, sound: Check, tmp_path: Path
) -> None:
    page = enter(new_phone(), "alice")
    page.get_by_role("button", name="抵達").first.click()
    page.wait_for_url("**/visits/**")
    address = page.url

    bob = enter(new_phone(), "bob")
    bob.goto("/arrivals/new")
    bob.get_by_role("button", name="陪訪 蓮花藥局").click()
    bob.wait_for_url("**/visits/**")
    expect(bob.get_by_role("button", name="取消陪訪").locator("visible=true")).to_be_visible()
    sound(bob)

    page.get_by_label("補充說明").fill("談新品上架")
    page.get_by_label("已報價").check()
    shelf = tmp_path / "shelf.jpg"
    shelf.write_bytes(picture_bytes(3000, 2000, exif=True))
    page.locator("#photos input[type=file]").last.set_input_files(shelf)
    expect(page.locator("#photos .photo img")).to_have_count(1)
    paper = tmp_path / "收據.pdf"
    paper.write_bytes(b"%PDF-1.4 no picture")
    page.locator("#photos input[type=file]").last.set_input_files(paper)
    expect(page.locator("#photos [role=alert]").locator("visible=true")).to_contain_text("收據.pdf")
    expect(page.locator("#photos .photo img")).to_have_count(1)
    sound(page)
    expect(page.get_by_label("補充說明")).to_have_value("談新品上架")
    _act(page, "離開")
    page.wait_for_url("**/today")

    visit = Visit.objects.visible_to(tiny.alice).get(day=MONDAY)
    assert (visit.summary, visit.left_at is not None) == ("談新品上架", True)
    assert Companion.objects.visible_to(tiny.bob).get(visit=visit).person == tiny.bob, "a form older than his tap"
    kept = Image.open(BytesIO(files.path_of(Photo.objects.visible_to(tiny.alice).get(visit=visit).path).read_bytes()))
    assert kept.size == (1067, 1600) and not kept.getexif()
    bob.goto(address)
    expect(bob.locator(".photo img")).to_have_count(1)

    page.goto(address)
    page.locator("#photos input[type=file]").last.set_input_files([shelf] * 30)
    expect(page.locator("#photos [role=alert]").locator("visible=true")).to_contain_text("還能再加 11 張")
    expect(page.locator("#photos .photo img")).to_have_count(1)
    page.locator("#photos input[type=file]").last.set_input_files([shelf] * 2)
    expect(page.locator("#photos .photo img")).to_have_count(3)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#photos").get_by_role("button", name="移除照片").first.click()
    expect(page.locator("#photos .photo img")).to_have_count(2)


def test_an_order_is_copied_for_line_and_shown_where_the_browser_refuses(tiny: World, new_phone: Opener) -> None:
    page = enter(new_phone(permissions=["clipboard-read", "clipboard-write"]), "alice")
    page.goto(f"/visits/{tiny.alices.visit.pk}")
    page.get_by_role("button", name="複製到 LINE").click()
    expect(page.get_by_text("已複製")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert (
        copied.splitlines()[0].startswith("蓮花藥局")
        and "白蘭洗衣精　2 瓶　200" in copied
        and copied.endswith("合計　200")
    )
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="複製到 LINE").click()
    expect(page.get_by_label("訂單文字")).to_be_visible()

    page.goto("/arrivals/new")
    page.get_by_role("button", name="抵達 晨光商行").click()
    page.wait_for_url("**/visits/**")
    page.locator("#order summary").click()
    page.locator("#id-product-q").fill("高山")
    page.get_by_role("button", name="高山茶").click()
    page.get_by_label("數量").fill("3")
    page.get_by_role("button", name="複製到 LINE").click()
    expect(page.get_by_text("已複製")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "高山茶　3 包　750" in copied and copied.endswith("合計　750"), "as typed, before it is kept"


def test_a_visit_typed_and_left_by_a_tab_stands_as_it_was_typed(tiny: World, new_phone: Opener, sound: Check) -> None:
    page = enter(new_phone(), "alice")
    page.get_by_role("button", name="抵達").first.click()
    page.wait_for_url("**/visits/**")
    address = page.url
    page.get_by_label("補充說明").fill("談新品上架")
    page.get_by_label("已報價").check()
    page.locator("#money, #next").evaluate_all("sections => sections.forEach((one) => { one.open = true })")
    page.locator("#id-amount").fill("1500")
    expect(page.get_by_label("收到款項")).to_be_checked()
    page.locator("#id-next_step").fill("送樣品")

    page.locator(".bottom-nav").get_by_role("link", name="日報").click()
    page.wait_for_url("**/reports/**")
    page.goto(address)
    expect(page.get_by_text("還沒儲存")).to_be_visible()
    expect(page.get_by_label("補充說明")).to_have_value("談新品上架")
    expect(page.get_by_label("已報價")).to_be_checked()
    expect(page.locator("#id-amount")).to_have_value("1500")
    expect(page.locator("#id-next_step")).to_have_value("送樣品")
    sound(page)
    page.locator("#id-amount").fill("")
    expect(page.get_by_label("收到款項")).not_to_be_checked()
    page.get_by_role("button", name="儲存", exact=True).locator("visible=true").first.click()
    expect(page.locator(".messages")).to_contain_text("已儲存")
    expect(page.get_by_text("還沒儲存")).to_be_hidden()

    page.get_by_label("補充說明").fill("別的話")
    page.goto(address)
    expect(page.get_by_label("補充說明")).to_have_value("別的話")
    page.get_by_role("button", name="捨棄").click()
    expect(page.get_by_label("補充說明")).to_have_value("談新品上架")


def test_an_expense_typed_beside_a_visit_is_kept_with_it(tiny: World, new_phone: Opener) -> None:
    page = enter(new_phone(), "alice")
    page.get_by_role("button", name="抵達").first.click()
    page.wait_for_url("**/visits/**")
    address = page.url
    page.get_by_label("補充說明").fill("談新品上架")
    save = page.get_by_role("button", name="儲存", exact=True).locator("visible=true").first
    part = page.locator("#expense-part")
    part.get_by_role("link", name="費用").click()
    part.locator("[name=note]").fill("地下停車場")
    page.goto("/today")
    page.goto(address)
    expect(part.locator("[name=note]")).to_have_value("地下停車場")

    save.click()
    expect(part.locator(".field-error").first).to_be_visible()
    expect(page.get_by_label("補充說明")).to_have_value("談新品上架")
    part.locator(".chip", has_text="停車").click()
    part.locator("[name=amount]").fill("120")
    save.click()
    expect(page.locator(".messages")).to_contain_text("已儲存")
    assert Expense.objects.unscoped(WHY).get(note="地下停車場").amount == 120
    assert Visit.objects.unscoped(WHY).get(day=MONDAY).summary == "談新品上架"
    expect(part.get_by_role("link", name="費用")).to_be_visible()
