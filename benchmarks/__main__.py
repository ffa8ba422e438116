"""`./run bench [--sqlite] [--small] [--fresh] [--only NAME …] [--write]`: fill, serve, measure, print the table."""

import argparse
import os
import signal
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from benchmarks import databases, folders
from benchmarks.databases import Database
from tools.environment import REPOSITORY
from tools.postgres import free_port
from tools.system import Missing


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    divisor = 20 if options.small else 1
    chosen: AbstractContextManager[Database] = (
        databases.sqlite(divisor, fresh=options.fresh)
        if options.sqlite
        else databases.postgresql(divisor, options.database_port, fresh=options.fresh)
    )
    try:
        with folders.alone(), chosen as database:
            home = folders.home(f"{database.engine}-{divisor}")
            os.environ |= {"DATABASE_URL": database.url, "FIELDDAY_HOME": str(home)}
            os.environ["DJANGO_SETTINGS_MODULE"] = "fieldday.config.settings"
            import django

            django.setup()
            text = _measured(options, database, home)
            print("\n".join(text))
            if options.write:
                from benchmarks import table

                table.put(REPOSITORY / "docs" / "bench.md", [" ".join(("`./run bench", *arguments)) + "`", "", *text])
    except Missing as missing:
        print(f"bench: {missing}", file=sys.stderr)
        return 2
    return 0


def _measured(options: argparse.Namespace, database: Database, home: Path) -> list[str]:
    from benchmarks import extras, table
    from benchmarks.measure import Measuring, missing_page
    from benchmarks.outbox.drained import drained
    from benchmarks.scene import Scene
    from benchmarks.server import serving
    from benchmarks.works import WORKS

    port, only = options.port or free_port(), set(options.only or ())
    costs, facts, skipped = [], [], []
    if not only or "start" in only:
        facts.append(extras.start(home, database.url, port))
    if not only or "yardstick" in only:
        facts.append(extras.yardstick(home, database.url, port))
    with serving(home, database.url, port) as server:
        server.settle()
        scene = Scene(port)
        measuring = Measuring(scene, server, database)
        for work in WORKS:
            if only and work.name not in only:
                continue
            missing = missing_page(work)
            if missing:
                skipped.append(f"{work.name}: there is no page named {missing} yet")
                continue
            costs.append(measuring.cost(work))
            _say(costs[-1])
        once: dict[str, Any] = {
            "week": lambda: [extras.week(scene, database)],
            "segment": lambda: extras.segment(scene, database),
            "bytes": lambda: extras.sizes(scene),
            "phone-bytes": lambda: extras.phone(scene),
            "memory": lambda: extras.memory(server, database),
            "outbox": lambda: [drained(server)],
        }
        for name, measure in once.items():
            if not only or name in only:
                facts += measure()
    if not only or "import" in only:
        says = "import of 10,000 customers from CSV, validation and duplicate keys"
        facts.append(extras.imported(database, home, 10_000, says, 4))
    if not only or "import-many" in only:
        says = "import of 100,000 customers from CSV, beside those there are"
        facts.append(extras.imported(database, home, 100_000, says, 60, first="H", most_mb=300))
    if not only or "import-sqlite" in only:
        fresh, empty = extras.fresh_sqlite()
        facts.append(extras.imported(fresh, empty, 13_000, "import of 13,000 customers into an empty SQLite", 8))
    if not only or "duplicates" in only:
        facts.append(extras.duplicates_found(100_000))
    table.keep(folders.BENCH / f"{database.engine}.json", costs, facts)
    return table.lines(costs, facts, skipped)


def _say(cost: Any) -> None:
    print(
        f"bench: {cost.work.name:14} {cost.cpu_ms:6.1f} ms ({cost.application_ms:.1f} + {cost.database_ms:.1f})  "
        f"{cost.p50_ms:.1f} ms  {cost.per_second:.0f}/s  {cost.queries} queries  others {cost.loud:.2f}",
        file=sys.stderr, flush=True,
    )  # fmt: skip


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--sqlite", action="store_true", help="on SQLite instead of PostgreSQL")
    parser.add_argument("--small", action="store_true", help="a twentieth of the volumes")
    parser.add_argument("--fresh", action="store_true", help="fill anew, whatever is kept")
    parser.add_argument("--only", action="append", metavar="NAME", help="measure this alone; may be repeated")
    parser.add_argument("--write", action="store_true", help="put the table into docs/bench.md too")
    parser.add_argument("--port", type=int, default=0, help="the server's; a free one by default")
    parser.add_argument("--database-port", type=int, default=0, help="PostgreSQL's; a free one by default")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
