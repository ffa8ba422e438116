"""What comes back to a desk besides papers to sign: answers and remarks not read yet, reports to countersign."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fieldday.people import sight
from fieldday.rules.signoff import COMES_BACK
from fieldday.visits.models import DailyReport, SignOff

WHY = "papers of those whose papers the reader signs, all of them in his sight"
ASKED = "reports that the reader, or whom he stands in for, is asked to countersign"
MOST = 50


@dataclass(frozen=True)
class Answered:
    """A report that somebody answered, or that its countersigner remarked on; `text` is the latest."""

    report_id: UUID
    person: str
    day: date
    act: str
    by: str
    text: str
    at: datetime
    on_behalf_of: str


@dataclass(frozen=True)
class ToCountersign:
    """A signed report that waits for the reader's countersignature; `comment` is what the signer wrote."""

    report_id: UUID
    person: str
    team: str
    day: date
    signed_by: str
    comment: str
    signed_at: datetime
    on_behalf_of: str


def answered(reader: Any, people: Collection[int], behalf: Mapping[int, str]) -> tuple[Answered, ...]:
    """What of these people's reports was answered or remarked on and not read yet, the oldest first; one query."""
    found: dict[UUID | None, Answered] = {}
    rows = unseen(reader.pk, people).select_related("by", "report__person").defer("content", "report__frozen")
    for row in rows.order_by("pk"):
        report = row.report
        assert report is not None  # noqa: S101  # the query asks for acts on reports
        behalf_of = behalf.get(report.person_id, "")
        found[report.pk] = Answered(
            report.pk, report.person.name, report.day, row.act, row.by.name, row.comment, row.at, behalf_of
        )
    return tuple(found.values())[:MOST]


def unseen(reader: int, people: Collection[int]) -> Any:
    """The answers and remarks on these people's reports that nobody has read yet, the reader's own left out."""
    rows = SignOff.objects.unscoped(WHY).filter(act__in=COMES_BACK, seen_at=None, report__person_id__among=people)
    return rows.exclude(by_id=reader)


def asked_to_countersign(reader: int, eyes: Collection[int]) -> Any:
    """The signed reports that wait for the reader, or for whom he stands in, `eyes`; never one of his own."""
    rows = DailyReport.objects.unscoped(ASKED).filter(status="signed", countersigned_at=None)
    return rows.filter(countersigner_id__among=eyes).exclude(person_id=reader)


def to_countersign(reader: Any) -> tuple[ToCountersign, ...]:
    """Those reports, the oldest first, with the signature each has. Two queries."""
    rows = (
        asked_to_countersign(reader.pk, sight.eyes(reader))
        .select_related("person__team", "countersigner")
        .defer("frozen")
    )
    reports = list(rows.order_by("day", "pk")[:MOST])
    acts = SignOff.objects.unscoped(ASKED).filter(report__in=[one.pk for one in reports], act="signed")
    signed = {row.report_id: row for row in acts.select_related("by").defer("content").order_by("pk")}
    return tuple(
        ToCountersign(
            report_id=one.pk,
            person=one.person.name,
            team=one.person.team.name if one.person.team else "",
            day=one.day,
            signed_by=signed[one.pk].by.name,
            comment=signed[one.pk].comment,
            signed_at=signed[one.pk].at,
            on_behalf_of="" if one.countersigner_id == reader.pk else one.countersigner.name,
        )
        for one in reports
        if one.pk in signed
    )
