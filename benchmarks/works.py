"""The works that are measured, each with its goal. A work does one thing through a browser, as a person would."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, cycle
from urllib.parse import quote

from benchmarks.browser import Browser
from benchmarks.scene import WORDS, Scene
from fieldday.visits.models import DailyReport, Plan

SNAPSHOT = "/phone/snapshot"
Act = Callable[[Browser], None]


@dataclass(frozen=True)
class Goal:
    """What a work may cost: CPU milliseconds of application and database, requests a second at 8 clients, queries."""

    cpu_ms: float | None = None
    per_second: float | None = None
    queries: int | None = None


@dataclass(frozen=True)
class Work:
    """`acts(scene, name)` yields what to do again and again as the person `name`; `pages` must exist for it."""

    name: str
    says: str
    who: str  # one person's external id, or "reps": each client another rep
    pages: tuple[str, ...]
    acts: Callable[[Scene, str], Iterator[Act]]
    goal: Goal = field(default_factory=Goal)


def get(*paths: str, part: str = "") -> Iterator[Act]:
    """Ask for one path after the other, again and again; for a `part` of the page alone where one is named."""
    return (lambda browser, path=path: _got(browser, path, part) for path in cycle(paths))


def _got(browser: Browser, path: str, part: str) -> None:
    browser.get(path, part=part)


def _list(scene: Scene, name: str) -> Iterator[Act]:
    return get("/accounts")


def _deep(scene: Scene, name: str) -> Iterator[Act]:
    middle = scene.pages
    return get(*(f"/accounts?sort=name&page={page}" for page in range(middle, min(middle + 10, 2 * middle) + 1)))


def _search(scene: Scene, name: str) -> Iterator[Act]:
    return get(*(f"/accounts?q={quote(word)}" for word in WORDS), part="results")


def _whole(scene: Scene, name: str) -> Iterator[Act]:
    return get(*(f"/accounts?q={quote(word)}" for word in WORDS))


def _common(scene: Scene, name: str) -> Iterator[Act]:
    return get(*(f"/accounts?q={quote(word)}" for word in ("藥局", "咖啡", "餐廳")), part="results")


def _box(scene: Scene, name: str) -> Iterator[Act]:
    return get(*(f"/search/found?q={quote(word)}" for word in WORDS))


def _card(scene: Scene, name: str) -> Iterator[Act]:
    return get(*(f"/accounts/{pk}" for pk in scene.accounts))


def _own_card(scene: Scene, name: str) -> Iterator[Act]:
    return get(*(f"/accounts/{pk}" for pk in scene.own[name]))


def _day(scene: Scene, name: str) -> Iterator[Act]:
    return get("/today")


def _front(scene: Scene, name: str) -> Iterator[Act]:
    return get(*(f"/?day={day}" for day in scene.days_back(5)))


def _plan_actual(scene: Scene, name: str) -> Iterator[Act]:
    return get(*(f"/plan-actual?span=week&day={day}" for day in scene.days_back(5)))


def _desk(scene: Scene, name: str) -> Iterator[Act]:
    return get("/desk")


def _people(scene: Scene, name: str) -> Iterator[Act]:
    return get(*(f"/people?day={day}" for day in scene.days_back(5)))


def _plan(scene: Scene, name: str) -> Iterator[Act]:
    return get(f"/plans/{scene.paper(Plan, name, status='submitted')}")


def _report(scene: Scene, name: str) -> Iterator[Act]:
    return get(f"/reports/{scene.paper(DailyReport, name, status='sent')}")


def _arrival(scene: Scene, name: str) -> Iterator[Act]:
    accounts = cycle(scene.own[name])

    def arrive(browser: Browser) -> None:
        _arrived(browser, next(accounts))

    return (arrive for _ in count())


def _visit(scene: Scene, name: str) -> Iterator[Act]:
    accounts = cycle(scene.own[name])

    def visit(browser: Browser) -> None:
        where = _arrived(browser, next(accounts))
        said = {
            "result": ["talk", "market_info"],
            "purpose": ["service"],
            "met": "1",
            "summary": "談新品試用，先留樣品。",
        }
        browser.post(where, version=1, act="leave", **said)

    return (visit for _ in count())


def _arrived(browser: Browser, account: str) -> str:
    place = {"latitude": "25.0412", "longitude": "121.5311", "accuracy": "18"}
    return browser.post("/arrivals", account=account, **place)


def _snapshot(scene: Scene, name: str) -> Iterator[Act]:
    return (lambda browser: browser.ask(SNAPSHOT, {}) for _ in count())


def _unchanged(scene: Scene, name: str) -> Iterator[Act]:
    return _asked_again(whole=True)


def _lately(scene: Scene, name: str) -> Iterator[Act]:
    return _asked_again(whole=False)


def _asked_again(*, whole: bool) -> Iterator[Act]:
    """What the phone asks that has everything; the first act brings it what it has."""
    had: dict[str, dict[str, str]] = {}

    def ask(browser: Browser) -> None:
        for part in browser.ask(SNAPSHOT, {"parts": had, "whole": whole or not had}).said["parts"]:
            had.setdefault(part["kind"], {})[part["part"]] = part["digest"]

    return (ask for _ in count())


def _pulse(scene: Scene, name: str) -> Iterator[Act]:
    return get("/healthz")


ACCOUNTS, CARD, PHONE = ("accounts",), ("account",), ("phone-snapshot",)
WORKS = (
    Work("floor", "the floor: a page of one query, nobody signed in", "d1", ("healthz",), _pulse),
    Work("list", "customer list, first page (all customers in sight)", "d1", ACCOUNTS, _list, Goal(12, 120, 8)),
    Work("list-rep", "the same for a rep (his own customers)", "r01", ACCOUNTS, _list, Goal(12, 120, 8)),
    Work("deep", "list sorted by name, page 1,000 of 2,000", "d1", ACCOUNTS, _deep, Goal(15)),
    Work("search", "search two Chinese characters in the name, as one types", "d1", ACCOUNTS, _search, Goal(8)),
    Work("search-page", "the same as a whole page", "d1", ACCOUNTS, _whole),
    Work("search-many", "a pair that 8,000 customers have, as one types", "d1", ACCOUNTS, _common),
    Work("search-box", "search everywhere by two characters, as one types", "d1", ("search-found",), _box),
    Work("card", "customer page with its timeline", "d1", CARD, _card, Goal(20, 80)),
    Work("card-rep", "the same for a rep", "r01", CARD, _own_card, Goal(20, 80)),
    Work("visit", "record one visit: arrive, then record and leave (2 POSTs)", "reps", ("arrivals", "visit"), _visit,
         Goal(10, 200)),
    Work("arrival", "one POST of it: arrive (the visit open before ends)", "reps", ("arrivals",), _arrival,
         Goal(10, 200)),
    Work("people", "visits per person: the team page of a day, 50 people", "d1", ("people",), _people, Goal(10)),
    Work("desk", "supervisor's page (待核)", "s1", ("desk",), _desk, Goal(25)),
    Work("desk-director", "the same for the director", "d1", ("desk",), _desk, Goal(25)),
    Work("front", "the director's day on one page (今日總覽), 50 people", "d1", ("home",), _front, Goal(25)),
    Work("plan-actual", "plan against actual of a week, 50 people", "d1", ("plan-actual",), _plan_actual),
    Work("plan", "a plan to approve", "s1", ("plan",), _plan),
    Work("report", "a report to sign (31 visits)", "s1", ("report",), _report),
    Work("today", "a rep's day", "r02", ("today",), _day),
    Work("phone", "a phone's snapshot, all of it: a rep's customers, days, prices and lists", "r03", PHONE, _snapshot),
    Work("phone-same", "the same where nothing has changed", "r03", PHONE, _unchanged),
    Work("phone-form", "the same after a form: the days, and the customers that changed", "r03", PHONE, _lately),
)  # fmt: skip
