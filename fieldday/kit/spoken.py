"""Days and times as people say them, in the language that is active: on pages, in notices, in mails."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import get_language

WEEKDAYS_ZH = "一二三四五六日"


def say_day(value: date) -> str:
    """11 月 23 日（一） in Chinese, Mon 23 Nov in English; of a moment, its local day."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if (get_language() or "").startswith("zh"):
        return f"{value.month} 月 {value.day} 日（{WEEKDAYS_ZH[value.weekday()]}）"
    return f"{WEEKDAYS_ABBR[value.weekday()]} {value.day} {value:%b}"


def say_time(value: datetime) -> str:
    """A time of day, 24 h, in the company's time zone."""
    return f"{timezone.localtime(value):%H:%M}"
