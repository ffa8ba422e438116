"""What is worth a second look before a daily report is sent. Nothing here refuses: a rep may know why, say that he has
read it, and send; what he accepted is signed with the report and shown to the superior."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection, Iterator

from fieldday.rules.punctuality import apart
from fieldday.rules.text import fold
from fieldday.rules.verdict import Reason, Verdict

EARLY_HOURS, LATE_HOURS = 8, 12
SHORTEST_COPY = 8  # letters and digits; shorter reflections may well be the same
ONE_HOUR = datetime.timedelta(hours=1)

CODES: tuple[str, ...] = (
    "visits.warning.nothing_effective",
    "visits.warning.visit_without_word",
    "visits.warning.visit_open",
    "visits.warning.nothing_brought",
    "visits.warning.missed_unexplained",
    "visits.warning.shut_unproven",
    "visits.warning.expense_over_limit",
    "visits.warning.expense_without_receipt",
    "visits.warning.early",
    "visits.warning.late",
    "visits.warning.copied",
    "visits.warning.day_not_ended",
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class SentFacts:
    """A report as it is about to be sent, at ``at``; ``due`` is its deadline.

    Names are of customers; ``earlier`` are the reflections of the person's last reports.
    """

    at: datetime.datetime
    due: datetime.datetime
    visits: int = 0  # in person, what was found shut apart
    effective: int = 0
    without_word: tuple[str, ...] = ()  # visits with neither result nor summary
    still_open: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()  # visited, expected money of, brought none, and no word of it
    unexplained: tuple[str, ...] = ()
    unproven: tuple[str, ...] = ()  # found shut, neither in place nor with a photo
    over_limit: tuple[str, ...] = ()  # expenses by their kind
    without_receipt: tuple[str, ...] = ()
    begun_not_ended: bool = False
    reflections: str = ""
    earlier: Collection[str] = ()


def warnings_of(facts: SentFacts) -> Verdict:
    """Every warning, the gravest first; fine when there is none."""
    return Verdict(tuple(_warnings(facts)))


def unread(facts: SentFacts, accepted: Collection[str]) -> Verdict:
    """The warnings that were not accepted knowingly."""
    return Verdict(tuple(one for one in warnings_of(facts).reasons if one.code not in accepted))


def _warnings(facts: SentFacts) -> Iterator[Reason]:
    if facts.visits and not facts.effective:
        yield Reason("visits.warning.nothing_effective", {"count": facts.visits})
    naming = {
        "missed_unexplained": facts.unexplained,
        "shut_unproven": facts.unproven,
        "visit_without_word": facts.without_word,
        "nothing_brought": facts.silent,
        "visit_open": facts.still_open,
        "expense_over_limit": facts.over_limit,
        "expense_without_receipt": facts.without_receipt,
    }
    yield from (_named(f"visits.warning.{code}", names) for code, names in naming.items() if names)
    if facts.begun_not_ended:
        yield Reason("visits.warning.day_not_ended")
    if copied(facts.reflections, facts.earlier):
        yield Reason("visits.warning.copied")
    yield from _hours(facts)


def copied(reflections: str, earlier: Collection[str]) -> bool:
    """Whether reflections say what an earlier day's said, blanks and punctuation apart."""
    said = fold(reflections)
    return len(said) >= SHORTEST_COPY and any(said == fold(other) for other in earlier)


def _hours(facts: SentFacts) -> Iterator[Reason]:
    early, late = apart(facts.due, facts.at), apart(facts.at, facts.due)
    if early > EARLY_HOURS * ONE_HOUR:
        yield Reason("visits.warning.early", {"hours": early // ONE_HOUR})
    if late > LATE_HOURS * ONE_HOUR:
        yield Reason("visits.warning.late", {"hours": late // ONE_HOUR})


def _named(code: str, names: tuple[str, ...]) -> Reason:
    """The reason with how many there are and the first three by name."""
    shown = "、".join(dict.fromkeys(names[:3])) + (" …" if len(names) > 3 else "")
    return Reason(code, {"count": len(names), "names": shown})
