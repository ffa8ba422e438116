"""How a phone spells what the server keeps: amounts and quantities as decimal texts, days, moments with offset."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone

Row = dict[str, Any]  # one record, as client/src/phone/types.ts names its fields


def number(value: Decimal | None) -> str:
    """An amount or a quantity without zeros that say nothing; "" for none."""
    if value is None:
        return ""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def some(value: Decimal | None) -> str:
    """The same, "" for nothing at all."""
    return number(value) if value else ""


def moment(at: datetime | None) -> str:
    """A moment in the company's time with its offset, to the second; "" for none."""
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""


def day_text(day: date | None) -> str:
    return day.isoformat() if day else ""


def clock(at: time | None) -> str:
    return at.strftime("%H:%M") if at else ""
