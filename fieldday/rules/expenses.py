"""Expenses of the sales day: what an entry must be, what distance pays, what is worth a second look. Nothing here
refuses for being much: above its kind's limit an expense is warned of, and its superior sees it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from decimal import Decimal

from fieldday.rules.money import round_to
from fieldday.rules.verdict import Reason, Verdict

LARGEST = Decimal(10_000_000)  # of one entry, in the company's currency: more is a slip of the finger
FARTHEST = Decimal(3_000)  # kilometres of one entry
LONGEST_NOTE = 200
PLACES = 2
OLDEST_DAYS = 60  # before the day on which it is entered: older ones are settled

CODES: tuple[str, ...] = (
    "visits.expense.without_amount",
    "visits.expense.not_positive",
    "visits.expense.absurd",
    "visits.expense.without_km",
    "visits.expense.km_not_positive",
    "visits.expense.km_absurd",
    "visits.expense.note_too_long",
    "visits.expense.in_the_future",
    "visits.expense.too_old",
)


@dataclasses.dataclass(frozen=True)
class Entry:
    """An expense as it is being entered: an amount in the company's currency, or kilometres for a kind that pays by
    distance (``rate`` for one of them)."""

    amount: Decimal | None = None
    km: Decimal | None = None
    rate: Decimal | None = None
    note: str = ""

    @property
    def by_distance(self) -> bool:
        return self.rate is not None and self.rate > 0


def judge_expense(entry: Entry, *, day: datetime.date, today: datetime.date) -> Verdict:
    """Whether an expense entered on ``today`` can be kept, every fault at its field: "amount" or "km", "note",
    "day"."""
    return Verdict(tuple(_faults(entry, day, today)))


def amount_of(entry: Entry) -> Decimal:
    """What an entry that can be kept comes to: its amount, or kilometres × rate, with 2 decimals."""
    if entry.by_distance:
        return round_to((entry.km or Decimal(0)) * (entry.rate or Decimal(0)), PLACES)
    return round_to(entry.amount or Decimal(0), PLACES)


def over_limit(amount: Decimal, limit: Decimal | None) -> bool:
    """Whether an amount is above its kind's limit, where it has one."""
    return limit is not None and amount > limit


def _faults(entry: Entry, day: datetime.date, today: datetime.date) -> Iterator[Reason]:
    if day > today:
        yield Reason("visits.expense.in_the_future", {}, "day")
    elif (today - day).days > OLDEST_DAYS:
        yield Reason("visits.expense.too_old", {"limit": OLDEST_DAYS, "day": day}, "day")
    if len(entry.note) > LONGEST_NOTE:
        yield Reason("visits.expense.note_too_long", {"limit": LONGEST_NOTE, "many": len(entry.note)}, "note")
    if entry.by_distance:
        yield from _distance_faults(entry)
    elif entry.amount is None:
        yield Reason("visits.expense.without_amount", {}, "amount")
    elif round_to(entry.amount, PLACES) <= 0:
        yield Reason("visits.expense.not_positive", {"amount": f"{entry.amount.normalize():,f}"}, "amount")
    elif entry.amount > LARGEST:
        yield Reason("visits.expense.absurd", {"limit": f"{LARGEST:,f}"}, "amount")


def _distance_faults(entry: Entry) -> Iterator[Reason]:
    if entry.km is None:
        yield Reason("visits.expense.without_km", {}, "km")
    elif entry.km <= 0 or amount_of(entry) <= 0:
        yield Reason("visits.expense.km_not_positive", {}, "km")
    elif entry.km > FARTHEST:
        yield Reason("visits.expense.km_absurd", {"limit": f"{FARTHEST:,f}"}, "km")
