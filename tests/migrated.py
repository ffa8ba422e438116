"""An empty house as `migrate` leaves it, made once of these sources and copied for whoever wants one.

Migrating takes eight seconds, a copy none. `python -m tests.migrated` makes it beforehand.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tools.environment import BUILD, REPOSITORY, digest

FOLDER = BUILD / "migrated"
# What this process has settled for itself and a command of its own must not inherit.
SETTLED = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}


def sources() -> str:
    """One digest of all that a migrated database is made of: the migrations, the models, and the floors below them."""
    package = REPOSITORY / "fieldday"
    below = [path for folder in ("rules", "kit", "config") for path in (package / folder).rglob("*.py")]
    rooms = [*package.glob("*/migrations/*.py"), *package.glob("*/models/*.py"), *package.glob("*/*.py")]
    return digest({*below, *rooms, REPOSITORY / "requirements.lock"})[:16]


def kept() -> Path:
    """The migrated SQLite database, made if these sources have none yet. Nobody writes to it: see `put`."""
    file = FOLDER / f"{sources()}.sqlite3"
    with _alone():
        if not file.exists():
            _make(file)
    return file


def put(database: Path) -> None:
    """Copy the migrated SQLite database to where nobody has one open."""
    shutil.copyfile(kept(), database)


def _make(file: Path) -> None:
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="fieldday-migrated-") as home:
        _migrate(FIELDDAY_HOME=home)
        shutil.move(Path(home) / "fieldday.sqlite3", file)


def put_postgres(url: str, name: str) -> None:
    """Make the database `name` on the server of `url` anew, as a copy of the migrated one there."""
    with _server(url) as server:
        template = _template(server, url)
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop_postgres(url: str, name: str) -> None:
    with _server(url) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def _server(url: str) -> Iterator[Any]:
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(8017)")  # a second worker waits; let go with the connection
        yield server


def _template(server: Any, url: str) -> str:
    """The name of the migrated database on this server, made if these sources have none there yet."""
    name = f"migrated_{sources()}"
    if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        server.execute("DROP DATABASE IF EXISTS migrating WITH (FORCE)")
        server.execute("CREATE DATABASE migrating")
        with tempfile.TemporaryDirectory(prefix="fieldday-migrated-") as home:
            _migrate(FIELDDAY_HOME=home, DATABASE_URL=urlsplit(url)._replace(path="/migrating").geturl())
        server.execute(f'ALTER DATABASE migrating RENAME TO "{name}"')
    return name


def _migrate(**variables: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in SETTLED}
    command = [sys.executable, "-P", "-m", "fieldday", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=REPOSITORY, env={**environment, **variables}, check=True)


@contextmanager
def _alone() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    if given := os.environ.get("DATABASE_URL"):
        with _server(given) as _open:
            _template(_open, given)
    else:
        kept()
