"""The visits of a seller's day as rows: arrival and place, results, orders and payments, notes, whom one met."""

import math
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from fieldday.customers.models import Account
from fieldday.demo.batch import CONTACTS, VISIT_PURPOSES, Batch, Ids, hold
from fieldday.demo.days import DrawnStop
from fieldday.demo.sellers import Cast, Seller
from fieldday.kit.actors import SYSTEM
from fieldday.rules.arriving import Location, judge_arrival
from fieldday.trade.models import Order, OrderLine, Payment
from fieldday.visits.models import Code, Companion, MarketNote, Result, Stop, Visit

METRE = 1 / 111_320  # degrees of latitude
AHEAD = "回訪確認"


class VisitRows:
    """Writes the visits of one seller's day into a batch."""

    def __init__(self, cast: Cast, batch: Batch, seller: Seller, day: Any, roll: Any, ids: Ids) -> None:
        self.cast, self.batch, self.seller, self.day = cast, batch, seller, day
        self.me, self.roll, self.ids = seller.person, roll, ids

    def visit(self, drawn: DrawnStop, stop: Stop | None, arrived: datetime, *, open_now: bool = False) -> Visit:
        """A visit in person as it was drawn; one that is still open has no results yet."""
        account, shut = self.seller.accounts[drawn.account], drawn.outcome == "shut"
        left = arrived if shut else arrived + timedelta(minutes=drawn.minutes)
        visit = Visit(
            id=self.ids(arrived), person=self.me, account=account, stop=stop, day=self.day, arrived_at=arrived,
            left_at=None if open_now else left, shut=shut, version=1 if shut or open_now else 2, **self._place(account),
        )  # fmt: skip
        self._begin(visit, drawn)
        verb = "visits.visit.found_shut" if shut else "visits.visit.arrived"
        facts = {"planned": stop is not None, "where": visit.where, "distance_m": visit.distance_m}
        self._tell(verb, visit, arrived, **facts)
        if open_now or shut:
            visit.summary = drawn.talk if shut else ""
            hold(visit, results=[], notes=[], contacts=[])
            return visit
        self._record(visit, drawn, left)
        self._tell("visits.visit.left", visit, left)
        return visit

    def contact(self, drawn: DrawnStop, at: datetime) -> Visit:
        """電訪: it ends where it begins and takes no place."""
        visit = Visit(
            id=self.ids(at), person=self.me, account=self.seller.accounts[drawn.account], day=self.day, arrived_at=at,
            left_at=at, channel=drawn.channel, version=2,
        )  # fmt: skip
        self._begin(visit, drawn)
        self._tell("visits.visit.contacted", visit, at, channel=drawn.channel)
        self._record(visit, drawn, at + timedelta(minutes=1))
        return visit

    def joined(self, visit: Visit, companion: Any) -> None:
        """陪訪: the rep says with the visit's results who came along."""
        at = visit.left_at or visit.arrived_at
        row = Companion(id=self.ids(at), visit=visit, person=companion, by=self.me, at=at)
        self.batch.add(row)
        hold(visit, companions=[row])
        self._tell("visits.visit.joined", visit, at, companion=companion.pk, stop=None)

    def from_file(self, account: Account, lines: tuple[tuple[int, int, int], ...], at: datetime) -> None:
        """An order that came without a visit, as the ERP hands it over at night."""
        order = Order(
            id=self.ids(at), external_id=self._number("S", account), account=account,
            person=self.me, ordered_on=self.day, status="已出貨", source="file",
        )  # fmt: skip
        self.batch.add(order, *self._lines(order, lines, at))
        facts = {"account_id": account.pk, "day": self.day}
        self.batch.tell("trade.order.imported", SYSTEM, order, at, **facts, created=True)

    def transfer(self, account: Account, amount: Decimal, at: datetime) -> None:
        """What a customer paid by bank, as the ERP hands it over at night."""
        payment = Payment(
            id=self.ids(at), external_id=self._number("R", account), account=account,
            person=self.me, paid_on=self.day, amount=amount, method="匯款", source="file",
        )  # fmt: skip
        self.batch.add(payment)
        facts = {"account_id": account.pk, "day": self.day}
        self.batch.tell("trade.payment.imported", SYSTEM, payment, at, **facts, created=True)

    def _number(self, letter: str, account: Account) -> str:
        """The ERP's number of an order or a payment."""
        return f"{letter}{self.day:%y%m%d}{str(account.external_id)[1:]}"

    def _begin(self, visit: Visit, drawn: DrawnStop) -> None:
        codes = by_position(self.cast.codes["purpose", code] for code in drawn.purposes)
        self.batch.add(visit, *(VISIT_PURPOSES(visit_id=visit.pk, code_id=code.pk) for code in codes))
        hold(visit, purposes=codes, companions=[], photos=[])

    def _place(self, account: Account) -> dict[str, Any]:
        """Where the phone was at the tap: at the door as a rule, far from it for some, without a fix for a few."""
        chance = self.roll.random()
        if account.latitude is None or account.longitude is None or chance > 0.95:
            return {}
        far = chance < self.seller.habits.far
        metres = self.roll.randint(600, 3000) if far else self.roll.randint(2, 90)
        turn, accuracy = self.roll.uniform(0, 2 * math.pi), self.roll.choice([8, 12, 20, 35])
        latitude = float(account.latitude) + metres * METRE * math.cos(turn)
        longitude = float(account.longitude) + metres * METRE * math.sin(turn) / math.cos(math.radians(latitude))
        latitude, longitude = round(latitude, 6), round(longitude, 6)
        said = Location(latitude, longitude, accuracy)
        judged = judge_arrival(place=account.place, location=said, radius_m=self.cast.radius_m)
        return {
            "latitude": Decimal(str(latitude)), "longitude": Decimal(str(longitude)), "accuracy_m": accuracy,
            "where": judged.verdict, "distance_m": judged.distance_m,
        }  # fmt: skip

    def _record(self, visit: Visit, drawn: DrawnStop, at: datetime) -> None:
        visit.met_in_charge = bool(drawn.results) and "absent" not in drawn.results
        visit.summary = drawn.talk
        if drawn.days_to_next_step:
            visit.next_step, visit.next_step_on = AHEAD, self.day + timedelta(days=drawn.days_to_next_step)
        results = []
        for code in by_position(self.cast.codes["result", name] for name in dict.fromkeys(drawn.results)):
            row = Result(id=self.ids(at), visit=visit, code=code)
            if code.code == "order":
                row.order = self._order(visit, drawn, at)
            if code.code == "collection":
                row.payment = self._payment(visit, drawn, at)
            results.append(row)
        kinds = self.cast.codes
        notes = [MarketNote(id=self.ids(at), visit=visit, kind=kinds["note", k], text=text) for k, text in drawn.notes]
        contact = self.seller.contacts.get(visit.account_id)
        met = [contact] if visit.met_in_charge and contact else []
        self.batch.add(*results, *notes, *(CONTACTS(visit_id=visit.pk, contact_id=one.pk) for one in met))
        hold(visit, results=results, notes=notes, contacts=met)
        self._tell("visits.visit.recorded", visit, at, results=sorted(drawn.results))

    def _order(self, visit: Visit, drawn: DrawnStop, at: datetime) -> Order:
        order = Order(id=self.ids(at), account=visit.account, person=self.me, ordered_on=self.day, source="visit")
        lines = self._lines(order, drawn.lines, at)
        self.batch.add(order, *lines)
        hold(order, lines=lines)
        total = sum((line.amount for line in lines), Decimal(0))
        self._tell("trade.order.taken", order, at, total=total)
        return order

    def _lines(self, order: Order, lines: tuple[tuple[int, int, int], ...], at: datetime) -> list[OrderLine]:
        rows = []
        for position, line in enumerate(lines, start=1):
            product = self.cast.products[line[0]]
            rows.append(
                OrderLine(
                    id=self.ids(at), order=order, key=f"{product.external_id}#1", position=position, product=product,
                    quantity=Decimal(line[1]), unit_price=product.price, discount_percent=Decimal(line[2]),
                    amount=self.cast.amount(line),
                )
            )  # fmt: skip
        return rows

    def _payment(self, visit: Visit, drawn: DrawnStop, at: datetime) -> Payment:
        amount = drawn.collected or Decimal(0)
        row = Payment(
            id=self.ids(at), account=visit.account, person=self.me, paid_on=self.day, amount=amount,
            method=self.roll.choice(["現金", "現金", "支票"]), source="visit",
        )  # fmt: skip
        self.batch.add(row)
        self._tell("trade.payment.taken", row, at, amount=amount, method=row.method)
        return row

    def _tell(self, verb: str, noun: Any, at: datetime, **facts: Any) -> None:
        self.batch.tell(verb, self.me, noun, at, account_id=noun.account_id, day=self.day, **facts)


def by_position(codes: Any) -> list[Code]:
    return sorted(codes, key=lambda code: code.position)
