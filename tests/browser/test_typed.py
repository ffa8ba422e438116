"""What is typed outlives the tab it was typed in: a plan of tomorrow, what a superior writes, what he sends back."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from fieldday.visits.models import DailyReport
from tests.browser.entering import chinese_world, enter
from tests.world import NOW, World

Opener = Callable[..., Page]
WHY = "the test looks behind the screens"


@pytest.fixture
def tiny(served: str, at_time: Callable[..., datetime]) -> World:
    at_time(NOW)
    return chinese_world()


def _another_tab(page: Page, address: str) -> Page:
    """The tab is closed, as by a dead battery; another one of the same browser opens the page again."""
    again = page.context.new_page()
    page.close()
    again.goto(address)
    return again


def test_a_plan_outlives_its_tab(tiny: World, new_phone: Opener) -> None:
    phone = enter(new_phone(), "alice")
    phone.goto("/plans/2026-11-25")
    note = phone.locator("[name=note]")
    note.fill("下午請代看台中港")
    phone = _another_tab(phone, "/plans/2026-11-25")
    note = phone.locator("[name=note]")
    expect(note).to_have_value("下午請代看台中港")
    back = phone.locator("#plan-form [data-typed-back]")
    expect(back).to_contain_text("還沒儲存")
    back.get_by_role("button").tap()
    expect(note).to_have_value("")
    expect(back).to_be_hidden()


def test_what_a_superior_writes_outlives_his_tab(tiny: World, new_desk: Opener) -> None:
    report, visit = tiny.alices.report, tiny.alices.visit
    desk = enter(new_desk(), "bob")
    desk.goto(f"/reports/{report.pk}")
    desk.locator("#sign-form [name=comment]").fill("明天先去收款")
    desk.locator(f"[name='says-{visit.pk}'][value=discuss]").check(force=True)
    desk.locator(f"[name='note-{visit.pk}']").fill("怎麼沒報價？")
    desk = _another_tab(desk, f"/reports/{report.pk}")
    expect(desk.locator("#sign-form [name=comment]")).to_have_value("明天先去收款")
    expect(desk.locator(f"[name='says-{visit.pk}'][value=discuss]")).to_be_checked()
    expect(desk.locator(f"[name='note-{visit.pk}']")).to_have_value("怎麼沒報價？")
    expect(desk.locator("#sign-form [data-typed-back]")).to_be_visible()
    desk.locator("#sign-form button.btn-primary").click()
    expect(desk.locator(".messages")).to_contain_text("已簽核")
    assert DailyReport.objects.unscoped(WHY).get(pk=report.pk).status == "signed"
    desk.goto(f"/reports/{report.pk}")
    expect(desk.locator("[data-typed-back]:visible")).to_have_count(0)


def test_a_sentence_of_one_plan_is_not_put_to_another_and_goes_with_signing_out(tiny: World, new_desk: Opener) -> None:
    desk = enter(new_desk(), "bob")
    desk.goto(f"/plans/{tiny.alices.plan.pk}")
    desk.locator("#return-words").fill("順路再排一家")
    desk = _another_tab(desk, f"/plans/{tiny.alices.plan.pk}")
    expect(desk.locator("#return-words")).to_have_value("順路再排一家")
    assert "順路再排一家" in desk.evaluate("JSON.stringify({...localStorage})")
    desk.goto("/me")
    desk.locator("form[action$='/sign-out'] button:visible").first.click()
    desk.wait_for_url("**/sign-in**")
    assert "順路再排一家" not in desk.evaluate("JSON.stringify({...localStorage})")
