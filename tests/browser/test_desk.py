"""The superior's pages on a phone and a desk: every page is sound, and twelve plans are done by keys alone."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from fieldday.people.models import Team
from fieldday.visits.actions.plan_approval import approve_plan
from fieldday.visits.actions.plan_changing import cancel_stop
from fieldday.visits.actions.report_signing import answer_report, sign_report
from fieldday.visits.models import DailyReport, Plan
from tests.browser.conftest import LOOKS
from tests.browser.entering import chinese_world, enter
from tests.visits.crowd import crowd
from tests.world import FRIDAY, MONDAY, NOW, World

Check = Callable[[Page], None]
Opener = Callable[..., Page]
WHY = "the test looks behind the screens"


@pytest.fixture
def tiny(served: str, at_time: Callable[..., datetime]) -> World:
    at_time(NOW)
    world = chinese_world()
    crowd(world, 11)
    return world


def _left(world: World) -> int:
    return Plan.objects.visible_to(world.bob).filter(status="submitted").count()


@pytest.mark.parametrize(("place", "scheme"), LOOKS)
def test_every_page_is_sound(
    tiny: World, new_phone: Opener, new_desk: Opener, sound: Check, place: str, scheme: str
) -> None:
    report = tiny.charlies.report
    judged = {tiny.charlies.visit.pk: ("discuss", "報價要快")}
    Team.objects.filter(pk=tiny.team_carol.pk).update(countersigner=tiny.mona)
    tiny.carol.refresh_from_db()
    sign_report(by=tiny.carol, report_id=report.pk, version=1, comment="做得好", at=NOW, judgements=judged)
    answer_report(by=tiny.charlie, report_id=report.pk, text="收到", at=NOW)
    page = enter((new_phone if place == "phone" else new_desk)(color_scheme=scheme), "mona")
    on = f"?day={FRIDAY.isoformat()}"
    papers = [f"/plans/{tiny.alices.plan.pk}", f"/reports/{tiny.alices.report.pk}", f"/reports/{report.pk}"]
    plan = approve_plan(by=tiny.mona, plan_id=tiny.charlies.plan.pk, version=1, at=NOW)
    said = {"plan_id": plan.pk, "version": plan.version, "reason": "customer_cancelled", "note": "老闆出國", "at": NOW}
    cancel_stop(by=tiny.charlie, stop_id=tiny.charlies.stops[0].pk, **said)
    papers.append(f"/plans/{plan.pk}")
    lists = ["/desk", "/desk?line=all", "/reports", f"/people{on}", f"/people/{tiny.alice.pk}{on}", f"/visits{on}"]
    for address in (*lists, *papers, f"/bookings{on}", f"/collections{on}"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details:not(.tree-fold)').forEach(one => one.open = true)")
        sound(page)
    page.goto(f"/reports/{report.pk}")
    if place == "phone":
        page.locator(".phone-action .btn-primary").tap()
    expect(page.locator("#countersign-form")).to_be_visible()
    sound(page)


@pytest.mark.parametrize("scheme", ["dark"])
def test_changing_a_plan_is_sound(tiny: World, new_phone: Opener, sound: Check, scheme: str) -> None:
    approve_plan(by=tiny.bob, plan_id=tiny.alices.plan.pk, version=1, at=NOW)
    page = enter(new_phone(color_scheme=scheme), "alice")
    new = f"/plans/{MONDAY.isoformat()}/changes/new"
    stop = tiny.alices.stops[0].pk
    added = (f"{new}?kind=added", f"{new}?kind=added&account={tiny.dawn.pk}")
    for address in (
        "/today",
        f"/plans/{MONDAY.isoformat()}",
        f"{new}?stop={stop}",
        f"{new}?kind=cancelled&stop={stop}",
        *added,
    ):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        sound(page)
    page.locator(".phone-action .btn").tap()
    expect(page.locator(".alert-bad")).to_be_visible()
    sound(page)


def test_twelve_plans_by_keys(tiny: World, desk: Page) -> None:
    enter(desk, "bob")
    rows = desk.locator("[data-key-row][data-side-row]:has([data-select])")
    expect(rows).to_have_count(12)
    expect(rows.first).to_be_focused()
    desk.keyboard.press("j")
    expect(desk.locator("#panel")).to_have_attribute("data-paper", rows.nth(1).get_attribute("data-paper") or "")
    desk.keyboard.press("r")
    expect(desk.locator("#return-words")).to_be_focused()
    desk.keyboard.type("第一站太早，改十點。")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".messages")).to_contain_text("已退回")
    expect(rows).to_have_count(11)
    following = rows.nth(1)
    expect(following).to_be_focused()
    desk.keyboard.press("a")
    expect(desk.locator(".messages")).to_contain_text("已核准")
    expect(rows).to_have_count(10)
    desk.keyboard.press("k")
    for _ in range(10):
        desk.keyboard.press("x")
        desk.keyboard.press("j")
    expect(desk.locator(".page-actions [data-select-count]")).to_have_text("10")
    desk.keyboard.press("a")
    expect(desk.locator(".messages")).to_contain_text("已核准 10 份")
    assert _left(tiny) == 0


def test_what_is_ordinary_is_approved_in_two_keys_and_in_two_taps(tiny: World, desk: Page, phone: Page) -> None:
    """Twelve plans, one of them odd: s and a for eleven, r and a word for the last."""
    odd = Plan.objects.visible_to(tiny.bob).get(pk=tiny.alices.plan.pk)
    Plan.objects.visible_to(tiny.bob).filter(pk=odd.pk).update(sent_at=NOW)  # after the deadline
    pressed = 0
    enter(desk, "bob")
    for key in ("s", "a"):
        desk.keyboard.press(key)
        pressed += 1
    expect(desk.locator(".messages")).to_contain_text("已核准 11 份")
    expect(desk.locator("[data-key-row][data-side-row]:has([data-select])")).to_have_count(1)
    with desk.expect_navigation():
        desk.keyboard.press("a")
    expect(desk.locator(".messages")).to_contain_text("已核准")
    assert (_left(tiny), pressed + 1) == (0, 3)
    Plan.objects.visible_to(tiny.bob).filter(day=odd.day).update(status="submitted")
    enter(phone, "bob")
    phone.locator(".phone-action [data-select-plain]").tap()
    expect(phone.locator(".phone-action [data-select-count]")).to_have_text("11")
    phone.locator(".phone-action .btn-primary").tap()
    expect(phone.locator(".messages")).to_contain_text("已核准 11 份")
    assert _left(tiny) == 1


def test_a_report_is_judged_and_signed_by_keys_and_the_next_one_opens(tiny: World, desk: Page) -> None:
    enter(desk, "bob")
    desk.goto(f"/reports/{tiny.alices.report.pk}")
    desk.keyboard.press("j")
    desk.keyboard.press("q")
    expect(desk.locator(".judge input:checked")).to_have_value("question")
    desk.keyboard.press("1")
    expect(desk.locator("#comment")).to_be_focused()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".judge .field-error")).to_contain_text("有疑問")  # a question needs words
    expect(desk.locator("#comment")).not_to_be_empty()
    desk.locator(".judge-note").first.fill("為什麼？")
    desk.locator("#comment").press("Control+Enter")
    expect(desk.locator(".messages")).to_contain_text("已簽核")
    expect(desk.locator("h1")).to_contain_text("Rep")


def test_what_is_sent_back_begins_with_the_words_typed_already(tiny: World, desk: Page, new_phone: Opener) -> None:
    phone = enter(new_phone(), "bob")
    phone.goto(f"/reports/{tiny.alices.report.pk}")
    phone.locator(".phone-action .btn-primary").tap()
    phone.locator("#comment").fill("少寫了競品價格。")
    phone.locator("[data-opens=return-report]").tap()
    words = phone.locator("#return-report-words")
    expect(words).to_have_value("少寫了競品價格。")
    words.fill("少寫了競品價格，也請補金額。")
    phone.locator("#return-report [data-closes]").tap()
    phone.locator("[data-opens=return-report]").tap()
    expect(words).to_have_value("少寫了競品價格，也請補金額。")  # what was changed there is not typed over
    enter(desk, "bob").goto(f"/reports/{tiny.alices.report.pk}")
    desk.locator("#comment").fill("太晚了。")
    desk.locator("[data-opens=return-report]").click()
    expect(desk.locator("#return-report-words")).to_have_value("太晚了。")
    desk.locator("#return-report .btn-danger").click()
    expect(desk.locator(".messages")).to_contain_text("已退回")


def test_what_changed_after_the_approval_reaches_the_desk(tiny: World, phone: Page, new_desk: Opener) -> None:
    plan = approve_plan(by=tiny.bob, plan_id=tiny.alices.plan.pk, version=1, at=NOW)
    enter(phone, "alice").goto("/today")
    phone.locator(".card-next a", has_text="改時間或取消").tap()
    phone.locator("a", has_text="取消這一站").tap()
    phone.locator(".phone-action .btn").tap()
    expect(phone.locator(".field-error")).to_contain_text("請選一個原因")
    phone.locator("label.chip", has_text="客戶改期").tap()
    phone.locator(".phone-action .btn").tap()
    expect(phone.locator(".messages")).to_contain_text("已取消這一站")
    phone.locator("summary", has_text="已完成").tap()
    expect(phone.locator("button", has_text="還是要去")).to_be_visible()
    desk = enter(new_desk(), "bob")
    expect(desk.locator("section", has=desk.locator("#changed-title"))).to_contain_text("客戶改期")
    desk.goto(f"/plans/{plan.pk}")
    expect(desk.locator(".stop-line").first).to_contain_text("核准後取消")


def test_a_pressed_key_never_approves_the_plan_of_another_row(tiny: World, desk: Page) -> None:
    """j and a within a breath: the panel still shows the row before."""
    enter(desk, "bob")
    rows = desk.locator("[data-key-row]:has([data-select])")
    first, second = (rows.nth(n).get_attribute("data-paper") for n in (0, 1))
    desk.keyboard.press("j")
    desk.keyboard.press("a")
    expect(desk.locator(".messages")).to_contain_text("已核准")
    status = dict(Plan.objects.visible_to(tiny.bob).filter(pk__in=[first, second]).values_list("pk", "status"))
    assert {str(pk): one for pk, one in status.items()} == {first: "submitted", second: "approved"}


def test_signing_on_a_phone_with_a_phrase_and_a_judgement(tiny: World, phone: Page) -> None:
    enter(phone, "bob")
    phone.goto(f"/reports/{tiny.alices.report.pk}")
    choices = phone.locator(".judge label")
    choices.nth(0).tap()
    choices.nth(0).tap()
    expect(phone.locator(".judge input:checked")).to_have_count(0)
    choices.nth(1).tap()
    phone.locator(".judge-note").fill("折扣談一下")
    phone.locator(".phone-action .btn-primary").tap()
    sheet = phone.locator("dialog[open]")
    sheet.locator("[data-phrase-for]").first.tap()
    expect(sheet.locator("#comment")).not_to_be_focused()  # or the keyboard would cover the button
    sheet.locator("#comment").fill(sheet.locator("#comment").input_value() + "折扣再談。")
    button = sheet.locator(".btn-primary")
    box = button.bounding_box()
    assert box and box["height"] >= 48 and box["y"] > 844 / 2, "the act lies within the thumb's reach"
    button.tap()
    expect(phone.locator(".messages")).to_contain_text("已簽核")
    expect(phone.locator("h1")).to_contain_text("Rep")  # the next report is open
    expect(phone.locator(".phone-action .btn-primary")).to_contain_text("簽核")
    assert DailyReport.objects.visible_to(tiny.bob).get(pk=tiny.alices.report.pk).status == "signed"


def test_a_folded_branch_is_fetched_when_it_is_opened(tiny: World, new_desk: Opener) -> None:
    crowd(tiny, 50, start=11)
    desk = enter(new_desk(), "mona")
    desk.goto("/people")
    expect(desk.get_by_text("Alice")).to_have_count(0)
    desk.locator("summary[aria-label^='Bob']").click()
    expect(desk.get_by_role("link", name="Alice")).to_be_visible()
    desk.get_by_role("link", name="Alice").click()
    desk.wait_for_url(re.compile(r"/people/\d+"))
