"""A phone and a desk in Chromium, against a live server. A script error or a refused resource fails the test."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser.devices import DESK, PHONE, QUIET
from tests.world import NOW
from tools.system import BROWSERS

# Playwright runs an event loop in the test's own thread; the tests' database calls there are plain ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A page that answers 404 or 422 is also written to the console; the tests look at such answers themselves.
EXPECTED = re.compile(r"Failed to load resource: the server responded with a status of (401|403|404|409|422)")

Opener = Callable[..., Page]
WAIT_MS = 30_000  # two browsers share a small machine with two servers, and whoever else works on it
expect.set_options(timeout=WAIT_MS)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's own Chromium: Playwright's builds are not fetched."""
    found = os.environ.get("FIELDDAY_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        pytest.skip("no Chromium on this machine: ./run test browser installs it where apt can")
    return {**browser_type_launch_args, "executable_path": found, "args": QUIET}


@pytest.fixture(scope="session", autouse=True)
def migrated_rows(django_db_setup: None) -> str:
    """What migrations wrote, taken before Playwright's loop runs: inside it Django hands out another connection,
    which would not know how to bring these rows back after a test."""
    return str(getattr(connection, "_test_serialized_contents", ""))


@pytest.fixture
def _known_rows(migrated_rows: str) -> None:
    connection._test_serialized_contents = migrated_rows  # type: ignore[attr-defined]  # Django's own mark


@pytest.fixture
def served(
    _known_rows: None,
    django_db_serialized_rollback: None,
    transactional_db: None,
    live_server: Any,
    at_time: Callable[..., datetime],
) -> str:
    """The address of the live server, where it is the tiny world's hour until a test says otherwise; what migrations
    wrote (purposes, result codes) is there in every test."""
    at_time(NOW)
    return str(live_server.url)


@pytest.fixture
def opener(browser: Browser) -> Iterator[Opener]:
    """Opens a page in a context of its own, which is a person of its own; options are those of the context."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def listen(page: Page) -> None:
        def heard(message: ConsoleMessage) -> None:
            if message.type == "error" and not EXPECTED.match(message.text):
                faults.append(f"{page.url}: {message.text}")

        page.on("console", heard)
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**{"locale": "zh-TW", "timezone_id": "Asia/Taipei", **options})
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        context.on("page", listen)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "the page complained:\n" + "\n".join(faults)


@pytest.fixture
def new_phone(opener: Opener, served: str) -> Opener:
    """`new_phone()` opens another 390 × 844 phone; options as of a Playwright context: geolocation, color_scheme …"""
    return lambda **options: opener(base_url=served, **{**PHONE, **options})


@pytest.fixture
def new_desk(opener: Opener, served: str) -> Opener:
    """`new_desk()` opens another 1440 × 900 desk."""
    return lambda **options: opener(base_url=served, **{**DESK, **options})


@pytest.fixture
def phone(new_phone: Opener) -> Page:
    """A rep's phone: 390 × 844, touch, zh-TW."""
    return new_phone()


@pytest.fixture
def desk(new_desk: Opener) -> Page:
    """A supervisor's desk: 1440 × 900, zh-TW."""
    return new_desk()


# How an area's pages are looked at; test_every_page.py looks at each page in light and in dark.
LOOKS = [("phone", "light"), ("desk", "dark")]
FAULTS = {"resultTypes": ["violations"]}  # what is well is not described
WCAG = {**FAULTS, "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
COLOURS = {**FAULTS, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


WHOLE_HEIGHT = "new Promise((drawn) => requestAnimationFrame(() => drawn(document.documentElement.scrollHeight)))"


def check_page(page: Page, rules: dict[str, Any] = WCAG) -> None:
    """What every page owes everybody: no WCAG 2.2 A or AA fault that a machine can find, and no sideways scrolling."""
    size = page.viewport_size
    assert size
    # the whole page at once: what lies half under the bar at the bottom is a matter of scrolling, not a fault; and what
    # is still being drawn makes it longer
    while page.evaluate(WHOLE_HEIGHT) > page.evaluate("window.innerHeight"):
        page.set_viewport_size({**size, "height": page.evaluate(WHOLE_HEIGHT) + 200})
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate("async (rules) => ({ violations: (await axe.run(rules)).violations })", rules))
    page.set_viewport_size(size)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{page.url} is {wider} px wider than its window"


@pytest.fixture
def sound() -> Callable[..., None]:
    """`sound(page)` asserts what every page owes everybody, see check_page; rules=COLOURS: what darkness changes."""
    return check_page
