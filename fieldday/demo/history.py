"""Writing days that lie behind in batches: the rows, sign-offs and events that the verbs would have left.

A verb a visit would take half a minute for three weeks of ten sellers; here a day costs milliseconds. Chains and
digests are made by the same functions as everywhere (`visits.actions.papers`, `visits.questions.day_facts`).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from fieldday.customers.models import Account
from fieldday.demo import days
from fieldday.demo.company import dice
from fieldday.people.authority import Authority
from fieldday.people.models import Person
from fieldday.rules import digest
from fieldday.rules.ordering import line_amount
from fieldday.trade.models import Order, OrderLine, Payment, Product
from fieldday.trail.writing import event, record_many
from fieldday.visits.actions.papers import sign_off_row
from fieldday.visits.models import Code, DailyReport, Deviation, MarketNote, Plan, Result, SignOff, Stop, Visit
from fieldday.visits.questions.day_facts import Month, compose_day, content_of
from fieldday.visits.questions.plan_content import plan_content

WHY = "the demo writes the history it invented"
ORDER = (Order, Payment, Plan, Stop, Visit, OrderLine, Result, MarketNote, Deviation, DailyReport, SignOff)


@dataclass
class Seller:
    """One seller with what his days need: superior, customers, the month's sums so far."""

    person: Person
    superior: Person
    accounts: list[Account]
    goals: dict[str, Decimal]
    month: dict[tuple[int, int], list[Decimal]] = field(default_factory=lambda: defaultdict(lambda: [Decimal(0)] * 2))


class History:
    """Collects the rows of many days and writes them in batches of whole days."""

    def __init__(self, sellers: list[Seller], products: list[Product]) -> None:
        self.sellers, self.products = sellers, products
        self.codes = {(code.kind, code.code): code for code in Code.objects.all()}
        self.rows: dict[type[models.Model], list[Any]] = defaultdict(list)
        self.purposes: list[tuple[type[models.Model], dict[str, Any]]] = []
        self.events: list[Any] = []

    def day(self, day: date, *, until: datetime | None = None, signed: bool = True) -> None:
        """Invent a day for every seller. `until` stops it at a moment (today); otherwise it ends with its report."""
        for seller in self.sellers:
            DayWriter(self, seller, day, until, signed).write()

    def plans(self, day: date, at: datetime) -> None:
        """Plans of a day to come, sent and not yet approved; one comes back, one is left to be made by who tries it."""
        for number, seller in enumerate(self.sellers):
            if seller.person.external_id != "alice":
                DayWriter(self, seller, day, at, signed=False).write_plan(at, returned=number == 3)

    def save(self) -> None:
        """Write everything collected, in one transaction, and start anew."""
        with transaction.atomic():
            for model in ORDER:
                model._default_manager.bulk_create(self.rows[model], batch_size=500)
            for through in {through for through, _ in self.purposes}:
                links = [through(**link) for model, link in self.purposes if model is through]
                through._default_manager.bulk_create(links, batch_size=500)
            record_many(self.events)
        self.rows.clear()
        self.purposes.clear()
        self.events.clear()


class DayWriter:
    """One seller's day."""

    def __init__(self, history: History, seller: Seller, day: date, until: datetime | None, signed: bool) -> None:
        self.history, self.seller, self.date, self.until, self.signed = history, seller, day, until, signed
        self.roll = dice("ids", seller.person.external_id, day)
        self.drawn = days.draw_day(seller.person.external_id, day, len(seller.accounts), len(history.products))

    def write(self) -> None:
        me = self.seller.person
        stops, last, content = self._plan(self._at(time(18, 20 + self.roll.randint(0, 39)), days_before=1))
        if self.until is None or self.roll.random() < 0.6 or me.external_id == "alice":
            morning = self._at(time(8, self.roll.randint(2, 25)))
            self.plan.status = "approved"
            self._sign(self.plan, "approved", last.digest, self.seller.superior, morning, content=content)
        by_drawn = {id(drawn): stop for stop, drawn in stops}
        if self.until is not None and me.external_id == "alice":
            return  # her day is left for whoever tries the program
        visits = [visit for drawn in self.drawn if (visit := self._visit(drawn, by_drawn.get(id(drawn))))]
        if self.until is None:
            self._report([stop for stop, _ in stops], visits)

    def write_plan(self, at: datetime, *, returned: bool) -> None:
        """A plan that waits for its approval, or one that came back with a sentence."""
        _stops, last, content = self._plan(at - timedelta(minutes=self.roll.randint(10, 300)))
        if returned:
            self.plan.status = "returned"
            comment = self.roll.choice(days.RETURNS)
            boss = self.seller.superior
            self._sign(self.plan, "returned", last.digest, boss, at, content=content, comment=comment)

    def _plan(self, sent: datetime) -> tuple[list[tuple[Stop, days.DrawnStop]], SignOff, dict[str, Any]]:
        me = self.seller.person
        self.plan = Plan(id=self._id(), person=me, day=self.date, status="submitted", sent_at=sent)
        stops = [self._stop(n, drawn) for n, drawn in enumerate((d for d in self.drawn if d.planned), start=1)]
        content = plan_content(self.plan, [stop for stop, _ in stops])
        self.history.rows[Plan].append(self.plan)
        return stops, self._sign(self.plan, "submitted", "", me, sent, content=content), content

    def _stop(self, position: int, drawn: days.DrawnStop) -> tuple[Stop, days.DrawnStop]:
        account = self.seller.accounts[drawn.account]
        stop = Stop(
            id=self._id(),
            plan=self.plan,
            position=position,
            account=account,
            area=account.area,
            starts_at=drawn.at,
            objective=drawn.objective,
            expected_order=drawn.expected_order,
            expected_collection=drawn.expected_collection,
        )
        self._give_purposes(stop, Stop.purposes.through, "stop_id", drawn.purposes)
        self.history.rows[Stop].append(stop)
        if drawn.outcome == "missed" and self.until is None:
            reason = self.history.codes["reason", drawn.reason]
            evening = self._at(time(18, 0))
            stop.deviation = Deviation(stop=stop, reason=reason, by=self.seller.person, at=evening)
            self.history.rows[Deviation].append(stop.deviation)
            self._event("visits.stop.missed", self.seller.person, stop, evening, account.pk, reason=drawn.reason)
        return stop, drawn

    def _visit(self, drawn: days.DrawnStop, stop: Stop | None) -> Visit | None:
        arrived = self._at(drawn.at) + timedelta(minutes=self.roll.randint(-6, 18))
        left = arrived + timedelta(minutes=drawn.minutes)
        if drawn.outcome == "missed" or (self.until is not None and left > self.until):
            return None
        me, account, shut = self.seller.person, self.seller.accounts[drawn.account], drawn.outcome == "shut"
        near = self.roll.random()
        visit = Visit(
            id=self._id(),
            person=me,
            account=account,
            stop=stop,
            day=self.date,
            arrived_at=arrived,
            left_at=arrived if shut else left,
            latitude=account.latitude if near < 0.9 else None,
            longitude=account.longitude if near < 0.9 else None,
            accuracy_m=20 if near < 0.9 else None,
            where="verified" if near < 0.85 else ("out_of_range" if near < 0.9 else "unverifiable"),
            distance_m=self.roll.randint(3, 90)
            if near < 0.85
            else (self.roll.randint(600, 3000) if near < 0.9 else None),
            shut=shut,
            met_in_charge=bool(drawn.results) and "absent" not in drawn.results,
            summary=drawn.talk,
            next_step="回訪確認" if drawn.days_to_next_step else "",
            next_step_on=self.date + timedelta(days=drawn.days_to_next_step) if drawn.days_to_next_step else None,
            version=2,
        )
        self.history.rows[Visit].append(visit)
        self._give_purposes(visit, Visit.purposes.through, "visit_id", drawn.purposes)
        self._event("visits.visit.found_shut" if shut else "visits.visit.arrived", me, visit, arrived, account.pk)
        self._results(visit, drawn, left)
        if not shut:
            self._event("visits.visit.recorded", me, visit, left, account.pk, results=sorted(drawn.results))
            self._event("visits.visit.left", me, visit, left, account.pk)
        return visit

    def _results(self, visit: Visit, drawn: days.DrawnStop, at: datetime) -> None:
        results, notes = [], []
        for code in drawn.results:
            row = Result(id=self._id(), visit=visit, code=self.history.codes["result", code])
            if code == "order":
                row.order = self._order(visit, drawn, at)
            if code == "collection":
                row.payment = self._payment(visit, drawn, at)
            results.append(row)
        if drawn.note:
            kind = self.history.codes["note", drawn.note[0]]
            notes.append(MarketNote(id=self._id(), visit=visit, kind=kind, text=drawn.note[1]))
        results.sort(key=lambda row: row.code.position)
        self.history.rows[Result] += results
        self.history.rows[MarketNote] += notes
        _hold(visit, results=results, notes=notes, companions=[], contacts=[], photos=[])

    def _order(self, visit: Visit, drawn: days.DrawnStop, at: datetime) -> Order:
        me = self.seller.person
        order = Order(id=self._id(), account=visit.account, person=me, ordered_on=self.date, source="visit")
        lines = []
        for position, (index, quantity, discount) in enumerate(drawn.lines, start=1):
            product = self.history.products[index]
            lines.append(
                OrderLine(
                    id=self._id(),
                    order=order,
                    key=f"{product.external_id}#{position}",
                    position=position,
                    product=product,
                    quantity=Decimal(quantity),
                    unit_price=product.price,
                    discount_percent=Decimal(discount),
                    amount=line_amount(quantity, product.price or 0, discount),
                )
            )
        self.history.rows[Order].append(order)
        self.history.rows[OrderLine] += lines
        _hold(order, lines=lines)
        total = sum((line.amount for line in lines), Decimal(0))
        self._month()[0] += total
        self._event("trade.order.taken", me, order, at, visit.account_id, total=total)
        return order

    def _payment(self, visit: Visit, drawn: days.DrawnStop, at: datetime) -> Payment:
        me, amount = self.seller.person, drawn.collected or Decimal(0)
        row = Payment(id=self._id(), account=visit.account, person=me, paid_on=self.date, amount=amount)
        row.method, row.source = "現金", "visit"
        self.history.rows[Payment].append(row)
        self._month()[1] += amount
        self._event("trade.payment.taken", me, row, at, visit.account_id, amount=amount, method=row.method)
        return row

    def _report(self, stops: list[Stop], visits: list[Visit]) -> None:
        me, boss = self.seller.person, self.seller.superior
        sent = self._at(time(18, 5)) + timedelta(minutes=self.roll.choice([0, 4, 9, 17, 35, 240]))
        report = DailyReport(id=self._id(), person=me, day=self.date, status="sent", sent_at=sent)
        report.reflections = self.roll.choice(days.REFLECTIONS)
        visits.sort(key=lambda visit: visit.arrived_at)
        goals, (ordered, collected) = self.seller.goals, self._month()
        month = Month(ordered, collected, goals.get("bookings"), goals.get("collections"))
        facts = compose_day(me.pk, self.date, self.plan, stops, visits, month)
        content = content_of(facts, report.reflections)
        last = self._sign(report, "sent", "", me, sent, content=content)
        if self.signed:
            report.status, report.frozen = "signed", digest.plain(content)
            signed = max(sent, self._at(time(19, 0))) + timedelta(minutes=self.roll.randint(5, 50))
            comment = self.roll.choice(days.COMMENTS)
            self._sign(
                report, "signed", last.digest, boss, signed, content={**content, "judgements": []}, comment=comment
            )
        self.history.rows[DailyReport].append(report)

    def _sign(self, paper: Plan | DailyReport, act: str, previous: str, by: Any, at: datetime, **facts: Any) -> SignOff:
        row = sign_off_row(paper, act, previous, by=by, right=Authority(), at=at, **facts)
        paper.version += 1
        self.history.rows[SignOff].append(row)
        room = "plan" if isinstance(paper, Plan) else "report"
        self._event(f"visits.{room}.{act}", by, paper, at, None, digest=row.digest)
        return row

    def _event(self, verb: str, by: Any, noun: Any, at: datetime, account_id: Any, **changes: Any) -> None:
        day = self.date if account_id else None
        self.history.events.append(event(verb, by=by, noun=noun, at=at, account_id=account_id, day=day, **changes))

    def _give_purposes(self, row: Any, through: Any, column: str, purposes: tuple[str, ...]) -> None:
        codes = sorted((self.history.codes["purpose", code] for code in purposes), key=lambda code: code.position)
        self.history.purposes += [(through, {column: row.pk, "code_id": code.pk}) for code in codes]
        _hold(row, purposes=codes)

    def _month(self) -> list[Decimal]:
        return self.seller.month[self.date.year, self.date.month]

    def _id(self) -> UUID:
        return UUID(int=self.roll.getrandbits(128), version=4)

    def _at(self, clock: time, days_before: int = 0) -> datetime:
        return timezone.make_aware(datetime.combine(self.date - timedelta(days=days_before), clock))


def _hold(row: Any, **relations: list[Any]) -> None:
    """Let a row that is not written yet answer for what belongs to it."""
    row.__dict__.setdefault("_prefetched_objects_cache", {}).update(relations)
