"""Measuring one work: CPU of application and database, wall time, requests a second, queries."""

import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from benchmarks.browser import Unexpected
from benchmarks.databases import Database
from benchmarks.processes import busy_seconds, cpu_seconds, wait_for_quiet
from benchmarks.scene import Scene
from benchmarks.server import Server
from benchmarks.works import Act, Work

ROUNDS, PER_ROUND, SECONDS = 4, 120, 6.0  # a round ends after so many, or so long
CLIENTS, BURST = 8, 4.0


@dataclass(frozen=True)
class Cost:
    """One work measured: milliseconds an act, acts a second at 8 clients. `loud`: cores that others kept busy."""

    work: Work
    application_ms: float
    database_ms: float
    p50_ms: float
    p95_ms: float
    per_second: float
    queries: int | None
    bytes: int
    loud: float

    @property
    def cpu_ms(self) -> float:
        return self.application_ms + self.database_ms


def missing_page(work: Work) -> str:
    """The name of a page that the work needs and that does not exist, "" when all do."""
    known = get_resolver().reverse_dict
    return next((page for page in work.pages if page not in known), "")


class Measuring:
    """Measures works on one running server; `names` of clients are those of reps where a work wants many."""

    def __init__(self, scene: Scene, server: Server, database: Database) -> None:
        self.scene, self.server, self.database = scene, server, database

    def cost(self, work: Work) -> Cost:
        names = self._names(work)
        people = [(name, work.acts(self.scene, name)) for name in names]
        queries, size = self._queries(work)
        self._do(people, 24, 10.0)
        rounds = [self._round(people) for _ in range(ROUNDS)]
        best = min(rounds, key=lambda one: one[0] + one[1])
        per_second = max(self._burst(people) for _ in range(2))
        return Cost(work, *best[:4], per_second, queries, size, best[4])

    def _names(self, work: Work) -> list[str]:
        return self.scene.reps[-CLIENTS:] if work.who == "reps" else [work.who] * CLIENTS

    def _round(self, people: list[tuple[str, Iterator[Act]]]) -> tuple[float, float, float, float, float]:
        wait_for_quiet()
        server, database = self.server.processes(), self.database.processes()
        before = cpu_seconds(server), cpu_seconds(database), busy_seconds(), time.process_time(), time.monotonic()
        walls = self._do(people, PER_ROUND, SECONDS)
        after = cpu_seconds(server), cpu_seconds(database), busy_seconds(), time.process_time(), time.monotonic()
        app, data, busy, own, seconds = (late - early for late, early in zip(after, before, strict=True))
        loud = max(busy - app - data - own, 0) / seconds
        walls.sort()
        p95 = walls[int(len(walls) * 0.95)]
        return app * 1000 / len(walls), data * 1000 / len(walls), statistics.median(walls), p95, loud

    def _do(self, people: list[tuple[str, Iterator[Act]]], most: int, seconds: float) -> list[float]:
        """One act after the other, the clients in turn; milliseconds of each."""
        browsers = [self.scene.browser(name) for name, _acts in people]
        walls, end = [], time.monotonic() + seconds
        for n in range(most):
            start = time.perf_counter()
            next(people[n % len(people)][1])(browsers[n % len(people)])
            walls.append((time.perf_counter() - start) * 1000)
            if time.monotonic() > end:
                break
        for browser in browsers:
            browser.close()
        return walls

    def _burst(self, people: list[tuple[str, Iterator[Act]]]) -> float:
        """Acts a second with all clients at once."""
        done = [0] * len(people)
        faults: list[Exception] = []
        wait_for_quiet()
        start = time.monotonic()

        def client(n: int) -> None:
            browser = self.scene.browser(people[n][0])
            try:
                while time.monotonic() - start < BURST and not faults:
                    next(people[n][1])(browser)
                    done[n] += 1
            except Exception as fault:
                faults.append(fault)
            browser.close()

        threads = [threading.Thread(target=client, args=(n,)) for n in range(len(people))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if faults:
            raise faults[0]
        return sum(done) / (time.monotonic() - start)

    def _queries(self, work: Work) -> tuple[int | None, int]:
        """Queries of one act and bytes of its last answer, by the same code in this process."""
        name = self._names(work)[0]
        browser = InProcess(self.scene.session(name))
        acts = work.acts(self.scene, name)
        next(acts)(browser)  # type: ignore[arg-type]  # the same words
        with CaptureQueriesContext(connection) as seen:
            next(acts)(browser)  # type: ignore[arg-type]  # as above
        own = [query for query in seen if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
        return len(own), browser.bytes


class InProcess:
    """The browser's words, answered by the program within this process."""

    def __init__(self, session: str) -> None:
        self.client = Client(SERVER_NAME="127.0.0.1")
        self.client.cookies["sessionid"] = session
        self.bytes = 0

    def get(self, path: str, *, part: str = "") -> None:
        answer = self.client.get(path, headers={"HX-Request": "true", "HX-Target": part} if part else {})
        if answer.status_code != 200:
            raise Unexpected(f"{path}: {answer.status_code}")
        self.bytes = len(answer.content)

    def ask(self, path: str, question: dict[str, Any]) -> Any:
        answer: Any = self.client.post(
            path, question, content_type="application/json", headers={"Accept": "application/json"}
        )
        if answer.status_code != 200:
            raise Unexpected(f"{path}: {answer.status_code}")
        self.bytes, answer.said = len(answer.content), answer.json()
        return answer

    def post(self, path: str, **fields: object) -> str:
        answer = self.client.post(path, {"_key": str(uuid4()), **fields})
        if answer.status_code != 303:
            raise Unexpected(f"{path}: {answer.status_code}\n{answer.content.decode()[:2000]}")
        return str(answer.headers["Location"])
