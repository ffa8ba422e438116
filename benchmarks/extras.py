"""What is measured once: a week of everybody, the import, memory, the start, bytes over the wire."""

import csv
import gzip
import http.client
import json
import os
import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import company, duplicates, folders
from benchmarks.browser import Browser
from benchmarks.databases import Database
from benchmarks.processes import cpu_seconds, pss_mib, wait_for_quiet
from benchmarks.scene import Scene
from benchmarks.server import YARDSTICK, Server, bare, serving
from fieldday.readings.segments import accounts_fitting
from fieldday.rules.segments import read
from fieldday.trade.models import Product
from fieldday.visits.questions.day_sums import day_sums
from tools.environment import PYTHON, REPOSITORY

CELLS = (
    "external_id", "name", "kind", "tax_id", "phone", "address", "city", "area", "latitude", "longitude", "owner",
    "credit_limit", "contact_name",
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """One figure: what was measured, its value in words, and whether the goal, said beside, is met (None: no goal)."""

    name: str
    says: str
    value: str
    goal: str = ""
    met: bool | None = None


def week(scene: Scene, database: Database) -> Fact:
    """Everybody's visits, effective visits, bookings and collections of a whole week, by person and day."""
    reader = scene.people["d1"]
    best = (0.0, 0.0)
    for _ in range(5):
        wait_for_quiet()
        begin, spent = time.process_time(), cpu_seconds(database.processes())
        for _ in range(5):
            sums = day_sums(reader, *scene.last_week)
        cost = (time.process_time() - begin) * 200, (cpu_seconds(database.processes()) - spent) * 200
        best = min(best, cost, key=sum) if any(best) else cost
    visits, people = sum(one.visited for one in sums.values()), len({person for person, _day in sums})
    says = f"visits per person of a whole week: the question alone ({visits:,} visits, {people} people, by day)"
    return Fact("week", says, f"{sum(best):.0f} ms CPU ({best[0]:.0f} + {best[1]:.0f})", "≤ 10 ms", sum(best) <= 10)


def segment(scene: Scene, database: Database) -> list[Fact]:
    """How many customers a condition of five parts means, counted for everybody's eyes and for a manager's."""
    products = [str(pk) for pk in Product.objects.order_by("external_id").values_list("pk", flat=True)[:5]]
    parts = [
        {"field": "last_visit", "op": "within", "value": 30},
        {"field": "order_amount", "op": "at_least", "value": {"figures": "20000", "days": 365}},
        {"field": "effective_visits", "op": "at_least", "value": {"figures": "2", "days": 180}},
        {"field": "bought_product", "op": "any_of", "value": {"which": products, "days": 180}},
        {"field": "last_effective", "op": "within", "value": 60},
    ]
    facts = []
    for name, says in (("d1", "all customers in sight"), ("m1", "a manager's")):
        rows = accounts_fitting(scene.people[name], read({"all": parts}), scene.today)
        cost, count = _cheapest(rows.count, database)
        met = sum(cost) <= 300
        value = f"{sum(cost):.0f} ms CPU ({cost[0]:.0f} + {cost[1]:.0f})"
        facts.append(
            Fact("segment", f"a segment of five conditions, counted ({says}: {count:,})", value, "≤ 300 ms", met)
        )
    return facts


def _cheapest(ask: Callable[[], int], database: Database) -> tuple[tuple[float, float], int]:
    """What one question costs of application and database, in milliseconds of CPU, the best of five; its answer."""
    best, answer = (0.0, 0.0), 0
    for _ in range(5):
        wait_for_quiet()
        begin, spent = time.process_time(), cpu_seconds(database.processes())
        for _ in range(3):
            answer = ask()
        cost = (time.process_time() - begin) * 1000 / 3, (cpu_seconds(database.processes()) - spent) * 1000 / 3
        best = min(best, cost, key=sum) if any(best) else cost
    return best, answer


def start(home: Path, url: str, port: int) -> Fact:
    """From the command to the first page, the best of three."""
    seconds = []
    for _ in range(3):
        wait_for_quiet()
        with serving(home, url, port) as server:
            seconds.append(server.started_in)
    return Fact("start", "start to first answer", f"{min(seconds):.1f} s", "≤ 2 s", min(seconds) <= 2)


def yardstick(home: Path, url: str, port: int) -> Fact:
    """What a bare Django takes on this machine for one row by its key."""
    with bare(home, url, port) as server:
        connections = [http.client.HTTPConnection("127.0.0.1", port, timeout=60) for _ in range(8)]
        best = 0.0
        for _ in range(5):
            wait_for_quiet()
            spent = cpu_seconds(server.processes())
            for n in range(1000):
                connections[n % 8].request("GET", YARDSTICK)
                connections[n % 8].getresponse().read()
            cost = cpu_seconds(server.processes()) - spent  # of a thousand, so milliseconds of one
            best = min(best, cost) if best else cost
    says = "this machine: a bare Django under the same server, one row by its key, the application's part"
    return Fact("yardstick", says, f"{best:.2f} ms CPU")


def memory(server: Server, database: Database) -> list[Fact]:
    """PSS of every process, after all that was measured."""
    ours = pss_mib(server.processes())
    facts = [Fact("memory", "memory after the test, 2 workers", f"{ours:.0f} MiB", "≤ 220 MiB", ours <= 220)]
    if database.pid:
        theirs = pss_mib(database.processes())
        facts.append(Fact("memory", "PostgreSQL's own, shared buffers included", f"{theirs:.0f} MiB"))
    return facts


def sizes(scene: Scene) -> list[Fact]:
    """Bytes of the list as they come over the wire to a browser that takes gzip, first with all it links to."""
    browser = scene.browser("d1")
    answer: Any = browser.get("/accounts")
    page, plain = len(answer.body), len(_plain(answer))
    linked = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', _plain(answer).decode()))
    rest = sum(len(_linked(browser, path)) for path in sorted(linked))
    browser.close()
    first, then = (page + rest) / 1000, page / 1000
    says = f"first visit to the list, gzip ({len(linked)} files besides)"
    after = f"each page of it after that, gzip ({plain / 1000:.0f} KB plain)"
    return [
        Fact("bytes", says, f"{first:.0f} KB", "≤ 130 KB", first <= 130),
        Fact("bytes", after, f"{then:.1f} KB", "≤ 15 KB", then <= 15),
    ]


def phone(scene: Scene) -> list[Fact]:
    """Bytes on a phone: the answer over the wire, and what then lies there, of a rep's customers and days."""
    name = "r03"
    browser = scene.browser(name)
    answer: Any = browser.ask("/phone/snapshot", {})
    browser.close()
    plain = len(_plain(answer))
    accounts = [row for part in answer.said["parts"] if part["kind"] == "account" for row in part["rows"]]
    customers = len(accounts)
    cards = sum(len(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()) for row in accounts)
    a_thousand = (plain - cards + cards / customers * 1000) / 1e6
    says = f"a phone's snapshot over the wire, gzip ({plain / 1e6:.1f} MB plain, {customers:,} customers)"
    return [
        Fact("phone-bytes", says, f"{len(answer.body) / 1000:.0f} KB"),
        Fact(
            "phone-bytes",
            "of 1,000 customers, plain, by the mean of these",
            f"{a_thousand:.1f} MB",
            "≤ 10 MB",
            a_thousand <= 10,
        ),
    ]


def _linked(browser: Browser, path: str) -> bytes:
    answer: Any = browser.get(path)
    return bytes(answer.body)


def _plain(answer: Any) -> bytes:
    return gzip.decompress(answer.body) if answer.headers.get("Content-Encoding") == "gzip" else answer.body


def imported(
    database: Database, home: Path, count: int, says: str, goal: float, *, first: str = "N", most_mb: int = 0
) -> Fact:
    """A CSV file of new customers by the command line: from the command to its answer, and with `most_mb` how much
    memory it took at most. `first`: what their numbers begin with."""
    file = home / "customers.csv"
    write_customers(file, count, first)
    variables = {**os.environ, "FIELDDAY_HOME": str(home), "DATABASE_URL": database.url}
    command = [str(PYTHON), "-P", "-m", "fieldday", "import", "accounts", str(file), "--json"]
    wait_for_quiet()
    spent, begin = cpu_seconds(database.processes()), time.monotonic()
    answer = home / "imported.json"
    with answer.open("w") as out, subprocess.Popen(command, cwd=REPOSITORY, env=variables, stdout=out) as running:
        _pid, status, used = os.wait4(running.pid, 0)  # what it alone took, not the largest of all children
        running.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - begin
    megabytes = used.ru_maxrss / 1024
    data = cpu_seconds(database.processes()) - spent
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    said = json.loads(answer.read_text())
    if said["created"] != count:
        raise RuntimeError(f"the import made {said['created']} of {count}: {said['errors'][:3]}")
    value = f"{seconds:.1f} s" + (f" (database {data:.1f} s CPU)" if database.pid else "")
    if not most_mb:
        return Fact("import", says, value, f"≤ {goal:g} s", seconds <= goal)
    met = seconds <= goal and megabytes <= most_mb
    return Fact("import", says, f"{value}, {megabytes:.0f} MB", f"≤ {goal:g} s, ≤ {most_mb} MB", met)


def fresh_sqlite() -> tuple[Database, Path]:
    """An empty, migrated SQLite with the company's people, for an import that finds nothing."""
    home = folders.home("import")
    people = home / "people.csv"
    people.write_text("external_id,name\n" + "\n".join(f"r{n:02},王小明" for n in range(1, 39)))
    variables = {**os.environ, "FIELDDAY_HOME": str(home), "DATABASE_URL": ""}
    command = [str(PYTHON), "-P", "-m", "fieldday", "import", "people", str(people), "--json"]
    subprocess.run(command, cwd=REPOSITORY, env=variables, check=True, stdout=subprocess.DEVNULL)
    return Database("sqlite", ""), home


def write_customers(file: Path, count: int, first: str = "N") -> None:
    """A CSV file of new customers, owned by the reps; `first`: what their numbers begin with, and what makes them
    others than those of another file."""
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(CELLS)
        places = company.districts()
        for n in range(count):
            roll = company.dice("import" if first == "N" else first, n)
            place, city = places[n % len(places)]
            name, latitude, longitude, code, _districts = company.CITIES[city]
            rows.writerow(
                (f"{first}{n:06}", company.shop_name(roll), "shop", company.tax_number(roll) if n % 3 else "",
                 f"{code}{roll.randint(100, 999)}-{roll.randint(1000, 9999)}", f"中正路 {roll.randint(1, 400)} 號",
                 name, place, f"{latitude + roll.gauss(0, 0.02):.6f}", f"{longitude + roll.gauss(0, 0.02):.6f}",
                 f"r{n % 38 + 1:02}", roll.choice((30_000, 80_000)), company.person_name(roll))
            )  # fmt: skip


def duplicates_found(count: int) -> Fact:
    """Duplicates among invented customers whose truth is known: seconds of one core, memory, precision and recall."""
    found = duplicates.measured(count)
    value = (
        f"{found['seconds']:.1f} s, {found['megabytes']} MB; precision {found['precision']:.3f}, recall "
        f"{found['recall']:.3f}; of the certain {found['certain_precision']:.3f}, {found['certain_recall']:.3f}"
    )
    met = found["seconds"] <= 60 and found["precision"] >= 0.98
    return Fact("duplicates", f"duplicate candidates over {count:,} customers, truth known", value, "≤ 60 s", met)
