"""Plan against actual, stop by stop: how far off the time was, and whether what one went for was met."""

from __future__ import annotations

import datetime
from collections.abc import Collection

VERSION = "plan-actual-1"
CODES: tuple[str, ...] = ()


def minutes_off(planned: datetime.time, arrived: datetime.time) -> int:
    """Minutes from the planned time to the arrival, both of the same day: above 0 later, below 0 earlier."""
    return (arrived.hour * 60 + arrived.minute) - (planned.hour * 60 + planned.minute)


def purpose_met(asks: str, outcomes: Collection[str], *, effective: bool) -> bool:
    """Whether a purpose was met: the outcome it ``asks`` for came of the visit (an order of ordering, a payment of
    collection); a purpose that asks for none in particular is met by an effective visit."""
    return asks in outcomes if asks else effective
