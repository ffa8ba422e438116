"""Plans and reports as rows: their acts in the chain of each, and what each act bound."""

from datetime import datetime
from typing import Any

from fieldday.demo.batch import STOP_PURPOSES, Batch, Ids, hold
from fieldday.demo.days import DrawnStop
from fieldday.demo.sellers import Cast, Seller
from fieldday.demo.visit_rows import by_position
from fieldday.people.authority import Authority
from fieldday.rules import digest
from fieldday.rules.chain import PLAN_HEAD
from fieldday.visits.actions.papers import sign_off_row
from fieldday.visits.models import Change, DailyReport, Deviation, Judgement, Plan, SignOff, Stop, Visit
from fieldday.visits.questions.plan_content import plan_content

RIGHT = Authority()


class Paper:
    """A paper with its chain so far."""

    def __init__(self, batch: Batch, paper: Plan | DailyReport) -> None:
        self.batch, self.paper, self.acts = batch, paper, list[SignOff]()
        self.room = "plan" if isinstance(paper, Plan) else "report"
        batch.add(paper)

    @property
    def head(self) -> str:
        return self.acts[-1].digest if self.acts else ""

    def act(
        self, act: str, by: Any, at: datetime, *, comment: str = "", content: Any = None, keeps: bool = False,
        told: str = "", **facts: Any,
    ) -> None:  # fmt: skip
        """One act on the paper; one that `keeps` leaves its version. `told`: an event of its own name and facts."""
        row = sign_off_row(self.paper, act, self.head, by=by, right=RIGHT, at=at, comment=comment, content=content)
        self.paper.version += not keeps
        self.acts.append(row)
        self.batch.add(row)
        if not told:
            facts = {"day_planned" if self.room == "plan" else "day_reported": self.paper.day, "comment": comment}
        self.batch.tell(told or f"visits.{self.room}.{act}", by, self.paper, at, digest=row.digest, **facts)


class PlanRows:
    """Writes the plan of one seller's day into a batch."""

    def __init__(self, cast: Cast, batch: Batch, seller: Seller, day: Any, ids: Ids) -> None:
        self.cast, self.batch, self.seller, self.day, self.ids = cast, batch, seller, day, ids
        self.stops: list[tuple[Stop, DrawnStop]] = []
        self.paper: Paper | None = None

    def write(self, drawn: list[DrawnStop], sent: datetime, companions: dict[int, Any]) -> Paper:
        """A plan that was sent: `companions` by the place of the stop."""
        plan = Plan(id=self.ids(sent), person=self.seller.person, day=self.day, status="submitted", sent_at=sent)
        self.paper = Paper(self.batch, plan)
        for position, one in enumerate(drawn, start=1):
            self._stop(position, one, sent, companions.get(position))
        self.batch.tell(
            "visits.plan.saved", self.seller.person, plan, sent, day_planned=self.day, stops=len(self.stops)
        )
        self.content = digest.plain(plan_content(plan, self.ordered))
        self.paper.act("submitted", self.seller.person, sent, content=self.content)
        return self.paper

    def come_back(self, by: Any, at: datetime, comment: str, again: datetime | None) -> None:
        """Returned with a sentence; sent again unless `again` is None."""
        paper = self._there()
        paper.act("returned", by, at, content=self.content, comment=comment)
        paper.paper.status = "returned"
        if again:
            paper.paper.status, paper.paper.sent_at = "submitted", again
            paper.act("submitted", self.seller.person, again, content=self.content)

    def approve(self, by: Any, at: datetime) -> None:
        paper = self._there()
        paper.paper.status = "approved"
        paper.act("approved", by, at, content=self.content)

    def change(self, drawn: DrawnStop, at: datetime, moved_to: Any = None) -> None:
        """A change after the approval, with its reason: the stop was added, cancelled or moved."""
        me, plan, (code, note) = self.seller.person, self._there().paper, drawn.why
        if drawn.change == "added":
            self._stop(len(self.stops) + 1, drawn, at, None, added=True)
        stop = next(stop for stop, one in self.stops if one is drawn)
        reason, before = self.cast.codes["reason", code], None
        if drawn.change == "moved":
            before, stop.starts_at = stop.starts_at, moved_to
        row = Change(
            id=self.ids(at),
            plan=plan,
            stop=stop,
            kind=drawn.change,
            reason=reason,
            note=note,
            before=before,
            by=me,
            at=at,
        )
        self.batch.add(row)
        hold(stop, changes=[row])
        if drawn.change == "cancelled":
            stop.deviation = Deviation(stop=stop, reason=reason, note=note, by=me, at=at)
            self.batch.add(stop.deviation)
        self._in_order()
        facts: dict[str, Any] = {
            "stop": stop.pk,
            "name": stop.account.name if stop.account else "",
            "reason": code,
            "note": note,
        }
        facts |= {"before": before, "after": stop.starts_at}
        content = {**plan_content(plan, self.ordered), "change": {"kind": drawn.change, **facts}}  # type: ignore[arg-type]  # a plan
        self._there().act(
            "deviated",
            me,
            at,
            comment=note,
            content=content,
            told=f"visits.stop.{drawn.change}",
            account_id=stop.account_id,
            day=self.day,
            **facts,
        )

    @property
    def ordered(self) -> list[Stop]:
        return [stop for stop, _drawn in self.stops]

    def _in_order(self) -> None:
        """Number the stops by their hours."""
        self.stops.sort(key=lambda one: (one[0].starts_at, one[0].position))
        for position, (stop, _drawn) in enumerate(self.stops, start=1):
            stop.position = position

    def miss(self, stop: Stop, code: str, note: str, at: datetime) -> None:
        """Why a planned stop was not visited."""
        reason = self.cast.codes["reason", code]
        stop.deviation = Deviation(stop=stop, reason=reason, note=note, by=self.seller.person, at=at)
        self.batch.add(stop.deviation)
        facts = {"account_id": stop.account_id, "day": self.day}
        self.batch.tell("visits.stop.missed", self.seller.person, stop, at, **facts, reason=code)

    def stop_of(self, drawn: DrawnStop) -> Stop | None:
        return next((stop for stop, one in self.stops if one is drawn), None)

    def _there(self) -> Paper:
        if self.paper is None:
            raise RuntimeError("a plan is written before anybody acts on it")
        return self.paper

    def _stop(self, position: int, drawn: DrawnStop, at: datetime, companion: Any, *, added: bool = False) -> None:
        account = self.seller.accounts[drawn.account]
        stop = Stop(
            id=self.ids(at), plan=self._there().paper, position=position, account=account, area=account.area,
            starts_at=drawn.at, objective=drawn.objective, expected_order=drawn.expected_order,
            expected_collection=drawn.expected_collection, companion=companion, added=added,
        )  # fmt: skip
        codes = by_position(self.cast.codes["purpose", code] for code in drawn.purposes)
        self.batch.add(stop, *(STOP_PURPOSES(stop_id=stop.pk, code_id=code.pk) for code in codes))
        hold(stop, purposes=codes, changes=[])
        stop._state.fields_cache["deviation"] = None  # none so far, which need not be asked for
        self.stops.append((stop, drawn))


class ReportRows:
    """Writes one seller's report of a day into a batch."""

    def __init__(self, batch: Batch, report: DailyReport, content: dict[str, Any], plan_head: str) -> None:
        self.batch, self.report = batch, report
        self.paper = Paper(batch, report)
        self.content = digest.plain(content)
        self.bound = {**self.content, PLAN_HEAD: plan_head}

    def send(self, at: datetime) -> None:
        self.report.status, self.report.sent_at = "sent", at
        if not self.paper.acts:
            facts = {"day_reported": self.report.day}
            self.batch.tell("visits.report.saved", self.report.person, self.report, at, **facts)
        self.paper.act("sent", self.report.person, at, content=self.bound)

    def come_back(self, by: Any, at: datetime, comment: str) -> None:
        self.report.status = "returned"
        self.paper.act("returned", by, at, comment=comment)

    def sign(self, by: Any, at: datetime, comment: str, judged: list[tuple[Visit, str, str]]) -> None:
        rows = [
            Judgement(report=self.report, visit=visit, says=says, note=note, by=by, at=at)
            for visit, says, note in judged
        ]
        self.batch.add(*rows)
        spoken = [{"visit": row.visit_id, "says": row.says, "note": row.note} for row in rows]
        self.report.status, self.report.frozen = "signed", self.content
        self.paper.act("signed", by, at, comment=comment, content={**self.bound, "judgements": spoken})

    def countersign(self, by: Any, at: datetime | None) -> None:
        """會簽: the signed report waits for `by`; `at` is when he did it, None while it waits."""
        self.report.countersigner, self.report.countersigned_at = by, at
        if at:
            self.paper.act("countersigned", by, at)

    def answer(self, at: datetime, text: str) -> None:
        self.paper.act("answered", self.report.person, at, comment=text, keeps=True)

    def see(self, by: Any, at: datetime) -> None:
        """The answer was read, and leaves the desk."""
        row = self.paper.acts[-1]
        row.seen_by, row.seen_at = by, at
        self.batch.tell("visits.answer.seen", by, self.report, at, answers=1)
