"""Every page there is, once, as somebody who may see it: in Chinese, in the light and then in the dark."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from fieldday.people.models import Person
from tests.browser.conftest import COLOURS, WCAG
from tests.house.routes import Route, fillings, routes
from tests.world import PASSWORD, build

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

# Who looks, and on what; a page is read by the first of them who may.
READERS = (("alice", "phone"), ("oscar", "desk"), ("mona", "phone"), ("bob", "desk"))

# The page follows the device, and its colours have come to rest.
TURNED = """async (scheme) => {
  const root = document.documentElement;
  for (let frame = 0; root.dataset.theme === "auto" && root.dataset.bsTheme !== scheme; frame++) {
    if (frame > 300) throw new Error("the page does not turn " + scheme);
    await new Promise(requestAnimationFrame);
  }
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
}"""


@pytest.mark.parametrize("half", [0, 1])
def test_every_page_can_be_read_by_everybody(
    new_phone: Any, new_desk: Any, sound: Callable[..., None], signed_in: Callable[[Person], Client], half: int
) -> None:
    """No fault of WCAG 2.2 AA that a machine can find, and nothing wider than its window; nor when the device turns
    dark, where the colours alone are others."""
    world = build()
    Person.objects.unscoped("the screens are Chinese").update(language="zh-hant")
    asked = [route for route in routes() if _is_read(route)][half::2]
    left, faults = asked, []
    for name, device in READERS:
        page: Page = (new_phone if device == "phone" else new_desk)(color_scheme="light")
        _sign_in(page, name)
        asks, still = signed_in(world.people[name]), []
        asks.raise_request_exception = False
        for route in left:
            url = _shown(asks, route, world, world.people[name])
            if not url:
                still.append(route)
                continue
            page.goto(url)
            for scheme, rules in (("light", WCAG), ("dark", COLOURS)):
                page.emulate_media(color_scheme=scheme)
                page.evaluate(TURNED, scheme)
                try:
                    sound(page, rules)
                except AssertionError as fault:
                    faults.append(f"{name}, {device}, {scheme}: {fault}")
            page.emulate_media(color_scheme="light")
        left = still
    assert not faults, "\n".join(faults)
    assert len(left) < len(asked) / 2, [route.pattern for route in left]


def _is_read(route: Route) -> bool:
    return bool(route.declaration and "GET" in route.declaration.methods and not route.declaration.public)


def _sign_in(page: Page, name: str) -> None:
    page.goto("/sign-in")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def _shown(asks: Client, route: Route, world: Any, reader: Person) -> str:
    """Where the route is a page of its own that this reader is shown; "" where it is none."""
    for values, seen in fillings(route, world, days=2):
        if route.parameters and (seen is None or not seen(reader)):
            continue
        url = route.url(values)
        answer = asks.get(url)
        if answer.status_code == 200 and not answer.streaming and b"<html" in answer.content[:400]:
            return url
    return ""
