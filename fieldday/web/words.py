"""What the browser's door itself has to say."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "web.form.without_key": _("This form was incomplete. Open the page again and send it once more."),
        "web.form.other_body": _(
            "This form was already sent with other content. Open the page again to see what holds."
        ),
        "web.password.differs": _("The two passwords are not the same."),
        "web.sign_in.failed": _("The sign-in name or the password is not right."),
    }
)
