"""What pages of address books and contacts say."""

from typing import Any

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

from fieldday.customers.questions.contact_cards import contact_vcard

register = template.Library()


@register.simple_tag
def contact_qr(contact: Any) -> SafeString:
    """A contact's QR code as inline SVG, black on white: a phone's camera offers to keep it."""
    code = segno.make(contact_vcard(contact, short=True), error="l", micro=False)
    drawn = code.svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(drawn)  # noqa: S308  # drawn here; the text stands in it as squares only
