"""Codes in words of what happens after the approval: changes of a plan, countersignatures, answers that were read."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "visits.plan.not_approved": _("This plan is not approved: change it on its own page and send it."),
        "visits.stop.added": _("added a stop to an approved plan"),
        "visits.stop.cancelled": _("cancelled a stop of an approved plan"),
        "visits.stop.moved": _("moved a stop of an approved plan"),
        "visits.stop.already_cancelled": _("This stop was cancelled already. Visit it, and it counts all the same."),
        "visits.change.without_reason": _("Choose a reason from the list."),
        "visits.change.without_place": _("Choose a customer or an area."),
        "visits.change.unknown_place": _("This is a customer or an area that you cannot see. Choose another."),
        "visits.change.without_time": _("Say at what time."),
        "visits.change.same_hour": _("The stop stands at {time} already."),
        "visits.change.time_taken": _("{name} stands at {time} already. Choose another time."),
        "visits.change.without_purpose": _("Choose at least one purpose."),
        "visits.change.negative_amount": _("An expected amount cannot be below zero."),
        "visits.change.unreadable": _("{value} cannot be read. Write a time as 09:30 and an amount in figures."),
        "visits.change.note_too_long": _("These words have {many} characters; {limit} fit."),
        "visits.report.countersigned": _("countersigned a report"),
        "visits.report.remarked": _("remarked on a report instead of countersigning it yet"),
        "visits.answer.seen": _("read what was answered"),
        "visits.countersign.not_asked": _("This report does not wait for your countersignature."),
        "visits.countersign.done": _("This report has been countersigned already."),
        "visits.judgement.question_without_words": _("Write what you ask: a question needs words."),
        "visits.judgement.too_long": _("A word on a visit has at most {limit} characters; these are {many}."),
        # what a superior looks at first on a report
        "visits.look.changed": _("Changed after approval: {names}"),
        "visits.look.big_orders": _("Orders {brought}, usually {usual} a day"),
        "visits.look.big_collections": _("Collections {brought}, usually {usual} a day"),
        "visits.look.first_big_order": _("First order of {name}: {amount}"),
        "visits.look.first_visit": _("First visit: {names}"),
        "visits.look.accepted": _("Sent with {count} warnings he knew of"),
    }
)
