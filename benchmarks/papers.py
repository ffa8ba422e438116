"""The papers of the last weeks: plans with their stops, reports with what was frozen, and both chains of sign-offs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from benchmarks.calls import Call
from benchmarks.company import dice
from benchmarks.ids import Ids
from benchmarks.year import NOTE, Year, midnight, moment
from fieldday.customers.models import Account
from fieldday.people.authority import Authority
from fieldday.rules import digest
from fieldday.rules.chain import PLAN_HEAD
from fieldday.trade.models import Order, OrderLine, Payment
from fieldday.visits.actions.papers import sign_off_row
from fieldday.visits.models import DailyReport, Deviation, MarketNote, Plan, Result, SignOff, Stop, Visit
from fieldday.visits.questions.day_facts import Month, compose_day, content_of
from fieldday.visits.questions.plan_content import plan_content

ORDER = (Plan, Stop, Deviation, DailyReport, SignOff)
WHY = "the bench fills a database"


@dataclass
class Planned:
    """A plan just written, with its stops in order and the last digest of its chain."""

    plan: Plan
    stops: list[Stop]
    last: SignOff
    content: dict[str, Any]


class Papers:
    """Writes plans and reports of a few days at a time, in the same words as the verbs would."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.rows: dict[type[models.Model], list[Any]] = {model: [] for model in ORDER}
        self.links: list[Any] = []
        self._ids = Ids(dice("paper ids"))

    def plan(self, rep: int, day: date, calls: list[Call], missed: int, *, sent: int) -> Planned:
        """A plan sent at `sent` (seconds since 1970): the calls, and last the customer in the place `missed`."""
        person = self.year.company.reps[rep]
        plan = Plan(id=UUID(self._ids(sent)), person=person, day=day, status="submitted", sent_at=_aware(sent))
        stops = []
        for position, call in enumerate([*calls, missed], start=1):
            account = self.account(rep, call.account if isinstance(call, Call) else call)
            hour = call.arrived // 900 * 900 if isinstance(call, Call) else 17 * 3600
            stop = Stop(
                id=UUID(self._ids(sent)), plan=plan, position=position, account=account, area=account.area,
                starts_at=time(hour // 3600, hour % 3600 // 60), objective="補貨並看陳列", expected_order=Decimal(4000),
            )  # fmt: skip
            codes = [self.year.codes["purpose", "ordering"], self.year.codes["purpose", "service"]]
            _hold(stop, purposes=sorted(codes, key=lambda code: code.position), changes=[])
            self.links += [Stop.purposes.through(stop_id=stop.pk, code_id=code.pk) for code in codes]
            stops.append(stop)
        content = plan_content(plan, stops)
        self.rows[Plan].append(plan)
        self.rows[Stop] += stops
        last = self._sign(plan, "submitted", "", person, sent, content=content)
        return Planned(plan, stops, last, content)

    def approve(self, rep: int, planned: Planned, at: int) -> None:
        boss = self.year.company.superiors[self.year.company.reps[rep].pk]
        planned.plan.status = "approved"
        planned.last = self._sign(planned.plan, "approved", planned.last.digest, boss, at, content=planned.content)

    def report(
        self, rep: int, planned: Planned, visits: list[tuple[str, Call]], on_plan: list[Call], *, signed: bool
    ) -> None:
        """The day's report, sent in the evening; signed an hour later, or still waiting."""
        company, day = self.year.company, planned.plan.day
        person = company.reps[rep]
        sent = midnight(day) + 18 * 3600 + 300 + rep * 20
        missed = Deviation(
            stop=planned.stops[-1], reason=self.year.codes["reason", "no_time"], by=person, at=_aware(sent)
        )
        self.rows[Deviation].append(missed)
        planned.stops[-1].deviation = missed
        by_call = {id(call): stop for call, stop in zip(on_plan, planned.stops, strict=False)}
        rows = [self._visit(rep, day, pk, call, by_call.get(id(call))) for pk, call in visits]
        rows.sort(key=lambda row: row.arrived_at)
        month = self.year.month[person.pk, day.year, day.month]
        sums = Month(Decimal(month[0]) / 100, Decimal(month[1]) / 100)
        facts = compose_day(person.pk, day, planned.plan, planned.stops, rows, sums)
        report = DailyReport(id=UUID(self._ids(sent)), person=person, day=day, status="sent", sent_at=_aware(sent))
        report.reflections = "今天順路把西邊的店跑完，訂單集中在油品。"
        content = content_of(facts, report.reflections)
        bound = {**content, PLAN_HEAD: planned.last.digest}
        last = self._sign(report, "sent", "", person, sent, content=bound)
        if signed:
            report.status, report.frozen = "signed", digest.plain(content)
            bound = {**bound, "judgements": []}
            boss, comment = company.superiors[person.pk], "辛苦了，明天早上一起談。"
            self._sign(report, "signed", last.digest, boss, sent + 3600, content=bound, comment=comment)
        self.rows[DailyReport].append(report)

    def save(self) -> None:
        for model in ORDER:
            model._default_manager.bulk_create(self.rows[model], batch_size=500)
            self.rows[model].clear()
        Stop.purposes.through.objects.bulk_create(self.links, batch_size=500)
        self.links.clear()

    def account(self, rep: int, place: int) -> Account:
        """The rep's customer as a row that knows its name and area."""
        customer = self.year.customers[rep][place]
        return Account(id=customer.id, name=customer.name, area=customer.area)

    def _visit(self, rep: int, day: date, pk: str, call: Call, stop: Stop | None) -> Visit:
        start = midnight(day)
        visit = Visit(
            id=UUID(pk), person=self.year.company.reps[rep], account=self.account(rep, call.account), stop=stop,
            day=day, arrived_at=_aware(start + call.arrived), left_at=_aware(start + call.left), where="verified",
            distance_m=12, shut=call.shut, met_in_charge=call.met, summary=call.summary,
            next_step="回訪確認" if call.next_step_in else "",
            next_step_on=day + timedelta(days=call.next_step_in) if call.next_step_in else None,
        )  # fmt: skip
        results = []
        for code in call.results:
            result = Result(visit=visit, code=self.year.codes["result", code])
            if code == "order":
                result.order = Order(account=visit.account, ordered_on=day)
                _hold(result.order, lines=[self._line(result.order, line) for line in call.lines])
            if code == "collection":
                result.payment = Payment(account=visit.account, paid_on=day, amount=Decimal(call.collected))
            results.append(result)
        purposes = sorted((self.year.codes["purpose", code] for code in call.purposes), key=lambda code: code.position)
        notes = [MarketNote(visit=visit, kind=self.year.codes["note", "promotion"], text=NOTE)] if call.note else []
        results.sort(key=lambda row: row.code.position)
        _hold(visit, purposes=purposes, notes=notes, results=results, companions=[], contacts=[], photos=[])
        return visit

    def _line(self, order: Order, line: tuple[int, int, int]) -> OrderLine:
        product, price = self.year.company.products[line[0]]
        amount = Decimal(line[1] * price * (100 - line[2])) / 100
        return OrderLine(
            order=order, product=product, quantity=Decimal(line[1]), unit_price=Decimal(price),
            discount_percent=Decimal(line[2]), amount=amount,
        )  # fmt: skip

    def _sign(self, paper: Plan | DailyReport, act: str, previous: str, by: Any, at: int, **facts: Any) -> SignOff:
        row = sign_off_row(paper, act, previous, by=by, right=Authority(), at=_aware(at), **facts)
        paper.version += 1
        self.rows[SignOff].append(row)
        room = "plan" if isinstance(paper, Plan) else "report"
        noun = f"visits.{paper._meta.model_name}"
        verb = f"visits.{room}.{act}"
        self.year.trail.add(verb, noun, paper.pk.hex, moment(at), by.pk, None, None, digest=row.digest)
        return row


def _aware(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _hold(row: Any, **relations: list[Any]) -> None:
    """Let a row that is not written answer for what belongs to it."""
    row.__dict__.setdefault("_prefetched_objects_cache", {}).update(relations)
    row.__dict__.update({f"its_{name}": rows for name, rows in relations.items()})  # as `visits_with_results` has it
