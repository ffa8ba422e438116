"""Loading the demo: the office's files, then the newest days, so that one can look; then the days before those.

A note in the data folder says as of when and how far. What a killed load has written stays, and the next one goes on.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

from fieldday.demo import company, people_days, sorting
from fieldday.demo.batch import Ids
from fieldday.demo.history import History
from fieldday.demo.office import PASSWORD, Office
from fieldday.demo.sellers import cast, months_newest_first, newest, next_day
from fieldday.kit import clock
from fieldday.kit.ids import ids_made_by
from fieldday.people.models import Company
from fieldday.people.questions.people import anybody_there

__all__ = ["PASSWORD", "Progress", "load", "load_newest", "load_rest", "note", "progress", "sign_ins"]

Say = Callable[[str], None]
SIZES = {"full": company.FULL, "small": company.SMALL}


@dataclass(frozen=True)
class Progress:
    """As of when and which company is being loaded, and whether the newest days are there."""

    at: datetime
    size: str
    ready: bool


def progress() -> Progress | None:
    """How far a load has come that has not finished; None when there is none. A note about another database than
    this one, where the demo is not or somebody else's company is, says nothing, and is thrown away."""
    try:
        said = json.loads(note().read_text())
    except FileNotFoundError:
        return None
    if Company.the().name == company.NAME if anybody_there() else not said["ready"]:
        return Progress(datetime.fromisoformat(said["at"]), said["size"], said["ready"])
    note().unlink(missing_ok=True)
    return None


def load(*, at: datetime, size: str = "full", say: Say) -> None:
    """Load the invented company as of `at`, all of it. The database must be empty of people."""
    load_newest(at=at, size=size, say=say)
    load_rest(say=say)


def load_newest(*, at: datetime, size: str = "full", say: Say) -> None:
    """People, customers and the newest days; what a killed load has left is finished as of its own moment."""
    begun = progress()
    if begun is None:
        begun = Progress(at, size, ready=False)
        _keep(begun)
    load = _Load(begun)
    say("demo: people and customers")
    load.office()
    say("demo: the newest days")
    load.newest()
    _keep(Progress(begun.at, begun.size, ready=True))


def load_rest(*, say: Say, go_on: Callable[[], bool] = lambda: True) -> None:
    """The days before those, month by month, and what the ERP knew from before. Nothing without a load that has begun;
    stops between two days when `go_on` says no."""
    begun = progress()
    if begun is None or not begun.ready:
        return
    say("demo: the days before")
    if _Load(begun).rest(go_on):
        note().unlink(missing_ok=True)


def sign_ins(size: str = "full") -> list[tuple[str, str, str]]:
    """Who can sign in to the demo: name to type, name, title. Of many teams, the first two stand for all."""
    few = [row for row in company.people(company.SMALL) if row["title"]]
    shown = {row["external_id"] for row in few} | {"nora", "sophie"}
    rows = [row for row in company.people(SIZES[size]) if row["external_id"] in shown]
    return [(row["external_id"], row["name"], row["title"]) for row in rows]


class _Load:
    """One load, as of its moment."""

    def __init__(self, begun: Progress) -> None:
        self.size, self.now = SIZES[begun.size], begun.at
        self.today = clock.local_day(begun.at)
        self.days = people_days.days_of(self.size, self.today)
        self._office = Office(self.size, self.days[0], self.today)

    def office(self) -> None:
        with ids_made_by(self._ids("office")):
            self._office.people()
            self._office.customers()
        with ids_made_by(self._ids("sorted")):
            sorting.put_together(self._office.opened)

    def newest(self) -> None:
        newest_days = newest(self.days)
        history = self._history()
        for month in months_newest_first(newest_days):
            list(history.month(month))
        history.ahead(next_day(self.today))

    def rest(self, go_on: Callable[[], bool]) -> bool:
        """Whether everything is there."""
        there = set(newest(self.days))
        history = self._history()
        for month in months_newest_first([day for day in self.days if day not in there]):
            for _day in history.month(month):
                if not go_on():
                    return False
        with ids_made_by(self._ids("before")):
            self._office.orders()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the planner knows an empty database until now
        return True

    def _history(self) -> History:
        return History(cast(self.size, self.days[0], self.today), self.now)

    def _ids(self, part: str) -> Callable[[], UUID]:
        ids, at = Ids(company.dice("ids", part)), self._office.opened
        return lambda: ids(at)


def note() -> Path:
    """The file that says how far a load has come; gone when all is there."""
    return Path(settings.HOME) / "demo.json"


def _keep(now: Progress) -> None:
    """Write the note whole or not at all."""
    fresh = note().with_suffix(".new")
    fresh.write_text(json.dumps({"at": now.at.isoformat(), "size": now.size, "ready": now.ready}))
    fresh.replace(note())
