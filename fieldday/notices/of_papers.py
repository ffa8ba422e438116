"""What events on plans and reports are to whom: the author, whoever signed, whoever is asked to countersign."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from fieldday.notices.giving import News
from fieldday.trail.models import Event
from fieldday.visits.models import DailyReport, Judgement, Plan, SignOff

WHY = "whose paper an event is about"
MOST_QUOTED = 300  # characters of what somebody wrote
TO_AUTHOR = {
    "visits.plan.approved": "plan_approved",
    "visits.plan.returned": "plan_returned",
    "visits.report.signed": "report_signed",
    "visits.report.returned": "report_returned",
    "visits.report.reopened": "report_returned",
}
TO_SIGNER = frozenset({"visits.report.answered", "visits.report.remarked"})
PAPERS = frozenset(TO_AUTHOR) | TO_SIGNER


@dataclass(frozen=True)
class _Known:
    """What the papers of some events are: their rows, who signed them last, how many visits were asked about."""

    papers: Mapping[str, Any]
    signers: Mapping[str, tuple[int, int | None]]
    questions: Mapping[str, int]


def news_of_papers(events: Sequence[Event]) -> Iterator[News]:
    """The news in some events; four queries. Nobody is told of what he did himself."""
    if not events:
        return
    known = _known(events)
    for event in events:
        paper = known.papers.get(event.noun_id)
        if paper is None:
            continue
        for one in _told(event, paper, known):
            if one.person_id != event.by_id:
                yield one


def _told(event: Event, paper: Any, known: _Known) -> Iterator[News]:
    params: dict[str, Any] = {"by": event.by_id, "day": paper.day, "person": paper.person_id}
    if comment := str(event.changes.get("comment", "")):
        params["quote"] = comment[:MOST_QUOTED]
    if kind := TO_AUTHOR.get(event.verb):
        if event.verb == "visits.report.signed":
            params["questions"] = known.questions.get(event.noun_id, 0)
        yield _news(event, paper.person_id, kind, {**params, "act": event.verb.rsplit(".", 1)[1]})
    if event.verb == "visits.report.signed" and paper.countersigner_id and not paper.countersigned_at:
        yield _news(event, paper.countersigner_id, "countersign", params)
    if event.verb in TO_SIGNER:
        for person in {one for one in known.signers.get(event.noun_id, ()) if one}:
            yield _news(event, person, "report_answered", {**params, "act": event.verb.rsplit(".", 1)[1]})


def _news(event: Event, person: int, kind: str, params: Mapping[str, Any]) -> News:
    key = f"{kind}:{event.seal_no}"
    return News(person, key, kind, event.at, params, noun=event.noun, noun_id=event.noun_id)


def _known(events: Sequence[Event]) -> _Known:
    plans = {event.noun_id for event in events if event.noun == "visits.plan"}
    reports = {event.noun_id for event in events if event.noun == "visits.dailyreport"}
    papers: dict[str, Any] = {str(one.pk): one for one in Plan.objects.unscoped(WHY).filter(pk__in=plans)}
    rows = DailyReport.objects.unscoped(WHY).filter(pk__in=reports).defer("frozen", "reflections")
    papers |= {str(one.pk): one for one in rows}
    asked = Judgement.objects.unscoped(WHY).filter(report__in=reports, says="question")
    counted = asked.order_by().values_list("report_id").annotate(Count("pk"))
    return _Known(papers, _signers(reports), {str(pk): count for pk, count in counted})


def _signers(reports: set[str]) -> dict[str, tuple[int, int | None]]:
    """{report: (who signed last, on whose behalf)}."""
    rows = SignOff.objects.unscoped(WHY).filter(report__in=reports, act="signed").order_by("pk")
    return {str(pk): (by, behalf) for pk, by, behalf in rows.values_list("report_id", "by_id", "on_behalf_of_id")}
