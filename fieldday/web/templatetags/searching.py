"""How a find is shown: its sign, its kind in words, and where it leads."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.readings.finding_kinds import Hit

register = template.Library()
KIND_WORDS = {
    "account": gettext_lazy("Customers"),
    "contact": gettext_lazy("Contacts"),
    "order": gettext_lazy("Orders by number"),
    "person": gettext_lazy("Colleagues"),
    "report": gettext_lazy("Daily reports"),
    "plan": gettext_lazy("Visit plans"),
    "segment": gettext_lazy("Segments"),
    "group": gettext_lazy("Groups"),
}
SIGNS = {
    "account": "building-store",
    "contact": "address-book",
    "order": "shopping-cart",
    "person": "user",
    "report": "writing",
    "plan": "calendar-check",
    "segment": "filter",
    "group": "folder",
}


@register.filter
def kind_word(kind: str) -> str:
    """The kind as a heading."""
    return str(KIND_WORDS[kind])


@register.filter
def kind_sign(kind: str) -> str:
    """The icon of a kind."""
    return SIGNS[kind]


@register.filter
def leads_to(hit: Hit) -> str:
    """The address that a find opens."""
    name, value = hit.leads or (hit.kind, hit.pk)
    if name == "day-bookings":
        person, day = value
        return f"{reverse(name)}?{urlencode({'person': person or '', 'day': day.isoformat()})}"
    return reverse(name, args=[value])


@register.filter
def hit_name(hit: Hit) -> str:
    """What stands in bold."""
    return _("Order %(number)s") % {"number": hit.name} if hit.kind == "order" else hit.name


@register.filter
def hit_state(hit: Hit) -> str:
    """Which states a find's status is one of: a kind of `web.states`."""
    return hit.kind if hit.kind in ("account", "report", "plan") else ""
