"""What the works need to know of the filled database: who signs in, which customers are looked at."""

import random
from datetime import date, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from benchmarks.browser import Browser
from fieldday.customers.models import Account
from fieldday.kit import clock
from fieldday.people.models import Person
from fieldday.rules.calendar import previous_working_day, week_of
from fieldday.visits.models import DailyReport, Plan

WHY = "the bench looks for rows to ask for"
WORDS = ("禾光", "元田", "康林", "吉園", "巧心", "寶泰")  # two characters of a customer's name


class Scene:
    """Signed-in people by their external ids, and rows to ask for, the same on every run."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.people = {p.external_id: p for p in Person.objects.unscoped(WHY)}
        self.reps = sorted(name for name in self.people if name.startswith("r"))
        self._sessions = {name: _session(person) for name, person in self.people.items()}
        self._roll = random.Random(8171)
        self.accounts = [str(pk) for pk in self._some(Account.objects.unscoped(WHY).order_by("external_id"), 200)]
        self.own = {
            name: [str(pk) for pk in self._some(self._of(name), 400)] for name in self.reps
        }  # customers of each rep
        self.today = clock.today()
        self.last_day = previous_working_day(self.today)
        self.last_week = week_of(self.today - timedelta(days=7))
        self.pages = max(Account.objects.unscoped(WHY).count() // 50 // 2, 1)  # the middle of the list

    def browser(self, name: str) -> Browser:
        return Browser(self.port, self._sessions[name])

    def session(self, name: str) -> str:
        return self._sessions[name]

    def paper(self, kind: type[Plan] | type[DailyReport], superior: str, **wanted: Any) -> str:
        """The id of a paper of somebody who reports to `superior`."""
        rows = kind.objects.unscoped(WHY).filter(person__reports_to__external_id=superior, **wanted)
        return str(rows.order_by("person__external_id", "day").values_list("pk", flat=True)[0])

    def days_back(self, count: int) -> list[date]:
        days = [self.last_day]
        while len(days) < count:
            days.append(previous_working_day(days[-1]))
        return days

    def _of(self, name: str) -> Any:
        return Account.objects.unscoped(WHY).filter(owner__external_id=name).order_by("external_id")

    def _some(self, rows: Any, most: int) -> list[Any]:
        ids = list(rows.values_list("pk", flat=True))
        return self._roll.sample(ids, min(most, len(ids)))


def _session(person: Person) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return str(store.session_key)
