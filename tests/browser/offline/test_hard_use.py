"""A phone as it is used by whoever needs large letters, chooses what is no picture, or has more pictures than there is
room for: what cannot be kept is said at once, not in the evening."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import check_page
from tests.browser.offline.acts import TODAY
from tests.browser.offline.conftest import House, Phone
from tests.browser.offline.test_visit_mended import PNG
from tests.browser.offline.working_day import a_day_for, on_today, without_signal

NewPhone = Callable[..., Phone]
PICTURE: FilePayload = {"name": "a.png", "mimeType": "image/png", "buffer": PNG}
NONE: FilePayload = {"name": "發票.jpg", "mimeType": "image/jpeg", "buffer": b"not a picture at all"}


def test_letters_twice_as_large_stand_within_the_screen(new_phone: NewPhone, house: House) -> None:
    a_day_for(house, "lara")
    phone = on_today(new_phone("lara"))
    page = phone.page
    large = {"fontSizes": {"standard": 32, "fixed": 26}}
    page.context.new_cdp_session(page).send("Page.setFontSizes", large)
    for path in ("today", "customers", "report", "more", "visits/new", "prospects/new", f"days/{TODAY}/expenses"):
        page.goto(f"{phone.line.address}/phone/{path}")
        page.locator(".bottom-nav").wait_for()
        check_page(page)
    page.goto(f"{phone.line.address}/phone/visits/new")
    for name in ("拜訪", "電話", "LINE"):
        way = page.locator(".ways").get_by_role("link", name=name)
        assert way.evaluate("one => one.scrollWidth <= one.clientWidth"), f"{name} does not stand in its box"


def test_what_is_no_picture_is_said_while_it_can_be_taken_again(new_phone: NewPhone, house: House) -> None:
    phone = without_signal(new_phone, house, "pia")
    page = phone.page
    page.get_by_role("button", name="抵達 山城雜貨").tap()
    several = page.locator("#photos input[type=file]").nth(1)
    several.set_input_files([NONE, PICTURE])
    expect(page.locator(".toast-bad")).to_contain_text("發票.jpg")
    expect(page.locator("#photos .photo")).to_have_count(1)
    several.set_input_files([PICTURE] * 14)
    expect(page.locator("#photos .photo")).to_have_count(12)
    expect(page.locator(".toast-bad")).to_contain_text("3 張")
    page.goto(f"{phone.line.address}/phone/days/{TODAY}/expenses")
    page.locator("input[name=photo]").set_input_files(NONE)
    expect(page.locator(".toast-bad")).to_contain_text("發票.jpg")
    expect(page.get_by_text("已選收據")).to_have_count(0)


def test_who_was_just_visited_stands_so_before_anything_is_sent(new_phone: NewPhone, house: House) -> None:
    phone = without_signal(new_phone, house, "vera")
    page = phone.page
    page.get_by_role("button", name="抵達 山城雜貨").tap()
    page.get_by_role("button", name="離開").tap()
    expect(page.locator("[data-outbox-pill]")).to_have_text("2 筆待上傳")
    for path, row in (("visits/new", ".place"), ("customers", "[data-customers] li")):
        page.goto(f"{phone.line.address}/phone/{path}")
        expect(page.locator(row, has_text="山城雜貨")).to_contain_text("今天")
        expect(page.locator(row, has_text="清境商行")).to_contain_text("未曾拜訪")


def test_signing_out_with_forms_waiting_shows_its_warning(new_phone: NewPhone, house: House) -> None:
    phone = without_signal(new_phone, house, "otto")
    page = phone.page
    page.get_by_role("button", name="抵達 山城雜貨").tap()
    page.locator("#visit-form").wait_for()
    page.goto(f"{phone.line.address}/phone/more")
    page.get_by_role("button", name="登出").tap()
    expect(page.get_by_role("button", name="仍要登出")).to_be_in_viewport(ratio=1)


def test_a_long_story_does_not_bury_the_report(new_phone: NewPhone, house: House) -> None:
    phone = without_signal(new_phone, house, "nell")
    page = phone.page
    page.get_by_role("button", name="抵達 山城雜貨").tap()
    page.locator("#id-summary").fill("老闆說了很多，" * 500)
    page.get_by_role("button", name="離開").tap()
    expect(page.locator("[data-outbox-pill]")).to_have_text("2 筆待上傳")
    page.goto(f"{phone.line.address}/phone/report")
    story = page.locator(".row-main > .own-words", has_text="老闆說了很多")
    expect(story).to_be_visible()
    assert story.evaluate("one => one.getBoundingClientRect().height") < 200, "the visit's own page has the whole of it"
