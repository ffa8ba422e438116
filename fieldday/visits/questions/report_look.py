"""What on a day's report asks for a second look, from the facts of the day."""

from collections.abc import Sequence
from uuid import UUID

from fieldday.rules.attention import ReportFacts
from fieldday.visits.models import DailyReport, SignOff
from fieldday.visits.questions.day import DayFacts


def report_facts(facts: DayFacts, late: int, returned: bool) -> ReportFacts:
    """The day as the rule wants it; `late` in minutes."""
    done = facts.actuals
    return ReportFacts(
        late_minutes=late,
        returned_before=returned,
        planned=bool(facts.stops),
        visits=done.visited,
        effective=done.effective,
        shut=done.shut,
        missed=done.missed,
        unexplained=sum(stop.outcome == "open" for stop in facts.stops),
        unplanned=done.unplanned,
        without_purpose=sum(not visit.purposes and not visit.shut for visit in facts.visits if visit.in_person),
        out_of_range=sum(visit.where == "out_of_range" for visit in facts.visits),
        complaints=sum(kind == "complaint" for visit in facts.visits for kind, _text in visit.notes),
        expected=done.ordered_expected + done.collected_expected,
        brought=done.ordered_actual + done.collected_actual,
    )


def returned_before(reports: Sequence[DailyReport]) -> set[UUID | None]:
    """The reports among these that were returned, or opened again, at least once."""
    rows = SignOff.objects.unscoped("the acts on reports that were found in sight")
    return set(
        rows.filter(report__in=[r.pk for r in reports], act__in=("returned", "reopened")).values_list(
            "report_id", flat=True
        )
    )
