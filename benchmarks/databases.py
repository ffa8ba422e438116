"""The measured database: filled once a day, copied afresh for every run; PostgreSQL with full durability, or SQLite."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import folders
from benchmarks.processes import tree
from tools.environment import PYTHON, REPOSITORY
from tools.postgres import free_port, identity, wait_until_ready
from tools.system import postgres_programs

# PostgreSQL as it comes, apart from where it listens: fsync, synchronous commits and full pages are on.
SETTINGS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
# Filling is done again when it fails: nothing need reach the disk before the end.
FILLING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "8GB"}


@dataclass(frozen=True)
class Database:
    """A filled database to measure on. `pid` is the database server's first process, 0 when there is none."""

    engine: str
    url: str
    pid: int = 0

    def processes(self) -> list[int]:
        return tree(self.pid) if self.pid else []


@contextmanager
def sqlite(divisor: int, *, fresh: bool = False) -> Iterator[Database]:
    """A copy of the filled file."""
    folder, ready = folders.filled("sqlite", divisor, fresh=fresh)
    full, work = folder / "full.sqlite3", folder / "work.sqlite3"
    _make(f"sqlite://{full}", divisor, ready=ready)
    (folder / "filled").touch()
    for end in ("-wal", "-shm"):
        work.with_name(work.name + end).unlink(missing_ok=True)
    shutil.copyfile(full, work)
    yield Database("sqlite", f"sqlite://{work}")


@contextmanager
def postgresql(divisor: int, port: int = 0, *, fresh: bool = False) -> Iterator[Database]:
    """A server of its own on the loopback, with the filled database `full` and its copy `work`."""
    programs, port = postgres_programs(), port or free_port()
    folder, ready = folders.filled("postgresql", divisor, fresh=fresh)
    data, user = folder / "data", identity(folder)
    url = f"postgresql://fieldday@127.0.0.1:{port}"
    if not ready:
        made = [programs / "initdb", "-D", data, "-U", "fieldday", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run(made, cwd=folder, check=True, stdout=subprocess.DEVNULL, **user)  # type: ignore[call-overload]
        with _server(programs, folder, port, {**SETTINGS, **FILLING}, user):
            _sql(programs, url, "CREATE DATABASE full_size")
            _make(f"{url}/full_size", divisor, ready=False)
        os.sync()
        (folder / "filled").touch()
    with _server(programs, folder, port, SETTINGS, user) as pid:
        _make(f"{url}/full_size", divisor, ready=True)
        _sql(programs, url, "DROP DATABASE IF EXISTS work", "CREATE DATABASE work TEMPLATE full_size", "CHECKPOINT")
        yield Database("postgresql", f"{url}/work", pid)


@contextmanager
def _server(
    programs: Path, folder: Path, port: int, settings: dict[str, str], user: dict[str, object]
) -> Iterator[int]:
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(  # type: ignore[call-overload]
            [programs / "postgres", "-D", folder / "data", "-p", str(port), *options],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, **user,
        )  # fmt: skip
    try:
        wait_until_ready(programs, port, server, log)
        yield server.pid
    finally:
        server.send_signal(2)  # SIGINT: connections end, everything reaches the disk
        try:
            server.wait(60)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _sql(programs: Path, url: str, *commands: str) -> None:
    for command in commands:
        asked = [programs / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", f"{url}/postgres", "-c", command]
        subprocess.run(asked, check=True)


def _make(url: str, divisor: int, *, ready: bool) -> None:
    """Fill an empty database, or bring a filled one to this release."""
    variables = {**os.environ, "DATABASE_URL": url, "FIELDDAY_HOME": str(folders.home("filling"))}
    command = [PYTHON, "-P", "-m", "benchmarks.data", "0" if ready else str(divisor)]
    subprocess.run(command, cwd=REPOSITORY, env=variables, check=True)
