"""The customers' list as a tool, by hand: a view kept and opened, many changed and taken back, the board, the map."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fieldday.config.schedule import run_once
from fieldday.customers.models import Account
from fieldday.kit import clock
from tests.browser.entering import enter
from tests.world import World, account, build

Check = Callable[[Page], None]
Opener = Callable[..., Page]


@pytest.fixture
def shops(served: str) -> World:
    """Sixty shops of Alice's, all on the map."""
    world = build()
    for n in range(60):
        row = account(f"V{n}", f"便當 {n:02}", world.alice, world.north)
        place = {"latitude": f"25.{n:02}", "longitude": f"121.{n:02}"}
        Account.objects.unscoped("a test").filter(pk=row.pk).update(**place)
    return world


def _mine(world: World, **filters: str) -> int:
    return Account.objects.visible_to(world.alice).filter(**filters).count()


@pytest.mark.parametrize("scheme", ["dark"])
def test_a_list_is_kept_as_a_view_and_many_are_changed_and_taken_back(
    shops: World, new_desk: Opener, sound: Check, scheme: str
) -> None:
    desk = new_desk(color_scheme=scheme)
    enter(desk, "alice")
    desk.goto("/accounts?q=便當&sort=-name")
    desk.locator("[data-opens=save-view]:visible").click()
    desk.locator("#save-view [name=name]").fill("便當店")
    desk.locator("#save-view .btn-primary").click()
    chip = desk.locator(".view-chips [aria-current=page]")
    expect(chip).to_have_text("便當店")
    desk.goto("/accounts?view=all")
    desk.locator(".view-chips a", has_text="便當店").click()
    expect(desk.locator("tbody tr").first).to_contain_text("便當 59")
    assert "sort=-name" in desk.url

    for key in "jxjx":
        desk.keyboard.press(key)
    expect(desk.locator(".ticked [data-select-count]")).to_have_text("2")
    sound(desk)
    desk.locator(".ticked .chip").click()
    desk.locator(".ticked .btn-primary").click()
    desk.locator("label.chip:has([value=status])").click()
    desk.locator("label.chip:has([name=status][value=dormant])").click()
    desk.locator("[form=bulk-form]:visible").click()
    expect(desk.locator("#error-reason")).to_be_visible()
    desk.locator("[name=reason]").fill("停業")
    sound(desk)
    desk.locator("[form=bulk-form]:visible").click()
    expect(desk.locator(".change-line")).to_have_count(20)
    sound(desk)
    assert _mine(shops, status="dormant") == 0
    desk.locator(".page-actions .btn-primary").click()
    expect(desk.locator("#progress")).to_be_visible()
    run_once(at=clock.now())
    expect(desk.locator("form[action$=reversal]")).to_be_visible()
    assert _mine(shops, status="dormant") == 60
    desk.locator("form[action$=reversal] button").click()
    expect(desk.locator("#progress")).to_be_visible()
    run_once(at=clock.now())
    expect(desk.locator("#progress")).to_have_count(0)
    sound(desk)
    assert _mine(shops, status="dormant") == 0


def test_a_card_is_moved_on_the_board_with_its_reason(shops: World, new_desk: Opener, sound: Check) -> None:
    desk = new_desk()
    enter(desk, "alice")
    desk.goto("/accounts?shape=board")
    sound(desk)
    card = desk.locator("[data-board-card]", has_text="便當 00")
    card.locator("select").select_option("lost")
    desk.keyboard.press("Escape")
    expect(card.locator("select")).to_have_value("active")
    card.drag_to(desk.locator("[data-board-column=lost]"), target_position={"x": 60, "y": 40})
    desk.locator("#move-reason").fill("倒閉")
    sound(desk)
    desk.locator("#move .btn-primary").click()
    expect(desk.locator("[data-board-column=lost] [data-board-card]")).to_have_count(1)
    assert _mine(shops, status="lost") == 1


def test_a_phone_shows_heaps_and_a_rectangle_opens_as_a_list(shops: World, phone: Page, sound: Check) -> None:
    enter(phone, "alice")
    phone.goto("/accounts?shape=map")
    box = phone.locator("[data-map-marks]")
    expect(phone.locator(".map-heap").first).to_be_visible()
    sound(phone)
    phone.locator("[data-map-draw]").click()
    around = box.bounding_box()
    assert around is not None
    left, top = around["x"] + 2, around["y"] + 2
    phone.mouse.move(left + 70, top)
    phone.mouse.down()
    phone.mouse.move(left + around["width"] - 8, top + around["height"] - 8, steps=4)
    phone.mouse.up()
    phone.wait_for_url(lambda url: "box=" in url)
    expect(phone.locator(".rows .row-title", has_text="便當").first).to_be_visible()
    phone.locator(".select-mode").click()
    phone.locator(".row-tick input").first.check()
    expect(phone.locator(".ticked")).to_be_visible()
    sound(phone)
