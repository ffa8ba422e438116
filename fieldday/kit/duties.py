"""Driving what runs by itself: any number of processes may tick, one of them takes each turn."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, close_old_connections

from fieldday.kit.models import DutyTurn

Duty = Callable[..., int]
Schedule = Sequence[tuple[str, int, Duty]]
log = logging.getLogger(__name__)
TICK_SECONDS = 5
_PAUSES: list[threading.Event] = []


@dataclass(frozen=True)
class ByItself:
    """A duty that a process of its own does, at a low priority, so that what it takes of memory and time goes with it.
    The process is begun only `when` there is something to do."""

    name: str
    duty: Duty
    when: Callable[..., bool]

    def __call__(self, *, at: datetime) -> int:
        """Wait for it to end; 1 when it had something to do."""
        if not self.when(at=at):
            return 0
        command = [sys.executable, "-P", "-m", "fieldday", "duties", "once", "--only", self.name]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)  # noqa: S603  # our own interpreter
        return 1


def claim(name: str, seconds: int, *, at: datetime) -> bool:
    """Take the turn of a duty that is due every `seconds`; True for one process only."""
    due = at + timedelta(seconds=seconds)
    if DutyTurn.objects.filter(name=name, due_at__lte=at).update(due_at=due):
        return True
    if DutyTurn.objects.filter(name=name).exists():
        return False
    try:
        DutyTurn.objects.create(name=name, due_at=due)
    except IntegrityError:
        return False
    return True


def tick(schedule: Schedule, *, at: datetime) -> dict[str, int]:
    """Run the duties that are due and whose turn this process gets; answers how much each did. A failure stops none."""
    done = {}
    for name, seconds, duty in schedule:
        try:
            if claim(name, seconds, at=at):
                done[name] = duty(at=at)
        except Exception:
            log.exception("duty %s failed; it is tried again in %s s", name, seconds)
    return done


def wake() -> None:
    """Let this process tick at once, if it ticks at all: somebody waits for what he has just asked for."""
    for pause in _PAUSES:
        pause.set()


def start(schedule: Schedule, *, now: Callable[[], datetime]) -> threading.Thread:
    """Tick in a thread of this process, for as long as it lives; `now` tells the time. A schedule of its own for what
    may take minutes keeps the rest from waiting for it."""
    pause = threading.Event()
    _PAUSES.append(pause)

    def loop() -> None:
        while True:
            pause.wait(TICK_SECONDS)
            pause.clear()
            close_old_connections()
            tick(schedule, at=now())
            close_old_connections()

    thread = threading.Thread(target=loop, name="duties", daemon=True)
    thread.start()
    return thread
