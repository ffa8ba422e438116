"""One file that holds everything: the database as of one moment, the files, and the secret that sessions lean on."""

import hashlib
import json
import os
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, connections, transaction

from fieldday.kit.refusals import Refused

MANIFEST = "manifest.json"
SQLITE, POSTGRES = "database.sqlite3", "database.dump"
DJANGOS = frozenset({"pool", "isolation_level", "server_side_binding", "assume_role"})  # no parameters of libpq


def back_up(target: Path, *, home: Path, at: datetime) -> dict[str, Any]:
    """Write a backup to `target` while the program runs; answers its manifest: counts and digests.

    Raises Refused when the target exists or the database's own tool fails.
    """
    if target.exists():
        raise Refused("kit.backup.exists", path=target)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        database, rows = _dump(Path(folder))
        parts = [(database, database.name), *_files(home)]
        manifest = {
            "at": at.isoformat(),
            "engine": connection.vendor,
            "counts": rows,
            "files": {name: _digest(path) for path, name in parts},
        }
        note = Path(folder) / MANIFEST
        note.write_text(json.dumps(manifest, indent=1, sort_keys=True))
        unfinished = target.with_name(target.name + ".part")
        with tarfile.open(unfinished, "w:gz", compresslevel=6) as archive:
            for path, name in [(note, MANIFEST), *parts]:
                archive.add(path, name)
        unfinished.chmod(0o600)
        unfinished.rename(target)
    return manifest


def restore(source: Path, *, home: Path) -> dict[str, Any]:
    """Put a backup into an empty home (and, for PostgreSQL, an empty database); answers its manifest.

    Raises Refused when something is there already, or when the file is not whole.
    """
    with tempfile.TemporaryDirectory(dir=home) as folder:
        manifest = _unpacked(source, Path(folder))
        if manifest["engine"] != connection.vendor:
            raise Refused("kit.backup.other_engine", engine=manifest["engine"])
        if connection.introspection.table_names():
            raise Refused("kit.backup.not_empty")
        _load(Path(folder))
        for name in manifest["files"]:
            if name not in {SQLITE, POSTGRES}:
                (home / name).parent.mkdir(parents=True, exist_ok=True)
                (Path(folder) / name).replace(home / name)
    return manifest


def counts(cursor: Any = None) -> dict[str, int]:
    """Rows of every table."""
    if cursor is None:
        with connection.cursor() as own:
            return counts(own)
    found = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608  # our own tables
        found[table] = cursor.fetchone()[0]
    return found


def _files(home: Path) -> Iterator[tuple[Path, str]]:
    yield home / "secret_key", "secret_key"
    for path in sorted((home / "files").rglob("*")):
        if path.is_file():
            yield path, str(path.relative_to(home))


def _dump(folder: Path) -> tuple[Path, dict[str, int]]:
    """The database as of one moment, and the rows it holds."""
    if connection.vendor == "sqlite":
        target = folder / SQLITE
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        with closing(sqlite3.connect(target)) as copy:
            return target, counts(copy.cursor())
    target = folder / POSTGRES
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _postgres_tool("pg_dump", "--format=custom", f"--file={target}", f"--snapshot={snapshot}")
        return target, counts(cursor)


def _load(folder: Path) -> None:
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        connections.close_all()
        for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            leftover.unlink(missing_ok=True)
        (folder / SQLITE).replace(path)
        return
    _postgres_tool("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(folder / POSTGRES))


def _postgres_tool(tool: str, *words: str) -> None:
    """Run a tool of PostgreSQL's on our database, reached as we reach it: by socket or host, with TLS as set."""
    from psycopg.conninfo import make_conninfo

    at = connection.settings_dict
    named = {"dbname": at["NAME"], "host": at["HOST"], "port": at["PORT"], "user": at["USER"]}
    told = {**named, **{name: value for name, value in at["OPTIONS"].items() if name not in DJANGOS}}
    command = [tool, "--no-password", f"--dbname={make_conninfo('', **{k: v for k, v in told.items() if v})}", *words]
    try:
        subprocess.run(command, check=True, env={**_path(), "PGPASSWORD": at["PASSWORD"]}, capture_output=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", b"") or str(error).encode()
        raise Refused("kit.backup.tool_failed", tool=tool, said=said.decode(errors="replace")[-300:]) from error


def _path() -> dict[str, str]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)  # Debian keeps the tools of each version
    return {**os.environ, "PATH": ":".join([os.environ.get("PATH", ""), *map(str, found)])}


def _unpacked(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest = json.loads((folder / MANIFEST).read_text())
        broken = [name for name, digest in manifest["files"].items() if _digest(folder / name) != digest]
    except (OSError, tarfile.TarError, ValueError, KeyError, EOFError) as error:
        raise Refused("kit.backup.unreadable", path=source) from error
    if broken:
        raise Refused("kit.backup.damaged", names=", ".join(broken))
    return manifest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
