"""What processes cost, read from /proc: CPU seconds and memory of a process and all its children."""

import os
import time
from pathlib import Path

_patience = 120.0
TICK = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> list[int]:
    """The process and everything below it, as far as it still runs."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _fields(int(entry.name))
            if fields:
                parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += parents.get(one, [])
    return [one for one in found if _fields(one)]


def cpu_seconds(pids: list[int]) -> float:
    """User and system time of the processes and of children that ended and were waited for."""
    ticks = sum(sum(map(int, fields[11:15])) for pid in pids if (fields := _fields(pid)))
    return ticks / TICK


def pss_mib(pids: list[int]) -> float:
    """Memory in MiB with shared pages divided among those who share them (PSS)."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def busy_seconds() -> float:
    """CPU seconds that the whole machine has worked since it started, all cores."""
    fields = list(map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:8]))
    return (sum(fields) - fields[3] - fields[4]) / TICK  # idle, waiting for the disk


def wait_for_quiet() -> bool:
    """Wait until the rest of the machine rests: less than a fifth of one core over half a second. False: it did not.

    All waits together are two minutes at most: where others never rest, the table says how much they did.
    """
    global _patience
    while True:
        before = busy_seconds()
        time.sleep(0.5)
        if busy_seconds() - before < 0.1:
            return True
        _patience -= 0.5
        if _patience < 0:
            return False


def _fields(pid: int) -> list[str]:
    """The fields of /proc/PID/stat behind the name: state, parent, …; utime, stime, cutime and cstime are 11 to 14."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
