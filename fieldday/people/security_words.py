"""The people room's codes about signing in, leaving, moving and standing in, in words."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        # signing in
        "people.session.begun": _("signed in"),
        "people.person.proven": _("proved again who it is"),
        "people.password.changed": _("changed the password"),
        "people.password.not_current": _("The present password is not right."),
        "people.second_factor.started": _("began to set up an authenticator app"),
        "people.second_factor.enrolled": _("set up an authenticator app"),
        "people.second_factor.removed": _("removed the authenticator app"),
        "people.second_factor.required": _("set which roles need a second step"),
        "people.second_factor.lifted": _("took away a lost second step"),
        "people.recovery_codes.made": _("made recovery codes"),
        "people.recovery_code.used": _("signed in with a recovery code"),
        "people.passkey.added": _("added a passkey"),
        "people.passkey.named": _("named a passkey"),
        "people.passkey.removed": _("removed a passkey"),
        "people.second_factor.closed": _("Too many wrong tries. Wait a quarter of an hour and try again."),
        "people.second_factor.enrolled_already": _("An authenticator app is set up already. Remove it first."),
        "people.second_factor.not_started": _("There is no authenticator app to speak of. Begin again."),
        "people.second_factor.wrong_code": _(
            "This code does not fit. Wait for the next one, and see that the phone's clock is right."
        ),
        "people.second_factor.required_of_role": _(
            "Your role needs a second step. Set up another app or passkey before you remove this one."
        ),
        "people.second_factor.unknown_role": _("Choose roles from the list."),
        "people.passkey.too_many": _("You have {most} passkeys already. Remove one first."),
        "people.passkey.known": _("This passkey is there already."),
        "people.passkey.without_name": _("Give the passkey a name by which you know it again."),
        "people.passkey.not_proven": _("The passkey did not prove who you are. Try again, or use your password."),
        # leaving and coming back
        "people.person.left": _("wrote down that a person left"),
        "people.person.returned": _("let a person work here again"),
        "people.leaving.oneself": _("Nobody writes down that he himself left. Ask another administrator."),
        "people.leaving.already": _("This person has left already."),
        "people.leaving.never_left": _("This person works here."),
        "people.leaving.in_the_future": _(
            "The last day lies in the future. Enter it on that day: signing in ends at once."
        ),
        "people.leaving.last_administrator": _(
            "This is the last administrator. Make somebody else administrator first, or nobody could do it later."
        ),
        "people.leaving.reports_left": _(
            "{people} people report to this person, who leads {teams} teams. Name a successor for them."
        ),
        "people.leaving.successor_oneself": _("Nobody is his own successor. Choose somebody else."),
        "people.leaving.successor_left": _("Choose a successor who works here."),
        "people.leaving.superior_left": _("The superior “{name}” has left. Give this person another one first."),
        # moving
        "people.person.moved": _("moved a person"),
        "people.moving.left": _("This person has left and cannot be moved."),
        "people.moving.in_the_future": _("The day lies in the future. Move the person on that day."),
        "people.moving.before_present": _("The present team began on {since}. Choose that day or a later one."),
        "people.moving.superior_left": _("Choose a superior who works here."),
        "people.moving.oneself": _("Nobody reports to himself. Choose another superior."),
        # standing in
        "people.deputy.appointed": _("appointed a deputy"),
        "people.deputy.dismissed": _("dismissed a deputy"),
        "people.deputy.oneself": _("Nobody stands in for himself. Choose somebody else."),
        "people.deputy.left": _("This person has left and cannot stand in."),
        "people.deputy.principal_left": _("This person has left: there is nothing to stand in for."),
        "people.deputy.auditor": _("An auditor writes nothing and cannot stand in."),
        "people.deputy.out_of_reach": _(
            "Choose somebody who works here: one of your people, of your own team, or your superior."
        ),
        "people.deputy.days_reversed": _("The last day lies before the first."),
        "people.deputy.in_the_past": _("The first day lies in the past. Begin today or later."),
        "people.deputy.too_long": _("Nobody stands in for more than {days} days. Choose an earlier last day."),
        "people.deputy.another": _("{name} stands in already, from {since} to {until}. Choose other days."),
        "people.deputy.over": _("This appointment is over already."),
    },
    with_year=("people.moving.before_present",),
)
