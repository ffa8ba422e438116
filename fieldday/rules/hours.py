"""When a customer can be visited: hours typed as people write them, and whether it is open at a moment.

Hours are kept as {"0": [["09:00", "12:00"], ["14:00", "18:00"]], "6": []}: Monday is 0, a day that is not there is not
known, an empty one is closed 休. A range whose end is not after its start runs past midnight.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence

from fieldday.rules.text import clean
from fieldday.rules.verdict import Unreadable

UNREADABLE = "customers.hours.unreadable"
CODES: tuple[str, ...] = ("customers.hours.unreadable", "customers.hours.overlap", "customers.hours.too_many")

Hours = Mapping[str, Sequence[Sequence[str]]]
MOST = 6  # ranges of one day
_DAY = 24 * 60
_CLOSED = frozenset({"休", "公休", "休息", "休業", "休业", "店休", "不營業", "不营业", "closed", "-", "x", "無", "无"})
_ALL_DAY = frozenset({"24h", "24小時", "24小时", "全天", "24hours", "24"})
_RANGE = re.compile(r"(?P<a>[0-9:]+)(?:-|~|至|到|to)(?P<b>[0-9:]+)", re.I)
_SEPARATORS = re.compile(r"[,、;/]|(?<=[0-9])\s+(?=[0-9])")


@dataclasses.dataclass(frozen=True)
class OpenNow:
    """How it stands at a moment: `open`, `until` when; else `opens` at a time in so many `days` (0: today) on a
    `weekday` (Monday is 0), None when no opening is known within a week."""

    open: bool
    until: datetime.time | None = None
    opens: datetime.time | None = None
    days: int = 0
    weekday: int | None = None


def parse_hours(text: str) -> list[list[str]] | None:
    """One day's hours: "9-12 14-18", "09:00–12:00、14:00–18:00", "0900-1800"; 休 is []; nothing typed is None.

    Raises Unreadable for what is no time, for ranges that overlap and for more than six.
    """
    shown = clean(text)
    said = unicodedata.normalize("NFKC", shown).casefold().strip()
    if not said:
        return None
    if said.replace(" ", "") in _CLOSED:
        return []
    if said.replace(" ", "") in _ALL_DAY:
        return [["00:00", "24:00"]]
    said = re.sub(r"\s*(-|–|—|−|‐|~|〜|～|至|到|to)\s*", lambda found: "-", said.replace("：", ":"))
    parts = [part.strip() for part in _SEPARATORS.split(said) if part.strip()]
    if len(parts) > MOST:
        raise Unreadable("customers.hours.too_many", most=MOST)
    ranges = sorted(_range(part, shown) for part in parts)
    if not ranges:
        raise Unreadable("customers.hours.unreadable", text=shown[:40])
    for (_start, end), (start, _end) in itertools.pairwise(ranges):
        if end > start or end <= _start:
            raise Unreadable("customers.hours.overlap", text=shown[:40])
    return [[_clock(start), _clock(end)] for start, end in ranges]


def check_hours(hours: object) -> None:
    """Raise Unreadable unless `hours` are written as they are kept, with every range a time and none over another."""
    if not isinstance(hours, Mapping) or not all(str(key) in "0123456" and len(str(key)) == 1 for key in hours):
        raise Unreadable("customers.hours.unreadable", text="")
    for ranges in hours.values():
        if not isinstance(ranges, list) or not all(
            isinstance(one, list) and len(one) == 2 and all(isinstance(text, str) for text in one) for one in ranges
        ):
            raise Unreadable("customers.hours.unreadable", text="")
        if ranges and parse_hours(hours_text(ranges)) != ranges:
            raise Unreadable("customers.hours.unreadable", text=hours_text(ranges)[:40])


def hours_text(ranges: Sequence[Sequence[str]] | None) -> str:
    """One day's hours for a form or a card: "09:00–12:00、14:00–18:00"; 休 for a closed day, "" where not known."""
    if ranges is None:
        return ""
    return "、".join(f"{start}–{end}" for start, end in ranges) or "休"


def open_at(hours: Hours, moment: datetime.datetime) -> OpenNow | None:
    """How it stands at a local moment; None where no day of the week is known, or this one is not and it is not open
    from the evening before."""
    now = moment.hour * 60 + moment.minute
    weekday = moment.weekday()
    for start, end in _minutes(hours, weekday - 1):
        if end <= start and now < end:
            return OpenNow(True, until=_time(end))
    today = _minutes(hours, weekday)
    for start, end in today:
        if start <= now and (now < end or end <= start):
            return OpenNow(True, until=_time(_until(hours, weekday, end)))
    if str(weekday) not in hours:
        return None
    for days in range(8):
        for start, _end in _minutes(hours, weekday + days):
            if days or start > now:
                return OpenNow(False, opens=_time(start), days=days, weekday=(weekday + days) % 7)
    return OpenNow(False)


def _until(hours: Hours, weekday: int, end: int) -> int:
    """Until 24:00 and from 00:00 on the next day is one time: it ends in the morning."""
    if end == _DAY:
        for start, later in _minutes(hours, weekday + 1):
            if start == 0 and later < _DAY:
                return later
    return end


def _minutes(hours: Hours, weekday: int) -> list[tuple[int, int]]:
    return [(_of(start), _of(end)) for start, end in hours.get(str(weekday % 7), ())]


def _of(text: str) -> int:
    hour, _colon, minute = text.partition(":")
    return int(hour) * 60 + int(minute)


def _range(part: str, shown: str) -> tuple[int, int]:
    found = _RANGE.fullmatch(part.replace(" ", ""))
    if found is None:
        raise Unreadable("customers.hours.unreadable", text=shown[:40])
    start, end = _typed(found["a"], shown), _typed(found["b"], shown)
    if start in (end, _DAY):
        raise Unreadable("customers.hours.unreadable", text=shown[:40])
    return start, end


def _typed(text: str, shown: str) -> int:
    """9, 09, 9:30, 930 and 0930, up to 24:00."""
    found = re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])|([0-9]{1,2})|([0-9]{1,2})([0-5][0-9])", text)
    if found:
        hour = int(found[1] or found[3] or found[4])
        minute = int(found[2] or found[5] or 0)
        if hour * 60 + minute <= _DAY:
            return hour * 60 + minute
    raise Unreadable("customers.hours.unreadable", text=shown[:40])


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _time(minutes: int) -> datetime.time:
    return datetime.time(minutes // 60 % 24, minutes % 60)
