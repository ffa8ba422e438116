"""How a customer's story is told: what was done in words, and what changed from what to what."""

from typing import Any

from django import template

from fieldday.kit.words import say
from fieldday.web import states
from fieldday.web.office.account_form import LABELS

register = template.Library()


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
