"""What the frame of a page needs to know: which addresses exist, which one is open, where a person starts."""

from decimal import Decimal
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.safestring import SafeString, mark_safe

START = {
    "rep": ("today",),
    "supervisor": ("desk", "today"),
    "manager": ("home",),
    "director": ("home",),
}


def address(name: str) -> str:
    """The path of the page called `name`, or nothing when there is none."""
    return _address(name, get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=1000)
def _address(name: str, urlconf: str) -> str:
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return ""


def start_of(person: Any) -> str:
    """The path of the page a person begins the day with."""
    return next(filter(None, map(address, (*START.get(person.role, ()), "accounts", "me"))), "/")


def current(request: Any, name: str, also: str) -> SafeString:
    """The attribute that marks the menu's open entry: the page itself, or one that belongs to it."""
    here = getattr(getattr(request, "resolver_match", None), "url_name", None) or ""
    if here == name:
        return mark_safe(' aria-current="page"')
    if any(fnmatchcase(here, pattern) for pattern in also.split()):
        return mark_safe(' aria-current="true"')
    return mark_safe("")


def percent(part: Any, whole: Any) -> float:
    """`part` of `whole` in per cent, between 0 and 100, with 1 decimal; 0 when there is no whole."""
    if not whole or not part:
        return 0.0
    return float(min(max(round(Decimal(part) * 100 / Decimal(whole), 1), Decimal(0)), Decimal(100)))
