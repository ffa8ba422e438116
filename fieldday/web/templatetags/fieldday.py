"""How figures, days and keys are written on a page. Built into every template."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from fieldday.kit.ids import new_id

register = template.Library()
WEEKDAYS_ZH = "一二三四五六日"


@register.simple_tag
def form_key() -> SafeString:
    """A hidden field with this form's own key: the same key twice has one effect."""
    return format_html('<input type="hidden" name="_key" value="{}">', new_id())


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """An outline icon from the sprite; decoration only, so hidden from screen readers."""
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" aria-hidden="true"><use href="{1}#{2}"></use></svg>',
        size,
        static("icons.svg"),
        name,
    )


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
    if value is None:
        return "—"
    return f"{Decimal(value).normalize():,f}"


@register.filter
def day(value: date | None) -> str:
    """11 月 23 日（一） in Chinese, Mon 23 Nov in English."""
    if not value:
        return "—"
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if (get_language() or "").startswith("zh"):
        return f"{value.month} 月 {value.day} 日（{WEEKDAYS_ZH[value.weekday()]}）"
    return f"{WEEKDAYS_ABBR[value.weekday()]} {value.day} {value:%b}"


@register.filter
def full_day(value: date | None) -> str:
    """A day with its year."""
    return f"{value:%Y-%m-%d}" if value else "—"


@register.filter
def clock(value: Any) -> str:
    """A time of day, 24 h, in the company's time zone."""
    if not value:
        return "—"
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value:%H:%M}"


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
