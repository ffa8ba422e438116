"""How the office's pages say what was changed."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from fieldday.web.office.import_words import STATES
from fieldday.web.templatetags.fieldday import pill

register = template.Library()
FIELDS = {
    "external_id": _("Sign-in name"),
    "name": _("Name"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "title": _("Title"),
    "role_given": _("Role"),
    "language": _("Language"),
    "reports_to_id": _("Reports to"),
    "reports_to": _("Reports to"),
    "team_id": _("Team"),
    "area_id": _("Area"),
}


@register.filter
def person_field(field: str) -> str:
    """A column of a person as the form names it."""
    return str(FIELDS.get(field, field))


@register.simple_tag
def import_state(state: str) -> SafeString:
    """How far a file is, as a pill."""
    word, tone, sign = STATES.get(state, (state, "plain", "circle"))
    return pill(word, tone, sign)
