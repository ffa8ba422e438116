"""A plan is written without signal, sent back and changed, approved elsewhere meanwhile; leave is taken back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.offline.conftest import House, Phone
from tests.browser.offline.hours import TODAY
from tests.browser.offline.line import Line
from tests.browser.offline.papers import rep_of_two, tap

NewPhone = Callable[..., Phone]
SUPERIOR = """
import sys
from datetime import time
from fieldday.kit import clock
from fieldday.people.models import Person
from fieldday.visits.actions.plan_approval import approve_plan, return_plan, submit_plan
from fieldday.visits.actions.plan_writing import StopInput, save_plan
from fieldday.customers.models import Account
from fieldday.visits.models import Plan

people = Person.objects.unscoped("the test's own")
bob, rep, at = people.get(external_id="bob"), people.get(external_id=sys.argv[1]), clock.now()
if sys.argv[2] == "approve-another":
    shop = Account.objects.unscoped("his own").get(external_id=f"{rep.external_id}-2")
    stops = [StopInput(account_id=shop.pk, starts_at=time(15), purposes=("service",))]
    plan = save_plan(by=rep, day=clock.today(), stops=stops, at=at)
    plan = submit_plan(by=rep, plan_id=plan.pk, version=plan.version, at=at)
    approve_plan(by=bob, plan_id=plan.pk, version=plan.version, at=at)
else:
    plan = Plan.objects.visible_to(bob).filter(person=rep).latest("day")
    return_plan(by=bob, plan_id=plan.pk, version=plan.version, at=at, comment="茶行改下午去。")
"""
FIRST, SECOND = ((TODAY + timedelta(days=n)).isoformat() for n in (30, 31))
PLANS = """SELECT p.status, a.name, s.starts_at, s.expected_order FROM visits_plan p
JOIN people_person r ON r.id = p.person_id LEFT JOIN visits_stop s ON s.plan_id = p.id
LEFT JOIN customers_account a ON a.id = s.account_id WHERE r.external_id = ? ORDER BY s.position"""


@pytest.fixture
def planner(house: House, new_phone: NewPhone, line: Line) -> Iterator[Callable[[str], Page]]:
    """`planner("greta")` is the page of a phone of hers, at the next day's plan."""

    def page_of(name: str) -> Page:
        phone = new_phone(rep_of_two(house, name))
        phone.page.goto(f"{line.address}/phone/plans/next")
        expect(phone.page.locator("h1")).to_have_text("拜訪計畫")
        return phone.page

    yield page_of


def _add(page: Page, query: str, name: str) -> Any:
    """A stop found by search; its card, which stands open."""
    page.get_by_label("客戶或區域").fill(query)
    page.locator(".options button", has_text=name).tap()
    card = page.locator(".stop-card", has_text=name)
    expect(card).to_have_attribute("open", "")
    return card


def _stands(page: Page, *names: str) -> None:
    """The stops in their order; a phone that was just opened draws them in a moment."""
    expect(page.locator(".stop-card .row-title")).to_have_text(list(names))


def _sent(page: Page) -> None:
    expect(page.locator("[data-outbox-pill]")).to_have_count(0)


def _back_on(page: Page, line: Line) -> None:
    line.down = False
    page.evaluate("window.dispatchEvent(new Event('online'))")


def test_the_next_days_plan_is_written_and_sent_without_a_signal(
    planner: Callable[[str], Page], house: House, line: Line
) -> None:
    page = planner("greta")
    with line.cut():
        page.get_by_text("山腳茶行").click()  # of those not visited for longest
        tap(page, "加入勾選的客戶 (1)")
        card = _add(page, "台中好", "臺中好鄰居超市")
        tap(page, "送出")
        expect(page.get_by_role("alert")).to_contain_text("第 2 站請至少選一個目的")
        card.get_by_role("checkbox", name="訂貨").check()
        card.get_by_label("預計接單").fill("12,000")
        card.get_by_role("button", name="往前移").tap()
        _stands(page, "臺中好鄰居超市", "山腳茶行")
        tea = page.locator(".stop-card", has_text="山腳茶行")
        tea.get_by_role("checkbox", name="收款").check()
        page.get_by_label("備註（給主管）").fill("下午開會")
        tap(page, "存草稿")
        expect(page.locator(".toast-line")).to_contain_text("草稿已儲存")
        page.reload()  # the app is killed: what was kept stands there
        _stands(page, "臺中好鄰居超市", "山腳茶行")
        tap(page, "送出")
        expect(page.locator(".page-status")).to_contain_text("還沒送")
    _back_on(page, line)
    _sent(page)
    expect(page.locator(".page-status")).to_contain_text("待核准")
    kept = house.ask(PLANS, "greta")
    assert [(status, name, start) for status, name, start, _order in kept] == [
        ("submitted", "臺中好鄰居超市", "09:00:00"),
        ("submitted", "山腳茶行", "10:00:00"),
    ]
    assert kept[0][3] and not kept[1][3]
    house.beside.run(SUPERIOR, "greta", "return")
    page.goto(f"{line.address}/phone/more")
    tap(page, "更新")
    expect(page.locator(".toast-line")).to_contain_text("最新")
    page.goto(f"{line.address}/phone/plans/next")
    expect(page.locator(".alert-bad")).to_contain_text("茶行改下午去。")
    with line.cut():
        page.locator(".stop-card", has_text="山腳茶行").locator("summary").tap()
        page.locator(".stop-card", has_text="山腳茶行").get_by_label("時間").fill("14:30")
        tap(page, "送出")
        tap(page, "抽單")  # not sent yet: it stands there to be changed again
        expect(page.locator(".stop-card")).to_have_count(2)
        tap(page, "送出")
        expect(page.locator(".page-status")).to_contain_text("還沒送")
    _back_on(page, line)
    _sent(page)
    expect(page.locator(".page-status")).to_contain_text("待核准")
    assert [(status, start) for status, _name, start, _order in house.ask(PLANS, "greta")] == [
        ("submitted", "09:00:00"),
        ("submitted", "14:30:00"),
    ]
    with line.cut():
        tap(page, "抽單")
        expect(page.locator(".stop-card")).to_have_count(2)
    _back_on(page, line)
    _sent(page)
    assert house.ask(PLANS, "greta")[0][0] == "draft"


def test_a_plan_approved_meanwhile_stands_beside_ones_own_and_takes_no_visit_with_it(
    planner: Callable[[str], Page], house: House, line: Line
) -> None:
    page = planner("hugo")
    page.get_by_role("link", name="今天", exact=True).first.tap()  # today's plan
    with line.cut():
        _add(page, "台中好", "臺中好鄰居超市").get_by_role("checkbox", name="訂貨").check()
        tap(page, "送出")
        expect(page.locator(".page-status")).to_contain_text("還沒送")
        page.goto(f"{line.address}/phone/today")
        page.locator(".phone-action .btn-arrive").tap()
        page.wait_for_url("**/phone/visits/*")
        house.beside.run(SUPERIOR, "hugo", "approve-another")
    _back_on(page, line)
    expect(page.locator("[data-outbox-pill]")).to_contain_text("退回")
    page.locator("[data-outbox-pill]").tap()
    card = page.locator("[data-held]")
    expect(card.locator(".compared")).to_contain_text("已核准")
    expect(card.locator(".compared tr", has_text="臺中好鄰居超市")).to_contain_text("09:00 訂貨")
    expect(card.locator(".compared tr", has_text="山腳茶行")).to_contain_text("15:00 服務")
    expect(card.get_by_role("button", name="以我的為準")).to_have_count(0)
    card.get_by_role("link", name="查看我的").tap()
    expect(page.locator(".stop-card")).to_contain_text("臺中好鄰居超市")
    page.locator(".phone-action").get_by_role("link", name="兩份並排看").tap()
    card.get_by_role("button", name="以對方為準").tap()
    _sent(page)
    visits = """SELECT a.name, v.stop_id FROM visits_visit v JOIN people_person r ON r.id = v.person_id
    JOIN customers_account a ON a.id = v.account_id WHERE r.external_id = 'hugo'"""
    assert house.ask(visits) == [("臺中好鄰居超市", None)]
    page.goto(f"{line.address}/phone/today")
    expect(page.locator(".page-status")).to_contain_text("已核准")
    expect(page.locator(".page-main")).to_contain_text("山腳茶行")


def test_leave_is_entered_and_taken_back_without_a_signal(
    planner: Callable[[str], Page], house: House, line: Line
) -> None:
    page = planner("irma")
    page.goto(f"{line.address}/phone/absences")
    with line.cut():
        for day in (FIRST, SECOND):
            page.get_by_role("radio", name="特休").check()
            page.locator("#id-since").fill(day)
            page.locator("#id-until").fill(day)
            tap(page, "登記")
            expect(page.locator(".toast-line")).to_contain_text("登記")
            page.goto(f"{line.address}/phone/absences")
            expect(page.locator(".rows li", has_text="特休").first).to_be_visible()
        _cancel(page)  # the first one, which has not left the phone
    _back_on(page, line)
    _sent(page)
    question = """SELECT a.since, a.cancelled_at IS NULL FROM visits_absence a
    JOIN people_person p ON p.id = a.person_id WHERE p.external_id = 'irma'"""
    assert house.ask(question) == [(SECOND, 1)]
    with line.cut():
        _cancel(page)
    _back_on(page, line)
    _sent(page)
    assert house.ask(question) == [(SECOND, 0)]


def _cancel(page: Page) -> None:
    count = page.locator(".rows li", has_text="特休").count()
    page.locator(".rows li", has_text="特休").first.get_by_role("button").tap()
    tap(page, "確定取消")
    expect(page.locator(".rows li", has_text="特休")).to_have_count(count - 1)
