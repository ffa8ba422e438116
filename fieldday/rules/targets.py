"""How far a target is, and how far it should be by today."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal

from fieldday.rules.money import round_to, share

CODES: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Pace:
    """進度, as people say it: 應達 68 %, 實達 60 %, 落後 8 點, 差 24 萬.

    Per cent of the target with 1 decimal: due by the end of the day, and done. ``gap_points`` is done less due,
    ``gap_amount`` actual less due in the target's unit, both below nothing when behind. None where there is no
    target, or no working day, to measure by.
    """

    due_per_cent: Decimal | None
    done_per_cent: Decimal | None
    gap_points: Decimal | None
    gap_amount: Decimal | None


def attainment(actual: Decimal | int, target: Decimal | int) -> Decimal | None:
    """目標達成率: actual ÷ target in per cent with 1 decimal; None without a target."""
    return share(actual, target)


def pace(
    day: datetime.date,
    working_days: Sequence[datetime.date],
    *,
    actual: Decimal,
    target: Decimal,
    weights: Mapping[datetime.date, Decimal] | None = None,
) -> Pace:
    """Compare what is done with what the calendar asks for by the end of ``day``.

    ``working_days`` are all of the period's; each counts alike, or as ``weights`` say (the company's own rhythm
    within its closing month; a day it does not name counts 1).
    """
    known = weights or {}
    all_of_it = sum((known.get(d, Decimal(1)) for d in working_days), Decimal(0))
    gone = sum((known.get(d, Decimal(1)) for d in working_days if d <= day), Decimal(0))
    done = attainment(actual, target)
    due = share(gone, all_of_it)
    if done is None or due is None:
        return Pace(due, done, None, None)
    return Pace(due, done, done - due, round_to(actual - target * gone / all_of_it, 2))
