"""A hundred phones come back into the valley at once: fifty forms each, to the real server."""

import random
import time
from datetime import timedelta
from threading import Thread

from benchmarks.extras import Fact
from benchmarks.outbox.days import Day
from benchmarks.outbox.ledger import Found, compare
from benchmarks.outbox.lines import Wire
from benchmarks.outbox.people import make_people, session_of
from benchmarks.outbox.phone import Phone
from benchmarks.processes import cpu_seconds, wait_for_quiet
from benchmarks.server import Server
from fieldday.kit import clock

PHONES, FORMS = 100, 50


def drained(server: Server, phones: int = PHONES, forms: int = FORMS) -> Fact:
    """From the first form sent to the last answer, and what the ledger says then."""
    people, product = make_people(phones)
    at = clock.now()
    begin = at - timedelta(hours=20)
    waiting = []
    for seed, (person, accounts) in enumerate(people):
        day = Day(random.Random(seed), clock.local_day(begin), begin, accounts, product)
        waiting.append((Phone(person, day.draw(forms)), Wire(server.port, session_of(person), person, wait=300)))
    wait_for_quiet()
    threads = [Thread(target=phone.drain, args=(wire, at)) for phone, wire in waiting]
    start, spent = time.monotonic(), cpu_seconds(server.processes())
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, spent = time.monotonic() - start, cpu_seconds(server.processes()) - spent
    found = Found()
    for phone, wire in waiting:
        wire.close()
        found.add(compare(phone))
    says = f"{phones} phones × {forms} forms written without signal, sent at once: {found.kept:,} forms"
    counted = f"{len(found.lost)} lost, {len(found.doubled)} doubled, {len(found.stuck)} stuck"
    each = f"{spent / max(found.kept, 1) * 1000:.1f} ms CPU each"
    value = f"{seconds:.0f} s, {found.kept / seconds:.0f} a second, {each}; {counted}"
    return Fact("outbox", says, value, "nothing lost, doubled or stuck", not found.faults)
