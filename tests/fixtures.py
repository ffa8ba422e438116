"""Fixtures of every test that has Django: the tiny world, its clock, and people at their screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from fieldday.people.models import Person
    from tests.world import World


@pytest.fixture(autouse=True, scope="session")
def _guarded_subqueries() -> Iterator[None]:
    """`Subquery` and `Exists` take a queryset's inside, past its guard: while tests run, they ask it all the same."""
    from django.db.models import Subquery

    from fieldday.kit.querysets import SightQuerySet

    plain = Subquery.__init__

    def guarded(self: Subquery, queryset: object, *args: object, **kwargs: object) -> None:
        if isinstance(queryset, SightQuerySet):
            queryset._require()
        plain(self, queryset, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Subquery, "__init__", guarded)
        yield


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The database is there before Django looks for it: a copy of the migrated one (tests/migrated.py)."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    import os

    from django.db import connection

    from tests import migrated

    name = connection.creation._get_test_db_name()
    if connection.vendor == "postgresql":
        migrated.put_postgres(os.environ["DATABASE_URL"], name)
        yield
        connection.close()
        migrated.drop_postgres(os.environ["DATABASE_URL"], name)
    else:
        migrated.put(Path(name))  # in a home that is thrown away
        yield


@pytest.fixture(autouse=True)
def _language_of_nobody() -> None:
    """A request leaves its person's language behind in the thread; each test begins with the company's."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture
def at_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime | str], datetime]:
    """`at_time("2026-11-23 18:05")` sets the clock every door reads; Taipei time. Answers the moment."""
    from fieldday.kit import clock
    from tests.world import TAIPEI

    def set_clock(at: datetime | str) -> datetime:
        at = datetime.fromisoformat(at) if isinstance(at, str) else at
        at = at if at.tzinfo else at.replace(tzinfo=TAIPEI)
        monkeypatch.setattr(clock, "now", lambda: at)
        return at

    return set_clock


@pytest.fixture
def world(db: None, at_time: Callable[[datetime | str], datetime]) -> World:
    """The tiny world (tests/world.py) on Monday 23 November 2026 at nine."""
    from tests import pristine
    from tests.world import NOW

    at_time(NOW)
    return pristine.put_up()


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """`signed_in(world.alice)` answers a browser in which Alice is signed in."""
    from django.test import Client

    def open_browser(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="fieldday.people.backend.PersonBackend")
        return client

    return open_browser
