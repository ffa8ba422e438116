"""`python -m benchmarks.outbox [--runs 1000] [--sqlite | --postgresql] [--cuts 300]`: kill, cut, count what is lost."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.postgres import private_cluster

FEW = 12  # people who write while the power is cut


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.outbox", description=__doc__)
    parser.add_argument("--runs", type=int, default=1000, help="phones whose server is killed")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--cuts", type=int, default=300, help="power cuts, on SQLite alone")
    parser.add_argument("--sqlite", action="store_true", help="on SQLite alone")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL alone")
    options = parser.parse_args(arguments)
    engines = ["sqlite"] * (not options.postgresql) + ["postgresql"] * (not options.sqlite)
    if len(engines) == 1:
        return _engine(engines[0], options)
    # Each in a process of its own: the settings are read once.
    words = [sys.executable, "-P", "-m", "benchmarks.outbox", *arguments]
    return max(subprocess.run([*words, f"--{engine}"], check=False).returncode for engine in engines)


def _engine(engine: str, options: argparse.Namespace) -> int:
    with _database(engine) as home:
        import django

        os.environ["DJANGO_SETTINGS_MODULE"] = "fieldday.config.settings"
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from django.db import connections

        from benchmarks.outbox import cutting
        from benchmarks.outbox.killing import victim
        from benchmarks.outbox.people import make_people
        from benchmarks.outbox.runs import runs

        base = home / "base"
        if engine == "sqlite" and options.cuts:
            cutting.keep_base(base, make_people(FEW))
        people, product = make_people(options.runs)
        connections.close_all()
        bad = 0
        if people:
            with victim() as server:
                tally = runs(people, product, server, first=options.first)
                connections.close_all()
            print(f"{engine}: {tally}")
            bad += len(tally.found.faults)
        if engine == "sqlite" and options.cuts:
            for name, how in (("FULL", True), ("NORMAL", False)):
                cut = cutting.cuts(base, options.cuts, full=how)
                print(f"power cuts, synchronous={name}: {cut}")
                bad += cut.lost + cut.broken if how else 0
    return 1 if bad else 0


@contextmanager
def _database(engine: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="fieldday-outbox-") as folder:
        os.environ["FIELDDAY_HOME"] = folder
        os.environ |= dict.fromkeys(("FIELDDAY_STATIC", "FIELDDAY_ASSETS"), f"{folder}/none")  # no page is drawn
        os.environ.pop("DATABASE_URL", None)
        if engine == "sqlite":
            yield Path(folder)
            return
        with private_cluster() as url:
            os.environ["DATABASE_URL"] = url
            yield Path(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
