"""What a day's report is warned of before it is sent, and what its sender knew when he sent it all the same."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from fieldday.kit import clock
from fieldday.people.questions.company import the_company
from fieldday.rules.report_warnings import SentFacts, warnings_of
from fieldday.rules.verdict import Reason, Verdict
from fieldday.visits.models import DailyReport
from fieldday.visits.questions.codes import the_codes
from fieldday.visits.questions.day import DayFacts, StopFact, VisitFact
from fieldday.visits.questions.deadlines import report_due
from fieldday.visits.questions.expenses import ExpenseFact

EARLIER_REPORTS = 10  # how many of the person's reports a copy is looked for in


def warned_of(facts: DayFacts, reflections: str, *, at: datetime) -> Verdict:
    """What the report of this day, sent `at`, is warned of, the gravest first."""
    return warnings_of(as_sent(facts, reflections, at=at))


def known_of(report: DailyReport, facts: DayFacts, reflections: str) -> tuple[Reason, ...]:
    """The warnings that a report was sent with, as they stood; by their code alone where they no longer say more."""
    sent_at = report.handed_in_at
    if not report.accepted or not sent_at:
        return ()
    before = replace(facts, visits=tuple(_before(visit, sent_at) for visit in facts.visits))
    said = {one.code: one for one in warned_of(before, reflections, at=sent_at).reasons}
    return tuple(said.get(code) or Reason(code.replace(".warning.", ".warned.")) for code in report.accepted)


def _before(visit: VisitFact, sent_at: datetime) -> VisitFact:
    """The visit as it was before sending ended it."""
    return replace(visit, left_at=None) if visit.left_at == sent_at else visit


def as_sent(facts: DayFacts, reflections: str, *, at: datetime) -> SentFacts:
    """The day as the rule of warnings wants it, when its report is sent `at`. At most four queries."""
    done = facts.actuals
    return SentFacts(
        at=at,
        due=report_due(facts.day, the_company(), facts.later),
        visits=done.visited,
        effective=done.effective,
        without_word=_names(without_word(facts)),
        still_open=_names(still_open(facts, at)),
        silent=_names(silent(facts)),
        unexplained=tuple(stop.name for stop in unexplained(facts)),
        unproven=_names(unproven(facts)),
        over_limit=_kinds(one for one in facts.expenses if one.over),
        without_receipt=_kinds(one for one in facts.expenses if one.without_receipt),
        begun_not_ended=facts.started_at is not None and facts.ended_at is None,
        reflections=reflections,
        earlier=_earlier(facts),
    )


def without_word(facts: DayFacts) -> tuple[VisitFact, ...]:
    """One's own visits and calls of which neither a result nor a word is kept."""
    return tuple(one for one in _own(facts) if not one.shut and not one.results and not one.summary)


def still_open(facts: DayFacts, at: datetime) -> tuple[VisitFact, ...]:
    """Visits that nobody has ended, on the day itself: sending `at` ends them."""
    if facts.day != clock.local_day(at):
        return ()
    return tuple(one for one in _own(facts) if one.in_person and one.left_at is None)


def silent(facts: DayFacts) -> tuple[VisitFact, ...]:
    """Visits of which the plan expected money, that brought none, and of which a result is kept, but no word."""
    wanted = {stop.id for stop in facts.stops if stop.expected_order or stop.expected_collection}
    none = (one for one in _own(facts) if one.stop_id in wanted and not one.ordered and not one.collected)
    return tuple(one for one in none if not one.shut and one.results and not one.summary)


def unexplained(facts: DayFacts) -> tuple[StopFact, ...]:
    """Planned stops that nobody went to, and no reason says why."""
    return tuple(stop for stop in facts.stops if stop.outcome == "open")


def unproven(facts: DayFacts) -> tuple[VisitFact, ...]:
    """What one found shut 撲空 out of the arrival's radius, or nobody knows where, and of which no photo is kept."""
    return tuple(one for one in _own(facts) if one.shut and not one.proven)


def _own(facts: DayFacts) -> Iterable[VisitFact]:
    return (visit for visit in facts.visits if not visit.joined)


def _names(visits: Iterable[VisitFact]) -> tuple[str, ...]:
    return tuple(visit.account for visit in visits)


def _kinds(expenses: Iterable[ExpenseFact]) -> tuple[str, ...]:
    """Expenses by the word for their kind, in the reader's language."""
    found = [one.kind for one in expenses]
    words = the_codes().expense if found else {}
    return tuple(words.get(kind, kind) for kind in found)


def _earlier(facts: DayFacts) -> tuple[str, ...]:
    rows = DailyReport.objects.unscoped("earlier reports of the author of a report that was found in sight")
    rows = rows.filter(person_id=facts.person_id, day__lt=facts.day).exclude(status="draft").exclude(reflections="")
    return tuple(rows.order_by("-day").values_list("reflections", flat=True)[:EARLIER_REPORTS])
