"""Channels in words: as something refused, as something agreed to, as an answer to a button."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.kit.spoken import in_a_row
from fieldday.kit.words import say
from fieldday.rules.consent import CHANNELS, Reach
from fieldday.web.states import WORDS
from fieldday.web.templatetags.fieldday import full_day

CHANNEL: dict[str, Any] = {
    "phone": gettext_lazy("Telephone"),
    "sms": gettext_lazy("SMS"),
    "email": gettext_lazy("E-mail"),
    "line": gettext_lazy("LINE"),
    "post": gettext_lazy("Post"),
    "all": gettext_lazy("Every channel"),
}
REFUSED = WORDS["refused"]


def refused_words(channels: tuple[str, ...]) -> list[str]:
    """What is refused, each in words; everything is one word."""
    return [str(REFUSED["all"])] if len(channels) == len(CHANNELS) else [str(REFUSED[one]) for one in channels]


def why(reach: Reach) -> str:
    """The reasons of a refusal as sentences."""
    days = [reason.params.get("day") for reason in reach.reasons]
    said = zip(reach.reasons, (day if isinstance(day, date) else None for day in days), strict=True)
    return in_a_row(say(reason.code, **{**reason.params, "day": full_day(day)}) for reason, day in said)


def question(reach: Reach, channel: str) -> str:
    """What is asked before one uses a channel that was refused."""
    return why(reach) + " " + _("Go on all the same?")
