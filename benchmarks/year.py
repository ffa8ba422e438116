"""A year behind the company: every rep's visits with their orders and payments, and what the ERP knew besides."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models

from benchmarks.calls import Call, draw_lines
from benchmarks.company import Company, Customer, dice
from benchmarks.events import Trail
from benchmarks.ids import Ids
from benchmarks.sheets import write
from fieldday.trade.models import Order, OrderLine, Payment
from fieldday.visits.models import Code, MarketNote, Result, Visit

Purposes = Visit.purposes.through
NAMES: dict[type[models.Model], tuple[str, ...]] = {
    Order: ("id", "external_id", "account_id", "person_id", "ordered_on", "status", "source", "amount"),
    OrderLine: ("id", "order_id", "key", "position", "product_id", "quantity", "unit_price",
                "discount_percent", "amount"),
    Payment: ("id", "external_id", "account_id", "person_id", "paid_on", "amount", "method", "source"),
    Visit: (
        "id", "person_id", "account_id", "stop_id", "day", "arrived_at", "left_at", "latitude", "longitude",
        "accuracy_m", "where", "distance_m", "shut", "met_in_charge", "summary", "next_step", "next_step_on", "version",
    ),
    Purposes: ("visit_id", "code_id"),
    Result: ("id", "visit_id", "code_id", "order_id", "payment_id"),
    MarketNote: ("id", "visit_id", "kind_id", "text"),
}  # fmt: skip
NOTE = "同業買十送二，到月底。"


def midnight(day: date) -> int:
    """The company's midnight that begins `day`, in seconds since 1970."""
    return int(datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE)).timestamp())


def moment(seconds: int) -> str:
    """A moment as both databases take it, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")


class Year:
    """Collects the rows of days and writes them a few days at a time."""

    def __init__(self, company: Company, customers: list[list[Customer]], trail: Trail) -> None:
        self.company, self.customers, self.trail = company, customers, trail
        self.codes = {(code.kind, code.code): code for code in Code.objects.all()}
        self.rows: dict[type[models.Model], list[tuple[Any, ...]]] = defaultdict(list)
        self.orders = self.payments = 0
        self.month: dict[tuple[int, int, int], list[int]] = defaultdict(lambda: [0, 0])  # booked, collected, hundredths
        self._ids = Ids(dice("ids"))
        self._numbers = 0

    def visit(self, rep: int, day: date, call: Call, stop: str | None = None) -> str:
        """One visit with what it brought; answers its id. `stop` when a plan had it."""
        customer, person = self.customers[rep][call.account], self.company.reps[rep].pk
        start = midnight(day)
        arrived, left = moment(start + call.arrived), moment(start + call.left)
        pk, account, when = self._ids(start + call.arrived), customer.id.hex, day.isoformat()
        place = (customer.place[0] + 900, customer.place[1] - 700)
        verb = "visits.visit.found_shut" if call.shut else "visits.visit.arrived"
        said: dict[str, Any] = {"planned": stop is not None, "where": "verified", "distance_m": 12}
        self.trail.add(verb, "visits.visit", pk, arrived, person, account, when, **said)
        step_on = (day + timedelta(days=call.next_step_in)).isoformat() if call.next_step_in else None
        self.rows[Visit].append(
            (pk, person, account, stop, when, arrived, left, *place, 20, "verified", 12, int(call.shut), int(call.met),
             call.summary, "回訪確認" if step_on else "", step_on, 1 if call.shut else 2)
        )  # fmt: skip
        self.rows[Purposes] += [(pk, self.codes["purpose", code].pk) for code in call.purposes]
        for code in call.results:
            order = self._order(rep, day, call, account, left) if code == "order" else None
            payment = self._payment(rep, day, call, account, left) if code == "collection" else None
            result = self.codes["result", code].pk
            self.rows[Result].append((self._ids(start + call.left), pk, result, order, payment))
        if call.note:
            note = (self._ids(start + call.left), pk, self.codes["note", "promotion"].pk, NOTE)
            self.rows[MarketNote].append(note)
        if not call.shut:
            about = ("visits.visit", pk, left, person, account, when)
            self.trail.add("visits.visit.recorded", *about, results=sorted(call.results))
            self.trail.add("visits.visit.left", *about)
        return pk

    def from_files(self, day: date, orders: int, payments: int) -> None:
        """What the ERP booked that day besides the visits."""
        roll, start = dice("erp", day), midnight(day) + 20 * 3600
        for _ in range(orders):
            rep = roll.randrange(len(self.customers))
            account = roll.choice(self.customers[rep]).id.hex
            pk = self._ids(start)
            facts = (self.company.reps[rep].pk, account, day)
            self._booked(pk, *facts, draw_lines(roll, len(self.company.products)), "file")
            self._imported("trade.order", pk, account, start, day)
        for _ in range(payments):
            rep = roll.randrange(len(self.customers))
            account, pk = roll.choice(self.customers[rep]).id.hex, self._ids(start)
            self._numbers += 1
            person, amount = self.company.reps[rep].pk, roll.randint(8, 400) * 10_000
            self.month[person, day.year, day.month][1] += amount
            self.payments += 1
            self.rows[Payment].append(
                (pk, f"R{self._numbers:07}", account, person, day.isoformat(), amount, "匯款", "file")
            )
            self._imported("trade.payment", pk, account, start, day)

    def save(self) -> None:
        for model, names in NAMES.items():
            write(model, names, self.rows[model])
        self.rows.clear()
        self.trail.save()

    def _imported(self, noun: str, pk: str, account: str, start: int, day: date) -> None:
        self.trail.add(f"{noun}.imported", noun, pk, moment(start), None, account, day.isoformat(), created=True)

    def _order(self, rep: int, day: date, call: Call, account: str, at: str) -> str:
        pk = self._ids(midnight(day) + call.left)
        person = self.company.reps[rep].pk
        total = self._booked(pk, person, account, day, call.lines, "visit")
        about = ("trade.order", pk, at, person, account, day.isoformat())
        self.trail.add("trade.order.taken", *about, total=f"{total // 100}.{total % 100:02}")
        return pk

    def _booked(
        self, pk: str, person: int, account: str, day: date, lines: tuple[tuple[int, int, int], ...], source: str
    ) -> int:
        """The rows of an order; its amount in hundredths."""
        number, status = None, ""
        if source == "file":
            self._numbers += 1
            number, status = f"S{self._numbers:07}", "Shipped"
        self.orders += 1
        total = 0
        for position, (index, quantity, discount) in enumerate(lines, start=1):
            product, price = self.company.products[index]
            amount = quantity * price * (100 - discount)
            total += amount
            self.rows[OrderLine].append(
                (self._ids(midnight(day)), pk, f"{product.external_id}#1", position, product.pk, quantity * 1000,
                 price * 10_000, discount * 1000, amount)
            )  # fmt: skip
        self.rows[Order].append((pk, number, account, person, day.isoformat(), status, source, total))
        self.month[person, day.year, day.month][0] += total
        return total

    def _payment(self, rep: int, day: date, call: Call, account: str, at: str) -> str:
        pk, person = self._ids(midnight(day) + call.left), self.company.reps[rep].pk
        self.rows[Payment].append((pk, None, account, person, day.isoformat(), call.collected * 100, "現金", "visit"))
        self.month[person, day.year, day.month][1] += call.collected * 100
        self.payments += 1
        about = ("trade.payment", pk, at, person, account, day.isoformat())
        self.trail.add("trade.payment.taken", *about, amount=str(call.collected), method="現金")
        return pk
