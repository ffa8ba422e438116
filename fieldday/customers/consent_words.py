"""Codes in words of consent, of personal data, and of who looked."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "customers.consent.given": _("wrote down a consent"),
        "customers.consent.refused": _("wrote down a refusal"),
        "customers.consent.mistaken": _("took back a refusal written down by mistake"),
        "customers.consent.unknown_channel": _("Choose the channel."),
        "customers.consent.without_source": _("Say where it was given: a form, a fair, by telephone …"),
        "customers.consent.without_proof": _("Say what proves it: which form, which message, kept where."),
        "customers.consent.not_yet": _("A consent or refusal cannot be of a day to come."),
        "customers.consent.too_old": _("This day is too long ago."),
        "customers.consent.stands": _(
            "Only who wrote a refusal down takes it back, within the hour. Later a consent with proof is needed."
        ),
        "customers.contact.handed_out": _("handed out a copy of what is held of a contact"),
        "customers.account.handed_out": _("handed out a copy of what is held of a person"),
        "customers.contact.erased": _("erased a contact"),
        "customers.account.erased": _("erased a person"),
        "customers.account.looked_at": _("looked at the card"),
        "customers.retention.kept": _("erased what was kept long enough"),
        "customers.retention.people_go": _(
            "That erases people at once: {count}, for good. If that is meant, tick it below and save again."
        ),
        "customers.retention.files_go": _(
            "That deletes files at once: {count}, for good. If that is meant, tick it below and save again."
        ),
        "trail.payload.erased": _("took out what the trail said of a person"),
        "customers.person.not_typed": _("Type the name as it stands above."),
        "customers.person.no_person": _("This customer is no person. Erase the contacts there one by one."),
        "customers.reach.refused": _("This person refused it on {day}."),
        "customers.reach.refused_all": _("This person refused every contact on {day}."),
        "customers.reach.account_refused": _("The customer refused it on {day}, for everybody there."),
        "customers.reach.account_refused_all": _("The customer refused every contact on {day}, for everybody there."),
        "customers.reach.refused_before_erasure": _(
            "Whoever had this number or address before refused it on {day}, and was erased."
        ),
        "customers.reach.consented": _("Agreed on {day}: {source}."),
        "customers.reach.nothing_said": _("Nothing was said about it: no mass sending."),
        "customers.reach.relation": _("Nothing was said about it; you do business with each other."),
        "customers.reach.no_relation": _("Nothing was said about it, and no business is done yet."),
    },
    with_year=(
        "customers.reach.refused",
        "customers.reach.refused_all",
        "customers.reach.account_refused",
        "customers.reach.account_refused_all",
        "customers.reach.refused_before_erasure",
        "customers.reach.consented",
    ),
)
