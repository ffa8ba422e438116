"""How a manager's pages write rates, days and the addresses of the rows behind a figure."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from fieldday.kit.spoken import say_span
from fieldday.web.templatetags.fieldday import bar, wan

register = template.Library()


@register.filter
def rate(per_cent: Decimal | None) -> str:
    """A rate in whole per cent; a dash where there is nothing to divide by."""
    return "—" if per_cent is None else f"{per_cent:.0f}\u00a0%"


@register.simple_tag
def nothing() -> SafeString:
    """What stands in a table where there is nothing."""
    return format_html('<span class="quiet">{}</span>', "—")


@register.simple_tag
def rate_bar(part: Any, whole: Any) -> SafeString:
    """`part` of `whole` as a bar, said in words for who does not see it."""
    return bar(part, whole, label=gettext("%(part)s of %(whole)s") % {"part": part, "whole": whole})


@register.simple_tag
def rows_query(asked: Any, *, team: int | None = None, person: Any = None) -> str:
    """The query string of the rows behind a figure of these days: of a person, else of a team, else of all."""
    parts: dict[str, Any] = {"day": asked.since.isoformat()}
    if asked.weekly:
        parts["until"] = asked.until.isoformat()
    if person is not None:
        parts["person"] = person.pk
    elif team is not None:
        parts["team"] = team
    return "?" + urlencode(parts)


@register.filter
def off_plan(minutes: int | None) -> str:
    """How far from the planned time somebody arrived, from five minutes on: 12 min later; on time otherwise."""
    if minutes is None:
        return ""
    if abs(minutes) < 5:
        return gettext("on time")
    words = gettext("%(span)s later") if minutes > 0 else gettext("%(span)s earlier")
    return words % {"span": say_span(minutes)}


@register.filter
def kept_amount(value: Decimal | None) -> str:
    """An amount as people say it, its unit on the same line as the figure."""
    return wan(value).replace(" ", "\u00a0")


@register.simple_tag
def pace_words(reach: Any) -> str:
    """A month against its pace, as people say it: 應達 68 %、實達 60 %、落後 8 點、差 24 萬."""
    if reach.pace.gap_points is None:
        return gettext("no target set")
    words = (
        gettext("due %(due)s %%, done %(done)s %%, %(points)s points behind, short %(gap)s")
        if reach.behind
        else gettext("due %(due)s %%, done %(done)s %%, %(points)s points ahead, %(gap)s more")
    )
    figures = {"due": reach.due_rate, "done": reach.done_rate, "points": reach.points}
    return words % ({name: f"{value:.0f}" for name, value in figures.items()} | {"gap": kept_amount(reach.gap)})


@register.simple_tag
def day_query(day: date, *, until: date | None = None, team: Any = None, person: Any = None) -> str:
    """The query string of the rows of a day, or until another one: of a team, of a person, else of all in sight."""
    parts = {"day": day.isoformat(), "until": until.isoformat() if until else None}
    parts |= {"team": team.pk if team else None, "person": person.pk if person else None}
    return "?" + urlencode({name: value for name, value in parts.items() if value})


@register.simple_tag
def unit_rows(unit: Any, day: date) -> str:
    """The query string of the rows behind a unit's figures of a day."""
    return day_query(day, team=unit.team, person=unit.person)


@register.simple_tag
def unit_query(unit: Any, day: date) -> str:
    """Where a unit opens: a team the same page of itself, a person his plan and what became of it."""
    return (reverse("home") if unit.team else reverse("plan-actual")) + unit_rows(unit, day)
