"""Codes in words of what a visit holds besides its results: photos, companions, contacts met, contacts by phone."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "visits.visit.contacted": _("rang up, or wrote"),
        "visits.contact.unknown_channel": _("Choose phone or LINE."),
        "visits.contact.unknown": _("Choose the contacts you met from this customer's."),
        "visits.contact.not_yours": _("You do not look after this customer any more, so you cannot add a contact."),
        "visits.visit.joined": _("came along to a visit"),
        "visits.visit.unjoined": _("took back having come along to a visit"),
        "visits.companion.oneself": _("One does not come along to one's own visit."),
        "visits.companion.not_in_line": _("Only the visits of your own people can be joined."),
        "visits.companion.over": _("The day of this visit is over. Ask {name} to name you on it."),
        "visits.companion.not_in_person": _("Nobody comes along to a phone or LINE contact."),
        "visits.companion.unknown": _("Choose from your superiors and colleagues who came along."),
        "visits.companion.day_closed": _("The day's report of {name} is handed in: nothing is added to that day."),
        "visits.note.too_many": _("At most {limit} notes are kept of one visit. Put some of them together."),
        "visits.photo.added": _("added a photo"),
        "visits.photo.removed": _("removed a photo"),
        "visits.photo.unknown_kind": _("Choose what the photo shows."),
        "visits.photo.too_many": _("There are {limit} photos already, which is the most. Remove one first."),
        "visits.photo.too_many_at_once": _(
            "At most {limit} photos are kept; with these there would be {many}. None of these was kept: choose fewer."
        ),
        "visits.photo.without_file": _("Take a photo, or choose one, first."),
    }
)
