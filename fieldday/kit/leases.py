"""Rows that wait are the queue: a worker claims one for a while, and a killed worker's claim runs out by itself."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q, QuerySet

CANDIDATES = 10  # rows that one worker tries for: others may be claiming the first ones just now


class Leased(models.Model):
    """A row that is claimed for a while: whose it is now, until when, and how often somebody tried."""

    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class LeaseLost(Exception):
    """Somebody else has the work by now, or it was thrown away."""


def claim(due: QuerySet[Any], *, at: datetime, lease: timedelta) -> Any:
    """The id of the first row of `due`, in its order, that nobody holds; None when there is none. From now on the
    caller holds it, for as long as `lease`: by a conditional update, which one worker alone gets."""
    free = due.filter(Q(leased_until=None) | Q(leased_until__lt=at))
    for pk in free.values_list("pk", flat=True)[:CANDIDATES]:
        if free.filter(pk=pk).update(lease=uuid4(), leased_until=at + lease, tries=F("tries") + 1):
            return pk
    return None


def going_on_from(at: datetime) -> Callable[[], datetime]:
    """What the time is by now, for a duty that was told it when it began: `at` when asked first, later what has gone by
    since then besides."""
    began: list[float] = []

    def now() -> datetime:
        ticks = time.monotonic()
        began[:] = began or [ticks]
        return at + timedelta(seconds=ticks - began[0])

    return now
