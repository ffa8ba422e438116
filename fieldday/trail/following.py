"""Reading the trail from above, each event once: rooms that are told of what happens below keep a cursor here.

The order is that of the seals, not of the ids: an event whose transaction ends late is sealed late and is read then,
where a cursor over ids would have passed it by.
"""

import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from fieldday.trail.models import Cursor, Event
from fieldday.trail.sealing import seal

Take = Callable[[Sequence[Event]], None]
AT_ONCE = 500
PAUSE_SECONDS = 0.15  # between seals of many events: who waits for SQLite looks ten times a second whether it is free
MOST_SEALS = 20  # a run; what a large import leaves over is read by the next one


def follow(name: str, verbs: Collection[str], take: Take, *, at: datetime, oldest: timedelta) -> int:
    """Hand the events of `verbs` that the reader `name` has not had yet to `take`, some at a time; answers how many.

    What `take` writes and the cursor's step are one transaction, so that a kill loses nothing and doubles nothing.
    Events older than `oldest` are passed over: history that was loaded is no news.
    """
    _seal_what_is_asked_for(verbs, at)
    done = 0
    while found := _step(name, verbs, take, at - oldest):
        done += found
        if found < AT_ONCE:
            break
    return done


def _seal_what_is_asked_for(verbs: Collection[str], at: datetime) -> None:
    """Number the events that somebody waits for; the others wait for the seal of the minute."""
    waiting = Event.objects.filter(seal_no=None, verb__in=verbs)
    for turn in range(MOST_SEALS):
        if not waiting.exists():
            return
        if turn:
            time.sleep(PAUSE_SECONDS)  # people save meanwhile
        if not seal(at=at):
            return


def _step(name: str, verbs: Collection[str], take: Take, since: datetime) -> int:
    with transaction.atomic():
        Cursor.objects.get_or_create(name=name)
        cursor = Cursor.objects.select_for_update(skip_locked=True).filter(name=name).first()
        if cursor is None:
            return 0  # another worker reads
        head = Event.objects.aggregate(head=Max("seal_no"))["head"] or 0
        news = Event.objects.filter(seal_no__gt=cursor.seal_no, seal_no__lte=head, verb__in=verbs, at__gte=since)
        events = list(news.order_by("seal_no")[:AT_ONCE])
        reached = events[-1].seal_no if len(events) == AT_ONCE else head
        if events:
            take(events)
        if reached != cursor.seal_no:
            cursor.seal_no = reached or 0
            cursor.save(update_fields=["seal_no"])
        return len(events)
