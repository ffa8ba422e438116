"""What the phone around the app offers: home screen, voice, a file to hand over; a server too slow to wait for."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import check_page
from tests.browser.devices import PHONE, QUIET
from tests.browser.offline.acts import expense
from tests.browser.offline.conftest import House, Phone, enter, in_the_workers_hands
from tests.browser.offline.line import Line
from tests.browser.offline.papers import tap
from tests.browser.offline.working_day import without_signal

NewPhone = Callable[..., Phone]
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"
OFFER = """() => {
  const offer = new Event("beforeinstallprompt", { cancelable: true });
  offer.prompt = async () => { window.asked = true; };
  window.dispatchEvent(offer);
}"""
# A recogniser that hears one sentence as soon as it is started, and one that ends at once, as without a line.
HEARS = """window.SpeechRecognition = class extends EventTarget {
  start() { queueMicrotask(() => {
    const heard = new Event("result");
    const said = Object.assign([{ transcript: "老闆想看新包裝" }], { isFinal: true });
    this.dispatchEvent(Object.assign(heard, { resultIndex: 0, results: [said] }));
  }); }
  stop() {}
};"""
DEAF = """window.SpeechRecognition = class extends EventTarget {
  start() { queueMicrotask(() => this.dispatchEvent(new Event("error"))); }
  stop() {}
};"""
NONE = "delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"
PROMISES = """Object.defineProperty(navigator.storage, "persist", {
  value: async () => { sessionStorage.persists = "asked"; return true; } });"""


def test_ios_is_told_how_to_put_it_on_the_home_screen(new_phone: NewPhone) -> None:
    page = new_phone("alice", user_agent=IPHONE).page
    hint = page.locator(".card", has_text="加入主畫面").first
    expect(hint.locator("li")).to_have_text(["點一下 Safari 的分享按鈕。", "選擇「加入主畫面」。"])
    expect(hint.get_by_role("button")).to_have_count(0)
    check_page(page)


def test_android_puts_it_on_the_home_screen_by_one_tap(new_phone: NewPhone) -> None:
    page = new_phone("alice").page
    page.evaluate(OFFER)
    tap(page, "加入主畫面")
    assert page.evaluate("window.asked") is True
    expect(page.get_by_role("button", name="加入主畫面")).to_have_count(0)


def test_an_app_on_the_home_screen_offers_no_home_screen(new_phone: NewPhone) -> None:
    page = new_phone("alice", script="Object.defineProperty(navigator, 'standalone', { value: true });").page
    page.evaluate(OFFER)
    expect(page.get_by_role("button", name="登出")).to_be_visible()
    expect(page.get_by_role("button", name="加入主畫面")).to_have_count(0)


def test_the_browser_is_asked_to_keep_what_lies_there(new_phone: NewPhone) -> None:
    phone = new_phone("alice", script=PROMISES)
    phone.go("/phone/today")
    for _try in range(100):
        if phone.page.evaluate("sessionStorage.persists") == "asked":
            break
        phone.page.wait_for_timeout(100)
    assert phone.page.evaluate("sessionStorage.persists") == "asked"


def _summary(page: Page) -> None:
    page.get_by_role("button", name="抵達 山城雜貨").tap()
    page.locator("#id-summary").fill("年後再談。")


def test_what_is_dictated_is_kept_like_what_is_typed(new_phone: NewPhone, house: House) -> None:
    page = without_signal(new_phone, house, "valda", script=HEARS).page
    _summary(page)
    page.get_by_role("button", name="語音輸入").first.tap()
    expect(page.locator("#id-summary")).to_have_value("年後再談。老闆想看新包裝")
    tap(page, "儲存")
    expect(page.locator("[data-outbox-pill]")).to_have_text("2 筆待上傳")
    page.reload()
    expect(page.locator("#id-summary")).to_have_value("年後再談。老闆想看新包裝")


def test_a_microphone_that_hears_nothing_takes_nothing_away(new_phone: NewPhone, house: House) -> None:
    page = without_signal(new_phone, house, "vito", script=DEAF).page
    _summary(page)
    button = page.get_by_role("button", name="語音輸入").first
    button.tap()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#id-summary")).to_have_value("年後再談。")


def test_a_browser_without_speech_recognition_shows_no_microphone(new_phone: NewPhone, house: House) -> None:
    page = without_signal(new_phone, house, "viola", script=NONE).page
    _summary(page)
    expect(page.get_by_role("button", name="語音輸入")).to_have_count(0)
    check_page(page)


def test_everything_that_waits_is_handed_to_support_as_a_file(new_phone: NewPhone, line: Line, tmp_path: Path) -> None:
    phone = new_phone("alice", script="navigator.canShare = undefined;")
    photo = {"name": "photo", "filename": "a.png", "type": "image/png"}
    with line.cut():
        act = expense("88", "客服")
        put = "(await core.put({...it[0], files: [{...it[1], bytes: new Uint8Array([1, 2, 3]).buffer}]})).key"
        key = phone.do(put, [act, photo])
        page = phone.page
        page.locator("[data-outbox-pill]").tap()
        page.locator("summary", has_text="一直上傳不了").tap()
        with page.expect_download() as download:
            tap(page, "存成檔案給客服")
        kept = tmp_path / "outbox.json"
        download.value.save_as(kept)
        [form] = json.loads(kept.read_text())["forms"]
        assert form["key"] == key and form["address"] == act["address"]
        assert ["note", "客服"] in form["fields"] and form["files"][0]["base64"] == "AQID"
        assert len(phone.items()) == 1, "nothing leaves the list by it"
        phone.do("core.discard(it)", key)


def test_a_server_too_slow_to_wait_for_is_passed_over_for_the_like_screen(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], line: Line, house: House, tmp_path: Path
) -> None:
    """Of a browser that is a phone's throughout, its worker too."""
    args = [*QUIET, f"--user-agent={ANDROID}"]
    options = {**browser_type_launch_args, "args": args, "locale": "zh-TW", "timezone_id": "Asia/Taipei", **PHONE}
    context = playwright.chromium.launch_persistent_context(tmp_path, **options)
    phone = Phone(context.new_page(), line)
    page = phone.page
    enter(page, line.address, "alice")
    phone.go().do("core.refresh(true)")
    in_the_workers_hands(page)
    line.fail("stalled", "/accounts", method="GET")
    page.goto(f"{line.address}/accounts")
    expect(page).to_have_url(f"{line.address}/phone/customers")
    expect(page.get_by_role("link", name="蓮花藥局").first).to_be_visible()
    context.close()
