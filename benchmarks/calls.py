"""What each rep's day held, drawn by dice: whom he called on, what came of it, what the ERP brought besides."""

import random
from dataclasses import dataclass
from typing import Any

TALKS = (
    "老闆說最近生意穩，用量增加。",
    "店長在忙，站著聊了十分鐘，約下週再談。",
    "談新品試用，先留兩包樣品。",
    "對價格有意見，說同業便宜一成。",
    "陳列移到收銀台旁，動得比較快。",
    "反映上次到貨晚半天，已說明並致歉。",
)
PURPOSES = ("ordering", "service", "collection", "market_research", "new_customer")
OTHER = ("quotation", "sample", "placement", "market_info")
MORNING, EVENING = 9 * 3600, 18 * 3600  # seconds of the day


@dataclass(frozen=True)
class Call:
    """One visit: `account` by its place among the rep's customers, moments in seconds of the local day."""

    account: int
    arrived: int
    left: int
    shut: bool
    purposes: tuple[str, ...]
    results: tuple[str, ...]
    lines: tuple[tuple[int, int, int], ...]  # product, quantity, discount in per cent
    collected: int  # whole dollars
    met: bool
    summary: str
    next_step_in: int  # days; 0 for none
    note: bool


def draw_day(roll: random.Random, count: int, customers: int, products: int, **hours: int) -> list[Call]:
    """`count` visits of one rep's day, in order, no customer twice, between `start` and `end`."""
    start, end = hours.get("start", MORNING), hours.get("end", EVENING)
    step = (end - start) // max(count, 1)
    chosen = roll.sample(range(customers), min(count, customers))
    return [_call(roll, account, start + n * step, step, products) for n, account in enumerate(chosen)]


def _call(roll: random.Random, account: int, start: int, step: int, products: int) -> Call:
    shut = roll.random() < 0.06
    met = not shut and roll.random() < 0.8
    ordered = met and roll.random() < 0.42
    collected = met and roll.random() < 0.25
    results = ["order"] * ordered + ["collection"] * collected
    if met and roll.random() < 0.3:
        results.append(roll.choice(OTHER))
    if not shut and not results:
        results.append("talk" if met else "absent")
    arrived = start + roll.randrange(max(step // 3, 1))
    return Call(
        account=account,
        arrived=arrived,
        left=arrived if shut else arrived + max(step // 3, 1),
        shut=shut,
        purposes=tuple(roll.sample(PURPOSES, 1 + (roll.random() < 0.4))),
        results=tuple(results),
        lines=draw_lines(roll, products) if ordered else (),
        collected=roll.randint(8, 180) * 100 if collected else 0,
        met=met,
        summary="" if shut else roll.choice(TALKS),
        next_step_in=roll.choice((0, 0, 7, 14)) if met else 0,
        note=not shut and roll.random() < 0.05,
    )


def draw_lines(roll: random.Random, products: int) -> tuple[tuple[int, int, int], ...]:
    """One to three lines of an order."""
    chosen = [roll.randrange(products) for _ in range(roll.choice((1, 2, 2, 3)))]
    return tuple((one, roll.choice((1, 2, 3, 5, 10)), roll.choice((0, 0, 0, 3, 5))) for one in dict.fromkeys(chosen))


def shares(total: int, parts: int) -> list[int]:
    """`total` in `parts` whole numbers as even as can be, the larger ones spread out."""
    return [total * (n + 1) // parts - total * n // parts for n in range(parts)] if parts else []


def planned(calls: list[Call], stops: int) -> list[Any]:
    """The calls that were on the plan: every fourth of the day, the first `stops` of them."""
    return calls[::4][:stops] if len(calls) >= stops * 4 else calls[:stops]
