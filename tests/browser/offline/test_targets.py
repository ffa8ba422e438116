"""A thumb hits everything on every screen of the phone: what one taps is 48 px high and wide, but for a link within a
sentence."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from playwright.sync_api import expect

from tests.browser.conftest import check_page
from tests.browser.offline.acts import TODAY, expense
from tests.browser.offline.conftest import House, Phone
from tests.browser.offline.papers import tap
from tests.browser.offline.test_reopening import SENT
from tests.browser.offline.working_day import a_day_for, on_today

NewPhone = Callable[..., Phone]
SMALL = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  const wanted = "a[href], button, summary, input, select, textarea, label.btn, label.chip";
  const inSentence = (one) => one.tagName === "A" && getComputedStyle(one).display === "inline"
    && [...one.parentNode.childNodes].some((other) => other.nodeType === 3 && other.textContent.trim());
  const hit = (one) => one.matches("input") && one.closest("label") || one;
  return [...document.querySelectorAll(wanted)].flatMap((one) => {
    const { width, height } = hit(one).getBoundingClientRect();
    const seen = one.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) && width > 1 && height > 1;
    if (!seen || inSentence(one) || (width >= 47.5 && height >= 47.5)) return [];
    const words = (one.ariaLabel ?? one.textContent).trim().slice(0, 30);
    return [`${one.tagName} ${words} ${Math.round(width)}×${Math.round(height)}`];
  });
}"""


def _sound(phone: Phone, *paths: str) -> None:
    for path in paths:
        phone.page.goto(phone.line.address + path)
        phone.page.locator(".bottom-nav").wait_for()
        small = phone.page.evaluate(SMALL)
        assert small == [], f"{path}: {small}"
        check_page(phone.page)


def test_a_thumb_hits_everything_on_every_screen(new_phone: NewPhone, house: House) -> None:
    a_day_for(house, "tess")
    phone = on_today(new_phone("tess"))
    page = phone.page
    page.get_by_role("button", name="抵達 山城雜貨").tap()
    page.locator("#id-summary").fill("老闆不在，店員說月底再來")
    page.locator("#id-result .chip").first.tap()
    tap(page, "儲存")
    phone.empties()
    visit = page.url.removeprefix(phone.line.address)
    phone.put(**(spent := expense("120", "停車")))
    phone.empties()
    phone.put(**expense("50", kind="nonsense"))
    expect(page.locator("[data-outbox-pill]")).to_have_text("1 筆被退回")
    [(account,)] = house.ask("SELECT id FROM customers_account WHERE external_id = 'tess-1'")
    others = (
        "SELECT s.id FROM visits_stop s JOIN visits_plan p ON p.id = s.plan_id WHERE p.person_id = ? AND position = 3"
    )
    [(stop,)] = house.ask(others, house.person("tess"))
    yesterday, tomorrow = (date.fromisoformat(TODAY) + timedelta(days=days) for days in (-1, 1))
    day = f"/phone/days/{TODAY}"
    open_day = ["/phone/today", f"/phone/days/{yesterday}", f"/phone/days/{tomorrow}", visit, "/phone/report"]
    acts = [f"{day}/changes?stop={UUID(stop)}", f"{day}/stops/new", "/phone/visits/new", "/phone/visits/new?by=phone"]
    customers = ["/phone/customers", f"/phone/customers/{UUID(account)}", "/phone/prospects/new"]
    papers = [f"{day}/expenses", f"/phone/expenses/{spent['pk']}", f"/phone/plans/{tomorrow}", "/phone/absences"]
    _sound(phone, *open_day, *acts, *customers, *papers, "/phone/outbox", "/phone/more", "/phone/nowhere")
    house.beside.run(SENT, "tess")
    phone.ready().do("core.refresh(true)")
    _sound(phone, "/phone/today", visit, "/phone/report", f"{day}/expenses", "/phone/outbox")
