"""A day's report as its superior reads it: planned against actual, stop by stop, and all that came of it.

A signed report is read from what was frozen, never computed again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fieldday.kit.prepared import prepared
from fieldday.people import sight
from fieldday.people.models import Person
from fieldday.people.questions.company import the_company
from fieldday.rules import digest
from fieldday.rules.attention import Look, look_at_report
from fieldday.rules.verdict import Reason
from fieldday.visits.actions.papers import signed_value
from fieldday.visits.models import DailyReport, Judgement, SignOff
from fieldday.visits.questions.codes import Codes, the_codes
from fieldday.visits.questions.day import Beside, DayFacts, StopFact, VisitFact
from fieldday.visits.questions.day_facts import content_of, day_facts
from fieldday.visits.questions.deadlines import late_minutes, report_due
from fieldday.visits.questions.desk import signs_as
from fieldday.visits.questions.desk_back import unseen
from fieldday.visits.questions.frozen_day import frozen_facts
from fieldday.visits.questions.report_known import known_before
from fieldday.visits.questions.report_look import report_facts, returned_before
from fieldday.visits.questions.report_warned import known_of
from fieldday.visits.questions.signoffs import Signed, last_act, signoffs_of


@dataclass(frozen=True)
class Judged:
    """What the superior said of one visit: good, discuss or question, and his words."""

    says: str
    note: str


@dataclass(frozen=True)
class Passage(Beside):
    """One stop beside what became of it, or a visit nobody planned. `state` is a word of the stop states."""

    number: int
    state: str  # done, shut, unproven, missed, unplanned, phone, line
    stop: StopFact | None
    visit: VisitFact | None
    judged: Judged | None

    @property
    def account_id(self) -> UUID | None:
        return self.visit.account_id if self.visit else (self.stop.account_id if self.stop else None)


@dataclass(frozen=True)
class ReportReview:
    """What the page of a report shows. `seen` is the digest of what is shown, which the signature asks for."""

    report: DailyReport
    person: Person
    facts: DayFacts
    codes: Codes
    reflections: str
    passages: tuple[Passage, ...]
    look: Look
    signed: tuple[Signed, ...]
    intact: bool  # whether the chain of a sealed paper still verifies
    own: bool
    may_sign: bool
    on_behalf_of: str
    seen: str
    may_reopen: bool = False  # take the signature back
    known: tuple[Reason, ...] = ()  # the warnings that it was sent with all the same
    linked: bool = True  # whether the reader may open what is behind it; a countersigner sees the report alone
    waits_for: str = ""  # whose countersignature is still asked for
    may_countersign: bool = False
    countersigns_for: str = ""  # the principal, when the reader stands in for him
    unread: bool = False  # an answer or a remark waits to be read by the reader

    @property
    def countersigned(self) -> Signed | None:
        return last_act(self.signed, "countersigned") if self.report.countersigned_at else None

    @property
    def talk(self) -> tuple[Signed, ...]:
        """What was said after the signature, in its order: answers, remarks, the countersigner's word."""
        last = max((number for number, row in enumerate(self.signed) if row.act == "signed"), default=-1)
        said = ("answered", "remarked", "countersigned")
        return tuple(row for row in self.signed[last + 1 :] if last >= 0 and row.act in said)

    @property
    def sealed(self) -> bool:
        """Whether what is shown is what was signed."""
        return self.report.frozen is not None

    @property
    def signature(self) -> Signed | None:
        return last_act(self.signed, "signed") if self.report.status == "signed" else None

    @property
    def returned(self) -> Signed | None:
        return last_act(self.signed, "returned", "reopened") if self.report.status == "returned" else None

    @property
    def answers(self) -> tuple[Signed, ...]:
        return tuple(row for row in self.signed if row.act == "answered")


def report_review(reader: Any, report_id: UUID) -> ReportReview | None:
    """The report, when `reader` may see it; None otherwise, whether it exists or not. Constant queries."""
    report = next(iter(_seen(reader, report_id)), None)
    if report is None:
        return None
    facts = frozen_facts(report.frozen) if report.frozen else day_facts(report.person_id, report.day)
    by, own = signs_as(reader), report.person_id == reader.pk
    may_sign = report.status == "sent" and by.may_sign(report.person_id)
    reflections = report.frozen["reflections"] if report.frozen else report.reflections
    # Words that were not sent are the author's alone.
    shown = reflections if own or report.status != "draft" else ""
    words = the_codes()
    return ReportReview(
        report=report,
        person=report.person,
        facts=facts,
        codes=words,
        reflections=shown,
        passages=passages_of(facts, judged_on(report)),
        look=_look(report, facts, words) if may_sign else Look(),
        signed=signoffs_of(report),
        intact=report.frozen is None or _intact(report),
        own=own,
        may_sign=may_sign,
        on_behalf_of=by.behalf.get(report.person_id, "") if may_sign else "",
        may_reopen=report.status == "signed" and by.may_sign(report.person_id) and report.person.is_active,
        seen=digest.digest(content_of(facts, report.reflections, report.accepted)) if may_sign else "",
        known=known_of(report, facts, reflections) if report.status in ("sent", "signed") else (),
        linked=own or reader.role in sight.SEES_PAPERS or report.person_id in sight.line_of(reader),
        unread=by.may_sign(report.person_id) and bool(_unread(reader.pk, (report.person_id,), report.pk)),
        **_countersigning(reader, report),
    )


@prepared
def _unread(reader: int, people: Collection[int], report: UUID) -> Any:
    return unseen(reader, people).filter(report_id=report).values_list("pk", flat=True)[:1]


def _countersigning(reader: Any, report: DailyReport) -> dict[str, Any]:
    """Whom the report waits for, and whether that is the reader, or whom he stands in for."""
    asked = report.countersigner
    if asked is None or report.status != "signed" or report.countersigned_at:
        return {}
    his = asked.pk in sight.eyes(reader) and report.person_id != reader.pk and reader.role not in sight.SEES_PAPERS
    behalf = asked.name if his and asked.pk != reader.pk else ""
    return {"waits_for": asked.name, "may_countersign": his, "countersigns_for": behalf}


def next_report(reader: Any, but: UUID) -> tuple[DailyReport | None, int]:
    """The report to read after this one, the oldest first, and how many still wait for `reader` himself."""
    rows = _waiting(reader, signs_as(reader).direct, but)
    return next(iter(rows), None), len(rows)


@prepared
def _waiting(reader: Any, people: Collection[int], but: UUID) -> Any:
    rows = DailyReport.objects.visible_to(reader).filter(status="sent", person_id__among=people).exclude(pk=but)
    return rows.select_related("person").only("day", "person__name").order_by("day", "sent_at", "pk")


@prepared
def _seen(reader: Any, report_id: UUID) -> Any:
    rows = DailyReport.objects.visible_to(reader).select_related("person__team", "countersigner")
    return rows.filter(pk=report_id)


def report_closed(reader: Any, report_id: UUID) -> Signed | None:
    """Who signed or returned the report last, for somebody who came too late; None when it is out of sight."""
    report = DailyReport.objects.visible_to(reader).filter(pk=report_id).first()
    return last_act(signoffs_of(report), "signed", "returned", "withdrawn") if report else None


def judged_on(report: DailyReport) -> dict[UUID, Judged]:
    """The judgements on a report that was found in sight, by visit."""
    return {visit: Judged(says, note) for visit, says, note in _judgements(report.pk)}


@prepared
def _judgements(report: UUID) -> Any:
    rows = Judgement.objects.unscoped("the judgements on a report that was found in sight").filter(report_id=report)
    return rows.values_list("visit_id", "says", "note")


def passages_of(facts: DayFacts, judged: dict[UUID, Judged]) -> tuple[Passage, ...]:
    """In the order the day took: as visits happened; what was missed comes last, in the plan's order."""
    stops = {stop.id: stop for stop in facts.stops}
    rows: list[tuple[str, StopFact | None, VisitFact | None]] = []
    for visit in sorted(facts.visits, key=_when):
        stop = stops.get(visit.stop_id) if visit.stop_id else None
        state = visit.shut_state if visit.shut else ("done" if stop else "unplanned")
        state = "added" if state == "done" and stop and stop.added else state
        rows.append((state if visit.in_person else visit.channel, stop, visit))
    rows += [("cancelled" if stop.cancelled else "missed", stop, None) for stop in facts.stops if not stop.visit_id]
    return tuple(
        Passage(number, state, stop, visit, judged.get(visit.id) if visit else None)
        for number, (state, stop, visit) in enumerate(rows, start=1)
    )


def _when(visit: VisitFact) -> datetime:
    return visit.arrived_at


def _look(report: DailyReport, facts: DayFacts, codes: Codes) -> Look:
    returned = returned_before([report])
    came = returned.get(report.pk) or report.handed_in_at
    late = late_minutes(came, report_due(report.day, the_company(), facts.later)) if came else 0
    key = (report.person_id, report.day)
    said = {"known": known_before({key: facts})[key], "codes": codes, "accepted": report.accepted}
    return look_at_report(report_facts(facts, late, bool(returned), **said))


def _intact(report: DailyReport) -> bool:
    """Whether every sign-off still gives the digest it was written with."""
    previous = ""
    for row in _chain(report.pk):
        if row.previous != previous or row.digest != digest.chain(previous, signed_value(row, report.pk)):
            return False
        previous = row.digest
    return True


@prepared
def _chain(report: UUID) -> Any:
    rows = SignOff.objects.unscoped("the chain of a report that was found in sight").filter(report_id=report)
    return rows.order_by("pk")
