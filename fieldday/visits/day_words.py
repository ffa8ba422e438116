"""Codes in words of a day besides its visits: attendance, absences, expenses, what a report is warned of."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "visits.attendance.started": _("began the working day"),
        "visits.attendance.ended": _("ended the working day"),
        "visits.attendance.started_already": _("The day has begun already."),
        "visits.attendance.unknown_act": _("A working day is begun or ended. Open the page again and tap once more."),
        "visits.attendance.not_started": _("The day has not begun: nobody tapped, and there is no arrival to go by."),
        "visits.attendance.too_long": _("The day began more than {hours} hours ago. It cannot be ended any more."),
        "visits.absence.entered": _("entered an absence"),
        "visits.absence.cancelled": _("cancelled an absence"),
        "visits.absence.unknown_kind": _("Choose a kind of absence from the list."),
        "visits.absence.without_day": _("Choose the day on which it begins."),
        "visits.absence.unknown_part": _("Choose the whole day, the morning or the afternoon."),
        "visits.absence.ends_before": _("It ends before it begins. Check the two days."),
        "visits.absence.half_is_one_day": _("Half a day is one day: put the same day in both fields."),
        "visits.absence.too_long": _("An absence has at most {limit} days."),
        "visits.absence.too_far": _("An absence lies at most {limit} days from today."),
        "visits.absence.note_too_long": _("The note has {many} characters, and {limit} is the most."),
        "visits.absence.overlaps": _("There is an absence from {since} to {until} already. Cancel that one first."),
        "visits.absence.day_with_visits": _("There are visits on {day}: a day that was worked is no whole day off."),
        "visits.absence.day_closed": _("The report of {day} is sent or signed: that day is closed."),
        "visits.absence.stops_planned": _(
            "{count} stops are planned for these days. Say that they fall away, then enter it."
        ),
        "visits.stop.not_absent": _("Leave or training is a reason only where it has been entered for that day."),
        "visits.expense.added": _("entered an expense"),
        "visits.expense.changed": _("corrected an expense"),
        "visits.expense.removed": _("removed an expense"),
        "visits.expense.unknown_kind": _("Choose a kind of expense from the list."),
        "visits.expense.without_amount": _("Fill in the amount."),
        "visits.expense.unreadable": _("“{value}” cannot be read. Write figures, like 1,250."),
        "visits.expense.not_positive": _("An expense of {amount} is none. Fill in an amount above zero."),
        "visits.expense.absurd": _("An expense has at most {limit}. Check the number of digits."),
        "visits.expense.without_km": _("Fill in the kilometres."),
        "visits.expense.km_not_positive": _("Fill in kilometres above zero."),
        "visits.expense.km_absurd": _("One entry has at most {limit} kilometres. Check the number of digits."),
        "visits.expense.note_too_long": _("The note has {many} characters, and {limit} is the most."),
        "visits.expense.in_the_future": _("An expense cannot be entered for a day to come."),
        "visits.expense.too_old": _("An expense is entered within {limit} days. {day} is too long ago."),
        "visits.expense.other_visit": _("Choose a visit of this day, or none."),
        "visits.expense.changed_meanwhile": _(
            "This expense was changed meanwhile. What you typed stands below: compare it, then save again."
        ),
        # what a report is warned of before it is sent
        "visits.report.warned": _("Read what is noted below, say that you have, then send."),
        "visits.report.too_long": _("Reflections have at most {limit} characters; these have {many}."),
        "visits.warning.nothing_effective": _("{count} visits, and none was effective."),
        "visits.warning.visit_without_word": _("Nothing is recorded of {names}: neither a result nor a word."),
        "visits.warning.visit_open": _("A visit is still open: {names}. Sending ends it."),
        "visits.warning.nothing_brought": _("Money was expected of {names}; it brought none, and nothing says why."),
        "visits.warning.missed_unexplained": _("{count} planned stops were missed without a reason: {names}."),
        "visits.warning.expense_over_limit": _("{count} expenses are above the limit: {names}."),
        "visits.warning.expense_without_receipt": _("{count} expenses have no receipt: {names}."),
        "visits.warning.early": _("It is {hours} hours before the deadline: the day is not over yet."),
        "visits.warning.late": _("It is {hours} hours past the deadline."),
        "visits.warning.copied": _("The reflections are those of an earlier day, word for word."),
        "visits.warning.day_not_ended": _("The working day has begun and is not ended."),
        # the same in a word, of a report sent with it, where the figures are not known any more
        "visits.warned.nothing_effective": _("No effective visit"),
        "visits.warned.visit_without_word": _("A visit without result or word"),
        "visits.warned.visit_open": _("A visit was still open"),
        "visits.warned.nothing_brought": _("Expected money did not come, without a word"),
        "visits.warned.missed_unexplained": _("Stops missed without a reason"),
        "visits.warned.expense_over_limit": _("An expense above the limit"),
        "visits.warned.expense_without_receipt": _("An expense without receipt"),
        "visits.warned.early": _("Sent long before the deadline"),
        "visits.warned.late": _("Sent long after the deadline"),
        "visits.warned.copied": _("Reflections like those of an earlier day"),
        "visits.warned.day_not_ended": _("The working day was not ended"),
    },
    with_year=("visits.expense.too_old",),
)
