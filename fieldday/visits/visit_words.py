"""Codes in words of what a visit holds besides its results: photos, companions, contacts met, contacts by phone."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "visits.photo.added": _("added a photo"),
        "visits.photo.removed": _("removed a photo"),
        "visits.photo.unknown_kind": _("Choose what the photo shows."),
        "visits.photo.too_many": _("There are {limit} photos already, which is the most. Remove one first."),
        "visits.photo.without_file": _("Take a photo, or choose one, first."),
    }
)
