"""The same on PostgreSQL: a backup of one database comes back whole in another, through the real commands."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def fieldday(home: Path, url: str, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, "-m", "fieldday", *words],
        cwd=ROOT,
        env={**environment, "FIELDDAY_HOME": str(home), "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def databases(django_db_setup: None) -> Iterator[tuple[str, str]]:
    """The addresses of two empty databases on the server that the tests run on."""
    if connection.vendor != "postgresql":
        pytest.skip("for PostgreSQL alone; test_backup.py does the same on SQLite")
    import psycopg

    given = os.environ["DATABASE_URL"]
    names = [f"backup_{uuid4().hex[:12]}" for _ in range(2)]
    with psycopg.connect(given, autocommit=True) as server:
        for name in names:
            server.execute(f'CREATE DATABASE "{name}"')
        yield tuple(urlsplit(given)._replace(path=f"/{name}").geturl() for name in names)
        for name in names:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_backup_comes_back_whole_in_an_empty_database(databases, tmp_path):
    first, second = databases
    home, other, file = tmp_path / "home", tmp_path / "other", tmp_path / "monday.tar.gz"
    home.mkdir()
    other.mkdir()
    people = tmp_path / "people.csv"
    people.write_text("external_id,name,reports_to\ndiana,戴文琪,\nbob,柏志豪,diana\n", encoding="utf-8")
    assert fieldday(home, first, "import", "people", str(people)).returncode == 0
    assert fieldday(home, first, "duties", "once").returncode == 0
    (home / "files").mkdir(exist_ok=True)
    (home / "files" / "receipt.jpg").write_bytes(b"a picture")
    made = fieldday(home, first, "backup", str(file))
    assert made.returncode == 0, made.stderr

    onto_itself = fieldday(home, first, "restore", str(file))
    assert onto_itself.returncode == 2
    assert "empty" in onto_itself.stderr
    onto_sqlite = fieldday(other, "", "restore", str(file))
    assert onto_sqlite.returncode == 2
    assert "postgresql" in onto_sqlite.stderr

    back = fieldday(other, second, "restore", str(file))
    assert back.returncode == 0, back.stderr
    assert (other / "files" / "receipt.jpg").read_bytes() == b"a picture"
    chain = fieldday(other, second, "verify", "trail")
    assert chain.returncode == 0
    assert chain.stdout == fieldday(home, first, "verify", "trail").stdout
    assert fieldday(other, second, "invite", "bob").returncode == 0, "rows go on being numbered where they were"
    assert fieldday(other, second, "import", "people", str(people)).returncode == 0


def test_a_database_that_is_not_there_is_told_and_nothing_kept(databases, tmp_path):
    gone = databases[0] + "_gone"
    refused = fieldday(tmp_path, gone, "restore", str(tmp_path / "nothing.tar.gz"))
    assert refused.returncode == 2
    assert not (tmp_path / "files").exists()
