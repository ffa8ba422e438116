"""How the office's pages say what was changed."""

from django import template
from django.utils.translation import gettext_lazy as _

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
