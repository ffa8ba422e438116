"""The fields of a plan and a report in words, for addenda and for versions side by side."""

from typing import Any

from django.utils.translation import gettext_lazy as _

FIELDS: dict[str, Any] = {
    "": _("Row"),
    "ordered": _("Orders"),
    "collected": _("Collections"),
    "lines": _("Order lines"),
    "results": _("Results"),
    "purposes": _("Purposes"),
    "summary": _("What was said"),
    "next_step": _("Next step"),
    "next_step_on": _("Next step on"),
    "notes": _("Market information"),
    "arrived_at": _("Arrived"),
    "left_at": _("Departed"),
    "shut": _("Found it shut"),
    "met_in_charge": _("Met the person in charge"),
    "met": _("Whom one met"),
    "channel": _("Kind of contact"),
    "companions": _("Joint visit"),
    "photos": _("Photos"),
    "account_id": _("Customer"),
    "starts_at": _("Time"),
    "objective": _("Objective"),
    "expected_order": _("Expected order"),
    "expected_collection": _("Expected collection"),
    "companion": _("Joint visit"),
    "outcome": _("What became of it"),
    "reason": _("Reason"),
    "reason_note": _("In one's own words"),
    "judgement": _("Judgement"),
    "reflections": _("Reflections"),
    "note": _("Note"),
    "month_ordered": _("Orders of the month so far"),
    "month_collected": _("Collections of the month so far"),
    "order_target": _("Order target of the month"),
    "collection_target": _("Collection target of the month"),
    "amount": _("Amount"),
    "kind": _("Kind"),
    "started_at": _("Start"),
    "ended_at": _("End"),
}
LISTS: dict[str, Any] = {"visits": _("Visit"), "stops": _("Stop"), "expenses": _("Expense")}
# A report's sections of what was heard, by what the kind of note counts as.
HEARD: dict[str, Any] = {
    "complaint": _("Complaints"),
    "competitor": _("Competitors"),
    "opinion": _("Customers' opinions"),
    "news": _("News of customers"),
}
WORDS: dict[str, Any] = {
    "visited": _("Visited"),
    "shut": _("Found it shut"),
    "missed": _("Not visited"),
    "open": _("Not visited"),
    "visit": _("In person"),
    "phone": _("By phone"),
    "line": _("By LINE"),
    "good": _("Well done"),
    "discuss": _("To discuss"),
    "question": _("A question"),
}
