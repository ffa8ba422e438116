"""What a phone does to itself: an empty battery, a full store, a wrong clock, no location, a new release, no line."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, expect

from tests.browser.devices import PHONE, QUIET
from tests.browser.offline.acts import TODAY, expense
from tests.browser.offline.conftest import TRIES, House, Phone, enter
from tests.browser.offline.hours import ZONE
from tests.browser.offline.line import Line
from tests.browser.offline.papers import rep_of_two
from tools.environment import REPOSITORY

NewPhone = Callable[..., Phone]
# Neither a place nor the end of the wait for it (client/src/location.ts): whoever waited for either waited for ever.
NO_ANSWER = """navigator.geolocation.getCurrentPosition = () => undefined;
const later = window.setTimeout;
window.setTimeout = (work, ms, ...of) => ms === 4000 ? 0 : later(work, ms, ...of);"""
ROOM = 1_200_000  # bytes: what the app itself needs, and a few photos
FILLED = """(async () => {
  let said = "";
  for (const side of [160, 64, 16, 0]) for (said = ""; !said; ) {
    const files = [];
    if (side) {
      const sheet = new OffscreenCanvas(side, side);
      const dots = new Uint8ClampedArray(side * side * 4);
      for (let at = 0; at < dots.length; at += 65_536) crypto.getRandomValues(dots.subarray(at, at + 65_536));
      sheet.getContext("2d").putImageData(new ImageData(dots, side), 0, 0);
      const bytes = await (await sheet.convertToBlob({ type: "image/png" })).arrayBuffer();
      files.push({ name: "photo", filename: "a.png", type: "image/png", bytes });
    }
    const id = crypto.randomUUID();
    const fields = it.fields.map(([name, value]) => [name, name === "id" ? id : value]);
    await core.put({ ...it, fields, files, record: `expense:${id}`, makes: [] }).catch((error) => {
      said = error instanceof core.StoreFull ? "StoreFull" : String(error);
    });
  }
  return said;
})()"""
LATE = """const Real = Date;
Date = class extends Real {
  constructor(...of) { of.length ? super(...of) : super(Real.now() + 864e5); }
  static now() { return Real.now() + 864e5; }
};"""


CONTROLLED = """new Promise((done) => navigator.serviceWorker.controller ? done()
  : navigator.serviceWorker.addEventListener("controllerchange", () => done()))"""


def _controlled(page: Page) -> None:
    """Wait for the worker: it serves the page from here on."""
    page.evaluate(CONTROLLED)


def _kill(folder: Path) -> None:
    """As an empty battery does: every process of the browser that has this folder, at once; none is left."""
    search = ["pgrep", "-f", f"user-data-dir={folder}"]
    while found := subprocess.run(search, capture_output=True, text=True, check=False).stdout.split():
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        time.sleep(0.1)


def test_an_empty_battery_loses_nothing(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], line: Line, house: House, tmp_path: Path
) -> None:
    options = {**browser_type_launch_args, "args": QUIET, "locale": "zh-TW", "timezone_id": ZONE, **PHONE}
    context = playwright.chromium.launch_persistent_context(tmp_path, **options)
    phone = Phone(context.new_page(), line)
    enter(phone.page, line.address, "alice")
    phone.go().do("core.refresh(true)")
    acts = [expense(str(n)) for n in range(1, 4)]
    line.down = True
    for act in acts:
        phone.put(**act)
    _kill(tmp_path)
    line.down = False
    again = playwright.chromium.launch_persistent_context(tmp_path, **options)
    phone = Phone(again.new_page(), line).go()
    assert [one["fields"][0][1] for one in phone.items()] == [act["pk"] for act in acts]
    enter(phone.page, line.address, "alice")  # a cookie may go with the battery, a form does not
    phone.go().empties()
    assert all(house.count("visits_expense", act["pk"]) == 1 for act in acts)
    again.close()


def _filled(phone: Phone) -> int:
    """Put expenses with photos until the browser has no room left for the smallest; how many lie there."""
    assert phone.do(FILLED, expense("41")) == "StoreFull"
    return len(phone.items())


def test_a_full_store_is_said_and_the_form_stays(new_phone: NewPhone, line: Line, house: House) -> None:
    phone = new_phone("alice", room=ROOM)
    page = phone.page
    _controlled(page)
    phone.go(f"/phone/days/{TODAY}/expenses")
    page.locator("label", has_text="停車").click()
    page.locator("[name=amount]").fill("77")
    page.locator("[name=note]").fill("寫到一半")
    with line.cut():
        many = _filled(phone)
        page.locator(".phone-action button").first.click()
        expect(page.locator(".toast-bad")).to_contain_text("儲存空間已滿")
        expect(page.locator("[name=note]")).to_have_value("寫到一半")
        assert len(phone.items()) == many, "nothing half-written"
        page.goto(f"{line.address}/phone/outbox")
        expect(page.locator(".waiting-list li")).to_have_count(many)  # it opens all the same
        page.go_back()
        expect(page.locator("[name=note]")).to_have_value("寫到一半")
    phone.ready().back()
    phone.empties()
    page.locator(".phone-action button").first.click()
    expect(page.locator(".rows")).to_contain_text("寫到一半")
    phone.empties()
    assert house.ask("SELECT count(*) FROM visits_expense WHERE note = '寫到一半'") == [(1,)]


def test_a_full_phone_is_emptied_at_sign_out(new_phone: NewPhone, line: Line) -> None:
    phone = new_phone("", room=ROOM)
    enter(phone.page, line.address, "alice")  # a session of its own: it may end with this
    phone.go().do("core.refresh(true)")
    with line.cut():
        _filled(phone)
    phone.do("core.leaveNow()")
    assert phone.do("core.who()") is None
    assert phone.do("(await core.snapshotOf(it)).account.size", phone.items()[0]["person"]) == 0


def test_a_clock_that_is_a_day_off_orders_nothing(new_phone: NewPhone, line: Line, house: House) -> None:
    phone = new_phone("alice", script=LATE)
    acts = [expense(str(n)) for n in (31, 32, 33)]
    with line.cut():
        for act in acts:
            phone.put(**act)
    phone.drained()
    assert phone.items() == []
    assert [one.fields["id"][0] for one in line.posts("/days/")] == [act["pk"] for act in acts]
    days = {
        day
        for act in acts
        for (day,) in house.ask("SELECT day FROM visits_expense WHERE id = ?", act["pk"].replace("-", ""))
    }
    assert days == {acts[0]["address"].split("/")[2]}


def _card(phone: Phone, line: Line) -> None:
    phone.page.goto(line.address + "/phone/customers")
    phone.page.get_by_role("link", name="山腳茶行").first.click()
    expect(phone.page.locator("h1")).to_have_text("山腳茶行")


def _arrive(phone: Phone) -> str:
    """From the customer's card; answers the visit's id, as the server has it."""
    phone.page.locator(".phone-action").get_by_role("button", name="抵達").click()
    phone.page.locator("#arrival").get_by_role("button", name="抵達").click()
    expect(phone.page.locator("#visit-form")).to_be_visible()
    phone.ready().empties()
    return phone.page.url.rsplit("/", 1)[-1]


def test_a_location_that_is_refused_blocks_no_arrival(new_phone: NewPhone, line: Line, house: House) -> None:
    phone = new_phone(rep_of_two(house, "nora"), permissions=[])
    _card(phone, line)
    pk = _arrive(phone)
    assert house.ask('SELECT "where" FROM visits_visit WHERE id = ?', pk.replace("-", "")) == [("unverifiable",)]


def test_a_location_that_never_comes_blocks_no_arrival(new_phone: NewPhone, line: Line, house: House) -> None:
    phone = new_phone(rep_of_two(house, "nick"), script=NO_ANSWER)
    _card(phone, line)
    assert house.count("visits_visit", _arrive(phone)) == 1


def test_a_new_release_waits_until_it_is_taken_and_loses_nothing(phone: Phone, line: Line, house: House) -> None:
    page = phone.page
    _controlled(page)
    act = expense()
    with line.cut():
        phone.put(**act)
    line.fail("broken", "/days/", times=3)
    phone.do("core.setDraft(it, 'a form', {typed: '寫到一半'})", house.person("alice"))
    line.rewrite = lambda path, content: (
        content.replace(b'"build": "', b'"build": "next-') if path == "/sw.js" else content
    )
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    with page.expect_event("load"):
        page.get_by_role("button", name="立即更新").click()
    names = page.evaluate("navigator.serviceWorker.ready.then(() => caches.keys())")
    assert len(names) == 1 and names[0].startswith("fieldday-next-")
    phone.ready()
    assert phone.do("core.draft(it, 'a form')", house.person("alice")) == {"typed": "寫到一半"}
    line.faults.clear()
    phone.drained()
    phone.empties()
    assert house.count("visits_expense", act["pk"]) == 1


def test_the_app_opens_without_a_line_and_other_pages_lead_to_the_like_screen(phone: Phone, line: Line) -> None:
    page = phone.page
    _controlled(page)
    line.down = True
    page.goto(line.address + "/phone/today")
    expect(page.locator(".bottom-nav [aria-current]")).to_have_text("今天")
    page.goto(line.address + "/accounts")
    expect(page).to_have_url(line.address + "/phone/customers")
    expect(page.get_by_role("link", name="蓮花藥局").first).to_be_visible()
    page.goto(line.address + "/people")
    expect(page.get_by_text("這個頁面由伺服器提供")).to_be_visible()


def test_screens_that_come_later_open_without_a_line_too(phone: Phone, line: Line) -> None:
    page = phone.page
    _controlled(page)
    line.down = True
    for path, title in (("report", "業務日報"), ("absences", "請假與出差"), ("outbox", "待上傳"), ("more", "我")):
        page.goto(f"{line.address}/phone/{path}")
        expect(page.locator("h1")).to_contain_text(title)


def test_a_screen_whose_file_is_gone_begins_anew(new_phone: NewPhone, line: Line) -> None:
    """As where a newer release took the files of the one that an open page began with."""
    phone = new_phone("alice", service_workers="block")
    files = json.loads(
        (Path(os.environ.get("FIELDDAY_ASSETS", REPOSITORY / "build/assets")) / "phone.json").read_text()
    )
    gone = []
    phone.page.route(
        f"**/static/{files['later'][0]}",
        lambda route: route.continue_() if gone else (gone.append(1), route.fulfill(status=404)),
    )
    phone.page.goto(f"{line.address}/phone/absences")
    expect(phone.page.locator("h1")).to_contain_text("請假與出差")
    assert gone


def test_nothing_personal_lies_in_the_workers_cache(phone: Phone, line: Line) -> None:
    page = phone.page
    _controlled(page)
    for path in ("/today", "/accounts", "/me"):
        page.goto(line.address + path)
    kept = page.evaluate(
        """async () => { const found = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
          return found; }"""
    )
    assert kept and all(path == "/phone/" or path.startswith(("/static/", "/phone/words/")) for path in kept), (
        json.dumps(kept)
    )


def test_the_worker_sends_where_no_page_is_open(phone: Phone, line: Line, house: House) -> None:
    page = phone.page
    _controlled(page)
    session = page.context.new_cdp_session(page)
    known: list[dict[str, Any]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: known.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    act = expense()
    line.down = True
    phone.put(**act)
    line.down = False
    page.goto(line.address + "/manifest.webmanifest")  # no page of the app
    told = {"origin": line.address, "registrationId": known[-1]["registrationId"], "tag": "outbox", "lastChance": False}
    session.send("ServiceWorker.dispatchSyncEvent", told)
    for _try in range(TRIES):
        if house.count("visits_expense", act["pk"]):
            break
        page.wait_for_timeout(100)
    assert house.count("visits_expense", act["pk"]) == 1
