"""How a customer's story is told: what was done in words, and what changed from what to what."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from fieldday.customers.actions.attachments import may_remove
from fieldday.kit.words import say
from fieldday.rules.hours import OpenNow, hours_text
from fieldday.rules.lunar import Occurrence, lunar_words
from fieldday.rules.phones import tidy_phone
from fieldday.web import states
from fieldday.web.office import anniversaries, places
from fieldday.web.office.account_form import HOURS, LABELS
from fieldday.web.office.contact_form import ROLE_WORDS
from fieldday.web.templatetags.fieldday import ago, directions, full_day, pill, quantity, tel

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
    if value in (None, "", [], {}):
        return ""
    if field == "visit_hours" and isinstance(value, Mapping):
        return "；".join(f"{days} {hours}" for days, hours in hours_lines(value))
    if field == "in_charge":
        return gettext("yes") if value else gettext("no")
    if field == "role":
        return str(ROLE_WORDS.get(str(value), value))
    if field == "more" and isinstance(value, list):
        return "、".join(str(way.get("value", "")) for way in value if isinstance(way, Mapping))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    if isinstance(value, Decimal):
        return str(quantity(value))
    if isinstance(value, date):
        return str(full_day(value))
    if field in {"kind", "status"}:
        return str(states.state("account" if field == "status" else field, str(value)).word)
    return str(value)


@register.simple_tag
def open_pill(now: OpenNow) -> SafeString:
    """Whether a customer is open, and until or from when."""
    if now.open:
        word = (
            gettext("Open now")
            if now.until is None
            else gettext("Open until %(time)s") % {"time": f"{now.until:%H:%M}"}
        )
        return pill(word, "good", "door")
    if now.opens is None:
        return pill(gettext("Closed"), "wait", "door-off")
    opens = f"{now.opens:%H:%M}"
    if not now.days:
        return pill(gettext("Closed, opens %(time)s") % {"time": opens}, "wait", "door-off")
    name = gettext("tomorrow") if now.days == 1 or now.weekday is None else str(LABELS[HOURS[now.weekday]])
    return pill(gettext("Closed, opens %(day)s %(time)s") % {"day": name, "time": opens}, "wait", "door-off")


@register.filter
def hours_lines(hours: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The week in lines: days that follow one another with the same hours stand together."""
    runs: list[tuple[int, int, str]] = []
    for n in range(7):
        said = hours_text(hours.get(str(n)))
        if not said:
            continue
        if runs and runs[-1][1] == n - 1 and runs[-1][2] == said:
            runs[-1] = (runs[-1][0], n, said)
        else:
            runs.append((n, n, said))
    closed = gettext("Closed")
    return [(_days(first, last), closed if said == "休" else said) for first, last, said in runs]


def _days(first: int, last: int) -> str:
    names = [str(LABELS[HOURS[n]]) for n in (first, last)]
    return names[0] if first == last else gettext("%(first)s to %(last)s") % {"first": names[0], "last": names[1]}


@register.filter
def line_link(line_id: str) -> str:
    """The address that opens LINE at somebody: an official account begins with @."""
    return "https://line.me/R/ti/p/" + quote(line_id if line_id.startswith("@") else f"~{line_id}", safe="@~")


@register.filter
def way_link(way: Mapping[str, str]) -> str:
    """The address that a further way opens; "" where it is only to be read."""
    kind, value = way.get("kind", ""), way.get("value", "")
    if kind in {"phone", "mobile"} and tidy_phone(value).ok:
        return tel(value)
    if kind == "email":
        return "mailto:" + quote(value, safe="@+")
    if kind == "line":
        return line_link(value)
    return value if kind == "link" and value.casefold().startswith(("https://", "http://")) else ""


@register.filter
def day_name(one: Any) -> str:
    """A day's name and whose it is: 王蓮花 生日."""
    name = one.row.name or str(anniversaries.KINDS.get(one.row.kind, one.row.kind))
    return f"{one.who} {name}".strip()


@register.filter
def lunar_day(row: Any) -> str:
    """A lunar day as the calendar on the wall writes it, or in figures."""
    if (get_language() or "").startswith("zh"):
        return gettext("lunar %(day)s") % {"day": lunar_words(row.month, row.day, row.leap)}
    return gettext("lunar %(day)s") % {"day": f"{row.month}/{row.day}" + (" (leap)" if row.leap else "")}


@register.filter
def in_days(found: Occurrence) -> str:
    """How far off a day is."""
    if found.days < 2:
        return gettext("tomorrow") if found.days else gettext("today")
    return gettext("in %(days)s days") % {"days": found.days}


@register.filter
def turning(one: Any) -> str:
    """How old somebody gets, or how many years it is."""
    if not one.next or not one.next.turns:
        return ""
    if one.row.kind == "birthday":
        return gettext("turns %(years)s") % {"years": one.next.turns}
    return gettext("%(years)s years") % {"years": one.next.turns}


@register.filter
def role_at_customer(role: str) -> str:
    """What a contact does there."""
    return str(ROLE_WORDS.get(role, role))


@register.filter
def note_kind(kind: str) -> str:
    """What kind of note it is, in words."""
    return say(f"customers.note.kind.{kind}")


@register.filter
def place_kind(kind: str) -> str:
    """What is at a further address."""
    return str(places.KINDS.get(kind, kind))


@register.filter
def way_to(row: Any) -> str:
    """The address that opens the way to a further address."""
    return directions((float(row.latitude), float(row.longitude)))


@register.filter
def bytes(size: int) -> str:  # the name a template reads best
    """A file's size."""
    if size < 1024 * 1024:
        return f"{max(size // 1024, 1):,} KB"
    return f"{Decimal(size) / (1024 * 1024):.1f} MB"


@register.filter
def day_of(at: datetime) -> str:
    """The local day of a moment."""
    return full_day(timezone.localtime(at).date())


@register.filter
def removable_by(row: Any, person: Any) -> bool:
    """Whether this person may remove a file."""
    return may_remove(person, row)
