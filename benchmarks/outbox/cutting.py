"""Power cuts on SQLite: a process that takes forms is watched by strace; at any moment what it had not synced is gone.

Whatever was written without an fsync may be lost in a cut, or a part of it may be there: both are tried. The files as a
disk would then hold them are opened by SQLite, and every form that was acknowledged before the cut must be in them.
"""

import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3._functions import register

from tools.system import Missing

CALLS = "openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink"
NAME = "fieldday.sqlite3"
SECTOR = 512
_CALL = re.compile(rb"^\d+\s+(\w+)\((.*)\)\s+= (-?\d+)")
_FILE = re.compile(rb"^\d+<((?:\\x[0-9a-f]{2})*)>")
_TEXT = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class Cuts:
    """What came of the cuts: acknowledged forms at each, summed up, and how many of them were not there afterwards."""

    forms: int = 0
    cuts: int = 0
    acknowledged: int = 0
    lost: int = 0
    broken: int = 0

    def __str__(self) -> str:
        return (
            f"{self.cuts} cuts while {self.forms} forms were taken: {self.lost:,} of {self.acknowledged:,} "
            f"acknowledged forms lost, {self.broken} files broken"
        )


@dataclass(frozen=True)
class Step:
    """One thing the process did to a file: write, sync, truncate, remove; or "told" that a form is kept."""

    what: str
    path: str
    at: int = 0
    data: bytes = b""


def cuts(base: Path, count: int, *, full: bool, seed: int = 0) -> Cuts:
    """Let a process take forms on a copy of `base`, and cut the power `count` times. Raises Missing without strace."""
    if not shutil.which("strace"):
        raise Missing("strace, which watches what is written")
    with tempfile.TemporaryDirectory(prefix="fieldday-cuts-") as name:
        folder = Path(name)
        steps = _watched(base, folder, full=full)
        told = [step.data for step in steps if step.what == "told"]
        result, roll = Cuts(forms=len(told), cuts=count), random.Random(seed)
        chosen = sorted(roll.sample(range(len(steps)), min(count, len(steps))))
        for disk, acknowledged, torn in _disks(steps, chosen, (base / NAME).read_bytes(), roll):
            _judge(disk, acknowledged, folder / f"cut-{torn}", result)
        return result


def _watched(base: Path, folder: Path, *, full: bool) -> list[Step]:
    shutil.copy(base / NAME, folder / NAME)
    shutil.copy(base / "people.json", folder / "people.json")
    trace = folder / "trace"
    words = ["strace", "-f", "-y", "-xx", "-s", "70000", "-e", f"trace={CALLS}", "-o", str(trace)]
    words += [sys.executable, "-P", "-m", "benchmarks.outbox.cutting", "full" if full else "normal"]
    variables = {**os.environ, "FIELDDAY_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "fieldday.config.settings"}
    subprocess.run(words, check=True, env=variables)
    return list(_steps(trace, str(folder)))


def _steps(trace: Path, folder: str) -> Iterator[Step]:
    with trace.open("rb") as lines:
        for line in lines:
            call = _CALL.match(line)
            if not call or int(call[3]) < 0:
                continue
            name, words = call[1].decode(), call[2]
            file = _FILE.match(words)
            path = _plain(file[1]).decode() if file else ""
            if name == "unlink":
                found = _TEXT.search(words)
                path = _plain(found[1]).decode() if found else ""
            if not path.startswith(f"{folder}/"):
                continue
            yield from _step(name, path.removeprefix(f"{folder}/"), words)


def _step(name: str, path: str, words: bytes) -> Iterator[Step]:
    if path == "told" and name == "write":
        for line in _plain(_TEXT.search(words)[1]).split():  # type: ignore[index]  # what was written
            yield Step("told", path, data=line)
    elif not path.startswith(NAME) or path.endswith("-shm"):
        return
    elif name == "pwrite64":
        yield Step("write", path, int(words.rsplit(b", ", 1)[1]), _plain(_TEXT.search(words)[1]))  # type: ignore[index]
    elif name in {"fsync", "fdatasync"}:
        yield Step("sync", path)
    elif name == "ftruncate":
        yield Step("truncate", path, int(words.rsplit(b", ", 1)[1]))
    elif name == "unlink":
        yield Step("remove", path)
    elif name == "write":
        raise RuntimeError(f"SQLite wrote {path} in a way that is not watched")


def _plain(text: bytes) -> bytes:
    return bytes.fromhex(text.replace(rb"\x", b"").decode())


def _disks(
    steps: list[Step], chosen: list[int], first: bytes, roll: random.Random
) -> Iterator[tuple[dict[str, bytes], set[bytes], bool]]:
    """At each chosen step: the files as they lie on the disk, twice (without what was not synced; with some of it), and
    what was acknowledged by then."""
    disk: dict[str, bytearray] = {NAME: bytearray(first)}
    waiting: dict[str, list[Step]] = {}
    told: set[bytes] = set()
    wanted = set(chosen)
    for number, step in enumerate(steps):
        if step.what == "told":
            told.add(step.data)
        elif step.what == "sync":
            for one in waiting.pop(step.path, ()):
                _apply(disk, one)
        elif step.what == "remove":
            waiting.pop(step.path, None)
            disk.pop(step.path, None)
        else:
            waiting.setdefault(step.path, []).append(step)
        if number in wanted:
            yield {name: bytes(data) for name, data in disk.items()}, set(told), False
            some = {name: bytearray(data) for name, data in disk.items()}
            for one in (one for several in waiting.values() for one in several):
                for part in _sectors(one):
                    if roll.random() < 0.5:
                        _apply(some, part)
            yield {name: bytes(data) for name, data in some.items()}, set(told), True


def _apply(disk: dict[str, bytearray], step: Step) -> None:
    data = disk.setdefault(step.path, bytearray())
    if step.what == "truncate":
        del data[step.at :]
        data.extend(bytes(step.at - len(data)))
        return
    data.extend(bytes(max(0, step.at - len(data))))
    data[step.at : step.at + len(step.data)] = step.data


def _sectors(step: Step) -> Iterator[Step]:
    if step.what != "write":
        yield step
        return
    for begin in range(0, len(step.data), SECTOR):
        yield Step("write", step.path, step.at + begin, step.data[begin : begin + SECTOR])


def _judge(disk: dict[str, bytes], acknowledged: set[bytes], folder: Path, result: Cuts) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in disk.items():
        (folder / name).write_bytes(data)
    result.acknowledged += len(acknowledged)
    try:
        with closing(sqlite3.connect(folder / NAME)) as database:
            register(database)  # which the checks and indexes of the tables call
            sound = database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            there = {key.encode() for (key,) in database.execute("SELECT key FROM kit_postedform")}
    except sqlite3.OperationalError:
        raise  # it could not be asked
    except sqlite3.DatabaseError:
        sound, there = False, set()
    result.broken += not sound
    result.lost += len(acknowledged - there)


def keep_base(folder: Path, people: Any) -> None:
    """The database as it stands into `folder`, whole, with the people who will write to it."""
    from django.conf import settings

    folder.mkdir()
    there = settings.DATABASES["default"]["NAME"]
    with closing(sqlite3.connect(there)) as now, closing(sqlite3.connect(folder / NAME)) as copy:
        now.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
    (folder / "people.json").write_text(json.dumps(people, default=str))


def _take_forms(*, full: bool) -> None:
    """Within the watched process: forms of each person's day, in turn, each told when it was acknowledged."""
    from fieldday.config import database

    if not full:
        options = database.SQLITE_OPTIONS
        options["init_command"] = str(options["init_command"]).replace("synchronous=FULL", "synchronous=NORMAL")
    import django

    django.setup()
    from benchmarks.outbox.taking import take

    home = Path(os.environ["FIELDDAY_HOME"])
    people, product = json.loads((home / "people.json").read_text())
    told = os.open(home / "told", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    for key in take(people, product):
        os.write(told, f"{key.hex}\n".encode())


if __name__ == "__main__":
    _take_forms(full=sys.argv[1] == "full")
