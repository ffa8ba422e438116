"""The people room's codes in words."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "people.not_found": _("There is nothing here that you can see."),
        "people.not_allowed": _("Your role does not include this. Ask your supervisor or the administrator."),
        "people.not_yours": _("Only the person this belongs to can do that."),
        "people.invitation.unknown": _("This link is not valid. Ask for a new one."),
        "people.invitation.used": _("This link has been used already. Sign in, or ask for a new one."),
        "people.invitation.expired": _("This link has expired. Ask for a new one."),
        "people.invitation.left": _("This person has left and cannot sign in."),
        "people.password.weak": _("The password is too short or too common: use at least 8 characters."),
        "people.administrator.exists": _(
            "This company has an administrator already. Ask there for a link of your own."
        ),
        "people.person.invited": _("made a link to set a password"),
        "people.invitation.accepted": _("set a password"),
        "people.administrator.named": _("became the first administrator"),
        "people.company.changed": _("changed the company's settings"),
        "people.person.imported": _("imported a person"),
        "people.area.imported": _("imported an area"),
        "people.team.imported": _("imported a team"),
        "people.name.ambiguous": _("“{name}” is the name of several. Use the external_id of the one that is meant."),
        "people.person.unknown": _("Nobody has the external_id “{name}”. Import the people first."),
        "people.import.too_many_words": _("At most {most} words of a file can be given a meaning."),
        "people.import.too_many_choices": _("At most {most} rows of a file can be chosen for one by one."),
        "people.superior.unknown": _(
            "Nobody has the external_id “{name}”, neither here nor in a good row of the file."
            " Mend that row, or this one."
        ),
        "people.superior.rejected": _("The superior “{name}” stands in row {row}, which was rejected. Mend that row."),
        "people.superior.ring": _("These people would report to one another in a ring: {ring}. Break it in one row."),
        "people.area.parent_rejected": _("The row of the area “{name}”, in which this one lies, was rejected."),
        "people.area.ring": _("These areas would lie in one another in a ring: {ring}. Break it in one row."),
        "people.role.unknown": _(
            "“{text}” is no role. Use rep, supervisor, manager, director, assistant, administrator or auditor,"
            " or leave it empty."
        ),
        "people.sign_in_name.same_but_for_case": _(
            "“{name}” differs from “{other}” only by capital letters, and signing in ignores those. Choose another id."
        ),
        "people.language.chosen": _("chose a language"),
        "people.sign_in_name.empty": _("Choose a sign-in name."),
        "people.sign_in_name.nobodys": _("Nobody has the sign-in name {name}."),
        "people.session.ended": _("signed out"),
        "people.currency.unknown": _("A currency has three letters, such as TWD."),
        # what the office keeps
        "people.person.added": _("added a person"),
        "people.person.changed": _("changed a person"),
        "people.person.without_name": _("Write the person's name."),
        "people.person.beyond_reach": _("Only an administrator keeps administrators and auditors."),
        "people.role.beyond_reach": _("Only an administrator makes somebody administrator or auditor."),
        "people.role.own": _("Nobody changes his own role. Ask an administrator."),
        "people.role.last_administrator": _(
            "This is the last administrator. Make somebody else administrator first, or nobody could do it later."
        ),
        "people.role.risen": _(
            "{name} signs in already and would become a director by this place. Only an administrator may do that."
        ),
        "people.sign_in_name.taken": _("“{name}” is somebody's sign-in name already. Choose another one."),
        "people.email.not_one": _("This is no e-mail address."),
        "people.language.unknown": _("Choose a language from the list."),
        "people.superior.oneself": _("Nobody reports to himself. Choose another superior."),
        "people.superior.not_here": _("Choose somebody who works here."),
        "people.superior.ring_here": _(
            "These people would report to one another in a ring: {ring}. Choose another one."
        ),
        "people.team.not_offered": _("Choose a team from the list."),
        "people.area.not_offered": _("Choose an area from the list."),
        "people.team.added": _("added a team"),
        "people.team.changed": _("changed a team"),
        "people.team.retired": _("took a team out of use"),
        "people.team.restored": _("brought a team back"),
        "people.area.added": _("added an area"),
        "people.area.changed": _("changed an area"),
        "people.area.retired": _("took an area out of use"),
        "people.area.restored": _("brought an area back"),
        "people.team.without_name": _("Write the team's name."),
        "people.team.auditor_countersigns": _("An auditor reads and writes nothing. Choose somebody else."),
        "people.area.without_name": _("Write the area's name."),
        "people.tree.number_taken": _("The number “{number}” is taken already. Choose another one."),
        "people.tree.parent_not_offered": _("Choose from the list what this lies in."),
        "people.tree.parent_retired": _("This lies in “{name}”, which is out of use. Bring that back first."),
        "people.tree.ring": _("These would lie in one another in a ring: {ring}. Choose another one."),
        "people.team.holds_people": _("{count} people are in this team. Move them to another team first."),
        "people.team.holds_teams": _("{count} teams lie in this team. Move them or take them out of use first."),
        "people.team.in_use": _("{count} entries still belong to this team."),
        "people.area.holds_people": _("{count} people work in this area. Give them another area first."),
        "people.area.holds_areas": _("{count} areas lie in this area. Move them or take them out of use first."),
        "people.area.holds_accounts": _("{count} customers lie in this area. Give them another area first."),
        "people.area.in_use": _("{count} entries still belong to this area."),
        "people.currency.in_use": _(
            "Amounts in {currency} are kept already, and an amount is never reckoned over: the currency stays."
        ),
        "people.plan_rule.unknown": _("Choose when plans are due from the list."),
        "people.setting.out_of_bounds": _("Write a whole number from {least} to {most}."),
        "people.setting.not_a_time": _("Write a time like 08:30."),
        "people.setting.too_early": _("This is due in an evening: choose 12:00 or later, 23:59 for midnight."),
        "people.company_day.set": _("set a company day"),
        "people.company_day.removed": _("removed a company day"),
        "people.company_day.without_name": _("Say what the day is, in at most {most} characters."),
        "people.company_day.turned_round": _("The last day lies before the first."),
        "people.company_day.too_many": _("At most {most} days at once, between the years 2000 and 2100."),
        "people.company_day.no_difference": _("That is so on these days anyway, by the public calendar."),
        "people.company_day.not_a_day": _("Choose a day."),
        # files that the office brings
        "people.import.uploaded": _("brought a file"),
        "people.import.checked": _("had a file checked"),
        "people.import.started": _("started an import"),
        "people.import.finished": _("finished an import"),
        "people.import.taken_back": _("took an import back"),
        "people.import.discarded": _("threw a file away"),
        "people.person.unimported": _("took an imported person back"),
        "people.team.unimported": _("took an imported team back"),
        "people.area.unimported": _("took an imported area back"),
        "people.import.unknown_kind": _("Choose what the file holds."),
        "people.import.no_file": _("Choose a file: CSV or an Excel workbook (.xlsx)."),
        "people.import.address_book": _(
            "This is an address book of vCards. Bring it under “Contacts of a phone or a file”."
        ),
        "people.import.without_rows": _("The file has column names, but no row under them."),
        "people.import.without_key": _("Rows are told apart by this. Choose its column."),
        "people.import.not_now": _("This import has gone on meanwhile. Open it again to see how it stands."),
        "people.import.gave_up": _(
            "This broke off {tries} times and is not tried again. What was brought in is there; check the file again."
        ),
        "people.import.by_nobody": _("Whoever asked for this works here no more. Ask for it again yourself."),
        "people.undo.changed_since": _("It was changed since the import."),
        "people.undo.in_use": _("{count} entries rest on it by now."),
        "people.undo.secret": _("A secret figure was changed, and what it was before is not written down."),
        "people.undo.ring": _("These would stand in a ring."),
    }
)
