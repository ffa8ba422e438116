"""How figures, days and keys are written on a page. Built into every template."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from fieldday.kit.ids import new_id
from fieldday.kit.spoken import say_day, say_span
from fieldday.kit.words import say
from fieldday.rules import addresses
from fieldday.rules.phones import digits, tidy_phone
from fieldday.rules.verdict import Reason
from fieldday.web import frame, states

register = template.Library()


@register.simple_tag
def form_key() -> SafeString:
    """A hidden field with this form's own key: the same key twice has one effect."""
    return format_html('<input type="hidden" name="_key" value="{}">', new_id())


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """An outline icon from the sprite; decoration only, so hidden from screen readers."""
    return _icon(name, size)


@lru_cache(maxsize=1000)
def _icon(name: str, size: int) -> SafeString:
    """Made once: a page has a hundred of some two hundred, and the sprite keeps its address while a process lives."""
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" aria-hidden="true"><use href="{1}#{2}"></use></svg>',
        size,
        static("icons.svg"),
        name,
    )


@register.simple_tag
def choices(options: Any, value: Any) -> SafeString:
    """The options of a select, (key, words) each, the one with the key `value` chosen."""
    said = str(value)
    marks = (SafeString(""), SafeString(" selected"))
    rows = ((key, marks[str(key) == said], words) for key, words in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


@register.filter
def money(value: Decimal | None) -> str:
    """An amount with thousands separated and no needless places: 12,345 or 12,345.50; a dash for none."""
    if value is None or value == "":
        return "—"
    value = Decimal(value)
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"


@register.filter
def quantity(value: Decimal | None) -> str:
    """A quantity without needless places."""
    return "—" if value is None else f"{Decimal(value).normalize():,f}"


@register.filter
def day(value: date | None) -> str:
    """11 月 23 日（一） in Chinese, Mon 23 Nov in English."""
    return say_day(value) if value else "—"


@register.filter
def day_beside(value: date | None, other: date) -> str:
    """A day as it is said, with its year where that is not the one of `other`."""
    return day(value) if value is None or value.year == other.year else full_day(value)


@register.filter
def full_day(value: date | None) -> str:
    """A day with its year; of a moment, the day that it was here."""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value:%Y-%m-%d}" if value else "—"


@register.filter
def span(minutes: int) -> str:
    """A stretch of time as people say it: 45 min, 2 h 5 min."""
    return say_span(minutes)


@register.filter
def clock(value: Any) -> str:
    """A time of day, 24 h, in the company's time zone."""
    if not value:
        return "—"
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value:%H:%M}"


@register.filter
def of_field(errors: Any, name: str) -> list[str]:
    """A field's own sentences: of all errors of a form, by field, or of a list that is the field's already."""
    return errors.get(name, []) if isinstance(errors, Mapping) else errors or []


@register.filter
def in_words(reason: Reason | str) -> str:
    """The sentence for a reason, or for a code that has no figures."""
    return say(reason)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """`mapping[key]`, or nothing."""
    return mapping.get(key) if mapping else None


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: Any) -> str:
    """This page's query string with some parameters changed; an empty value drops one."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            parameters.pop(name, None)
        else:
            parameters[name] = str(value)
    return "?" + parameters.urlencode()


@register.simple_tag(takes_context=True)
def kept_query(context: dict[str, Any], *dropped: str) -> SafeString:
    """This page's query string as hidden fields, for a form that changes only the `dropped` ones."""
    kept = [(name, value) for name, values in context["request"].GET.lists() for value in values if name not in dropped]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', kept)


@register.filter
def thousands(value: int | None) -> str:
    """A count with thousands separated."""
    return "—" if value is None else f"{value:,}"


@register.filter
def wan(value: Decimal | None) -> str:
    """An amount as people say it: 123.4 萬 in Chinese from ten thousand up, else rounded as `money`."""
    if value is None or value == "":
        return "—"
    if abs(value) < 10_000 or not (get_language() or "").startswith("zh"):
        return money(Decimal(round(value)))
    tens = Decimal(value) / 10_000
    unit = "万" if (get_language() or "").startswith("zh-hans") else "萬"
    return f"{tens:,.1f} {unit}" if abs(tens) < 1000 else f"{tens:,.0f} {unit}"


@register.filter
def face(name: str) -> str:
    """What stands in the circle before a name: a Chinese given name's last character, else the first letter."""
    name = name.strip()
    return name[-1:] if name and ord(name[-1]) >= addresses.FIRST_WIDE else name[:1].upper()


@register.filter
def role_name(role: str) -> str:
    """A role in the person's language."""
    return str(states.ROLES.get(role, role))


@register.filter
def among(value: Any, chosen: Any) -> bool:
    """Whether `value` is one of `chosen`, compared as text."""
    return str(value) in {str(one) for one in chosen or ()}


@register.filter
def state_name(value: str, kind: str) -> str:
    """The word of a state: `status|state_name:"account"`."""
    return str(states.state(kind, value).word)


@register.simple_tag
def state_pill(kind: str, value: str) -> SafeString:
    """A state as a shape and a word: kind is plan, report, stop, where, account, judgement (`web/states.py`)."""
    state = states.state(kind, value)
    return format_html('<span class="pill pill-{}">{}{}</span>', state.tone, icon(state.icon, 16), state.word)


@register.simple_tag
def pill(word: str, tone: str = "plain", sign: str = "") -> SafeString:
    """Any other short fact as a pill; tone is plain, good, wait, bad or info."""
    return format_html('<span class="pill pill-{}">{}{}</span>', tone, icon(sign, 16) if sign else "", word)


@register.simple_tag
def bar(part: Any, whole: Any, pace: Any = None, tone: str = "", label: str = "") -> SafeString:
    """Progress as a bar: `part` of `whole`; `pace` (same unit) is marked where one ought to be."""
    done = frame.percent(part, whole)
    due = frame.percent(pace, whole)
    mark = format_html('<rect class="bar-pace" x="{}%" width="2" height="10"/>', due) if pace else ""
    return format_html(
        '<svg class="bar" role="img" aria-label="{}"><rect class="bar-ground" width="100%" height="10"/>'
        '<rect class="bar-part bar-{}" width="{}%" height="10"/>{}</svg>',
        label or f"{done:g} %",
        tone or "plain",
        done,
        mark,
    )


@register.simple_tag(takes_context=True)
def nav_link(
    context: dict[str, Any],
    name: str,
    sign: str,
    label: str,
    *,
    short: str = "",
    bottom: bool = False,
    count: Any = 0,
    also: str = "",
) -> SafeString:
    """An entry of the main menu; nothing while the address `name` does not exist.

    `also` names further addresses (`plan-*` for all that start so) on which the entry is the current one.
    """
    address = frame.address(name)
    if not address:
        return SafeString("")
    return format_html(
        '<li><a class="nav-item" href="{}"{}><span class="nav-sign">{}</span><span>{}</span>{}</a></li>',
        address,
        frame.current(context.get("request"), name, also),
        icon(sign),
        short if bottom and short else label,
        format_html('<span class="nav-count">{}</span>', count) if count else "",
    )


@register.simple_tag
def dotted(*parts: Any) -> str:
    """What there is of `parts`, with dots between."""
    return " · ".join(dict.fromkeys(str(part) for part in parts if part))


@register.filter
def ago(value: date | None, today: date) -> str:
    """How long ago a day was, as people say it; the date itself from a hundred days on and for days to come."""
    if not value:
        return "—"
    days = (today - value).days
    if not 0 <= days < 100:
        return full_day(value)
    if days < 2:
        return gettext("yesterday") if days else gettext("today")
    return gettext("%(days)s days ago") % {"days": days}


@register.filter
def currency_name(code: str) -> str:
    """The unit of an amount: 元 at home in Chinese, else the code."""
    return gettext("NT$") if code == "TWD" else code


@register.filter
def listed(words: Iterable[Any]) -> SafeString:
    """Several words as one reads them out: 甲、乙; in English with a comma."""
    return format_html_join(gettext(", "), "{}", ((word,) for word in words or ()))


@register.filter
def tel(phone: str) -> str:
    """The address that dials a number, its extension apart."""
    number = tidy_phone(phone)
    return "tel:" + (number.e164 or digits(phone))


@register.filter
def directions(place: tuple[float, float]) -> str:
    """The address that opens the way to a place in the phone's own map."""
    return f"https://www.google.com/maps/dir/?api=1&destination={place[0]},{place[1]}"


@register.filter
def whole_address(account: Any) -> str:
    """City and street, the city once however it was written down."""
    return addresses.whole_address(account.city, account.address)
