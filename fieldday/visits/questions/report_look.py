"""What on a day's report asks for a second look, from the facts of the day."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from fieldday.kit.prepared import prepared
from fieldday.rules.attention import ReportFacts
from fieldday.visits.models import DailyReport, SignOff
from fieldday.visits.questions.codes import Codes
from fieldday.visits.questions.day import DayFacts, StopFact, VisitFact
from fieldday.visits.questions.report_known import Known


def report_facts(
    facts: DayFacts, late: int, returned: bool, *, known: Known, codes: Codes, accepted: Collection[str] = ()
) -> ReportFacts:
    """The day as the rule wants it; `late` in minutes, `accepted` the codes of the warnings sent with all the same."""
    done, told = facts.actuals, facts.told
    return ReportFacts(
        late_minutes=late,
        returned_before=returned,
        planned=bool(facts.stops),
        visits=done.visited,
        effective=done.effective,
        shut=done.shut,
        unproven=told.unproven,
        missed=told.missed,
        unexplained=sum(stop.outcome == "open" and not stop.added for stop in facts.stops),
        unplanned=done.unplanned,
        without_purpose=sum(not visit.purposes and not visit.shut for visit in facts.visits if visit.in_person),
        out_of_range=sum(visit.where == "out_of_range" for visit in facts.visits),
        complaints=sum("complaint" in {kind, heard} for visit in facts.visits for kind, heard in _heard(visit)),
        expected=done.ordered_expected + done.collected_expected,
        brought=done.ordered_actual + done.collected_actual,
        changed=tuple(_changed(stop, codes) for stop in facts.changed),
        accepted=len(accepted),
        first_visits=known.first_visits,
        ordered=done.ordered_actual,
        collected=done.collected_actual,
        usual_ordered=known.usual_ordered,
        usual_collected=known.usual_collected,
        days_before=known.days_before,
        first_order=known.first_order,
    )


def _heard(visit: VisitFact) -> Iterator[tuple[str, str]]:
    """(code, what it counts as) of each note."""
    heard = visit.heard or ("",) * len(visit.notes)
    return ((kind, counts) for (kind, _text), counts in zip(visit.notes, heard, strict=False))


def _changed(stop: StopFact, codes: Codes) -> str:
    """A changed stop with why, in the reader's words: 晨光商行（緊急客訴）."""
    last = stop.changes[-1]
    return gettext("%(name)s (%(why)s)") % {"name": stop.name, "why": codes.reason.get(last.reason, last.reason)}


@prepared
def _acts(reports: Collection[UUID]) -> Any:
    rows = SignOff.objects.unscoped("the acts on reports that were found in sight")
    rows = rows.filter(report_id__among=reports, act__in=("sent", "returned", "reopened")).order_by("pk")
    return rows.values_list("report_id", "act", "at")


def returned_before(reports: Sequence[DailyReport]) -> dict[UUID, datetime | None]:
    """The reports among these that were returned, or opened again, at least once. One that had been signed and was
    opened again, with when it had come then: a second look at what was accepted makes nobody late. One query."""
    came: dict[UUID, datetime] = {}
    given_back: dict[UUID, datetime | None] = {}
    for report, act, at in _acts([one.pk for one in reports]) if reports else ():
        if act == "sent":
            came[report] = at
        else:
            given_back[report] = given_back.get(report) or (came.get(report) if act == "reopened" else None)
    return given_back
