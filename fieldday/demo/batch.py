"""Rows of a team's day, collected and written in one transaction: what the verbs would have left, at a row's price."""

import random
from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from fieldday.kit.bulk import insert
from fieldday.trade.models import Order, OrderLine, Payment
from fieldday.trail.writing import event, record_many
from fieldday.visits.models import (
    Attendance,
    Change,
    Companion,
    DailyReport,
    Deviation,
    Expense,
    Judgement,
    MarketNote,
    Plan,
    Result,
    SignOff,
    Stop,
    Visit,
)

WHY = "the demo writes the history it invented"
STOP_PURPOSES, VISIT_PURPOSES = Stop.purposes.through, Visit.purposes.through
CONTACTS = Visit.contacts.through
ORDER: tuple[type[models.Model], ...] = (
    *(Attendance, Order, OrderLine, Payment, Plan, Stop, STOP_PURPOSES, Change, Deviation, Visit, VISIT_PURPOSES),
    *(CONTACTS, Companion, Result, MarketNote, Expense, DailyReport, Judgement, SignOff),
)


class Batch:
    """Collects rows and events, and writes them together."""

    def __init__(self) -> None:
        self.rows: dict[type[models.Model], list[Any]] = defaultdict(list)
        self.events: list[Any] = []

    def add(self, *rows: Any) -> None:
        for row in rows:
            self.rows[type(row)].append(row)

    def tell(self, verb: str, by: Any, noun: Any, at: datetime, **facts: Any) -> None:
        """An event of the trail; `account_id` and `day` as a verb would give them."""
        self.events.append(event(verb, by=by, noun=noun, at=at, **facts))

    def save(self) -> None:
        """Write everything collected, in one transaction, and start anew."""
        if self.rows or self.events:
            with transaction.atomic():
                for model in ORDER:
                    insert(self.rows.pop(model, ()))
                if self.rows:
                    raise RuntimeError(f"nobody said when to write {sorted(model.__name__ for model in self.rows)}")
                record_many(self.events)
        self.rows.clear()
        self.events.clear()


class Ids:
    """Ids in order of time, the same for the same dice: those of one moment count up."""

    def __init__(self, roll: random.Random) -> None:
        self._roll, self._count = roll, 0

    def __call__(self, at: datetime) -> UUID:
        self._count += 1
        when = int(at.timestamp() * 1000)
        return UUID(int=when << 80 | 0x7 << 76 | (self._count & 0xFFF) << 64 | 0b10 << 62 | self._roll.getrandbits(62))


def hold(row: Any, **relations: list[Any]) -> None:
    """Let a row that is not written yet answer for what belongs to it."""
    row.__dict__.setdefault("_prefetched_objects_cache", {}).update(relations)
    row.__dict__.update({f"its_{name}": rows for name, rows in relations.items()})  # as `visits_with_results` has it
