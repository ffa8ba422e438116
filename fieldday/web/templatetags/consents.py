"""Refused channels on cards and buttons."""

import json
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fieldday.customers.actions.consent_keeping import may_unsay as unsayable
from fieldday.customers.models import Consent, Contact
from fieldday.customers.questions.consents import Consents
from fieldday.kit import clock
from fieldday.rules.consent import ALL
from fieldday.web.office.account_form import LABELS
from fieldday.web.personal.words import CHANNEL, REFUSED, question, refused_words
from fieldday.web.templatetags.fieldday import pill

register = template.Library()
HELD: dict[str, Any] = {
    "name": _("Name of the person"), "title": _("Title"), "role": _("Role"), "in_charge": _("In charge"),
    "mobile": _("Mobile"), "more": _("Further ways"),
    "line_id": _("LINE id"), "uid": _("Number in the address book"), "retired": _("Removed from the card"),
    "anniversary": _("Birthdays and other days"), "place": _("Addresses"), "accountnote": _("Notes"),
    "attachment": _("Files"), "consent": _("Consent and refusal"), "contact": _("Contacts"),
}  # fmt: skip


@register.simple_tag
def refused_tags(consents: Consents | None, contact: Contact | None = None) -> SafeString:
    """What a contact, or the customer itself, refused, as pills; nothing where nothing was."""
    channels = consents.channels(contact.pk if contact else None) if consents else ()
    return format_html_join(" ", "{}", ((pill(word, "bad", "ban"),) for word in refused_words(channels)))


@register.simple_tag
def asks(consents: Consents | None, contact: Contact | None, channel: str) -> SafeString:
    """Attributes of a button of a channel: one that was refused asks before it is used."""
    reach = consents.refused(contact.pk if contact else None, channel) if consents else None
    return format_html(' data-refused data-confirm="{}"', question(reach, channel)) if reach else SafeString("")


@register.filter
def channel_word(channel: str) -> str:
    """A channel by name."""
    return str(CHANNEL.get(channel, channel))


@register.filter
def refuse_word(channel: str) -> str:
    """What is refused with a channel."""
    return str(REFUSED.get(channel, channel))


@register.filter
def may_unsay(row: Consent, person: Any) -> bool:
    """Whether this reader may say now that the refusal was a mistake."""
    return unsayable(person, row, clock.now())


@register.filter
def agreed_of(consents: Consents, contact: Contact | None) -> Any:
    """(channel, consent) of what a contact, or the customer itself, agreed to."""
    return consents.agreed(contact.pk if contact else None)


@register.filter
def to_refuse(consents: Consents, contact: Contact | None) -> list[str]:
    """The channels that may yet be refused, "all" last."""
    done = consents.channels(contact.pk if contact else None)
    left = [channel for channel in CHANNEL if channel not in done and channel != ALL]
    return [*left, ALL] if left else []


@register.filter
def rows_of(consents: Consents, contact: Contact | None) -> list[Any]:
    """What this contact said, or on the customer's card everybody there, the latest first."""
    return [row for row in consents.rows if contact is None or row.contact_id == contact.pk]


@register.filter
def held_word(name: str) -> str:
    """A column or a kind of row that is held of a person, by name."""
    return str(HELD.get(name) or LABELS.get(name, name))


@register.filter
def held_value(value: Any, name: str) -> str:
    """A value that is held, as a person reads it."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return "、".join(str(one.get("value", "")) if isinstance(one, dict) else str(one) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if name == "channel":
        return channel_word(str(value))
    if name in {"day", "at"} and isinstance(value, str):
        return value[:10]
    return str(value)
