"""One seller's day as rows: he comes, goes by his plan or not, sends his report; his superior signs. Nothing of it lies
after `now`: today is under way."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from fieldday.demo import texts
from fieldday.demo.batch import Batch, Ids, hold
from fieldday.demo.company import dice
from fieldday.demo.days import DrawnDay, DrawnStop
from fieldday.demo.paper_rows import PlanRows, ReportRows
from fieldday.demo.sellers import Cast, Seller, next_day
from fieldday.demo.visit_rows import VisitRows
from fieldday.rules.calendar import previous_working_day
from fieldday.rules.signoff import countersigner_of
from fieldday.visits.models import Attendance, DailyReport, Expense, Visit
from fieldday.visits.questions.day_facts import Month, compose_day, content_of
from fieldday.visits.questions.expenses import expense_fact
from fieldday.visits.questions.own_day import OwnDay

LEFT_TO_TRY = "alice"  # whose day today is left for whoever tries the program
WAITS_WITH = ("bob",)  # who signs yesterday's reports only now
NOBODY_KNOWS = 0.15  # of the missed stops nobody says why
MILEAGE = Decimal(6)


class DayRows:
    """One seller's day, written into a batch."""

    def __init__(self, cast: Cast, batch: Batch, seller: Seller, day: date, drawn: DrawnDay, now: datetime) -> None:
        self.cast, self.batch, self.seller, self.day, self.drawn, self.now = cast, batch, seller, day, drawn, now
        self.me, self.boss = seller.person, cast.boss(seller, day)
        self.roll = dice("rows", seller.name, day)
        self.ids = Ids(dice("ids", seller.name, day))
        self.plan = PlanRows(cast, batch, seller, day, self.ids)
        self.writes = VisitRows(cast, batch, seller, day, self.roll, self.ids)
        self.visits: list[Visit] = []
        self.attendance: Attendance | None = None
        self.expenses: list[Expense] = []
        self.changed: set[int] = set()  # drawn stops whose change was written down, by id()
        self.today = day == cast.today

    def write(self, companion: Any, away: bool) -> None:
        """Plan, attendance and visits. `companion` comes along in the afternoon; `away`: his leader is out."""
        if self.drawn.planned or self.seller.name == LEFT_TO_TRY:
            self._plan(companion, away)
        if self.today and self.seller.name == LEFT_TO_TRY:
            return
        for change in [one for one in self.drawn.stops if one.change]:
            self._change(change)
        self._visit(companion)
        self._attend()
        self._files()

    def finish(self, joined: list[Visit], month: Month) -> None:
        """The evening: expenses and the report, with the visits that he came along to."""
        if self.today and self.seller.name == LEFT_TO_TRY:
            return
        ended, sent = self.attendance.ended_at if self.attendance else None, self._sent()
        if ended is None:
            return
        self._spend(ended)
        if sent is None or (sent := max(sent, ended + timedelta(minutes=4))) > self.now:
            return
        self._report(sent, joined, month)

    def plan_ahead(self, *, returned: bool) -> None:
        """A plan of a day to come, sent and waiting, or come back with a sentence."""
        sent = self.now - timedelta(minutes=self.roll.randint(15, 300))
        planned = [one for one in self.drawn.stops if one.planned and one.channel == "visit"]
        self.plan.write(planned, sent, {})
        if returned:
            self.plan.come_back(self.boss, self.now - timedelta(minutes=5), self.roll.choice(texts.PLAN_RETURNS), None)

    def _plan(self, companion: Any, away: bool) -> None:
        late = self.roll.random() < self.seller.habits.late
        evening = self._at(time(17, 40 + self.roll.randrange(20)), before=True) + timedelta(
            minutes=self.roll.randrange(90)
        )
        sent = self._at(time(8, 35 + self.roll.randrange(20))) if late and not self.today else evening
        planned = [one for one in self.drawn.stops if one.planned and one.channel == "visit" and one.change != "added"]
        after_noon = [n for n, one in enumerate(planned, 1) if one.at >= time(13) and one.outcome == "visited"]
        self.plan.write(planned, min(sent, self.now), dict.fromkeys(after_noon[:2], companion) if companion else {})
        approved = max(self._at(time(8, self.roll.randint(2, 28))), sent + timedelta(minutes=4))
        signer = self.cast.managers.get(self.boss.pk, self.boss) if away and not self.seller.leads else self.boss
        if not late and not self.today and self.roll.random() < 0.03:
            words = self.roll.choice(texts.PLAN_RETURNS)
            self.plan.come_back(signer, self._at(time(7, 45)), words, self._at(time(7, 58)))
            approved = self._at(time(8, 20))
        waits = self.today and (away or self.roll.random() < 0.15)
        if self.seller.name == LEFT_TO_TRY or (approved <= self.now and not waits):
            self.plan.approve(signer, min(approved, self.now))

    def _attend(self) -> None:
        """上班 before the first visit, 下班 after the last one and before the report."""
        first = min((one.at for one in self.drawn.stops), default=time(9))
        started = self._at(
            time(8, self.roll.randint(5, 45)) if first < time(12) else time(12, self.roll.randint(40, 55))
        )
        if started > self.now:
            return
        noon = first < time(12) and max(one.at for one in self.drawn.stops) < time(12) if self.drawn.stops else False
        usual = self._at(time(12)) if noon else self._at(time(17, 20))
        left = max((visit.left_at for visit in self.visits if visit.left_at), default=usual)
        ended: datetime | None = max(usual, left) + timedelta(minutes=self.roll.randint(3, 18))
        if ended and ended > self.now:
            ended = None
        row = Attendance(id=self.ids(started), person=self.me, day=self.day, started_at=started, ended_at=ended)
        row.version = 2 if ended else 1
        self.attendance = row
        self.batch.add(row)
        self.batch.tell("visits.attendance.started", self.me, row, started, day=self.day)
        if ended:
            facts = {"by_arrival": False, "started_at": started}
            self.batch.tell("visits.attendance.ended", self.me, row, ended, day=self.day, **facts)

    def _change(self, drawn: DrawnStop) -> None:
        paper = self.plan.paper
        at = self._at(drawn.at) - timedelta(minutes=self.roll.randint(20, 50))
        if paper is None or paper.paper.status != "approved" or at > self.now or at <= paper.acts[-1].at:
            return
        later = (datetime.combine(self.day, drawn.at) + timedelta(minutes=45)).time()
        self.plan.change(drawn, at, later)
        self.changed.add(id(drawn))

    def _visit(self, companion: Any) -> None:
        ready = self._at(time(0))
        for drawn in sorted(self.drawn.stops, key=lambda one: one.at):
            at = self._at(drawn.at) + timedelta(minutes=self.roll.randint(-6, 15))
            if drawn.channel != "visit":
                if at <= self.now:
                    self.visits.append(self.writes.contact(drawn, at))
                continue
            stop = self.plan.stop_of(drawn)
            moved = drawn.change == "moved" and stop is not None and stop.starts_at != drawn.at
            at = max(at + timedelta(minutes=45 * moved), ready)
            if drawn.outcome == "missed" or at > self.now:
                continue
            ready = at + timedelta(minutes=drawn.minutes + 5)
            still = drawn.outcome == "visited" and at + timedelta(minutes=drawn.minutes) > self.now
            visit = self.writes.visit(drawn, stop, at, open_now=still)
            self.visits.append(visit)
            if companion and stop is not None and stop.companion is not None and not still:
                self.writes.joined(visit, companion)

    def _files(self) -> None:
        night = self._at(time(20, 30))
        if night > self.now:
            return
        for account, lines in self.drawn.files:
            self.writes.from_file(self.seller.accounts[account], lines, night)
        for account, amount in self.drawn.transfers:
            self.writes.transfer(self.seller.accounts[account], amount, night)

    def _spend(self, at: datetime) -> None:
        there = [visit for visit in self.visits if visit.channel == "visit"]
        if not there:
            return
        bought: list[tuple[str, Decimal, Decimal | None, Visit | None]] = [
            ("mileage", MILEAGE * self.drawn.km, Decimal(self.drawn.km), None)
        ]
        bought += [(kind, Decimal(amount), None, self.roll.choice(there)) for kind, amount in self.drawn.purchases]
        for kind, amount, km, visit in bought:
            row = Expense(
                id=self.ids(at), person=self.me, day=self.day, visit=visit, kind=self.cast.codes["expense", kind],
                amount=amount, km=km, at=at,
            )  # fmt: skip
            hold(row, receipts=[])
            self.expenses.append(row)
            self.batch.add(row)
            said = {"kind": kind, "amount": amount, "km": km, "note": "", "visit": visit.pk if visit else None}
            self.batch.tell("visits.expense.added", self.me, row, at, day=self.day, **said)

    def _sent(self) -> datetime | None:
        """When the report was sent; None for one that never was."""
        late = self.roll.random() < self.seller.habits.late
        if not late:
            return self._at(time(17, 45)) + timedelta(minutes=self.roll.choice([0, 6, 14, 25, 40, 70, 110, 180]))
        if self.roll.random() < 0.08:
            return None
        if self.roll.random() < 0.5:
            return self._at(time(21, 5 + self.roll.randrange(50)))
        days = 1 if self.roll.random() < 0.7 else 2
        day = self.day
        for _ in range(days):
            day = next_day(day)
        return self._at(time(7, 40 + self.roll.randrange(20)), on=day)

    def _report(self, sent: datetime, joined: list[Visit], month: Month) -> None:
        for stop, drawn in self.plan.stops:
            if drawn.outcome == "missed" and id(drawn) not in self.changed and self.roll.random() > NOBODY_KNOWS:
                self.plan.miss(stop, drawn.reason, "", sent - timedelta(minutes=2))
        visits = sorted([*self.visits, *joined], key=lambda visit: (visit.arrived_at, visit.pk))
        if not visits:
            return
        report = DailyReport(id=self.ids(sent), person=self.me, day=self.day)
        words = texts.COPIED if self.seller.habits.copies else self.roll.choice(texts.REFLECTIONS)
        report.reflections = words
        plan: Any = self.plan.paper
        paper = plan.paper if plan else None
        facts = compose_day(self.me.pk, self.day, paper, self.plan.ordered, visits, month, self._own())
        report.accepted = ["visits.warning.copied"] if self.seller.habits.copies else []
        content = content_of(facts, words, report.accepted)
        rows = ReportRows(self.batch, report, content, plan.head if plan else "")
        rows.send(sent)
        if self.roll.random() < 0.02:
            back, again = sent + timedelta(minutes=40), sent + timedelta(minutes=75)
            if again < self.now:
                rows.come_back(self.boss, back, self.roll.choice(texts.REPORT_RETURNS))
                rows.send(again)
                sent = again
        self._sign(rows, sent, visits)

    def _own(self) -> OwnDay:
        """What the day holds besides stops and visits."""
        row = self.attendance
        return OwnDay(
            started_at=row.started_at if row else None,
            ended_at=row.ended_at if row else None,
            absences=self.cast.absences.get((self.me.pk, self.day), ()),
            expenses=tuple(expense_fact(one) for one in self.expenses),
        )

    def _sign(self, rows: ReportRows, sent: datetime, visits: list[Visit]) -> None:
        signed = self._signed(sent)
        if signed > self.now or self.today or (self._is_yesterday() and self._waits()):
            return
        weak = self.seller.habits.skill < 0.55
        judged = []
        for visit in visits:
            if self.roll.random() < (0.35 if weak else 0.2):
                says = self.roll.choice(["question", "discuss"] if weak else ["good", "good", "discuss", "question"])
                judged.append((visit, says, self.roll.choice(texts.JUDGED[says])))
        phrases = [code.name_zh for (kind, _name), code in self.cast.codes.items() if kind == "phrase"]
        comment = self.roll.choice(phrases) if self.roll.random() < 0.5 else self.roll.choice(texts.COMMENTS)
        if weak and self.roll.random() < 0.4:
            comment = self.roll.choice(texts.TO_WEAK)
        rows.sign(self.boss, signed, comment, judged)
        answered = signed + timedelta(minutes=self.roll.randint(12, 90))
        asked = any(says == "question" for _visit, says, _note in judged)
        if asked and answered < self.now and self.roll.random() < 0.5:
            rows.answer(answered, self.roll.choice(texts.ANSWERS))
            read = answered + timedelta(minutes=self.roll.randint(20, 900))
            if read < self.now - timedelta(days=2):
                rows.see(self.boss, read)
        self._countersign(rows, max(signed, answered))

    def _countersign(self, rows: ReportRows, after: datetime) -> None:
        """會簽 where the team asks for it: the newest still wait."""
        asked = self.seller.countersigner
        wanted = countersigner_of(
            asked=asked.pk if asked else None, author=self.me.pk, signed_by=frozenset({self.boss.pk}),
            above=self.me.reports_to_id,
        )  # fmt: skip
        if asked and wanted == asked.pk:
            at = after + timedelta(minutes=self.roll.randint(30, 400))
            rows.countersign(asked, at if at < self.now - timedelta(days=1) else None)

    def _signed(self, sent: datetime) -> datetime:
        """When the superior signs: the same evening, or the morning after; some take a day longer."""
        slow = dice("signs", self.boss.external_id).random() < 0.25
        if self.roll.random() < 0.5 and not slow:
            return max(sent, self._at(time(19))) + timedelta(minutes=self.roll.randint(5, 50))
        day = next_day(timezone.localtime(sent).date())
        for _ in range(slow and self.roll.random() < 0.4):
            day = next_day(day)
        return self._at(time(8, 5 + self.roll.randrange(45)), on=day)

    def _is_yesterday(self) -> bool:
        return self.day == previous_working_day(self.cast.today)

    def _waits(self) -> bool:
        return self.boss.external_id in WAITS_WITH or self.roll.random() < 0.5

    def _at(self, clock: time, *, before: bool = False, on: date | None = None) -> datetime:
        day = on or (previous_working_day(self.day) if before else self.day)
        return timezone.make_aware(datetime.combine(day, clock))
