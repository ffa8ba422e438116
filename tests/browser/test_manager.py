"""The manager's day on one page, and plan against actual with its map, on a phone and a desk."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from fieldday.trade.models import Target
from fieldday.visits.models import Absence, Change, Code, Visit
from tests.browser.conftest import LOOKS
from tests.browser.entering import chinese_world, enter
from tests.visits.crowd import crowd
from tests.world import FRIDAY, MONDAY, NOW, World, moment

Check = Callable[[Page], None]
Opener = Callable[..., Page]


@pytest.fixture
def tiny(served: str, at_time: Callable[..., datetime]) -> World:
    at_time(NOW)
    world = chinese_world()
    crowd(world, 4)
    Target.objects.create(person=world.alice, metric="bookings", month=MONDAY.replace(day=1), amount=Decimal(90_000))
    reason = Code.objects.get(kind="reason", code="customer_cancelled")
    change = {"plan": world.alices.plan, "kind": "moved", "reason": reason, "by": world.alice, "at": NOW}
    Change.objects.create(stop=world.alices.stops[0], before=moment(MONDAY, 9).time(), **change)
    leave = Code.objects.get(kind="absence", code="sick_leave")
    Absence.objects.create(person=world.adam, kind=leave, since=MONDAY, until=MONDAY, by=world.adam, at=NOW)
    for n, account in enumerate((world.lotus, world.dawn, world.lotus)):
        at = NOW + timedelta(minutes=30 * n)
        Visit.objects.create(
            person=world.alice, account=account, stop=world.alices.stops[0] if n == 0 else None, day=MONDAY,
            arrived_at=at, left_at=None if n == 2 else at + timedelta(minutes=10),
            latitude=Decimal("25.05") + n % 2, longitude=Decimal("121.5"),
        )  # fmt: skip
    return world


@pytest.mark.parametrize(("place", "scheme"), LOOKS)
def test_every_page_is_sound(
    tiny: World, new_phone: Opener, new_desk: Opener, sound: Check, place: str, scheme: str
) -> None:
    page = enter((new_phone if place == "phone" else new_desk)(color_scheme=scheme), "mona")
    whose, on = f"person={tiny.alice.pk}", f"day={FRIDAY}"
    plans = [f"/plan-actual?{whose}", f"/plan-actual?{whose}&span=week", "/plan-actual", f"/plan-actual?span=week&{on}"]
    fronts = ["/", f"/?{on}", f"/?team={tiny.team_bob.pk}"]
    for address in (*fronts, *plans, f"/stops?{on}", f"/stops?day={MONDAY}&show=unexplained"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        sound(page)


def test_from_the_whole_day_down_to_a_visit(tiny: World, new_phone: Opener) -> None:
    phone = enter(new_phone(), "mona")
    expect(phone.locator("main")).to_contain_text("應達")
    expect(phone.locator("main")).to_contain_text("核准後變動 1 站")
    phone.get_by_role("link", name=re.compile("第 1 組")).click()
    expect(phone.locator("h1")).to_have_text("第 1 組")
    phone.get_by_role("link", name=re.compile("^Alice 接單")).click()
    expect(phone.locator("h1")).to_have_text("Alice")
    phone.locator(".passage h3 a").first.click()
    phone.wait_for_url(re.compile(r"/visits/"))


def test_the_number_in_the_list_is_the_number_on_the_map(tiny: World, new_desk: Opener) -> None:
    desk = enter(new_desk(), "bob")
    desk.goto(f"/plan-actual?person={tiny.alice.pk}")
    listed = desk.locator(".passage .stop-number").all_text_contents()
    assert listed == ["1", "2", "3", "A"]
    pins = desk.locator("[data-map] .map-pin")
    expect(desk.locator("[data-map] .map-route")).to_have_count(1)
    assert sorted(pins.all_text_contents()) == ["1·3", "2"]  # twice at one place; an area has no place
    pins.filter(has_text="2").click()
    expect(desk.locator(".leaflet-popup a")).to_have_text("2 晨光商行")
