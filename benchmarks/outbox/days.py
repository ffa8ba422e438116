"""What a rep writes on a day without signal, drawn by dice: visits, orders, a new customer, expenses, the report."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from benchmarks.outbox.phone import Item

RECORDED, ARRIVED = "visits.visit.recorded", "visits.visit.arrived"
NO_SUCH = "no-such-code"


@dataclass
class Day:
    """A rep's day under way: its forms in the order they are filled in."""

    roll: random.Random
    day: date
    begin: datetime
    accounts: Sequence[UUID]
    product: int
    spoil: float = 0.0  # how many of the forms are drawn so that they are refused
    items: list[Item] = field(default_factory=list)
    _unvisited: list[UUID] = field(default_factory=list)
    _here: UUID | None = None

    def draw(self, count: int) -> list[Item]:
        """About `count` forms."""
        self._unvisited = list(self.accounts)
        self.roll.shuffle(self._unvisited)
        self._add("/attendance", {"act": "start", "day": self.day}, "attendance", leaves=_of("attendance.started"))
        while len(self.items) < count - 2:
            act = self.roll.choices((self._visit, self._call, self._prospect, self._expense), (6, 2, 1, 3))[0]
            act()
        self._report()
        self._add("/attendance", {"act": "end", "day": self.day}, "attendance", leaves=_of("attendance.ended"))
        return self.items

    def _visit(self) -> None:
        if not self._unvisited:
            self._call()
            return
        visit, account = self._id(), self._unvisited.pop()  # once a day: whoever is there still is told so
        self._leave()
        made = f"visit:{visit}"
        fields = {"account": account, "id": visit}
        self._add("/arrivals", fields, made, makes=(made,), leaves=((ARRIVED, str(visit)),))
        self._here = visit
        for _ in range(self.roll.choice((1, 1, 2))):
            self._record(visit)

    def _leave(self) -> None:
        """Leave where one is; every third time without a word, and the next arrival ends it."""
        if self._here and self.roll.random() < 0.7:
            self._record(self._here, leaving=True)
        self._here = None

    def _record(self, visit: UUID, *, leaving: bool = False) -> None:
        spoilt = self.roll.random() < self.spoil and not leaving
        fields: dict[str, object] = {"result": NO_SUCH if spoilt else "talk", "summary": f"談 {self.roll.random():.6f}"}
        fields |= {"act": "leave" if leaving else "save"}
        orders = 0
        if not spoilt and not leaving and not self._ordered(visit) and self.roll.random() < 0.5:
            fields |= {"line-1-product": self.product, "line-1-quantity": "2", "line-1-price": "100"}
            orders = 1
        elif self._ordered(visit):
            fields |= {"line-1-product": self.product, "line-1-quantity": "3", "line-1-price": "100"}
        record, leaves = f"visit:{visit}", ((RECORDED, str(visit)),)
        self._add(f"/visits/{visit}", fields, record, leaves=leaves, orders=orders, versioned=True, spoilt=spoilt)

    def _ordered(self, visit: UUID) -> bool:
        return any(one.orders for one in self.items if one.record == f"visit:{visit}")

    def _call(self) -> None:
        visit, account = self._id(), self.roll.choice(self.accounts)
        fields = {"account": account, "id": visit, "channel": self.roll.choice(("phone", "line"))}
        leaves = (("visits.visit.contacted", str(visit)),)
        self._add("/calls", fields, f"visit:{visit}", makes=(f"visit:{visit}",), leaves=leaves)

    def _prospect(self) -> None:
        visit, account = self._id(), self._id()
        self._leave()
        fields = {"name": f"新店 {account.hex[:12]}", "account": account, "id": visit, "purpose": "new_customer"}
        makes = (f"account:{account}", f"visit:{visit}")
        leaves = ((ARRIVED, str(visit)), ("customers.account.opened", str(account)))
        self._add("/prospects", fields, f"account:{account}", makes=makes, leaves=leaves)
        self._here = visit
        self._record(visit)

    def _expense(self) -> None:
        row = self._id()
        spoilt = self.roll.random() < self.spoil
        fields = {"id": row, "kind": NO_SUCH if spoilt else "parking", "amount": self.roll.randint(1, 999)}
        record, leaves = f"expense:{row}", (("visits.expense.added", str(row)),)
        address = f"/days/{self.day}/expenses"
        self._add(address, fields, record, makes=(record,), leaves=leaves, spoilt=spoilt)
        if self.roll.random() < 0.4:
            fields = {"kind": "parking", "amount": self.roll.randint(1000, 1999)}
            leaves = (("visits.expense.changed", str(row)),)
            self._add(f"/expenses/{row}", fields, record, leaves=leaves, versioned=True)

    def _report(self) -> None:
        fields = {"version": "0", "reflections": f"今天 {self.roll.random():.6f}", "act": "save"}
        self._add(f"/reports/{self.day}", fields, f"report:{self.day}", leaves=_of("report.saved"))

    def _add(self, address: str, fields: dict[str, object], record: str, **more: object) -> None:
        at = self.begin + timedelta(minutes=2 * len(self.items))
        self.items.append(Item(self._id(), address, dict(fields), record, at, **more))  # type: ignore[arg-type]

    def _id(self) -> UUID:
        return UUID(int=self.roll.getrandbits(128), version=4)


def _of(verb: str) -> tuple[tuple[str, str], ...]:
    return ((f"visits.{verb}", ""),)
