"""Where the bench keeps what it makes: filled databases between runs, and the data folder of the measured server."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tools.environment import BUILD, REPOSITORY
from tools.system import Missing

BENCH = BUILD / "bench"
# What a filled database depends on, besides the day. Its tables are migrated like any installation's.
GENERATOR = ("calls", "company", "customers", "data", "events", "ids", "papers", "sheets", "volumes", "year")


@contextmanager
def alone() -> Iterator[None]:
    """One bench at a time in this tree: two would measure each other, and share folders. Raises Missing."""
    BENCH.mkdir(parents=True, exist_ok=True)
    with (BENCH / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Missing("another ./run bench is measuring in this tree") from None
        yield


def filled(engine: str, divisor: int, *, fresh: bool) -> tuple[Path, bool]:
    """The folder for a database filled by this very generator today, and whether it is there already; `fresh`: never.
    Older ones are deleted."""
    kind = f"{engine}-{divisor}"
    folder = BENCH / f"{kind}-{_key()}"
    for older in BENCH.glob(f"{kind}-*"):
        if older != folder or fresh:
            shutil.rmtree(older)
    if (folder / "filled").exists():
        return folder, True
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder, False


def home(name: str) -> Path:
    """An empty data folder."""
    folder = BENCH / f"home-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _key() -> str:
    sources = [REPOSITORY / "benchmarks" / f"{name}.py" for name in GENERATOR]
    sources += [REPOSITORY / "fieldday" / "rules" / "text.py", REPOSITORY / "fieldday" / "kit" / "search.py"]
    zone = ZoneInfo(os.environ.get("FIELDDAY_TIME_ZONE", "Asia/Taipei"))
    total = hashlib.sha256(str(datetime.now(zone).date()).encode())
    for path in sources:
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:12]
