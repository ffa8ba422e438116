"""What the checks need from the machine itself: a browser with Chinese type, and PostgreSQL. Where apt can bring them
and we may, they are installed; else the stage that wants them is left out, by name and with the reason."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools.environment import say

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHINESE = ("Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei")


class Missing(Exception):
    """Not there and not to be had; the text says what and why."""


def chromium() -> str:
    """The browser that the tests drive; FIELDDAY_CHROMIUM names another."""
    named = os.environ.get("FIELDDAY_CHROMIUM")
    if named:
        return named
    wanted = [] if _browser() else ["chromium"]
    if not _reads_chinese():
        wanted.append("fonts-noto-cjk")
    if wanted:
        apt_install(*wanted)
    found = _browser()
    if not found:
        raise Missing("Chromium is not there after its installation")
    return found


def postgres_programs() -> Path:
    """The folder with initdb and postgres."""
    found = _postgres()
    if not found:
        apt_install("postgresql")
        found = _postgres()
    if not found:
        raise Missing("PostgreSQL is not there after its installation")
    return found


def apt_install(*packages: str) -> None:
    """Install Debian packages; raises Missing where that is impossible."""
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        raise Missing(f"{names}: not installed, and this machine has no apt-get")
    if os.geteuid() != 0:
        raise Missing(f"{names}: not installed; as root: apt-get install {names}")
    say(f"installing {names}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", *packages]
    # Another apt may hold the lists, which ours does not wait for as it does for the packages; a line may fail.
    for pause in (5, 15, 45, 0):
        log = ""
        for command in (["apt-get", "update", "-q"], install):
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                env=environment, check=False,
            )  # fmt: skip
            log += done.stdout
        if done.returncode == 0:
            return
        if not any(words in log for words in ("lock", "Failed to fetch")):
            break
        time.sleep(pause)
    sys.stderr.write(log)
    raise Missing(f"{names}: apt-get could not install it")


def _browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def _reads_chinese() -> bool:
    if not shutil.which("fc-list"):
        return False
    families = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout
    return any(name in families for name in CHINESE)


def _postgres() -> Path | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda path: float(path.parent.name))[::-1]
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return next((path for path in folders if (path / "initdb").exists() and (path / "postgres").exists()), None)
