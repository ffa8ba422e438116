"""What the checks need from the machine itself: a browser with Chinese type, and PostgreSQL. Where apt can bring them
and we may, they are installed; else the stage that wants them is left out, by name and with the reason."""

import ctypes.util
import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from tools.environment import BUILD, REPOSITORY, say

# What draws PDF forms, as fieldday/kit/pdf.py asks for it: libraries by their packages, and the font it names.
PRINTING = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
    "fontconfig": "libfontconfig1",
}
PRINTED = "Noto Sans CJK TC"
# The tests drive the browser without its windows where there is one: the same pages in two thirds of the time.
SHELL = "chromium-headless-shell"
BROWSERS = (SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHINESE = ("Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei")


class Missing(Exception):
    """Not there and not to be had; the text says what and why."""


def chromium() -> str:
    """The browser that the tests drive; FIELDDAY_CHROMIUM names another."""
    named = os.environ.get("FIELDDAY_CHROMIUM")
    if named:
        return named
    _bring_shell()
    wanted = [] if _browser() else ["chromium"]
    if not _reads_chinese():
        wanted.append("fonts-noto-cjk")
    if wanted:
        apt_install(*wanted)
    found = _browser()
    if not found:
        raise Missing("Chromium is not there after its installation")
    return found


@cache
def _bring_shell() -> None:
    """Debian has it, others may not: any other browser does as well, slower."""
    if not shutil.which(SHELL):
        with suppress(Missing):
            apt_install(SHELL, patient=False)


def postgres_programs() -> Path:
    """The folder with initdb and postgres."""
    found = _postgres()
    if not found:
        apt_install("postgresql")
        found = _postgres()
    if not found:
        raise Missing("PostgreSQL is not there after its installation")
    return found


def printing() -> tuple[str, ...]:
    """The Debian packages that PDF forms still want of this machine."""
    wanted = [package for library, package in PRINTING.items() if ctypes.util.find_library(library) is None]
    if shutil.which("fc-list") is None:
        wanted.append("fontconfig")
    if PRINTED not in _families():
        wanted.append("fonts-noto-cjk")
    return tuple(wanted)


def install_printing() -> None:
    """Bring what PDF forms want, behind the server that starts meanwhile: nothing else waits for it. Where we may not,
    say what is missing; the forms can be printed from the browser all the same."""
    wanted = printing()
    if not wanted:
        return
    names = " ".join(wanted)
    if not shutil.which("apt-get") or os.geteuid() != 0:
        say(f"PDF forms need {names}; as root: apt-get install {names}")
        return
    say(f"installing {names} for PDF forms, behind; see build/printing.log")
    with (BUILD / "printing.log").open("w") as log:
        subprocess.Popen(
            [sys.executable, "-c", f"from tools.system import apt_install; apt_install(*{wanted!r})"],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=REPOSITORY, start_new_session=True,
        )  # fmt: skip


def apt_install(*packages: str, patient: bool = True) -> None:
    """Install Debian packages; raises Missing where that is impossible. Not `patient`: what one can do without is tried
    once, and no more is said of it."""
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        raise Missing(f"{names}: not installed, and this machine has no apt-get")
    if os.geteuid() != 0:
        raise Missing(f"{names}: not installed; as root: apt-get install {names}")
    say(f"installing {names}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", *packages]
    # Another apt may hold the lists, which ours does not wait for as it does for the packages; a line may fail.
    for pause in (5, 15, 45, 0) if patient else (0,):
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
    if patient:
        sys.stderr.write(log)
    raise Missing(f"{names}: apt-get could not install it")


def _browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def _reads_chinese() -> bool:
    return any(name in _families() for name in CHINESE)


def _families() -> str:
    """The names of the fonts that this machine has."""
    if not shutil.which("fc-list"):
        return ""
    return subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout


def _postgres() -> Path | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda path: float(path.parent.name))[::-1]
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return next((path for path in folders if (path / "initdb").exists() and (path / "postgres").exists()), None)
