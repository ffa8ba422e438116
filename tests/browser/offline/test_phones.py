"""What a phone does to itself: an empty battery, a full store, a wrong clock, no location, a new release, no line."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, expect

from tests.browser.conftest import PHONE, QUIET
from tests.browser.offline.acts import expense
from tests.browser.offline.conftest import House, Phone, enter
from tests.browser.offline.line import Line

NewPhone = Callable[..., Phone]
NO_ANSWER = "navigator.geolocation.getCurrentPosition = () => undefined;"
TOMORROW = "const now = Date.now; Date.now = () => now() + 864e5;"
LATE = """const Real = Date; const off = 864e5;
Date = class extends Real { constructor(...of) { of.length ? super(...of) : super(Real.now() + off); } static now() { return Real.now() + off; } };"""


def _kill(folder: Path) -> None:
    """As an empty battery does: every process of the browser that has this folder, at once."""
    found = subprocess.run(["pgrep", "-f", f"user-data-dir={folder}"], capture_output=True, text=True, check=False)
    for pid in found.stdout.split():
        try:
            os.kill(int(pid), signal.SIGKILL)
        except ProcessLookupError:
            pass


def test_an_empty_battery_loses_nothing(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], line: Line, house: House, tmp_path: Path
) -> None:
    options = {**browser_type_launch_args, "args": QUIET, "locale": "zh-TW", "timezone_id": "Asia/Taipei", **PHONE}
    context = playwright.chromium.launch_persistent_context(tmp_path, **options)
    phone = Phone(context.new_page(), line)
    enter(phone.page, line.address, "alice")
    phone.go().do("core.refresh(true)")
    acts = [expense(str(n)) for n in range(1, 4)]
    line.down = True
    for act in acts:
        phone.put(**act)
    _kill(tmp_path)
    time.sleep(0.3)
    line.down = False
    again = playwright.chromium.launch_persistent_context(tmp_path, **options)
    phone = Phone(again.new_page(), line).go()
    phone.empties()
    assert all(house.count("visits_expense", act["pk"]) == 1 for act in acts)
    again.close()


def test_a_full_store_is_said_and_the_form_stays(phone: Phone, line: Line, house: House) -> None:
    page = phone.page
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": line.address, "quotaSize": 1})
    act = expense()
    said = phone.do(
        """await core.put({...it, files: [{name: 'photo', filename: 'a.jpg', type: 'image/jpeg',
        bytes: new ArrayBuffer(9_000_000)}]}).then(() => '', (error) => error.constructor === core.StoreFull ? 'full' : String(error))""",
        act,
    )
    assert said == "full"
    assert phone.items() == [], "nothing half-written"
    session.send("Storage.overrideQuotaForOrigin", {"origin": line.address})
    phone.put(**act)
    phone.empties()
    assert house.count("visits_expense", act["pk"]) == 1


def test_a_clock_that_is_a_day_off_orders_nothing(new_phone: NewPhone, line: Line, house: House) -> None:
    phone = new_phone("alice", script=LATE)
    acts = [expense(str(n)) for n in (31, 32, 33)]
    with line.cut():
        for act in acts:
            phone.put(**act)
    phone.drained()
    assert phone.items() == []
    assert [one.fields["id"][0] for one in line.posts("/days/")] == [act["pk"] for act in acts]
    days = {day for act in acts for (day,) in house.ask("SELECT day FROM visits_expense WHERE id = ?", act["pk"].replace("-", ""))}
    assert days == {acts[0]["address"].split("/")[2]}


def _card(phone: Phone, line: Line) -> None:
    phone.page.goto(line.address + "/phone/customers")
    phone.page.get_by_role("link", name="蓮花藥局").first.click()
    expect(phone.page.locator("h1")).to_have_text("蓮花藥局")


def test_a_location_that_is_refused_blocks_no_arrival(new_phone: NewPhone, line: Line, house: House) -> None:
    phone = new_phone("alice", permissions=[])
    _card(phone, line)
    phone.page.locator(".phone-action").get_by_role("button", name="抵達").click()
    phone.page.wait_for_url("**/phone/visits/*")
    pk = phone.page.url.rsplit("/", 1)[-1]
    phone.ready().empties()
    assert house.ask("SELECT \"where\" FROM visits_visit WHERE id = ?", pk.replace("-", "")) == [("unverifiable",)]
    house.tell("UPDATE visits_visit SET left_at = arrived_at WHERE id = ?", pk.replace("-", ""))


def test_a_location_that_never_comes_blocks_no_arrival(new_phone: NewPhone, line: Line, house: House) -> None:
    phone = new_phone("alice", script=NO_ANSWER)
    _card(phone, line)
    began = time.monotonic()
    phone.page.locator(".phone-action").get_by_role("button", name="抵達").click()
    phone.page.wait_for_url("**/phone/visits/*")
    assert time.monotonic() - began < 2, "the visit is there at once"
    pk = phone.page.url.rsplit("/", 1)[-1]
    phone.ready().empties()
    assert house.count("visits_visit", pk) == 1
    house.tell("UPDATE visits_visit SET left_at = arrived_at WHERE id = ?", pk.replace("-", ""))


def test_a_new_release_waits_until_it_is_taken_and_loses_nothing(phone: Phone, line: Line, house: House) -> None:
    page = phone.page
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    act = expense()
    with line.cut():
        phone.put(**act)
    line.fail("broken", "/days/", times=3)
    phone.do("core.setDraft(it, 'a form', {typed: '寫到一半'})", house.person("alice"))
    line.rewrite = lambda path, content: content.replace(b'"build": "', b'"build": "next-') if path == "/sw.js" else content
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    page.get_by_role("button", name="立即更新").click()
    page.wait_for_event("load")
    page.wait_for_function("caches.keys().then((names) => names.length === 1 && names[0].startsWith('fieldday-next-'))")
    phone.ready()
    assert phone.do("core.draft(it, 'a form')", house.person("alice")) == {"typed": "寫到一半"}
    line.faults.clear()
    phone.drained()
    phone.empties()
    assert house.count("visits_expense", act["pk"]) == 1


def test_the_app_opens_without_a_line_and_other_pages_lead_to_the_like_screen(phone: Phone, line: Line) -> None:
    page = phone.page
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    line.down = True
    page.goto(line.address + "/phone/today")
    expect(page.locator(".bottom-nav [aria-current]")).to_have_text("今天")
    page.goto(line.address + "/accounts")
    expect(page).to_have_url(line.address + "/phone/customers")
    expect(page.get_by_role("link", name="蓮花藥局").first).to_be_visible()
    page.goto(line.address + "/people")
    expect(page.get_by_text("這個頁面由伺服器提供")).to_be_visible()


def test_nothing_personal_lies_in_the_workers_cache(phone: Phone, line: Line) -> None:
    page = phone.page
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    for path in ("/today", "/accounts", "/me"):
        page.goto(line.address + path)
    kept = page.evaluate(
        """async () => { const found = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
          return found; }"""
    )
    assert kept and all(path == "/phone/" or path.startswith(("/static/", "/phone/words/")) for path in kept), json.dumps(kept)
