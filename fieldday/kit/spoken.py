"""Days, times and spans as people say them, in the language that is active: on pages, in notices, in mails."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import get_language, gettext

WEEKDAYS_ZH = "一二三四五六日"
HOUR, DAY = 60, 24 * 60  # minutes


def say_day(value: date) -> str:
    """11 月 23 日（一） in Chinese, Mon 23 Nov in English; of a moment, its local day."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if (get_language() or "").startswith("zh"):
        return f"{value.month} 月 {value.day} 日（{WEEKDAYS_ZH[value.weekday()]}）"
    return f"{WEEKDAYS_ABBR[value.weekday()]} {value.day} {value:%b}"


def in_a_row(sentences: Iterable[str]) -> str:
    """Sentences one behind the other; Chinese needs no space between them."""
    return ("" if (get_language() or "").startswith("zh") else " ").join(filter(None, sentences))


def say_time(value: datetime) -> str:
    """A time of day, 24 h, in the company's time zone."""
    return f"{timezone.localtime(value):%H:%M}"


def say_span(minutes: int) -> str:
    """A stretch of time, whichever way it goes: 45 min, 2 h 5 min; from ten hours on to the hour, 3 d 4 h; from ten
    days on to the day."""
    minutes = abs(minutes)
    step = 1 if minutes < 10 * HOUR else HOUR if minutes < 10 * DAY else DAY
    minutes = (minutes + step // 2) // step * step
    days, hours, left = minutes // DAY, minutes % DAY // HOUR, minutes % HOUR
    parts = [
        gettext("%(count)s d") % {"count": days} if days else "",
        gettext("%(count)s h") % {"count": hours} if hours else "",
        gettext("%(count)s min") % {"count": left} if left or not minutes else "",
    ]
    return " ".join(part for part in parts if part)
