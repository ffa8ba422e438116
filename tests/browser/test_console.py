"""The main pages of every role, as one comes to them by the menus, say nothing in the console: `opener` fails on any
script error, refused resource or breach of the content security policy."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.entering import chinese_world, enter
from tests.world import World

Opener = Callable[..., Page]
ROLES = [
    *(("alice", "phone"), ("bob", "desk"), ("mona", "phone"), ("diana", "desk")),
    *(("oscar", "desk"), ("ada", "desk"), ("uma", "phone")),
]
IN_THE_MENUS = """() => [...document.querySelectorAll("nav a[href^='/']")].map((one) => one.getAttribute("href"))"""


@pytest.fixture
def tiny(served: str) -> World:
    return chinese_world()


def _every_question_opened(page: Page) -> None:
    """Opens and closes each dialog that a button in sight opens, and unfolds what is folded away."""
    for opens in page.locator("[data-opens]:visible").all():
        dialog = page.locator(f"#{opens.get_attribute('data-opens')}")
        opens.click()
        expect(dialog).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


@pytest.mark.parametrize(("name", "device"), ROLES)
def test_what_the_menus_lead_to_complains_of_nothing(
    tiny: World, new_phone: Opener, new_desk: Opener, name: str, device: str
) -> None:
    page = (new_phone if device == "phone" else new_desk)()
    enter(page, name)
    offered = dict.fromkeys([page.url, "/me", *page.evaluate(IN_THE_MENUS)])
    assert len(offered) > 3, f"{name} is offered {list(offered)}"
    for address in offered:
        answer = page.goto(address)
        assert answer and answer.ok, f"{name}: {address} answers {answer and answer.status}"
        _every_question_opened(page)
