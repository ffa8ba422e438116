"""What the visits of a day heard, in the sections of the daily report: complaints, competitors, opinions, news of
customers, their needs and habits."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from fieldday.visits.questions.day import DayFacts, VisitFact

SECTIONS = {  # what a note counts as → the section it stands in, in the report's order
    "complaint": "complaint",
    "competitor": "competitor",
    "opinion": "opinion",
    "news": "news",
    "need": "need",
    "habit": "need",
}
OTHER = "other"


@dataclass(frozen=True)
class Heard:
    """One thing heard at a customer's: the code of its note, or of the `result` where a complaint was worked on."""

    account: str
    visit_id: UUID
    note: str
    result: str
    text: str


def heard_in_sections(facts: DayFacts) -> tuple[tuple[str, tuple[Heard, ...]], ...]:
    """(section, what was heard) in the report's order; sections of which nothing was heard are left out."""
    found: dict[str, list[Heard]] = {section: [] for section in (*SECTIONS.values(), OTHER)}
    for visit in facts.visits:
        for section, one in _heard_at(visit):
            found[section].append(one)
    return tuple((section, tuple(rows)) for section, rows in found.items() if rows)


def _heard_at(visit: VisitFact) -> Iterator[tuple[str, Heard]]:
    counted = visit.heard or ("",) * len(visit.notes)
    sections = [SECTIONS.get(heard, OTHER) for heard in counted]
    for section, (code, text) in zip(sections, visit.notes, strict=False):
        yield section, Heard(visit.account, visit.id, code, "", text)
    if "complaint" in visit.outcomes and "complaint" not in sections:
        worked_on = dict(zip(visit.outcomes, visit.results, strict=False))["complaint"]
        yield "complaint", Heard(visit.account, visit.id, "", worked_on, visit.summary)
