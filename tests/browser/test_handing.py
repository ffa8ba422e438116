"""Customers handed over by drawing around them on the map: what is drawn, tapped and left out is what moves."""

import math
import re
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
Spot = tuple[float, float]  # pixels of the screen
MAP = "[data-map-lasso]"


@pytest.fixture
def two_towns(served: str) -> World:
    """Twelve shops of Alice's in the north west and twelve in the south east, four of Adam's between them."""
    world = build()
    spots = [
        ("N", world.alice, 25.2, 121.0, 12),
        ("M", world.adam, 25.1, 121.1, 4),
        ("S", world.alice, 25.0, 121.2, 12),
    ]
    for letter, owner, north, east, count in spots:
        for n in range(count):
            row = account(f"{letter}{n}", f"{letter} {n:02}", owner, world.north)
            place = {"latitude": f"{north + n * 0.001:.3f}", "longitude": f"{east + n % 4 * 0.002:.3f}"}
            Account.objects.unscoped("a test").filter(pk=row.pk).update(**place)
    return world


def _owned(letter: str, owner: object) -> int:
    return Account.objects.unscoped("a test").filter(external_id__startswith=letter, owner=owner).count()


def _spot(page: Page, north: float, east: float) -> Spot:
    """Where on the screen a place lies: the map says what it shows (west, south, east, north)."""
    box = page.locator(MAP).bounding_box()
    sides = page.locator(MAP).get_attribute("data-shown")
    assert box
    assert sides
    west, south, far_east, far_north = map(float, sides.split(","))
    across = (east - west) / (far_east - west)
    return box["x"] + across * box["width"], box["y"] + (far_north - north) / (far_north - south) * box["height"]


def _around(page: Page, north: float, east: float, far: float) -> list[dict[str, float]]:
    """A line around a place that crosses its own beginning, `far` degrees from it."""
    x, y = _spot(page, north, east)
    wide = abs(_spot(page, north, east + far)[0] - x)
    steps = [n / 30 * 2 * math.pi * 1.1 for n in range(31)]
    return [{"x": x + wide * math.cos(one), "y": y + wide * math.sin(one)} for one in steps]


def _open(page: Page) -> None:
    page.locator("[data-lasso-fold] summary").click()
    expect(page.locator(MAP)).to_have_attribute("data-chosen", re.compile(r"\d+"))
    page.locator(MAP).evaluate("box => box.scrollIntoView({ block: 'center', behavior: 'instant' })")


def _chosen(page: Page, count: int) -> None:
    """The map and the preview, which the server reckons, say the same."""
    expect(page.locator(MAP)).to_have_attribute("data-chosen", str(count))
    expect(page.locator("#hand-over-rows-heading .quiet")).to_have_text(str(count))


def _drawn_by_mouse(page: Page, points: list[dict[str, float]]) -> None:
    page.mouse.move(**points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(**point)
    page.mouse.up()


def _drawn_by_finger(page: Page, points: list[dict[str, float]]) -> None:
    session = page.context.new_cdp_session(page)
    for kind, point in zip(["touchStart"] + ["touchMove"] * len(points), points, strict=False):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


NORTH, SOUTH, FAR = (25.2055, 121.003), (25.0055, 121.203), 0.02


def test_two_lines_add_up_a_tap_takes_one_out_and_that_is_what_moves(
    two_towns: World, new_desk: Opener, sound: Check
) -> None:
    desk = new_desk()
    enter(desk, "bob")
    desk.goto("/hand-over")
    _open(desk)
    expect(desk.locator(MAP)).to_have_attribute("data-chosen", "0")
    desk.locator("[data-lasso-draw]").click()
    _drawn_by_mouse(desk, _around(desk, *NORTH, FAR))
    _chosen(desk, 12)
    _drawn_by_mouse(desk, _around(desk, *SOUTH, FAR))
    _chosen(desk, 24)
    desk.locator("[data-lasso-undo]").click()
    _chosen(desk, 12)
    desk.locator("[data-lasso-draw]").click()
    desk.mouse.click(*_spot(desk, 25.2, 121.0))
    _chosen(desk, 11)
    expect(desk.locator("[data-lasso-said]")).to_contain_text("N 00")
    desk.mouse.click(*_spot(desk, 25.1, 121.1))  # one of Adam's besides
    _chosen(desk, 12)
    desk.locator("label.chip", has_text="Adam").click()
    expect(desk.locator("form[action='/hand-overs'] .btn-primary")).to_contain_text("11")
    desk.locator("#id-note").fill("new areas")
    leave = desk.get_by_role("button", name="Leave N 05 out")
    leave.focus()
    desk.keyboard.press("Enter")
    _chosen(desk, 11)
    expect(desk.get_by_role("button", name="Leave N 06 out")).to_be_focused()
    expect(desk.locator("#id-note")).to_have_value("new areas")
    sound(desk)
    desk.reload()
    expect(desk.locator(MAP)).to_have_attribute("data-chosen", "11")
    desk.locator("#hand-over-left-out label.chip", has_text="N 05").click()
    _chosen(desk, 12)
    desk.locator("form[action='/hand-overs'] .btn-primary").click()
    desk.wait_for_url("**/hand-overs/*")
    run_once(at=clock.now())
    assert (_owned("N", two_towns.adam), _owned("N", two_towns.alice)) == (11, 1)
    assert _owned("S", two_towns.alice) == 12


def test_a_finger_draws_on_a_phone_and_the_page_stands_still(two_towns: World, phone: Page, sound: Check) -> None:
    enter(phone, "bob")
    phone.goto(f"/hand-over?owner={two_towns.alice.pk}&how=one&to={two_towns.adam.pk}")
    _open(phone)
    phone.locator("[data-lasso-draw]").click()
    phone.locator(MAP).evaluate("box => box.scrollIntoView({ block: 'center', behavior: 'instant' })")
    stood = phone.evaluate("scrollY")
    _drawn_by_finger(phone, _around(phone, *NORTH, FAR))
    _chosen(phone, 12)
    assert phone.evaluate("scrollY") == stood
    phone.touchscreen.tap(*_spot(phone, 25.211, 121.006))
    _chosen(phone, 11)
    expect(phone.locator("#hand-over-left-out .chip")).to_have_count(1)
    sound(phone)
    phone.locator("form[action='/hand-overs'] .btn-primary").click()
    phone.wait_for_url("**/hand-overs/*")
    run_once(at=clock.now())
    assert (_owned("N", two_towns.adam), _owned("N", two_towns.alice), _owned("S", two_towns.alice)) == (11, 1, 12)
