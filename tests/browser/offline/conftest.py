"""A phone against the real server process, with a line between them that loses what it is told to."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests import migrated
from tests.browser.conftest import WAIT_MS
from tests.browser.devices import PHONE
from tests.browser.offline.beside import Beside, beside
from tests.browser.offline.hours import ZONE
from tests.browser.offline.line import Line, stretched
from tests.world import PASSWORD
from tools.environment import REPOSITORY, find_node

# The product's own modules, for what no screen does: how a form is put, what lies in the store.
CORE = """
export * from "./outbox"; export * from "./store"; export { refresh } from "./refresh";
export { askSession, leaveNow } from "./session";
"""
WORLD = """
from fieldday.people.models import Person
from tests.world import build
build()
Person.objects.unscoped("the tests read Chinese").update(language="zh-hant")
"""

TRIES = WAIT_MS // 100


@dataclass(frozen=True)
class House:
    """The server: its port, and its database for a look behind the screens."""

    port: int
    home: Path
    beside: Beside

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.home / "fieldday.sqlite3", timeout=30) as database:
            return database.execute(question, values).fetchall()

    def tell(self, statement: str, *values: object) -> None:
        with sqlite3.connect(self.home / "fieldday.sqlite3", timeout=30) as database:
            database.execute(statement, values)

    def count(self, table: str, pk: str) -> int:
        """How many rows of a table have this id: one, or none."""
        return int(self.ask(f"SELECT count(*) FROM {table} WHERE id = ?", UUID(pk).hex)[0][0])  # noqa: S608  # a table of the test

    def person(self, name: str) -> int:
        return int(self.ask("SELECT id FROM people_person WHERE external_id = ?", name)[0][0])


@pytest.fixture(scope="session", autouse=True)
def migrated_rows() -> str:
    """Nothing here touches the tests' own database: the server has one of its own."""
    return ""


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`./run`'s own server on a home of its own, with the tiny world in it."""
    home = tmp_path_factory.mktemp("house")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FIELDDAY_", "DATABASE_"))}
    environment |= {"FIELDDAY_HOME": str(home), "FIELDDAY_PORT": str(port), "FIELDDAY_TIME_ZONE": ZONE}
    environment |= {"PYTHONPATH": str(REPOSITORY), "DJANGO_SETTINGS_MODULE": "tests.browser.offline.settings"}
    environment |= {"FIELDDAY_DEMO": "0", "FIELDDAY_DUTIES": "0"}
    if assets := os.environ.get("FIELDDAY_ASSETS"):  # another client than the one that is set up
        environment |= {"FIELDDAY_ASSETS": assets, "FIELDDAY_STATIC": str(home / "static")}
        collect = [sys.executable, "-P", "-m", "fieldday", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, env=environment, cwd=REPOSITORY, check=True)
    migrated.put(home / "fieldday.sqlite3")
    command = [sys.executable, "-P", "-m", "fieldday", "serve", "--workers", "2"]
    with beside(environment) as python:
        python.run(WORLD)
        server = subprocess.Popen(command, env=environment, cwd=REPOSITORY)
        try:
            _until_it_answers(f"http://127.0.0.1:{port}/phone/", server)
            yield House(port, home, python)
        finally:
            server.terminate()
            server.wait(60)


def _until_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    for _try in range(300):
        assert server.poll() is None, "the server ended: see above"
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  # our own server
            return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="session")
def core(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The outbox and the store as a module of their own, made of the sources that phone.js is made of."""
    folder = REPOSITORY / "client" / "src" / "phone"
    node, _npm = find_node()
    esbuild = REPOSITORY / "node_modules/esbuild/bin/esbuild"
    command = [str(node), str(esbuild), "--bundle", "--format=esm", "--log-level=error"]
    built = subprocess.run(command, input=CORE.encode(), cwd=folder, capture_output=True, check=False)
    assert built.returncode == 0, built.stderr.decode()
    return built.stdout


@pytest.fixture(scope="session")
def _stretched(house: House, core: bytes) -> Iterator[Line]:
    with stretched(house.port) as line:
        line.extra["/core.js"] = ("text/javascript", core)
        yield line


@pytest.fixture
def line(_stretched: Line) -> Line:
    _stretched.clear()
    return _stretched


@dataclass
class Phone:
    """One page of the phone, with the product's modules at hand."""

    page: Page
    line: Line

    def go(self, path: str = "/phone/more") -> "Phone":
        to(self.page, self.line.address + path)
        self.page.locator(".bottom-nav, .lone").first.wait_for()
        return self.ready()

    def ready(self) -> "Phone":
        if not self.line.down:
            self.page.evaluate("import('/core.js').then((module) => { window.core = module; })")
        return self

    def do(self, what: str, value: Any = None) -> Any:
        """Run an expression of the product's modules, `core`, with `it` as its value."""
        return self.page.evaluate(f"async (it) => {{ const core = window.core; return {what}; }}", value)

    def put(self, **act: Any) -> str:
        """A form into the outbox, as a screen puts it; answers its key."""
        return str(self.do("(await core.put(it)).key", act))

    def items(self) -> list[dict[str, Any]]:
        """What lies in the outbox and is not kept yet."""
        return list(self.do("(await core.items()).filter((item) => item.state !== 'kept')"))

    def drained(self) -> list[dict[str, Any]]:
        """Send until nothing more goes; what lies there still."""
        self.do("core.drain()")
        return self.items()

    def back(self) -> None:
        """The line is back: the browser says so, and the outbox sends by itself."""
        self.page.evaluate("window.dispatchEvent(new Event('online'))")

    def empties(self, left: int = 0) -> list[dict[str, Any]]:
        """Wait until so many lie there."""
        for _try in range(TRIES):
            found = self.items()
            if len(found) == left:
                return found
            self.page.wait_for_timeout(100)
        raise AssertionError(
            f"{len(found)} in the outbox: {[(one['says'], one['state'], one['tries']) for one in found]}"
        )

    def laid_by(self, words: str) -> None:
        """Wait until what was typed lies in the store, where a dead battery leaves it."""
        for _try in range(TRIES):
            if words in self.do("JSON.stringify(await (await core.open()).getAll('drafts'))"):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"not laid by: {words}")


def in_the_workers_hands(page: Page) -> None:
    """Wait until the service worker answers for this page. Not by `wait_for_function`: what that asks a second time is
    an eval, which the content security policy forbids."""
    page.evaluate(
        "new Promise((done) => navigator.serviceWorker.controller ? done()"
        " : navigator.serviceWorker.addEventListener('controllerchange', () => done(), { once: true }))"
    )


def to(page: Page, address: str) -> None:
    """Go there, though the app be just going somewhere itself, as it does after signing out."""
    try:
        page.goto(address)
    except Error as error:
        if "interrupted by another navigation" not in str(error):
            raise
        page.goto(address)


def signed_out(page: Page, address: str) -> None:
    """Wait until the server, too, knows that nobody is signed in any more."""
    for _try in range(TRIES):
        if page.request.get(f"{address}/phone/session", headers={"Accept": "application/json"}).status == 401:
            return
        page.wait_for_timeout(100)
    raise AssertionError("still signed in")


def enter(page: Page, address: str, name: str) -> None:
    to(page, f"{address}/sign-in?next=/phone/more")
    if "/sign-in" not in page.url:
        return  # in already
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


@pytest.fixture(scope="session")
def _cookies(browser: Browser, house: House) -> Callable[[str], list[Any]]:
    """Signed in once; each phone afterwards begins with the session."""
    known: dict[str, list[Any]] = {}

    def cookies(name: str) -> list[Any]:
        if name not in known:
            context = browser.new_context(locale="zh-TW")
            enter(context.new_page(), f"http://127.0.0.1:{house.port}", name)
            known[name] = [{**one, "url": "http://127.0.0.1"} for one in context.cookies()]
            for one in known[name]:
                one.pop("domain", None)
                one.pop("path", None)
            context.close()
        return known[name]

    return cookies


NewPhone = Callable[..., Phone]


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    opened: list[BrowserContext] = []

    def context(**options: Any) -> BrowserContext:
        one = browser.new_context(**{"locale": "zh-TW", "timezone_id": ZONE, **PHONE, **options})
        one.set_default_timeout(WAIT_MS)
        opened.append(one)
        return one

    yield context
    for one in opened:
        one.close()


@pytest.fixture
def new_phone(contexts: Callable[..., BrowserContext], line: Line, _cookies: Callable[[str], list[Any]]) -> NewPhone:
    """`new_phone("alice")` is a phone of her own, signed in, with everything on it; "" one that nobody signed in on.
    `room`: how many bytes its browser keeps for us."""

    def phone(name: str = "alice", *, script: str = "", room: int = 0, **options: Any) -> Phone:
        context = contexts(**options)
        if script:
            context.add_init_script(script)
        if name:
            context.add_cookies(_cookies(name))
        page = context.new_page()
        if room:  # told before anything is written: the browser remembers for a while how much was free
            quota = {"origin": line.address, "quotaSize": room}
            context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", quota)
        made = Phone(page, line).go()
        if name:
            made.do("core.refresh(true)")
        return made

    return phone


@pytest.fixture
def phone(new_phone: NewPhone) -> Phone:
    """Alice's phone."""
    return new_phone("alice")
