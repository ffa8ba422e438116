"""The data folder keeps its secrets to itself; the database is what the environment says, set as it must be."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from fieldday.config import home
from fieldday.config.database import database, sqlite


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("FIELDDAY_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def test_the_folder_is_made_for_its_owner_only(folder):
    assert home.home() == folder and oct(folder.stat().st_mode)[-3:] == "700"


def test_a_secret_is_made_once_and_never_readable_by_others(folder):
    first = home.secret("secret_key")
    assert len(first) >= 60 and home.secret("secret_key") == first
    assert oct((folder / "secret_key").stat().st_mode)[-3:] == "600"
    assert home.secret("another") != first


def test_a_spoilt_secret_is_told_not_used(folder):
    home.home()
    (folder / "secret_key").write_text("short")
    with pytest.raises(RuntimeError, match="delete the file"):
        home.secret("secret_key")


def test_without_an_address_the_database_is_a_file_in_the_folder(tmp_path):
    made = database("", tmp_path)
    assert made["NAME"] == tmp_path / "fieldday.sqlite3"
    options = made["OPTIONS"]
    # Acknowledged means durable: FULL; no writer fails while another writes: IMMEDIATE.
    assert "synchronous=FULL" in options["init_command"] and "journal_mode=WAL" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE" and options["timeout"] >= 20


def test_postgresql_by_its_address(tmp_path):
    made = database("postgresql://user:p%40ss@db.example:5433/field%20day?sslmode=require", tmp_path)
    assert made["ENGINE"].endswith("postgresql")
    assert (made["NAME"], made["USER"], made["PASSWORD"]) == ("field day", "user", "p@ss")
    assert (made["HOST"], made["PORT"], made["OPTIONS"]["sslmode"]) == ("db.example", "5433", "require")


def test_what_the_planner_is_told_may_be_said_otherwise_in_the_address(tmp_path):
    assert "random_page_cost" in database("postgresql://u@db.example/fieldday", tmp_path)["OPTIONS"]["options"]
    assert database("postgresql://u@db.example/fieldday?options=", tmp_path)["OPTIONS"]["options"] == ""


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "http://x"])
def test_another_database_is_refused(url, tmp_path):
    with pytest.raises(ValueError, match="postgresql://"):
        database(url, tmp_path)


def test_sqlite_by_its_address(tmp_path):
    assert database(f"sqlite://{tmp_path}/x.db", tmp_path)["NAME"] == sqlite(tmp_path / "x.db")["NAME"]


@pytest.mark.django_db
def test_foreign_keys_are_kept():
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
            assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_nothing_is_served_in_debug_and_secrets_are_not_in_the_tree():
    assert settings.DEBUG is False
    assert not str(settings.HOME).startswith(str(home.REPOSITORY)), "tests have a home of their own"
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS"), "a verb is its own transaction"


def test_the_deployment_check_finds_nothing():
    call_command("check", deploy=True, fail_level="WARNING")
