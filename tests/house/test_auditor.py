"""The auditor reads all and writes nothing: from where he begins, no link and no form leads him to writing."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.world import NOW, Person, World

pytestmark = pytest.mark.django_db

LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
FORM = re.compile(r"<form\b[^>]*>")
VARIES = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+")
# What is his own: his language, his way in, his mail, the columns and views of his lists, the lists he takes out. A
# segment's conditions are counted by a form that offers him no saving.
HIS_OWN = (
    "account-columns",
    "accounts-chosen",
    "exports",
    "language",
    "notice",
    "passkey",
    "security",
    "segment",
    "session",
    "sign-",
    "view",
)


def _walked(browser: Client, start: str) -> Iterator[tuple[str, str]]:
    """(address, page) of everything that links lead to from `start`, two of each kind."""
    waiting, seen, kinds = [start], set(), dict[str, int]()
    while waiting:
        address = waiting.pop(0)
        kind = VARIES.sub("*", address)
        if address in seen or kinds.get(kind, 0) >= 2:
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = browser.get(address, follow=True)
        assert answer.status_code == 200, f"{address} is linked and answers {answer.status_code}"
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        page = answer.content.decode()
        yield address, page
        waiting += [link.replace("&amp;", "&") for link in LINK.findall(page) if _is_page(link)]


def _is_page(link: str) -> bool:
    try:
        resolve(link.split("?")[0])
    except Resolver404:
        return False
    return not link.startswith(("/static/", "/assets/", "/phone/", "/photos/", "/attachments/")) and not link.endswith(
        (".pdf", ".csv", ".vcf")
    )


def test_nothing_leads_the_auditor_to_writing(
    world: World, signed_in: Callable[[Person], Client], at_time: Callable[..., object]
) -> None:
    at_time(NOW)
    browser = signed_in(world.uma)
    writing, pages = set(), 0
    for address, page in _walked(browser, "/"):
        pages += 1
        for tag in FORM.findall(page):
            if 'method="post"' not in tag:
                continue
            action = re.search(r'action="([^"?]*)', tag)
            name = resolve(action[1] if action and action[1] else address.split("?")[0]).url_name or ""
            if not name.startswith(HIS_OWN):
                writing.add((VARIES.sub("*", address), name))
    assert pages > 20, "he reads all"
    assert not writing


def test_the_auditor_has_no_day_of_his_own(world: World, signed_in: Callable[[Person], Client]) -> None:
    answer = signed_in(world.uma).get("/today")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts")


@pytest.mark.parametrize(
    ("own", "everybodys"),
    [
        ("/plans/2026-11-23", "/plan-actual?day=2026-11-23"),
        ("/days/2026-11-20", "/plan-actual?day=2026-11-20"),
        ("/days/2026-11-20/expenses", "/plan-actual?day=2026-11-20"),
        ("/plans/next", "/plan-actual?day=2026-11-23"),
        ("/reports/2026-11-20", "/reports?day=2026-11-20"),
        ("/reports/today", "/reports?day=2026-11-23"),
    ],
)
def test_an_address_of_ones_own_day_shows_the_auditor_everybodys(
    world: World, signed_in: Callable[[Person], Client], at_time: Callable[..., object], own: str, everybodys: str
) -> None:
    at_time(NOW)
    browser = signed_in(world.uma)
    answer = browser.get(own)
    assert (answer.status_code, answer["Location"]) == (302, everybodys)
    assert browser.get(everybodys).status_code == 200
