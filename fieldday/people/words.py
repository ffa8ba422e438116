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
        "people.administrator.exists": _("This company has people already. Sign in with your own name."),
        "people.person.invited": _("made a link to set a password"),
        "people.invitation.accepted": _("set a password"),
        "people.administrator.named": _("became the first administrator"),
        "people.company.changed": _("changed the company's settings"),
        "people.person.imported": _("imported a person"),
        "people.area.imported": _("imported an area"),
        "people.team.imported": _("imported a team"),
        "people.name.ambiguous": _("“{name}” is the name of several. Use the external_id of the one that is meant."),
        "people.person.unknown": _("Nobody has the external_id “{name}”. Import the people first."),
        "people.superior.unknown": _(
            "Nobody has the external_id “{name}”, neither here nor in a good row of the file."
            " Mend that row, or this one."
        ),
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
        "people.session.ended": _("signed out"),
        "people.currency.unknown": _("A currency has three letters, such as TWD."),
    }
)
