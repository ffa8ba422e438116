"""States and roles as a page shows them: a word, a shape and what the colour means."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class State:
    """A state's word, its icon and its tone (plain, good, wait, bad, info)."""

    word: Any
    icon: str
    tone: str


STATES: dict[tuple[str, str], State] = {
    ("plan", "none"): State(_("No plan"), "circle-dashed", "plain"),
    ("plan", "draft"): State(_("Draft"), "pencil", "plain"),
    ("plan", "submitted"): State(_("Waiting for approval"), "hourglass", "wait"),
    ("plan", "approved"): State(_("Approved"), "circle-check", "good"),
    ("plan", "returned"): State(_("Returned"), "arrow-back-up", "bad"),
    ("report", "none"): State(_("Not written"), "circle-dashed", "plain"),
    ("report", "draft"): State(_("Draft"), "pencil", "plain"),
    ("report", "sent"): State(_("Waiting for signature"), "hourglass", "wait"),
    ("report", "returned"): State(_("Returned"), "arrow-back-up", "bad"),
    ("report", "signed"): State(_("Signed"), "writing-sign", "good"),
    ("stop", "planned"): State(_("To visit"), "circle", "plain"),
    ("stop", "next"): State(_("Next stop"), "player-play", "info"),
    ("stop", "here"): State(_("Visiting"), "map-pin", "info"),
    ("stop", "done"): State(_("Visited"), "circle-check", "good"),
    ("stop", "shut"): State(_("Found it shut"), "door-off", "wait"),
    ("stop", "unproven"): State(_("Found it shut, no proof"), "door-off", "bad"),
    ("stop", "missed"): State(_("Not visited"), "circle-x", "bad"),
    ("stop", "cancelled"): State(_("Cancelled"), "circle-x", "wait"),
    ("stop", "added"): State(_("Added after approval"), "plus", "wait"),
    ("stop", "unplanned"): State(_("Not planned"), "plus", "info"),
    ("stop", "phone"): State(_("Phone contact"), "phone", "plain"),
    ("stop", "line"): State(_("LINE contact"), "message", "plain"),
    ("photo", "shelf"): State(_("Shelf"), "table", "plain"),
    ("photo", "display"): State(_("Display"), "package", "plain"),
    ("photo", "receipt"): State(_("Receipt"), "receipt", "plain"),
    ("photo", "other"): State(_("Something else"), "camera", "plain"),
    ("where", "verified"): State(_("Location verified"), "map-pin-check", "good"),
    ("where", "out_of_range"): State(_("Out of range"), "map-pin-off", "wait"),
    ("where", "unverifiable"): State(_("Location not verifiable"), "map-pin-off", "plain"),
    ("absence", "leave"): State(_("On leave"), "calendar-off", "info"),
    ("absence", "trip"): State(_("On a trip"), "briefcase", "info"),
    ("absence", "training"): State(_("In training"), "school", "info"),
    ("judgement", "good"): State(_("Well done"), "thumb-up", "good"),
    ("judgement", "discuss"): State(_("To discuss"), "messages", "wait"),
    ("judgement", "question"): State(_("A question"), "question-mark", "info"),
    ("hand_over", "waiting"): State(_("Waits for its day"), "hourglass", "wait"),
    ("hand_over", "done"): State(_("Handed over"), "circle-check", "good"),
    ("hand_over", "cancelled"): State(_("Called off"), "circle-x", "plain"),
    ("hand_over", "undoing"): State(_("Being taken back"), "hourglass", "wait"),
    ("hand_over", "undone"): State(_("Taken back"), "arrow-back-up", "plain"),
    ("hand_over", "failed"): State(_("Not done"), "alert-triangle", "bad"),
    ("account", "prospect"): State(_("Prospect"), "star", "info"),
    ("account", "active"): State(_("Active"), "circle-check", "good"),
    ("account", "dormant"): State(_("Dormant"), "moon", "wait"),
    ("account", "lost"): State(_("Lost"), "trending-down", "bad"),
    ("account", "let_go"): State(_("Let go"), "door-exit", "plain"),
    ("kind", "company"): State(_("Company"), "building", "plain"),
    ("kind", "shop"): State(_("Shop"), "building-store", "plain"),
    ("kind", "dealer"): State(_("Dealer"), "truck-delivery", "plain"),
    ("kind", "person"): State(_("Private person"), "user", "plain"),
}

# Words without a shape, by what they are of.
WORDS: dict[str, dict[str, Any]] = {
    "refused": {
        "phone": _("no telephone calls"),
        "sms": _("no SMS"),
        "email": _("no e-mail"),
        "line": _("no LINE"),
        "post": _("no post"),
        "all": _("no contact at all"),
    },
    "role_there": {
        "owner": _("Owner"),
        "decides": _("Decides"),
        "buys": _("Buys"),
        "pays": _("Pays the bills"),
        "receives": _("Takes the goods in"),
        "uses": _("Uses the goods"),
        "other": _("Something else"),
    },
}

ROLES: dict[str, Any] = {
    "rep": _("Salesperson"),
    "supervisor": _("Supervisor"),
    "manager": _("Regional manager"),
    "director": _("Director"),
    "assistant": _("Sales assistant"),
    "administrator": _("Administrator"),
    "auditor": _("Auditor"),
}


def state(kind: str, value: str) -> State:
    """How a state is shown; one that is not listed is shown as its own word."""
    return STATES.get((kind, value)) or State(value, "circle", "plain")


def state_word(kind: str, code: str) -> str:
    """A state's word in the active language, for what is written outside a page."""
    words = WORDS.get(kind)
    return str(words.get(code, code)) if words else str(state(kind, code).word)
