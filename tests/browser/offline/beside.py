"""A Python beside the server, on its database: it runs what a test hands it, and is not started anew each time."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tools.environment import REPOSITORY

RUNS = """
import django, json, sys, traceback
django.setup()
from django.db import connections

answers, sys.stdout = sys.stdout, sys.stderr
for line in sys.stdin:
    code, *sys.argv[1:] = json.loads(line)
    fault = ""
    try:
        exec(code, {})
    except BaseException:
        fault = traceback.format_exc()
    connections.close_all()
    print(json.dumps(fault), file=answers, flush=True)
"""


class Beside:
    """`run(code, "alice")`: what `code` finds in `sys.argv[1]` is "alice"; Django is set up."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, code: str, *arguments: str) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps([code, *arguments]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "it ended: see above"
        if fault := json.loads(answer):
            raise AssertionError(fault)


@contextmanager
def beside(variables: dict[str, str]) -> Iterator[Beside]:
    """One with these variables, for as long as the block lasts."""
    command = [sys.executable, "-c", RUNS]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=variables, cwd=REPOSITORY, text=True, **pipes) as process:
        yield Beside(process)
