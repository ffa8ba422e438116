"""Where the records live: SQLite in the data folder, or PostgreSQL by `DATABASE_URL`."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# FULL loses no acknowledged commit in a power cut, NORMAL does; DEFERRED fails under concurrent writers.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
# A company's year fits into memory or lies on a flash disk, where a row by its index costs hardly more than one in
# order: told otherwise PostgreSQL reads all customers for a day's visits. Compiling a query, or a second
# process for it, costs more than it saves while others ask too. What a hundred thousand customers are sorted and
# gathered by is to fit into memory.
POSTGRESQL_OPTIONS = "-c random_page_cost=1.1 -c jit=off -c max_parallel_workers_per_gather=0 -c work_mem=16MB"


def database(url: str, home: Path) -> dict[str, Any]:
    """Django's settings for `url`; empty means SQLite in `home`. Raises ValueError for any other scheme."""
    if not url:
        return sqlite(home / "fieldday.sqlite3")
    parts = urlsplit(url)
    if parts.scheme in {"sqlite", "sqlite3"}:
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must start with postgresql:// or sqlite://, not {parts.scheme}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"options": POSTGRESQL_OPTIONS, **dict(parse_qsl(parts.query, keep_blank_values=True))},
        "CONN_MAX_AGE": 600,  # 7 ms a request are lost without persistent connections
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": dict(SQLITE_OPTIONS),
        "CONN_MAX_AGE": None,
        "TEST": {"NAME": str(path.parent / f"test-{path.name}"), "MIGRATE": True},
    }
