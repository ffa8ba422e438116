"""The tiny world in Chinese, and signing in to it as people do: by the form."""

from playwright.sync_api import Page

from fieldday.people.models import Person
from tests.world import PASSWORD, World, build


def chinese_world() -> World:
    """The tiny world, everybody of which reads Traditional Chinese."""
    world = build()
    Person.objects.unscoped("the screens are Chinese").update(language="zh-hant")
    return world


def enter(page: Page, name: str) -> Page:
    """Sign in; the page that one begins with stands open."""
    page.goto("/sign-in")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return page
