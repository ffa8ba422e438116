"""How a customer's story is told: what was done in words, and what changed from what to what."""

from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext

from fieldday.kit.words import say
from fieldday.web import states
from fieldday.web.office.account_form import LABELS
from fieldday.web.templatetags.fieldday import ago

register = template.Library()


@register.filter
def visited(day: date, today: date) -> str:
    """When a customer was visited last, in a word or two."""
    return gettext("visited %(when)s") % {"when": ago(day, today)}


@register.filter
def said(verb: str) -> str:
    """What somebody did, in words."""
    return say(verb)


@register.filter
def field_name(field: str) -> str:
    """A column's name on the form."""
    return str(LABELS.get(field, field))


@register.filter
def column(value: Any, field: str) -> str:
    """A column's value as the form would say it."""
    if value in (None, ""):
        return ""
    if field in {"kind", "status"}:
        return str(states.state("account" if field == "status" else field, str(value)).word)
    return str(value)
