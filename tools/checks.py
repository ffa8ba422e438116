"""`./run test`: the stages, each by name, timed, and all of them even when one fails."""

import os
import shutil
import signal
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import IO

from tools import environment, postgres, processes, system
from tools.environment import BUILD, PYTHON, REPOSITORY, VENV

NO_TESTS = 5  # pytest's own exit code
# The setting that names Django's settings means nothing where Django is out of reach.
PURE = ("-p", "no:django", "-p", "tools.pure", "-W", "ignore::pytest.PytestConfigWarning")
WORKERS = min(os.cpu_count() or 1, 4)


@dataclass(frozen=True)
class Stage:
    """One kind of check. `needs`: client, browser, postgres. `pytest` stages count tests, the others one each."""

    name: str
    says: str
    commands: tuple[tuple[str, ...], ...]
    needs: frozenset[str] = frozenset()
    pytest: bool = False
    beside: bool = False  # one process, no heavier than a core: runs beside others of its kind


@dataclass
class Outcome:
    """How a stage went; `counts` is (passed, failed, skipped)."""

    stage: Stage
    seconds: float = 0.0
    failed: bool = False
    left_out: str = ""
    counts: tuple[int, int, int] = (0, 0, 0)


def _pytest(name: str, says: str, *words: str, needs: set[str] = frozenset(), beside: bool = False) -> Stage:  # type: ignore[assignment]
    return Stage(name, says, (("{python}", "-m", "pytest", *words),), frozenset(needs), pytest=True, beside=beside)


def _check(name: str, says: str, *commands: tuple[str, ...], needs: set[str] = frozenset()) -> Stage:  # type: ignore[assignment]
    return Stage(name, says, commands, frozenset(needs), beside=True)


def stages() -> list[Stage]:
    """Every stage in the order of its price."""
    # In the order they stand: the longest first (tests/conftest.py), those that empty the database behind them last.
    # A few at a time: an eighth of all, which is how many a worker gets to begin with, would be all of the longest.
    workers = ("-n", str(WORKERS), "--dist", "load", "--maxschedchunk", "8")
    records = ("tests", "--ignore=tests/rules", "--ignore=tests/browser", *workers)
    contracts = ("{bin}/lint-imports", "--no-logo", "--cache-dir", "build/imports")
    migrations = ("{python}", "-m", "tests.migrated")
    return [
        _check("format", "ruff format", ("{bin}/ruff", "format", "--check", ".")),
        _check("lint", "ruff", ("{bin}/ruff", "check", ".")),
        _check("contracts", "imports go down only", contracts),
        _check(
            "types",
            "mypy; TypeScript",
            ("{python}", "-m", "mypy"),
            ("{node}", "node_modules/typescript/bin/tsc", "-p", "client/tsconfig.json"),
            needs={"client"},
        ),
        _pytest("rules", "the rules, with Django out of reach", "tests/rules", *PURE, beside=True),
        # What they make of an empty database is kept, and copied by every stage that follows.
        _check("migrations", "every migration on SQLite", migrations),
        _check("migrations-postgres", "every migration on PostgreSQL", migrations, needs={"postgres"}),
        _check("messages", "every text is translated", ("{python}", "-m", "fieldday", "messages", "check")),
        _pytest("sqlite", "records, readings and doors on SQLite", *records, needs={"client"}),
        _pytest("postgres", "the same on PostgreSQL", *records, "-m", "not once", needs={"client", "postgres"}),
        _pytest("browser", "the screens in Chromium", "tests/browser", *workers, needs={"client", "browser"}),
        _pytest(
            "browser-postgres",
            "the story in Chromium on PostgreSQL",
            "tests/browser",
            "-m",
            "spine",
            needs={"client", "browser", "postgres"},
        ),
    ]


def chosen(names: list[str]) -> list[Stage]:
    """The stages that `names` name: stages, folders of tests/, or paths. None: all. Raises SetUpFailed."""
    known = {stage.name: stage for stage in stages()}
    known["web"] = known["browser"]
    picked: list[Stage] = []
    for name in names:
        path = REPOSITORY / (name if name.startswith("tests") else f"tests/{name}")
        if name in known:
            picked.append(known[name])
        elif Path(str(path).split("::")[0]).exists():
            words = str(path.relative_to(REPOSITORY))
            if words.startswith("tests/rules"):
                picked.append(_pytest(name, words, words, *PURE))
            else:
                needs = {"client", "browser"} if words.startswith("tests/browser") else {"client"}
                picked.append(_pytest(name, words, words, needs=needs))
        else:
            raise environment.SetUpFailed(f"no stage and no tests named {name}: ./run test --list")
    return picked or list(known.values())[: len(stages())]


@dataclass
class Runner:
    """Runs stages one after another and keeps what they share: a browser found, a database started."""

    extra: list[str]
    stack: ExitStack
    _database: str | None = None
    _missing: dict[str, str] = field(default_factory=dict)
    _alone: RLock = field(default_factory=RLock)  # what stages share is found by one of them

    def run_all(self, stages: list[Stage]) -> Iterator[Outcome]:
        """Those that go beside others as many at a time as there are cores, then each of the rest with all of them."""
        beside = [stage for stage in stages if stage.beside]
        with ThreadPoolExecutor(WORKERS) as pool, processes.ended_with(pool):
            yield from pool.map(self.run_quietly, beside)
        for stage in stages:
            if not stage.beside:
                _headline(f"{stage.name}: {stage.says}")
                yield self.run(stage)

    def run_quietly(self, stage: Stage) -> Outcome:
        """Run it and show what it says when it is over, all at once."""
        with tempfile.TemporaryFile() as said:
            outcome = self.run(stage, said)
            said.seek(0)
            with self._alone:
                _headline(f"{stage.name}: {stage.says}")
                print(said.read().decode(errors="replace"), end="", flush=True)
        return outcome

    def run(self, stage: Stage, said: IO[bytes] | None = None) -> Outcome:
        """How it went; what it prints goes to `said`, or is seen at once."""
        outcome = Outcome(stage)
        start = time.monotonic()
        try:
            with self._alone:
                variables = self._variables(stage)
        except system.Missing as missing:
            outcome.left_out = str(missing)
            print(f"LEFT OUT: {stage.name}: {missing}", flush=True)
            return outcome
        home = Path(tempfile.mkdtemp(prefix="fieldday-checks-"))
        report = BUILD / "results" / f"{stage.name.replace('/', '-')}.xml"
        report.parent.mkdir(parents=True, exist_ok=True)
        report.unlink(missing_ok=True)
        try:
            for command in stage.commands:
                words = [_fill(word) for word in command]
                if stage.pytest:
                    words += [f"--junitxml={report}", *self.extra]
                # Whatever a check leaves behind, a killed one included, goes with the folder.
                code = processes.call(
                    words, {**variables, "FIELDDAY_HOME": str(home / "home"), "TMPDIR": str(home)}, said
                )
                outcome.failed |= code not in ({0, NO_TESTS} if stage.pytest else {0})
        finally:
            shutil.rmtree(home, ignore_errors=True)
        outcome.counts = _counts(report) if stage.pytest else (int(not outcome.failed), int(outcome.failed), 0)
        if outcome.failed and not outcome.counts[1]:
            outcome.counts = (outcome.counts[0], 1, outcome.counts[2])
        outcome.seconds = time.monotonic() - start
        return outcome

    def _variables(self, stage: Stage) -> dict[str, str]:
        variables = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        variables.pop("DATABASE_URL", None)
        # The bytecode of tests and their assertions is kept from stage to stage: compiling it takes as long as running.
        variables.pop("PYTHONDONTWRITEBYTECODE", None)
        if "postgres" in stage.needs:
            variables["DATABASE_URL"] = self._get("postgres", self._postgres)
        if "browser" in stage.needs:
            variables["FIELDDAY_CHROMIUM"] = self._get("browser", system.chromium)
        return variables

    def _postgres(self) -> str:
        if self._database is None:
            # Never DATABASE_URL, which may be where somebody works.
            given = os.environ.get("FIELDDAY_TEST_POSTGRES", "")
            self._database = given or self.stack.enter_context(postgres.private_cluster())
        return self._database

    def _get(self, name: str, find: Callable[[], str]) -> str:
        if name in self._missing:
            raise system.Missing(self._missing[name])
        try:
            return find()
        except system.Missing as missing:
            self._missing[name] = str(missing)
            raise


def main(arguments: list[str]) -> int:
    """Run the stages that `arguments` name; exit code 0 only when all that ran is well and something ran."""
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    names, extra = arguments[:cut], arguments[cut + 1 :]
    if names == ["--list"]:
        for stage in stages():
            print(f"{stage.name:17} {stage.says}")
        print(f"{'web':17} the same as browser")
        print(f"{'FOLDER or PATH':17} a folder of tests/, or a file in it: house, visits/actions, tests/web/test_….py")
        return 0
    picked = chosen(names)
    environment.prepare(checks=True, client=any("client" in stage.needs for stage in picked))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    with ExitStack() as stack:
        runner = Runner(extra, stack)
        outcomes = list(runner.run_all(picked))
    return _summary(outcomes)


def _summary(outcomes: list[Outcome]) -> int:
    _headline("summary")
    passed, failed, skipped = (sum(outcome.counts[i] for outcome in outcomes) for i in range(3))
    for outcome in outcomes:
        word = "LEFT OUT" if outcome.left_out else "FAILED" if outcome.failed else "ok"
        if word == "ok" and not any(outcome.counts):
            word = "no tests"
        tests = "{} passed, {} failed, {} skipped".format(*outcome.counts) if outcome.stage.pytest else ""
        print(f"{outcome.stage.name:17} {word:8} {outcome.seconds:7.1f} s  {outcome.left_out or tests}")
    if not passed and not failed:
        print("nothing ran")
        return NO_TESTS
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed else 0


def _headline(text: str) -> None:
    print(f"\n── {text} ".ljust(100, "─"), flush=True)


def _fill(word: str) -> str:
    if word == "{node}":
        return str(environment.find_node()[0])
    return word.replace("{python}", str(PYTHON)).replace("{bin}", str(VENV / "bin"))


def _counts(report: Path) -> tuple[int, int, int]:
    """(passed, failed, skipped) of pytest's own report; it is ours, so its XML is trusted."""
    if not report.exists():
        return (0, 0, 0)
    total, failed, skipped = 0, 0, 0
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return (max(total - failed - skipped, 0), failed, skipped)
