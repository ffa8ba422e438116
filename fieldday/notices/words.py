"""The notices room's codes in words: its sentences, its kinds, its verbs."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "notices.kind.unknown": _("There is no kind of notice “{name}”. Choose from the list."),
        "notices.notice.read": _("read a notice"),
        "notices.inbox.read": _("read all notices"),
        "notices.mail.chosen": _("chose which notices come by e-mail"),
        # sentences
        "notices.by_the_system": _("The system"),
        "notices.and_then": _(", "),
        "notices.plan_approved": _("{by} approved your plan for {day}."),
        "notices.plan_returned": _("{by} returned your plan for {day}."),
        "notices.report_signed": _("{by} signed your report of {day}."),
        "notices.report_signed_with_questions": _(
            "{by} signed your report of {day}. Visits with a question for you: {questions}."
        ),
        "notices.report_returned": _("{by} returned your report of {day}."),
        "notices.report_reopened": _("{by} opened your signed report of {day} again."),
        "notices.report_answered": _("{by} answered what was written on the report of {day}."),
        "notices.report_remarked": _("{by} sent back a remark on the report of {person}, {day}."),
        "notices.countersign": _("The report of {person}, {day}, waits for your countersignature."),
        "notices.plan_reminder": _("Your plan for {day} is due at {due} and not sent yet."),
        "notices.report_reminder": _("Your report of {day} is due at {due} and not sent yet."),
        "notices.overdue": _("Past the deadline among your people: {parts}."),
        "notices.overdue_plans": _("plans not sent {count}"),
        "notices.overdue_reports": _("reports not sent {count}"),
        "notices.overdue_waiting": _("papers waiting for your signature {count}"),
        "notices.deputy_appointed_principal": _("You stand in for {name} from {since} to {until}."),
        "notices.deputy_appointed_deputy": _("{name} stands in for you from {since} to {until}."),
        "notices.deputy_dismissed_principal": _("You no longer stand in for {name}."),
        "notices.deputy_dismissed_deputy": _("{name} no longer stands in for you."),
        "notices.customers_moved_one": _("{thing} is your customer now, by {by}."),
        "notices.customers_moved": _("{by} gave you customers: {count}."),
        "notices.customers_handed_over": _(
            "{by} handed customers over to you: {count}. Open it to see what is open there."
        ),
        "notices.people_moved_one": _("{thing} reports to you now."),
        "notices.people_moved": _("People who report to you now: {count}."),
        "notices.superior_changed": _("You report to {person} now."),
        "notices.import_finished": _(
            "Your import is done: {thing}. New {created}, changed {updated}, rejected {rejected}."
        ),
        "notices.import_failed": _("Your import could not be done: {thing}. Open it to see why."),
        # kinds, where one chooses
        "notices.kinds.plan_approved": _("My plan was approved"),
        "notices.kinds.plan_returned": _("My plan was returned"),
        "notices.kinds.report_signed": _("My report was signed"),
        "notices.kinds.report_returned": _("My report was returned or opened again"),
        "notices.kinds.plan_reminder": _("Reminder before a plan is due"),
        "notices.kinds.report_reminder": _("Reminder before a report is due"),
        "notices.kinds.report_answered": _("An answer or a remark came back"),
        "notices.kinds.countersign": _("A report waits for my countersignature"),
        "notices.kinds.overdue": _("What is past its deadline, once a day"),
        "notices.kinds.deputy": _("Standing in for somebody"),
        "notices.kinds.customers_moved": _("Customers were given to me"),
        "notices.kinds.people_moved": _("People moved under me, or I moved"),
        "notices.kinds.import_finished": _("My import has ended"),
        "notices.groups.my_papers": _("My papers"),
        "notices.groups.papers_of_my_people": _("My people's papers"),
        "notices.groups.company": _("People and customers"),
        # the mail
        "notices.mail.subject": _("Fieldday: {text}"),
        "notices.mail.open": _("Open it: {link}"),
        "notices.mail.why": _("You are sent this because you chose so. Change it here: {link}"),
    }
)
