"""The visits room's codes in words."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "visits.deadline.late": _("It was sent {minutes} after the deadline."),
        "visits.deadline.not_sent": _("It is {minutes} past the deadline. Send it now."),
        "visits.plan.not_sent": _("This plan has not been sent yet."),
        "visits.plan.already_sent": _("This plan has been sent already."),
        "visits.plan.awaits_approval": _("This plan lies with the supervisor. Withdraw it first to change it."),
        "visits.plan.already_returned": _("This plan has been returned already. It comes back when it is sent again."),
        "visits.plan.already_approved": _("This plan has been approved already."),
        "visits.plan.author_left": _(
            "His last day was {day}: a plan for a later day is not approved. Return it, and it leaves the desk."
        ),
        "visits.report.author_left": _(
            "{name} has left, so nobody could send it again. Sign it, and write what is missing into the comment."
        ),
        "visits.plan.fixed_by_approval": _(
            "An approved plan is not edited any more: add, cancel or move a stop, with the reason."
        ),
        "visits.plan.in_the_past": _("A plan cannot be made for a day gone by."),
        "visits.plan.too_far_ahead": _("A plan can be made at most {limit} days ahead."),
        "visits.plan.too_many_stops": _("A day holds at most {limit} stops; this plan has {count}."),
        "visits.plan.without_stops": _("Add at least one stop before you send the plan."),
        "visits.plan.changed_meanwhile": _("This plan was changed meanwhile. Open it again to see what holds now."),
        "visits.stop.same_time": _("Stop {position} is at {time}, like stop {other}. Change one of the times."),
        "visits.stop.without_place": _("Stop {position} needs a customer or an area."),
        "visits.stop.without_purpose": _("Stop {position} needs at least one purpose."),
        "visits.stop.without_time": _("Stop {position} needs a time."),
        "visits.stop.negative_amount": _("Stop {position}: an expected amount cannot be below zero."),
        "visits.plan.note_too_long": _("The note has {many} characters; at most {limit} are kept. Shorten it."),
        "visits.stop.objective_too_long": _(
            "Stop {position}: the objective has {many} characters; at most {limit} are kept. Shorten it."
        ),
        "visits.stop.unknown_companion": _("Stop {position}: choose who comes along from the list."),
        "visits.stop.unknown_place": _(
            "Stop {position} names a customer or an area that you cannot see. Choose another."
        ),
        "visits.stop.unreadable": _(
            "Stop {position}: {value} cannot be read. Write a time as 09:30 and an amount in figures."
        ),
        "visits.stop.already_visited": _("A stop that was visited cannot be taken off the plan."),
        "visits.stop.foreign_id": _("This stop belongs to another plan. Open the page again."),
        "visits.stop.other_day": _("This stop is planned for {day}. Visit it as an unplanned visit today."),
        "visits.stop.area_only": _("This stop is the area {area}. Choose the customer that you visit there."),
        "visits.stop.unknown_reason": _("Choose a reason from the list for a stop that was missed."),
        "visits.stop.missed": _("missed a planned stop"),
        "visits.signoff.own_paper": _("One does not sign one's own papers: they go to one's superior."),
        "visits.signoff.not_in_line": _("Only a superior in the line, or his deputy, signs this."),
        "visits.comment.empty": _("Write a sentence: a sign-off or a return without a comment is not possible."),
        "visits.comment.too_long": _("A comment has at most {limit} characters."),
        "visits.visit.already_arrived": _("You have arrived at {account} already. Finish that visit first."),
        "visits.visit.stop_visited": _("This stop was visited already."),
        "visits.visit.changed_meanwhile": _("This visit was changed meanwhile: what you typed is not saved yet."),
        "visits.visit.was_shut": _(
            "The place was shut: there are no results to record. Make a new visit when it is open."
        ),
        "visits.next_step.in_the_past": _("The next step's day lies before the visit."),
        "visits.next_step.without_words": _("Say what the next step is."),
        "visits.result.unknown": _("Choose results from the list."),
        "visits.note.unknown_kind": _("Its kind is on the list no more. Write it under another kind."),
        "visits.result.order_without_lines": _("An order was ticked: add what was ordered."),
        "visits.result.collection_without_amount": _("A payment was ticked: fill in the amount."),
        "visits.judgement.unknown": _("A judgement is good, to discuss, or a question, on a visit of this day."),
        "visits.prospect.alike": _(
            "{name} is written down already. Is it that customer? If it is another one of the same name, say so."
        ),
        "visits.clock.corrected": _("The phone's clock is {minutes} off. The time was corrected by that."),
        "visits.clock.off": _("The phone's clock is {minutes} off. The time of arrival is the server's."),
        "visits.arrival.without_location": _("Location not shared: the arrival counts all the same."),
        "visits.arrival.place_unknown": _("The customer has no coordinates yet, so the place could not be compared."),
        "visits.arrival.inaccurate": _("The location was too inaccurate to compare (over {limit} m)."),
        "visits.arrival.out_of_range": _("The arrival was {distance} m from the customer."),
        "visits.effective.not_in_person": _("Not a visit in person."),
        "visits.effective.found_shut": _("The place was shut."),
        "visits.effective.not_in_charge": _("The person in charge was not met."),
        "visits.effective.without_purpose": _("No purpose was chosen."),
        "visits.effective.next_step_without_date": _("The next step has no agreed date."),
        "visits.effective.market_info_unasked": _(
            "Market information counts only where market research was the purpose."
        ),
        "visits.effective.without_outcome": _("No outcome that can be checked."),
        "visits.report.not_sent": _("This report has not been sent yet."),
        "visits.report.not_signed": _("This report is not signed yet."),
        "visits.report.already_sent": _("This report has been sent already."),
        "visits.report.awaits_signature": _(
            "The day's report lies with the supervisor. Withdraw it first to change the day."
        ),
        "visits.report.already_returned": _(
            "This report has been returned already. It comes back when it is sent again."
        ),
        "visits.report.already_signed": _("This report has been signed already."),
        "visits.report.fixed_by_signature": _("The day's report is signed: the day is closed."),
        "visits.report.changed_meanwhile": _("This report was changed meanwhile. Open it again to see what holds now."),
        "visits.report.facts_changed": _(
            "Facts of this day changed while you were reading. Read the report again, then sign."
        ),
        "visits.report.in_the_future": _("A report cannot be written for a day to come."),
        "visits.report.without_visits": _(
            "There is no visit on this day. Write in your reflections what the day was for, then send."
        ),
        "visits.plan.saved": _("saved a plan"),
        "visits.plan.submitted": _("sent a plan"),
        "visits.plan.withdrawn": _("withdrew a plan"),
        "visits.plan.approved": _("approved a plan"),
        "visits.plan.returned": _("returned a plan"),
        "visits.visit.arrived": _("arrived"),
        "visits.visit.found_shut": _("found it shut"),
        "visits.visit.recorded": _("recorded a visit"),
        "visits.visit.left": _("left"),
        "visits.report.saved": _("saved a report"),
        "visits.report.sent": _("sent a report"),
        "visits.report.withdrawn": _("withdrew a report"),
        "visits.report.returned": _("returned a report"),
        "visits.report.signed": _("signed a report"),
        "visits.report.answered": _("answered a report"),
        "visits.report.reopened": _("opened a signed report again"),
        # the chain of a paper
        "visits.chain.altered": _("What was signed here was changed afterwards."),
        "visits.chain.cut": _("This act does not follow the act before it: one was taken out, put in or changed."),
        "visits.chain.impossible": _("This act is not possible where it stands."),
        "visits.chain.wrong_state": _("The paper's state is not the one that its acts lead to."),
        "visits.chain.frozen_differs": _("The frozen figures are not those that were signed."),
        "visits.chain.judged_differs": _("The judgements are not those that were signed."),
        "visits.chain.stops_differ": _("The stops are not those that were sent or approved."),
        "visits.chain.plan_unknown": _("The plan that this report was sent with has lost an act."),
        "visits.chain.plan_earlier": _("The plan was changed unseen before this report was sent."),
        "visits.chain.act_missing": _("The trail knows an act on this paper that is gone."),
        "visits.chain.untraced": _("A signed fact reads otherwise, and the trail does not know why."),
        # what a superior looks at first
        "visits.look.not_his": _("{count} customers of somebody else: {names}"),
        "visits.look.big_money": _("Expects {expected}, usually {usual}"),
        "visits.look.left": _("Has left"),
        "visits.look.day_over": _("The day is over"),
        "visits.look.late": _("Sent {minutes} late"),
        "visits.look.sent_again": _("Sent again after a return"),
        "visits.look.no_visit": _("No visit at all"),
        "visits.look.nothing_effective": _("{count} visits, none effective"),
        "visits.look.complaint": _("Dealer's complaints: {count}"),
        "visits.look.unexplained": _("Stops missed without a reason: {count}"),
        "visits.look.missed": _("Stops missed: {count}"),
        "visits.look.unproven": _("{count} found shut without proof, not counted as carried out"),
        "visits.look.nothing_brought": _("Expected {expected}, brought nothing"),
        "visits.look.far_below": _("Only {per_cent} % of the expected {expected}"),
        "visits.look.without_plan": _("Without a plan"),
        "visits.look.out_of_range": _("Arrivals out of range: {count}"),
        "visits.look.without_purpose": _("Visits without a purpose: {count}"),
        "visits.look.shut": _("{count} found shut"),
        "visits.look.unplanned": _("Unplanned visits: {count}"),
        # the office's lists
        "visits.code.added": _("added an entry to a list"),
        "visits.code.changed": _("changed an entry of a list"),
        "visits.code.moved": _("moved an entry of a list"),
        "visits.code.retired": _("took an entry of a list out of use"),
        "visits.code.restored": _("brought an entry of a list back"),
        "visits.code.removed": _("removed an entry of a list"),
        "visits.code.without_name": _("Write the name in Traditional Chinese."),
        "visits.code.name_taken": _("“{name}” stands in this list already."),
        "visits.code.counts_as_nothing": _("Choose what this counts as."),
        "visits.code.not_above_nothing": _("Write an amount above zero, or leave it empty."),
        "visits.code.counted_already": _(
            "This entry was used {count} times, and figures rest on what it counts as."
            " Take it out of use and add a new one instead."
        ),
        "visits.code.in_use": _(
            "“{name}” was used {count} times and cannot be deleted: past days would lose it."
            " Take it out of use instead."
        ),
        "visits.code.last_one": _("“{name}” is the last entry in use on this list. Add another one first."),
        "visits.location.expired": _("forgot where phones had been"),
    }
)
