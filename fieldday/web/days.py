"""Days in addresses: /days/2026-11-23. Anything else is no address."""

from datetime import date


class DayConverter:
    """A day as ISO writes it, of the years a company keeps: at the ends of the calendar a day has no neighbour."""

    regex = "20[0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()


def asked_day(text: str) -> date | None:
    """The day that `?day=` names; None for no day, and for one beyond the years a company keeps."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None
