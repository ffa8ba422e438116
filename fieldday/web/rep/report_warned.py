"""What a report is warned of, as the screen asks about it: the reason, what to do, and where to mend it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import say
from fieldday.visits.questions.day import DayFacts, VisitFact
from fieldday.visits.questions.report_warned import silent, still_open, unproven, warned_of, without_word

PREFIX = "visits.warning."
WORDS_FIELD = "#id-reflections"
WHAT_TO_DO: dict[str, Any] = {
    "nothing_effective": _("If something came of a visit after all, add its result, its order or an agreed next step."),
    "missed_unexplained": _("Choose a reason for each below."),
    "shut_unproven": _("Add a photo of the closed door to it, if you have one."),
    "visit_without_word": _("Add the result, or a sentence on the talk."),
    "nothing_brought": _("Write a sentence on why, at the visit."),
    "visit_open": _("If you are still there, finish recording first."),
    "expense_over_limit": _("Check the amount, or write what it was for."),
    "expense_without_receipt": _("Take a photo of the receipt, or write why there is none."),
    "day_not_ended": _("Tap “End work”, if your day is over."),
    "copied": _("Write what was different about this day."),
    "early": _("If more visits are to come, save now and send in the evening."),
    "late": _("Write a word on why into the reflections."),
}
TOO_LATE_TO_END = _("It can no longer be ended. Write into the reflections when you stopped.")


@dataclass(frozen=True)
class Note:
    """One warning: its code, the sentence, what to do, and (label, address) pairs where that is done."""

    code: str
    sentence: str
    what_to_do: Any
    links: tuple[tuple[Any, str], ...]


def notes_of(facts: DayFacts, reflections: str, *, at: datetime, may_end: bool) -> tuple[Note, ...]:
    """Every warning of a day's report, were it sent `at`."""
    notes = []
    for reason in warned_of(facts, reflections, at=at).reasons:
        name = reason.code.removeprefix(PREFIX)
        what = TOO_LATE_TO_END if name == "day_not_ended" and not may_end else WHAT_TO_DO[name]
        notes.append(Note(reason.code, say(reason), what, _links(name, facts, at, may_end)))
    return tuple(notes)


def _links(name: str, facts: DayFacts, at: datetime, may_end: bool) -> tuple[tuple[Any, str], ...]:
    visits = {
        "nothing_effective": [one for one in facts.visits if one.in_person and not one.shut and not one.joined],
        "visit_without_word": without_word(facts),
        "nothing_brought": silent(facts),
        "visit_open": still_open(facts, at),
        "shut_unproven": unproven(facts),
    }
    if name in visits:
        return tuple(_visit(one) for one in visits[name])
    if name in {"expense_over_limit", "expense_without_receipt"}:
        return ((_("Expenses"), reverse("day-expenses", args=[facts.day])),)
    if name == "day_not_ended" and may_end:
        return ((_("Attendance"), "#attendance"),)
    return {
        "missed_unexplained": ((_("Why not visited"), "#missed"),),
        "early": (),
    }.get(name, ((_("Reflections"), WORDS_FIELD),))


def _visit(visit: VisitFact) -> tuple[str, str]:
    return visit.account, reverse("visit", args=[visit.id])
