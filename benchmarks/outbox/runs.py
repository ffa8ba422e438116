"""Seeded runs: the forms of a phone's day arrive while the server's process is killed; then the ledger is read."""

import random
import sys
import time
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import connection

from benchmarks.outbox.days import Day
from benchmarks.outbox.killing import Victim
from benchmarks.outbox.ledger import Found, compare
from benchmarks.outbox.lines import Faulty, Wire
from benchmarks.outbox.people import session_of
from benchmarks.outbox.phone import Phone
from fieldday.kit import clock

FORMS = 6
LONGEST_FORM = 0.06  # seconds within which a kill falls beside a form: before, within, or after its transaction


@dataclass
class Tally:
    """What all runs came to."""

    runs: int = 0
    kills: int = 0
    tries: int = 0
    seconds: float = 0.0
    found: Found = field(default_factory=Found)

    def __str__(self) -> str:
        found = self.found
        return (
            f"{self.runs:,} runs, {self.kills:,} kills, {found.kept:,} forms kept in {self.tries:,} tries, "
            f"{found.held:,} held with a reason: {len(found.lost)} lost, {len(found.doubled)} doubled, "
            f"{len(found.stuck)} stuck ({self.seconds:.0f} s)"
        )


def run(seed: int, person: int, accounts: list[UUID], product: int, server: Victim, tally: Tally) -> Found:
    """One day of one phone, the server killed beside a third of its forms."""
    roll, at = random.Random(seed), clock.now()
    begin = at - timedelta(hours=20)
    day = Day(roll, clock.local_day(begin), begin, accounts, product, spoil=0.1)
    phone = Phone(person, day.draw(FORMS), late=timedelta(minutes=roll.choice((0, 0, 0, 1440, -90))))
    wire = Wire(server.port, session_of(person), person)
    line = Faulty(wire, roll, often=0.2)
    for _ in range(FORMS * 20):
        item = next(phone.due(), None)
        if item is None:
            break
        tally.tries += 1
        killing = server.kill_in(roll.random() * LONGEST_FORM) if roll.random() < 0.33 else None
        phone.send(item, line, clock.now())
        if killing:
            killing.join()
    line.end()
    phone.drain(wire, clock.now(), most=FORMS * 20)
    wire.close()
    return compare(phone)


def runs(
    people: list[tuple[int, list[UUID]]], product: int, server: Victim, *, first: int = 0, loud: bool = True
) -> Tally:
    """One run for each person, the seeds counted from `first`."""
    tally, begin = Tally(), time.monotonic()
    for number, (person, accounts) in enumerate(people):
        found = run(first + number, person, accounts, product, server, tally)
        tally.found.add(found)
        tally.runs += 1
        if found.faults:
            print(f"seed {first + number}: {found.faults}", file=sys.stderr, flush=True)
        if loud and tally.runs % 50 == 0:
            tally.kills, tally.seconds = server.kills, time.monotonic() - begin
            print(f"{connection.vendor}: {tally}", file=sys.stderr, flush=True)
    tally.kills, tally.seconds = server.kills, time.monotonic() - begin
    return tally
