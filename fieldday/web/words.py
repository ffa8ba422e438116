"""What the browser's door itself has to say."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "web.form.without_key": _("This form was incomplete. Open the page again and send it once more."),
        "web.form.other_body": _(
            "This form was already sent with other content. Open the page again to see what holds."
        ),
        "web.form.unreadable": _("What was sent could not be read. Change it and send it again."),
        "web.forbidden": _("You may not do this. Ask your supervisor or the office, if you should."),
        "web.gate.second_step": _("Your role needs a second step at sign-in. Set it up first."),
        "web.forms.too_many": _(
            "That would be {count} forms; at most {limit} are made at once. Choose a team, or one person."
        ),
        "web.forms.nothing": _("Nobody whose papers you see has sent one for this day."),
        "web.password.differs": _("The two passwords are not the same."),
        "web.provider.not_there": _(
            "Your company's sign-in does not answer just now. Use your sign-in name and password, or try again later."
        ),
        "web.provider.lost": _("This sign-in was not begun in this browser, or it took too long. Begin again."),
        "web.provider.denied": _("Your company's sign-in did not let you in."),
        "web.provider.not_believed": _("What your company's sign-in said could not be checked. Tell the office."),
        "web.provider.without_claim": _("Your company's sign-in did not say who you are. Tell the office."),
        "web.provider.unverified": _("Your company's sign-in did not confirm your e-mail address. Tell the office."),
        "web.provider.unknown_person": _(
            "Nobody here has this company account. Ask the office to enter your e-mail address or sign-in name."
        ),
        "web.provider.ambiguous": _(
            "Several people here have this e-mail address, so it cannot say which one you are. Use your sign-in name."
        ),
        "web.sign_in.failed": _("The sign-in name or the password is not right."),
    }
)
