"""The one place that reads the time. Doors call it; verbs, rules and questions are given `at` or a day."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, aware."""
    return timezone.now()


def today() -> date:
    """This day in the company's time zone."""
    return local_day(now())


def local_day(at: datetime) -> date:
    """The company's calendar day that `at` falls on."""
    return timezone.localtime(at).date()
