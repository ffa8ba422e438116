"""Commands in process groups of their own: whatever they start ends with them."""

import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import IO, Any

from tools.environment import REPOSITORY

_running: set[int] = set()  # the groups of commands that have not ended


@contextmanager
def ended_with(pool: ThreadPoolExecutor) -> Iterator[None]:
    """Where this is left early, by Ctrl-C say, what runs in the pool's threads is ended and nothing more is begun."""
    try:
        yield
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for group in list(_running):
            _signal(group, signal.SIGKILL)
        raise


def call(words: list[str], variables: dict[str, str], said: IO[bytes] | None = None) -> int:
    """Run one command and answer its exit code; what it leaves running is ended. `said` takes what it prints."""
    output: dict[str, Any] = {"stdout": said, "stderr": said} if said else {}
    with subprocess.Popen(
        words, cwd=REPOSITORY, env=variables, stdin=subprocess.DEVNULL, start_new_session=True, **output
    ) as process:
        _running.add(process.pid)
        try:
            return process.wait()
        except BaseException:
            _signal(process.pid, signal.SIGINT)  # pytest says how far it came, and ends its fixtures
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            raise
        finally:
            _signal(process.pid, signal.SIGKILL)
            _running.discard(process.pid)


def _signal(group: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)
