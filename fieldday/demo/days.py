"""What each seller's day held: drawn by dice, the same for the same day."""

import calendar
import random
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal

from fieldday.demo import texts
from fieldday.demo.company import dice
from fieldday.demo.people_days import Habits

FRIDAY = 4
NOON, THREE, LAST = 12 * 60, 15 * 60, 16 * 60 + 30
SALES = ("order", "collection")
PURPOSES = ("ordering", "service", "collection", "market_research", "new_customer")
RUSH_DAYS = 4  # before the month's end


@dataclass(frozen=True)
class DrawnStop:
    """One stop or contact of a drawn day, and what became of it."""

    account: int  # index into the seller's own customers
    at: time
    minutes: int
    purposes: tuple[str, ...]
    objective: str
    expected_order: Decimal | None
    expected_collection: Decimal | None
    planned: bool
    outcome: str  # visited, shut, missed
    reason: str
    results: tuple[str, ...]
    talk: str
    notes: tuple[tuple[str, str], ...]
    lines: tuple[tuple[int, int, int], ...]  # product index, quantity, discount in per cent
    collected: Decimal | None
    days_to_next_step: int
    channel: str = "visit"
    change: str = ""  # after the approval: added, cancelled, moved
    why: tuple[str, str] = ("", "")  # of the change: reason and words


@dataclass(frozen=True)
class DrawnDay:
    """A seller's day: stops and contacts in order of time, how far he drove, what the ERP booked for him besides."""

    stops: tuple[DrawnStop, ...]
    planned: bool
    km: int
    files: tuple[tuple[int, tuple[tuple[int, int, int], ...]], ...]  # orders that came by themselves: customer, lines
    transfers: tuple[tuple[int, Decimal], ...]  # what customers paid by bank: customer, amount
    purchases: tuple[tuple[str, int], ...]  # other expenses: kind, amount


def draw_day(
    seller: str,
    day: date,
    habits: Habits,
    *,
    weights: list[float],
    products: int,
    part: str = "day",
    leads: bool = False,
) -> DrawnDay:
    """A seller's day. `weights` say how much each of his customers matters, 0 for one that is not his yet; `part`
    is when he is there: "day", "morning" or "afternoon"; a leader has half the stops."""
    roll = dice("day", seller, day)
    rush = _days_to_end(day) < RUSH_DAYS
    count = 3 if leads else habits.stops + roll.choice([-1, 0, 0, 0, 1]) + rush
    there = [n for n, weight in enumerate(weights) if weight > 0]
    chosen = sorted(there, key=lambda n: roll.random() ** (1 / weights[n]), reverse=True)[: count + 2]
    route, spare = chosen[:count], chosen[count:]
    roll.shuffle(route)
    stops, minutes = [], 9 * 60 + roll.choice([0, 0, 15, 30])
    for n, account in enumerate(route):
        if minutes > LAST:
            break
        stops.append(_draw_stop(roll, habits, account, minutes, products, rush=rush))
        minutes += roll.choice([60, 75, 75, 90]) if n != 2 else 135
    stops = [stop for stop in stops if _there(stop, part)]
    if day.weekday() == FRIDAY:
        stops = [stop for stop in stops if _minutes(stop.at) < THREE or roll.random() > habits.friday]
    stops = _changed(roll, stops, day)
    if spare and part == "day" and roll.random() < 0.3:
        extra = _draw_stop(roll, habits, spare[0], min(minutes, LAST), products, rush=rush)
        stops.append(replace(extra, planned=False, outcome="visited" if extra.outcome == "missed" else extra.outcome))
    if len(spare) > 1 and roll.random() < 0.35:
        stops.append(_contact(roll, spare[1], products))
    return DrawnDay(
        stops=tuple(sorted(stops, key=lambda stop: stop.at)),
        planned=roll.random() > 0.02,
        km=roll.randint(12, 70),
        files=_files(roll, there, products),
        transfers=_transfers(roll, there, rush=rush),
        purchases=_purchases(roll),
    )


def prospected(day: DrawnDay, prospects: Collection[int]) -> DrawnDay:
    """The day with nothing bought or paid by prospects: whoever would have ordered asked for a quotation."""
    return replace(
        day,
        stops=tuple(_unsold(stop) if stop.account in prospects else stop for stop in day.stops),
        files=tuple(one for one in day.files if one[0] not in prospects),
        transfers=tuple(one for one in day.transfers if one[0] not in prospects),
    )


def _unsold(stop: DrawnStop) -> DrawnStop:
    wanted = ("quotation" if result in SALES else result for result in stop.results)
    purposes = ("new_customer" if purpose in ("ordering", "collection") else purpose for purpose in stop.purposes)
    talk = texts.CALLS[2] if stop.talk == texts.CALLS[1] else stop.talk
    return replace(
        stop, results=tuple(dict.fromkeys(wanted)), purposes=tuple(dict.fromkeys(purposes)), lines=(), collected=None,
        expected_order=None, expected_collection=None, talk=talk,
    )  # fmt: skip


def _draw_stop(
    roll: random.Random, habits: Habits, account: int, minutes: int, products: int, *, rush: bool
) -> DrawnStop:
    shares = [1 - 0.05 - habits.misses, 0.05, habits.misses]
    outcome = roll.choices(["visited", "shut", "missed"], shares)[0]
    met = outcome == "visited" and roll.random() < habits.skill + 0.15
    ordered = met and roll.random() < habits.skill * (0.85 if rush else 0.6)
    collected = met and roll.random() < (0.4 if rush else 0.22)
    purposes = roll.sample(PURPOSES, roll.randint(1, 2))
    if rush and "collection" not in purposes and roll.random() < 0.5:
        purposes.append("collection")
    results = ["order"] * ordered + ["collection"] * collected
    if met and roll.random() < 0.4:
        results.append(roll.choice(["quotation", "sample", "placement", "market_info", "opportunity"]))
    notes = [roll.choice(texts.NOTES)] if outcome == "visited" and roll.random() < 0.22 else []
    if outcome == "visited" and roll.random() < 0.012:
        notes.append(("complaint", roll.choice(texts.COMPLAINTS)))
        purposes, results = ["complaint"], [*results, *(["complaint"] if met else [])]
    if outcome == "visited" and not results:
        results.append(roll.choice(["talk", "talk", "no_need"]) if met else "absent")
    talk = texts.SHORT_TALK if habits.copies and roll.random() < 0.6 else roll.choice(texts.TALKS)
    return DrawnStop(
        account=account,
        at=time(minutes // 60, minutes % 60 // 15 * 15),
        minutes=roll.randint(12, 45),
        purposes=tuple(purposes),
        objective=roll.choice(texts.OBJECTIVES),
        expected_order=Decimal(roll.randint(2, 12) * 1000) if "ordering" in purposes else None,
        expected_collection=Decimal(roll.randint(2, 15) * 1000) if "collection" in purposes else None,
        planned=True,
        outcome=outcome,
        reason=roll.choice(texts.MISSED),
        results=tuple(results),
        talk=talk if outcome == "visited" else roll.choice(texts.SHOP_SHUT),
        notes=tuple(notes),
        lines=_lines(roll, products) if ordered else (),
        collected=Decimal(roll.randint(10, 150) * 100) if collected else None,
        days_to_next_step=roll.choice([0, 0, 7, 14]) if met else 0,
    )


def _contact(roll: random.Random, account: int, products: int) -> DrawnStop:
    """電訪: by phone or LINE, an order among them now and then."""
    minutes, ordered = roll.choice([10, 13, 16]) * 60 + roll.randrange(50), roll.random() < 0.3
    return DrawnStop(
        account=account, at=time(minutes // 60, minutes % 60), minutes=0, purposes=(), objective="",
        expected_order=None, expected_collection=None, planned=False, outcome="visited", reason="",
        results=("order",) if ordered else ("talk",), talk=texts.CALLS[1] if ordered else roll.choice(texts.CALLS),
        notes=(), lines=_lines(roll, products) if ordered else (), collected=None, days_to_next_step=0,
        channel=roll.choice(["phone", "line", "line"]),
    )  # fmt: skip


def _changed(roll: random.Random, stops: list[DrawnStop], day: date) -> list[DrawnStop]:
    """Now and then a stop is changed after the approval, with a reason: that is a deviation, no edit."""
    if len(stops) < 3 or roll.random() > 0.07:
        return stops
    kind = roll.choice(["cancelled", "cancelled", "moved", "added"])
    stop = stops[-1]
    why = roll.choice(texts.CHANGES[kind])
    if kind == "moved" and _minutes(stop.at) > LAST - 60:
        return stops
    outcome = "missed" if kind == "cancelled" else "visited" if stop.outcome == "missed" else stop.outcome
    return [*stops[:-1], replace(stop, change=kind, why=why, outcome=outcome)]


def _lines(roll: random.Random, products: int) -> tuple[tuple[int, int, int], ...]:
    chosen = roll.sample(range(products), roll.choice([1, 2, 3, 3]))
    return tuple((one, roll.choice([1, 2, 3, 5, 6, 10]), roll.choice([0, 0, 0, 5, 10])) for one in chosen)


def _files(
    roll: random.Random, there: list[int], products: int
) -> tuple[tuple[int, tuple[tuple[int, int, int], ...]], ...]:
    return ((roll.choice(there), _lines(roll, products)),) if roll.random() < 0.25 else ()


def _transfers(roll: random.Random, there: list[int], *, rush: bool) -> tuple[tuple[int, Decimal], ...]:
    return (
        ((roll.choice(there), Decimal(roll.randint(20, 150) * 100)),) if roll.random() < (0.6 if rush else 0.3) else ()
    )


def _purchases(roll: random.Random) -> tuple[tuple[str, int], ...]:
    found = []
    if roll.random() < 0.25:
        found.append(("parking", roll.choice([20, 30, 40, 60, 80])))
    if roll.random() < 0.03:
        found.append(("meals", roll.randint(3, 15) * 100))
    if roll.random() < 0.03:
        found.append(("samples", roll.randint(2, 9) * 50))
    return tuple(found)


def _there(stop: DrawnStop, part: str) -> bool:
    return {"morning": _minutes(stop.at) < NOON, "afternoon": _minutes(stop.at) >= NOON}.get(part, True)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _days_to_end(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1] - day.day
