"""The end of a rep's day on a phone: a report that is there already, asked about, sent with tomorrow's plan, and read.

Taps and keys are counted as the browser hears them: an ordinary visit takes three taps, a report retypes nothing.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from fieldday.trade.actions.order_taking import LineInput
from fieldday.visits.actions.arrival import arrive
from fieldday.visits.actions.attendance import start_day
from fieldday.visits.actions.departure import leave
from fieldday.visits.actions.expenses import add_expense
from fieldday.visits.actions.plan_writing import StopInput, save_plan
from fieldday.visits.actions.recording import VisitInput, record_visit
from fieldday.visits.models import Attendance, Code, DailyReport, Expense, Plan, Visit
from tests.browser.entering import chinese_world, enter
from tests.world import MONDAY, NOW, TUESDAY, World, moment

Check = Callable[[Page], None]
Opener = Callable[..., Page]
EVENING = moment(MONDAY, 18, 5)
WHY = "the test looks behind the screens"
HERE = {"latitude": 25.0478, "longitude": 121.517, "accuracy": 12}
COUNT = """for (const [heard, name] of [["pointerdown", "taps"], ["keydown", "keys"]])
  addEventListener(heard, (event) => {
    if (event.isTrusted) localStorage.setItem(name, String(Number(localStorage.getItem(name)) + 1));
  }, true);"""


@pytest.fixture
def tiny(served: str, at_time: Callable[..., datetime]) -> World:
    at_time(NOW)
    return chinese_world()


def _counted(page: Page) -> Page:
    """From the next page on every tap and every key is counted."""
    page.add_init_script(COUNT)
    page.reload()
    page.evaluate("localStorage.clear()")
    return page


def _counts(page: Page) -> tuple[int, int]:
    """Taps and keys since then."""
    taps, keys = (page.evaluate(f"Number(localStorage.getItem('{name}'))") for name in ("taps", "keys"))
    return taps, keys


def _act(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).locator("visible=true").first.tap()


def _report() -> DailyReport:
    return DailyReport.objects.unscoped(WHY).get(person__external_id="alice", day=MONDAY)


def _lived(world: World) -> Visit:
    """A day with an order, a complaint and a price heard, a car park above its limit; tomorrow is planned, not sent."""
    Code.objects.filter(kind="expense", code="parking").update(limit=Decimal(500))
    start_day(by=world.alice, at=NOW)
    visit = arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)
    said = VisitInput(
        results=("order",), met_in_charge=True, summary="補了兩箱", collected=Decimal(1500), method="現金",
        lines=(LineInput(world.soap.pk, Decimal(20), Decimal(100), Decimal(0)),),
        notes=(("complaint", "上週短少兩箱"), ("price", "同業降價 30 元"), ("need", "想要小包裝")),
    )  # fmt: skip
    record_visit(by=world.alice, visit_id=visit.pk, version=1, said=said, at=NOW)
    leave(by=world.alice, visit_id=visit.pk, at=NOW + timedelta(minutes=40))
    spent = {"kind": "parking", "amount": Decimal(600), "km": None, "note": "地下停車場", "visit_id": visit.pk}
    add_expense(by=world.alice, day=MONDAY, at=NOW, **spent)
    stop = StopInput(account_id=world.dawn.pk, starts_at=time(9), purposes=("service",))
    save_plan(by=world.alice, day=TUESDAY, stops=[stop], at=NOW)
    return visit


def test_an_ordinary_visit_takes_three_taps(tiny: World, new_phone: Opener) -> None:
    phone = _counted(enter(new_phone(geolocation=HERE, permissions=["geolocation"]), "alice"))
    _act(phone, "抵達")
    phone.wait_for_url("**/visits/**")
    phone.locator(".chip", has_text="已報價").tap()
    _act(phone, "離開")
    phone.wait_for_url("**/today")
    assert _counts(phone) == (3, 0)
    visit = Visit.objects.unscoped(WHY).get(person=tiny.alice, day=MONDAY)
    assert visit.left_at and [row.code.code for row in visit.results.unscoped(WHY)] == ["quotation"]


def test_a_report_is_sent_with_nothing_typed_again(
    tiny: World, new_phone: Opener, new_desk: Opener, at_time: Callable[..., datetime], sound: Check
) -> None:
    _lived(tiny)
    phone = _counted(enter(new_phone(), "alice"))
    phone.clock.set_fixed_time(at_time("2026-11-23 18:05"))
    phone.locator(".bottom-nav").get_by_role("link", name="日報").tap()
    main, side = phone.locator("main"), phone.locator("#side")
    for said in ("上週短少兩箱", "同業降價 30 元", "想要小包裝", "客訴", "競爭者資訊", "需求與習慣"):
        expect(main).to_contain_text(said)
    for row in ("接單 10,000 2,000 20", "收款 3,000 1,500 50", "接單 — 2,200 —", "收款 — 3,000.50 —"):
        expect(main.get_by_role("row", name=row)).to_be_visible()
    expect(side).to_contain_text("超過上限 500")
    expect(side.locator("#id-plan")).to_contain_text("晨光商行")
    sound(phone)

    _act(phone, "下班")
    expect(main.locator("#attendance")).to_contain_text("09:00–18:05")
    _act(phone, "送出")
    asked = phone.locator(".card-warned")
    for said in ("1 個行程未拜訪且沒填原因：北區", "1 筆費用超過上限：停車", "1 筆費用沒有憑證照片：停車"):
        expect(asked).to_contain_text(said)
    expect(asked.get_by_role("link", name="費用").first).to_have_attribute("href", f"/days/{MONDAY}/expenses")
    assert _report().status == "draft", "nothing is sent before it was read"
    sound(phone)
    _act(phone, "知道了，照樣送出")
    expect(phone.locator(".messages")).to_contain_text("日報和計畫都送出了。")
    expect(phone.locator(".page-status")).to_contain_text("待簽核")
    assert _counts(phone) == (4, 0), "the day is on its report: nothing is typed again"
    sound(phone)

    report = _report()
    assert report.accepted == [
        "visits.warning.missed_unexplained",
        "visits.warning.expense_over_limit",
        "visits.warning.expense_without_receipt",
    ]
    assert Plan.objects.unscoped(WHY).get(person=tiny.alice, day=TUESDAY).status == "submitted"
    desk = enter(new_desk(), "bob")
    desk.goto(f"/reports/{report.pk}")
    expect(desk.locator("main .alert-wait").first).to_contain_text("1 筆費用超過上限：停車")
    expect(desk.locator("body")).to_contain_text("地下停車場")
    sound(desk)


def test_a_plan_may_stay_behind(tiny: World, new_phone: Opener, at_time: Callable[..., datetime]) -> None:
    _lived(tiny)
    phone = enter(new_phone(), "alice")
    at_time("2026-11-23 18:05")
    phone.goto("/reports/today")
    phone.get_by_label("計畫和日報一起送出").uncheck()
    _act(phone, "送出")
    expect(phone.get_by_label("計畫和日報一起送出")).not_to_be_checked()
    _act(phone, "知道了，照樣送出")
    expect(phone.locator(".page-status")).to_contain_text("待簽核")
    assert Plan.objects.unscoped(WHY).get(person=tiny.alice, day=TUESDAY).status == "draft"


def test_what_is_typed_outlives_every_way_off_the_page(
    tiny: World, new_phone: Opener, at_time: Callable[..., datetime]
) -> None:
    _lived(tiny)
    phone = enter(new_phone(), "alice")
    at_time("2026-11-23 18:05")
    phone.goto("/reports/today")
    words = phone.locator("[name=reflections]")
    words.fill("庫存快見底，下週要補。")
    phone.locator("#missed select").select_option("traffic")
    phone.get_by_role("link", name="開啟計畫").tap()
    phone.wait_for_url("**/plans/**")
    phone.goto("/reports/today")
    expect(words).to_have_value("庫存快見底，下週要補。")
    expect(phone.locator("#missed select")).to_have_value("traffic")

    _act(phone, "下班")
    expect(phone.locator("#attendance")).to_contain_text("18:05")
    phone.get_by_role("link", name="記一筆費用").tap()
    form = phone.locator("#expense-part")
    form.locator(".chip", has_text="餐飲").tap()
    form.locator("[name=amount]").fill("負一")
    _act(phone, "儲存費用")
    expect(form.locator(".field-error").first).to_be_visible()
    form.locator("[name=amount]").fill("120")
    _act(phone, "儲存費用")
    expect(form.get_by_text("720")).to_be_visible()
    expect(words).to_have_value("庫存快見底，下週要補。")
    assert (Expense.objects.unscoped(WHY).filter(day=MONDAY).count(), Attendance.objects.unscoped(WHY).count()) == (
        2,
        1,
    )

    _act(phone, "儲存")
    expect(phone.locator(".messages")).to_contain_text("已儲存")
    words.fill("改成別的")
    phone.goto("/today")
    phone.goto("/reports/today")
    expect(words).to_have_value("改成別的")
    assert _report().reflections == "庫存快見底，下週要補。"
