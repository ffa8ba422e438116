"""Times a phone claims. They are kept as claimed and shown when plausible; they never order anything.

What happened first is decided by the server's own receipt, always.
"""

from __future__ import annotations

import dataclasses
import datetime

from fieldday.rules.verdict import Reason

CODES: tuple[str, ...] = ("visits.clock.off", "visits.clock.corrected")

AHEAD = datetime.timedelta(minutes=5)  # phones are set by the network; more than this is set by hand
BEHIND = datetime.timedelta(hours=2)  # sent at once, as far as anyone knows
OFFLINE = datetime.timedelta(days=7)  # sent later, by a phone that also said what its clock shows now
LATER = datetime.timedelta(minutes=30)  # from then on it is worth saying that something came up later


@dataclasses.dataclass(frozen=True)
class Claim:
    """What to make of a claimed time.

    ``at`` is the moment to show. ``drift_minutes`` is claimed less received, whole minutes towards nought.
    ``plausible`` is false, with a reason, where the phone's clock cannot be believed; the claim itself is kept
    by the caller either way.
    """

    at: datetime.datetime
    drift_minutes: int
    plausible: bool
    reasons: tuple[Reason, ...] = ()


def judge_claim(
    *, claimed: datetime.datetime | None, received: datetime.datetime, sent: datetime.datetime | None = None
) -> Claim:
    """Judge the time a phone says something happened, against the time the server received it; all aware.

    Without ``sent`` a claim more than 5 minutes in the future or more than 2 hours old is flagged, and the
    receipt is shown. ``sent`` is the phone's own clock at the moment of sending: then its error is known, a day
    offline is no fault, and a claim of a clock that is off is shown corrected by that error, and flagged.
    """
    if claimed is None:
        return Claim(received, 0, True)
    drift = claimed - received
    minutes = int(drift / datetime.timedelta(minutes=1))
    if sent is None:
        if -BEHIND <= drift <= AHEAD:
            return Claim(min(claimed, received), minutes, True)
        return _flagged(received, minutes, minutes)
    error = sent - received
    age = sent - claimed
    if not -AHEAD <= age <= OFFLINE:
        return _flagged(received, minutes, minutes)
    if abs(error) > AHEAD:
        off_by = int(error / datetime.timedelta(minutes=1))
        return _flagged(received - max(age, datetime.timedelta(0)), minutes, off_by, "visits.clock.corrected")
    return Claim(min(claimed, received), minutes, True)


def was_off(claimed: datetime.datetime | None, shown: datetime.datetime) -> bool:
    """Whether a claim was not believed: another moment is shown in its place."""
    return claimed is not None and abs(claimed - shown) > AHEAD


def came_later(happened: datetime.datetime, received: datetime.datetime | None) -> bool:
    """Whether the server heard of it so much later than it happened that a reader wants to know."""
    return received is not None and received - happened > LATER


def _flagged(at: datetime.datetime, drift_minutes: int, off_by: int, code: str = "visits.clock.off") -> Claim:
    return Claim(at, drift_minutes, False, (Reason(code, {"minutes": abs(off_by)}),))
