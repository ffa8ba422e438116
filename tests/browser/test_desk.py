"""The superior's pages on a phone and a desk: every page is sound, and twelve plans are done by keys alone."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from fieldday.visits.actions.report_signing import answer_report, sign_report
from fieldday.visits.models import DailyReport, Plan
from tests.visits.crowd import crowd
from tests.world import FRIDAY, NOW, PASSWORD, Person, World, build

Check = Callable[[Page], None]
Opener = Callable[..., Page]
WHY = "the test looks behind the screens"


@pytest.fixture
def tiny(served: str, at_time: Callable[..., datetime]) -> World:
    at_time(NOW)
    world = build()
    crowd(world, 11)
    Person.objects.unscoped(WHY).update(language="zh-hant")
    return world


def _enter(page: Page, name: str) -> Page:
    page.goto("/sign-in")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(re.compile(r"/(desk)?$"))  # a manager begins with his day on one page
    return page


def _left(world: World) -> int:
    return Plan.objects.visible_to(world.bob).filter(status="submitted").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["phone", "desk"])
def test_every_page_is_sound(
    tiny: World, new_phone: Opener, new_desk: Opener, sound: Check, place: str, scheme: str
) -> None:
    report = tiny.charlies.report
    judged = {tiny.charlies.visit.pk: ("discuss", "報價要快")}
    sign_report(by=tiny.carol, report_id=report.pk, version=1, comment="做得好", at=NOW, judgements=judged)
    answer_report(by=tiny.charlie, report_id=report.pk, text="收到", at=NOW)
    page = _enter((new_phone if place == "phone" else new_desk)(color_scheme=scheme), "mona")
    on = f"?day={FRIDAY.isoformat()}"
    papers = [f"/plans/{tiny.alices.plan.pk}", f"/reports/{tiny.alices.report.pk}", f"/reports/{report.pk}"]
    lists = ["/desk", "/desk?line=all", "/reports", f"/people{on}", f"/people/{tiny.alice.pk}{on}", f"/visits{on}"]
    for address in (*lists, *papers, f"/bookings{on}", f"/collections{on}"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details:not(.tree-fold)').forEach(one => one.open = true)")
        sound(page)


def test_twelve_plans_by_keys(tiny: World, desk: Page) -> None:
    _enter(desk, "bob")
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
    expect(desk.locator("[data-select-count]")).to_have_text("10")
    desk.keyboard.press("a")
    expect(desk.locator(".messages")).to_contain_text("已核准 10 份")
    assert _left(tiny) == 0


def test_a_pressed_key_never_approves_the_plan_of_another_row(tiny: World, desk: Page) -> None:
    """j and a within a breath: the panel still shows the row before."""
    _enter(desk, "bob")
    rows = desk.locator("[data-key-row]:has([data-select])")
    first, second = (rows.nth(n).get_attribute("data-paper") for n in (0, 1))
    desk.keyboard.press("j")
    desk.keyboard.press("a")
    expect(desk.locator(".messages")).to_contain_text("已核准")
    status = dict(Plan.objects.visible_to(tiny.bob).filter(pk__in=[first, second]).values_list("pk", "status"))
    assert {str(pk): one for pk, one in status.items()} == {first: "submitted", second: "approved"}


def test_signing_on_a_phone_with_a_phrase_and_a_judgement(tiny: World, phone: Page) -> None:
    _enter(phone, "bob")
    phone.goto(f"/reports/{tiny.alices.report.pk}")
    choices = phone.locator(".judge label")
    choices.nth(0).tap()
    choices.nth(0).tap()
    expect(phone.locator(".judge input:checked")).to_have_count(0)
    choices.nth(1).tap()
    phone.locator(".judge-note").fill("折扣談一下")
    phone.locator(".phone-action .btn").tap()
    expect(phone.locator("#comment")).to_be_focused()
    phone.locator("[data-phrase-for]").first.tap()
    phone.locator(".phone-action .btn").tap()
    expect(phone.locator(".messages")).to_contain_text("已簽核")
    expect(phone.locator(".phone-action .btn")).to_contain_text("下一份")
    assert DailyReport.objects.visible_to(tiny.bob).get(pk=tiny.alices.report.pk).status == "signed"


def test_a_folded_branch_is_fetched_when_it_is_opened(tiny: World, new_desk: Opener) -> None:
    crowd(tiny, 50, start=11)
    desk = _enter(new_desk(), "mona")
    desk.goto("/people")
    expect(desk.get_by_text("Alice")).to_have_count(0)
    desk.locator("summary[aria-label^='Bob']").click()
    expect(desk.get_by_role("link", name="Alice")).to_be_visible()
    desk.get_by_role("link", name="Alice").click()
    desk.wait_for_url(re.compile(r"/people/\d+"))
