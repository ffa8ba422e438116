"""The real server, as `./run` starts it, on a database of the bench."""

import http.client
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import tree
from tools.environment import PYTHON, REPOSITORY

SLOWEST_START = 30.0
YARDSTICK = "/?pk=1"


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, its first process, and how long its first answer took, in seconds."""

    port: int
    pid: int
    started_in: float

    def processes(self) -> list[int]:
        return tree(self.pid)

    def settle(self, begins: float = 15.0, most: float = 300.0) -> None:
        """Wait until the look for duplicates, which follows the first start on fresh customers in a process of its
        own, has begun and ended: it is no part of what a page costs."""
        time.sleep(begins)
        end = time.monotonic() + most
        while time.monotonic() < end and any(map(_is_duty, self.processes())):
            time.sleep(1)


def serving(home: Path, url: str, port: int) -> AbstractContextManager[Server]:
    """`python -m fieldday serve` until the block ends."""
    return _running(["fieldday", "serve"], "/sign-in", home, url, port)


def bare(home: Path, url: str, port: int) -> AbstractContextManager[Server]:
    """The yardstick's Django, served in the same way."""
    return _running(["benchmarks.yardstick", str(port)], YARDSTICK, home, url, port)


@contextmanager
def _running(words: list[str], first: str, home: Path, url: str, port: int) -> Iterator[Server]:
    variables = {**os.environ, "FIELDDAY_HOME": str(home), "DATABASE_URL": url, "FIELDDAY_PORT": str(port)}
    variables |= {"FIELDDAY_WORKERS": "2", "FIELDDAY_DEMO": "0", "PYTHONPATH": str(REPOSITORY)}
    begin = time.monotonic()
    process = subprocess.Popen(
        [PYTHON, "-P", "-m", *words], cwd=REPOSITORY, env=variables, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=(home / "server.log").open("wb"), start_new_session=True,
    )  # fmt: skip
    try:
        _first_answer(process, port, first, begin + SLOWEST_START)
        yield Server(port, process.pid, time.monotonic() - begin)
    finally:
        _stop(process)


def _is_duty(pid: int) -> bool:
    with suppress(OSError):
        return b"duties" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def _first_answer(process: subprocess.Popen[bytes], port: int, path: str, latest: float) -> None:
    while time.monotonic() < latest and process.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                connection.close()
                return
        time.sleep(0.01)
    raise RuntimeError("the server gave no answer: see server.log in its data folder under build/bench")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end, then end it with all its workers, whatever interrupts the waiting."""
    try:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
