"""`./run`: set up, then serve, check, or run a command."""

import os
import sys
from typing import NoReturn

from tools import checks, environment, system
from tools.environment import SetUpFailed, say

HELP = """\
./run                 set up what is missing and serve; the first start loads the demo company
./run test [SLICE]…   every check, or those named (./run test --list); what follows -- goes to pytest
./run prepare         set up only
./run bench           measure a full company: --sqlite, --small, --only NAME, --write (docs/bench.md)
./run COMMAND …       any Fieldday command (./run help lists them)
"""


def main(arguments: list[str]) -> int:
    """Do what the first argument says; a Fieldday command takes this process over."""
    os.environ.pop("PYTHONPATH", None)  # set by ./run for this module alone
    os.environ.setdefault("PYTHONUTF8", "1")  # Chinese on standard output whatever the locale says
    command, rest = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    if command in {"-h", "--help"}:
        print(HELP, end="")
        return 0
    try:
        if command == "test":
            return checks.main(rest)
        if command == "prepare":
            environment.prepare(checks=True, client=True)
            return 0
        environment.prepare(client=command in {"serve", "bench"})
        if command == "serve":
            system.install_printing()
    except SetUpFailed as failure:
        say(str(failure))
        return 2
    return become(command, rest)


def become(command: str, rest: list[str]) -> NoReturn:
    """Turn into `python -m fieldday COMMAND …`, so that signals and the exit code are the command's own."""
    sys.stderr.flush()
    python = str(environment.PYTHON)
    words = ["benchmarks", *rest] if command == "bench" else ["fieldday", command, *rest]
    # -P: a folder named fieldday where the caller stands is not ours; ours is on the environment's own path.
    os.execv(python, [python, "-P", "-m", *words])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
