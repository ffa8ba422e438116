"""誰看過: that somebody looked at a customer's card, once a person and day, on the trail.

Reading writes nothing: a page only notes in memory that it was read, and a thread of the same process puts what was
noted on the trail some seconds later, all in one transaction (docs/decisions/0014). A page is declared to do so:
`door(leaves="customers.account.looked_at")`. What was noted in the last seconds before a process is killed is lost.
"""

import atexit
import logging
import threading
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import close_old_connections, connection, transaction

from fieldday.customers.models import Account
from fieldday.customers.policy import POLICY
from fieldday.kit.actors import SYSTEM
from fieldday.people.authority import authorise
from fieldday.people.models import Person
from fieldday.trail import writing
from fieldday.trail.models import Event

VERB = "customers.account.looked_at"
SECONDS = 3
MOST = 20_000  # kept in memory while the database does not answer
_LOCK_NUMBER = 4_171_027  # any number, the same everywhere: one writer at a time
_Key = tuple[int, UUID, date]
_lock = threading.Lock()
_waiting: dict[_Key, datetime] = {}
_known: set[_Key] = set()
_day: list[date] = []
log = logging.getLogger(__name__)


def note_look(reader: Any, account_id: UUID, *, day: date, at: datetime) -> None:
    """Note that `reader` was shown a card. Touches no database."""
    key = (reader.pk, account_id, day)
    with _lock:
        if _day != [day]:
            _day[:] = [day]
            _known.clear()
        if key in _known or len(_waiting) >= MOST:
            return
        _known.add(key)
        _waiting[key] = at


def keep_looks(*, at: datetime) -> int:
    """Put what this process noted on the trail, each person and day once over all processes; answers how many."""
    authorise(POLICY, VERB, by=SYSTEM)
    with _lock:
        noted = dict(_waiting)
        _waiting.clear()
    if not noted:
        return 0
    try:
        with transaction.atomic():
            _one_writer()
            fresh = _not_there_yet(noted)
            people = Person.objects.unscoped("who looked").in_bulk({person for person, _account, _day in fresh})
            accounts = Account.objects.unscoped("what was shown").in_bulk({account for _by, account, _day in fresh})
            writing.record_many(
                writing.event(VERB, by=people[person], noun=accounts[account], at=noted[person, account, day], day=day)
                for person, account, day in fresh
                if person in people and account in accounts
            )
            return len(fresh)
    except Exception:
        with _lock:
            _waiting.update({key: moment for key, moment in noted.items() if key not in _waiting})
        raise


def forget_looks() -> None:
    """Forget what was noted and not written: a test's beginning."""
    with _lock:
        _waiting.clear()
        _known.clear()


def start(*, now: Callable[[], datetime]) -> threading.Thread:
    """Write what is noted every few seconds, for as long as this process lives, and once more at its end."""
    pause = threading.Event()

    def turn() -> None:
        if not _waiting:
            return
        try:
            keep_looks(at=now())
        except Exception:
            log.exception("who looked at cards could not be written; it is tried again")

    def loop() -> None:
        while not pause.wait(SECONDS):
            close_old_connections()
            turn()
            close_old_connections()

    atexit.register(turn)
    thread = threading.Thread(target=loop, name="looks", daemon=True)
    thread.start()
    return thread


def _one_writer() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_NUMBER])


def _not_there_yet(noted: dict[_Key, datetime]) -> list[_Key]:
    rows = Event.objects.filter(
        verb=VERB, noun="customers.account", noun_id__in={str(account) for _by, account, _day in noted},
        by_id__in={by for by, _account, _day in noted}, day__in={day for _by, _account, day in noted},
    )  # fmt: skip
    there = {(by, noun_id, day) for by, noun_id, day in rows.values_list("by_id", "noun_id", "day")}
    return [key for key in noted if (key[0], str(key[1]), key[2]) not in there]
