"""Where the bench keeps what it makes: filled databases between runs, and the data folder of the measured server."""

import hashlib
import os
import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tools.environment import BUILD, REPOSITORY

BENCH = BUILD / "bench"
# What a filled database depends on: the generator, the shape of the tables, the search keys.
GENERATOR = ("calls", "company", "customers", "data", "events", "ids", "papers", "sheets", "volumes", "year")


def filled(engine: str, divisor: int) -> tuple[Path, bool]:
    """The folder for a database filled by this very generator today, and whether it is there already."""
    kind = f"{engine}-{divisor}"
    folder = BENCH / f"{kind}-{_key()}"
    for older in BENCH.glob(f"{kind}-*"):
        if older != folder:
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
    sources += sorted((REPOSITORY / "fieldday").glob("*/migrations/*.py"))
    sources += [REPOSITORY / "fieldday" / "rules" / "text.py", REPOSITORY / "fieldday" / "kit" / "search.py"]
    zone = ZoneInfo(os.environ.get("FIELDDAY_TIME_ZONE", "Asia/Taipei"))
    total = hashlib.sha256(str(datetime.now(zone).date()).encode())
    for path in sources:
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:12]
