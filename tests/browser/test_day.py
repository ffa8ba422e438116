"""The rep's pages on a phone and a desk: nothing sticks out, nothing is unreadable, and each act is a tap away."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fieldday.trade.actions.order_taking import LineInput
from fieldday.visits.actions.arrival import arrive
from fieldday.visits.actions.plan_approval import return_plan
from fieldday.visits.actions.recording import VisitInput, record_visit
from fieldday.visits.actions.report_signing import sign_report
from tests.browser.conftest import LOOKS
from tests.browser.entering import chinese_world, enter
from tests.world import NOW, World

Check = Callable[[Page], None]
Opener = Callable[..., Page]


@pytest.fixture
def tiny(served: str, at_time: Callable[..., datetime]) -> World:
    at_time(NOW + timedelta(hours=2))
    return chinese_world()


def _lived(world: World) -> Any:
    """A day half lived: one visit with everything, one open, Friday signed, Monday's plan returned."""
    visit = arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)
    said = VisitInput(
        results=("quotation",), met_in_charge=True, summary="談了新品上架，下週回覆", next_step="送報價單",
        lines=(LineInput(world.soap.pk, Decimal(12), Decimal("99.5"), Decimal(5)),), collected=Decimal(1500),
        method="現金", notes=(("promotion", "對面買一送一"),),
    )  # fmt: skip
    record_visit(by=world.alice, visit_id=visit.pk, version=1, said=said, at=NOW)
    arrive(by=world.alice, at=NOW + timedelta(hours=1), account_id=world.dawn.pk)
    plan, report = world.alices.plan, world.alices.report
    return_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW, comment="請加一站晨光")
    judged = {world.alices.visit.pk: ("discuss", "報價要快")}
    sign_report(by=world.bob, report_id=report.pk, version=1, comment="做得好", at=NOW, judgements=judged)
    return visit


@pytest.mark.parametrize(("place", "scheme"), LOOKS)
def test_every_page_of_the_day_is_sound(
    tiny: World, new_phone: Opener, new_desk: Opener, sound: Check, place: str, scheme: str
) -> None:
    visit = _lived(tiny)
    page = enter((new_phone if place == "phone" else new_desk)(color_scheme=scheme), "alice")
    days = [f"/{noun}/2026-11-{day}" for noun, day in (("days", 20), ("plans", 20), ("plans", 23), ("plans", 24))]
    days += ["/reports/2026-11-20", "/reports/2026-11-23"]
    visits = [f"/visits/{visit.pk}", f"/visits/{tiny.alices.visit.pk}", "/arrivals/new"]
    for address in ("/today", *days, *visits, "/me"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        sound(page)


def test_without_a_place_an_arrival_takes_four_seconds_at_most(tiny: World, phone: Page) -> None:
    phone.clock.install()
    enter(phone, "alice")
    phone.evaluate("navigator.geolocation.getCurrentPosition = () => {}")
    phone.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    phone.locator(".btn-arrive").tap()
    busy = phone.locator("form[aria-busy=true] .when-busy").first
    expect(busy).to_be_visible()
    phone.clock.run_for(3900)
    expect(busy).to_be_visible()
    phone.clock.run_for(100)
    phone.wait_for_url("**/visits/*")


def test_an_order_is_computed_as_one_types(tiny: World, new_phone: Opener) -> None:
    visit = arrive(by=tiny.alice, at=NOW, stop_id=tiny.alices.stops[0].pk)
    phone = enter(new_phone(), "alice")
    phone.goto(f"/visits/{visit.pk}")
    phone.locator("[name=edit][value=again]").tap()
    line = phone.locator("[data-line]")
    expect(line).to_have_count(1)
    expect(line.locator("[data-amount]")).to_have_text("200")
    line.locator("[data-step='1']").tap()
    line.locator("[name=line-1-price]").fill("99.5")
    line.locator("[name=line-1-discount]").fill("10")
    expect(line.locator("[data-amount]")).to_have_text("268.65")
    expect(phone.locator("[data-total]")).to_have_text("268.65")
    phone.locator("#id-product-q").fill("高山")
    phone.locator("#product-options .option").tap()
    expect(phone.locator("[data-line]")).to_have_count(2)
    expect(phone.locator("[data-total]")).to_have_text("518.65")
    phone.locator("#next summary").tap()
    phone.locator("[data-days='7']").tap()
    expect(phone.locator("[name=next_step_on]")).not_to_have_value("")
    phone.locator("[name=next_step]").fill("送報價單")
    phone.locator(".phone-action [value=leave]").tap()
    phone.wait_for_url("**/today")
    expect(phone.locator(".messages")).to_contain_text("蓮花藥局")


def test_a_plan_is_made_of_a_past_day_and_what_is_typed_shows_on_its_line(tiny: World, phone: Page) -> None:
    enter(phone, "alice")
    phone.goto("/plans/2026-11-24")
    phone.locator("[value='copy:2026-11-20']").tap()
    stop = phone.locator("#id-stop-1")
    expect(stop.locator("[data-shows-time]")).to_have_text("09:30")
    stop.locator("summary").tap()
    stop.locator("[type=time]").fill("10:45")
    expect(stop.locator("[data-shows-time]")).to_have_text("10:45")
    stop.locator("label.chip", has_text="服務").tap()
    expect(stop.locator("[data-shows-purposes]")).to_contain_text("服務")
    phone.locator("#id-place-q").fill("晨光")
    phone.locator("#place-options .option").first.tap()
    expect(phone.locator("#id-stop-2")).to_contain_text("晨光商行")
    phone.locator("#id-stop-2 label.chip", has_text="收款").tap()
    phone.locator(".phone-action [value=send]").tap()
    expect(phone.locator(".page-status")).to_contain_text("待")


def test_without_script_the_same_forms_do(tiny: World, new_phone: Opener) -> None:
    phone = enter(new_phone(java_script_enabled=False), "alice")
    phone.locator(".btn-arrive").tap()
    phone.wait_for_url("**/visits/*")
    phone.locator("[value=again]").tap()
    expect(phone.locator("[data-line]")).to_have_count(1)
    phone.locator("[value=leave]").last.tap()
    phone.wait_for_url("**/today")
    phone.goto("/plans/2026-11-24")
    phone.locator("#id-place-q").fill("晨光")
    phone.locator(".without-script").tap()
    phone.locator("[value^='account:']").tap()
    expect(phone.locator("#id-stop-1")).to_contain_text("晨光商行")
