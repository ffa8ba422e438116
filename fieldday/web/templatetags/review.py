"""How a superior's pages say why to look, how long something waits, and what was done when."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from fieldday.kit.spoken import say_span
from fieldday.kit.words import say
from fieldday.rules.attention import ANSWER, KNOW, WEIGHTS
from fieldday.rules.verdict import Reason
from fieldday.web.templatetags.fieldday import clock, day, icon, state_name, wan

register = template.Library()

SIGNS = {
    "visits.look.left": ("bad", "door-exit"),
    "visits.look.late": ("bad", "clock"),
    "visits.look.not_his": ("wait", "user-search"),
    "visits.look.big_money": ("wait", "coin"),
    "visits.look.complaint": ("bad", "message-report"),
    "visits.look.out_of_range": ("wait", "map-pin-off"),
    "visits.look.shut": ("plain", "door-off"),
    "visits.look.unplanned": ("plain", "plus"),
    "visits.look.sent_again": ("info", "refresh"),
    "visits.look.changed": ("wait", "pencil"),
    "visits.look.big_orders": ("wait", "coin"),
    "visits.look.big_collections": ("wait", "coin"),
    "visits.look.first_big_order": ("wait", "coin"),
    "visits.look.first_visit": ("info", "star"),
}
ACTS = {
    "submitted": ("send", "info"),
    "sent": ("send", "info"),
    "withdrawn": ("arrow-back-up", ""),
    "approved": ("circle-check", "good"),
    "returned": ("arrow-back-up", "bad"),
    "signed": ("writing-sign", "good"),
    "answered": ("message-2", "info"),
    "deviated": ("route", "wait"),
    "countersigned": ("writing-sign", "good"),
    "reopened": ("lock-open", "bad"),
    "remarked": ("message-2", "wait"),
}


@register.filter
def told(reason: Reason) -> str:
    """A reason in words, its amounts and spans written as people write them."""
    return say(Reason(reason.code, {name: _shown(name, value) for name, value in reason.params.items()}))


@register.simple_tag
def look_pill(reason: Reason) -> SafeString:
    """A reason to look as a shape and a word; amber asks something, red is overdue."""
    weight = WEIGHTS.get(reason.code, KNOW)
    tone, sign = SIGNS.get(reason.code, ("wait" if weight > KNOW else "plain", "alert-triangle"))
    if weight == ANSWER and tone == "plain":
        tone = "wait"
    return format_html(
        '<span class="pill pill-{} pill-why">{}<span>{}</span></span>', tone, icon(sign, 16), told(reason)
    )


@register.filter
def waited(since: datetime | None, now: datetime) -> str:
    """How long ago a moment was: 12 minutes, 3 hours, 2 days."""
    return say_span(max(int((now - since).total_seconds() // 60), 0)) if since else "—"


@register.filter
def moment(value: datetime | None, today: Any = None) -> str:
    """A moment: the time alone on the day itself, else with its day."""
    if not value:
        return "—"
    if timezone.localtime(value).date() == today:
        return clock(value)
    return f"{day(value)} {clock(value)}"


@register.filter
def act_sign(act: str) -> str:
    """The icon of what was done with a paper."""
    return ACTS.get(act, ("circle", ""))[0]


@register.filter
def act_tone(act: str) -> str:
    return ACTS.get(act, ("circle", ""))[1]


@register.filter
def act_word(act: str) -> str:
    """What was done with a paper, in one word."""
    return {
        "submitted": gettext("sent it"),
        "sent": gettext("sent it"),
        "withdrawn": gettext("withdrew it"),
        "approved": gettext("approved it"),
        "returned": gettext("returned it"),
        "signed": gettext("signed it"),
        "answered": gettext("answered"),
        "deviated": gettext("changed it after the approval"),
        "countersigned": gettext("countersigned it"),
        "reopened": gettext("opened it again"),
        "remarked": gettext("remarked"),
    }.get(act, act)


@register.filter
def share_of(part: Any, whole: Any) -> str:
    """`part` of `whole` in whole per cent; nothing without a whole."""
    return f"{Decimal(part) * 100 / Decimal(whole):.0f} %" if whole else ""


def _shown(name: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return wan(value)
    if isinstance(value, tuple | list):
        return ("、" if (get_language() or "").startswith("zh") else ", ").join(map(str, value))
    return value


@register.simple_tag
def judgement_chips(visit: UUID, said: str, offered: Iterable[tuple[str, str]]) -> SafeString:
    """The choice of a judgement (its word, and the key that says so) on a visit, `said` the one chosen."""
    chip = (
        '<label class="chip"><input type="radio" name="says-{}" value="{}" form="sign-form"{} data-key="{}">'
        "<span>{}</span></label>"
    )
    marks = (SafeString(""), SafeString(" checked"))
    return format_html_join(
        "\n", chip, ((visit, says, marks[said == says], key, state_name(says, "judgement")) for says, key in offered)
    )
