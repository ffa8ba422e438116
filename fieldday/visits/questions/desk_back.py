"""What comes back to a desk besides papers to sign: answers and remarks not read yet, reports to countersign."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fieldday.kit.prepared import prepared
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
    for report, person_id, person, day, act, by, text, at in _unseen(reader.pk, people):
        found[report] = Answered(report, person, day, act, by, text, at, behalf.get(person_id, ""))
    return tuple(found.values())[:MOST]


@prepared
def _unseen(reader: int, people: Collection[int]) -> Any:
    """(report, its person) and what `Answered` tells."""
    told = ("report__person__name", "report__day", "act", "by__name", "comment", "at")
    return unseen(reader, people).order_by("pk").values_list("report_id", "report__person_id", *told)


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
    reports = _to_countersign(reader.pk, sight.eyes(reader))
    signed = {row.report_id: row for row in _signatures([one.pk for one in reports])} if reports else {}
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


@prepared
def _to_countersign(reader: int, eyes: Collection[int]) -> Any:
    rows = asked_to_countersign(reader, eyes).select_related("person__team", "countersigner")
    return rows.defer("frozen").order_by("day", "pk")[:MOST]


@prepared
def _signatures(reports: Collection[UUID]) -> Any:
    acts = SignOff.objects.unscoped(ASKED).filter(report_id__among=reports, act="signed")
    return acts.select_related("by").defer("content").order_by("pk")
