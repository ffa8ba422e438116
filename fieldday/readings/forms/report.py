"""業務日報: the form of a day's report: what was signed, else what was sent, else a draft that says so; what changed
since the signature stands below it as addenda."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from fieldday.readings.forms.parts import (
    ANSWERED,
    DayKey,
    Head,
    Words,
    acts_on,
    days_and_people,
    head_of,
    said_by,
    since_sent,
    teams_of,
    words_of,
)  # fmt: skip
from fieldday.rules.money import NOTHING
from fieldday.visits.models import DailyReport, SignOff
from fieldday.visits.questions.addenda import Addendum, addenda_of_many
from fieldday.visits.questions.codes import Codes, the_codes
from fieldday.visits.questions.day import DayFacts
from fieldday.visits.questions.day_facts import day_facts
from fieldday.visits.questions.days import days_of
from fieldday.visits.questions.frozen_day import frozen_facts
from fieldday.visits.questions.report_review import Judged, Passage, passages_of
from fieldday.visits.questions.signoffs import last_act


@dataclass(frozen=True)
class Cost:
    """One expense of the day: kind, amount in the company's currency, kilometres."""

    kind: str
    amount: Decimal
    km: Decimal | None
    note: str


@dataclass(frozen=True)
class Aside:
    """Of a day, beside its visits: when it began and ended, leave, and what it cost."""

    started_at: datetime | None = None
    ended_at: datetime | None = None
    away: tuple[tuple[str, str], ...] = ()  # (kind's code, part of the day)
    costs: tuple[Cost, ...] = ()

    @property
    def cost(self) -> Decimal:
        return sum((row.amount for row in self.costs), NOTHING)


@dataclass(frozen=True)
class ReportSheet:
    """業務日報 of one person's day. `notes` are (customer, what was heard) by what their kind counts as."""

    head: Head
    codes: Codes
    facts: DayFacts
    passages: tuple[Passage, ...]
    aside: Aside
    reflections: str
    comment: Words | None
    answers: tuple[Words, ...]
    addenda: tuple[Addendum, ...]
    heard: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    kind: str = "report"

    @property
    def first(self) -> datetime | None:
        """When attendance 出勤 began: as it was tapped, else the first arrival."""
        return self.aside.started_at or min((visit.arrived_at for visit in self.facts.visits), default=None)

    @property
    def last(self) -> datetime | None:
        left = [visit.left_at for visit in self.facts.visits if visit.left_at]
        return self.aside.ended_at or max(left, default=None)


def report_sheet(reader: Any, report_id: UUID) -> ReportSheet | None:
    """The form of a report, when `reader` may see it; a draft's own words are its author's alone. Constant queries."""
    report = DailyReport.objects.visible_to(reader).select_related("person").filter(pk=report_id).first()
    return report_sheets([report], hidden=report.person_id != reader.pk)[0] if report else None


def report_sheets(reports: Sequence[DailyReport], *, hidden: bool = True) -> list[ReportSheet]:
    """The forms of reports that were found in sight, with their persons; `hidden` keeps a draft's words back.
    Constant queries for any number."""
    acts, teams, codes = acts_on("report_id", reports), teams_of(days_and_people(reports)), the_codes()
    contents = {report.pk: paper_content(report, acts.get(report.pk, ())) for report in reports}
    live = _live([report for report in reports if not contents[report.pk]])
    addenda = addenda_of_many(reports)
    sheets = []
    for report in reports:
        own, content = acts.get(report.pk, ()), contents[report.pk]
        facts = frozen_facts(content) if content else live[report.person_id, report.day]
        words = content["reflections"] if content else report.reflections
        run = since_sent(own)
        sheets.append(
            ReportSheet(
                head=head_of(report, own, teams),
                codes=codes,
                facts=facts,
                passages=passages_of(facts, _judged(run) if report.status == "signed" else {}),
                aside=aside_of(facts, codes),
                reflections="" if hidden and report.status == "draft" else words,
                comment=said_by(run, *ANSWERED),
                answers=tuple(words_of(row) for row in run if row.act in {"answered", "remarked"} and row.comment),
                addenda=addenda.get(report.pk, ()),
                heard=_heard(facts, codes),
            )
        )
    return sheets


def paper_content(report: DailyReport, acts: Sequence[SignOff]) -> dict[str, Any]:
    """What was signed, else what was sent last; nothing of a draft."""
    if report.frozen:
        return dict(report.frozen)
    sent = last_act(acts, "sent") if report.status in {"sent", "returned"} else None
    return dict(sent.content) if sent and sent.content and "facts" in sent.content else {}


def _live(reports: Sequence[DailyReport]) -> dict[DayKey, DayFacts]:
    if len(reports) == 1:
        only = reports[0]
        return {(only.person_id, only.day): day_facts(only.person_id, only.day)}
    return days_of(days_and_people(reports))


def _judged(run: Sequence[SignOff]) -> dict[UUID, Judged]:
    signed = last_act(run, "signed")
    said = (signed.content or {}).get("judgements", ()) if signed else ()
    return {UUID(str(one["visit"])): Judged(one["says"], one["note"]) for one in said}


def _heard(facts: DayFacts, codes: Codes) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for visit in facts.visits:
        for code, text in visit.notes:
            found.setdefault(codes.means.get(("note", code)) or "other", []).append((visit.account, text))
    return {kind: tuple(rows) for kind, rows in found.items()}


def aside_of(facts: DayFacts, codes: Codes) -> Aside:
    """Attendance, leave and expenses of a day, in words."""
    return Aside(
        started_at=facts.started_at,
        ended_at=facts.ended_at,
        away=tuple((codes.absence.get(one.kind, one.kind), one.part) for one in facts.absences),
        costs=tuple(
            Cost(codes.expense.get(one.kind, one.kind), one.amount, one.km, one.note or one.account)
            for one in facts.expenses
        ),
    )
