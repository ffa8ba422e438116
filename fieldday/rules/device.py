"""A browser's own description of itself, as a person would say it: "Chrome · Android"."""

from __future__ import annotations

CODES: tuple[str, ...] = ()

# The first that is found names it: many browsers also call themselves Chrome and Safari.
BROWSERS = (
    ("Line/", "LINE"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """Browser and system of a User-Agent header; "" when it says neither."""
    parts = (next((name for sign, name in table if sign in user_agent), "") for table in (BROWSERS, SYSTEMS))
    return " · ".join(part for part in parts if part)
