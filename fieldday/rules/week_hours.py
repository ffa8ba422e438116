"""A week's visit hours in one cell of a file: "一-五 09:00-18:00; 六 09:00-12:00; 日 休", read as people write them and
written so that they are read back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from fieldday.rules.hours import UNREADABLE, Hours, parse_hours
from fieldday.rules.text import clean
from fieldday.rules.verdict import Unreadable

CODES: tuple[str, ...] = ("customers.hours.week_unreadable",)

_EVERY = tuple(range(7))
_SETS = {
    **dict.fromkeys(("每天", "每日", "天天", "全週", "全周", "daily", "every day", "everyday", "all week"), _EVERY),
    **dict.fromkeys(("平日", "週間", "周間", "工作日", "weekdays", "weekday"), tuple(range(5))),
    **dict.fromkeys(("週末", "周末", "假日", "weekends", "weekend"), (5, 6)),
}
_WEEKS = ("星期", "礼拜", "禮拜", "週", "周")
_NAMES = {
    **{week + day: at for week in (*_WEEKS, "") for at, day in enumerate("一二三四五六日")},
    **{f"{week}天": 6 for week in _WEEKS},
    **{
        name: at
        for at, names in enumerate(
            ("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri",
             "saturday sat", "sunday sun")
        )
        for name in names.split()
    },
}  # fmt: skip


def _any_of(names: Sequence[str]) -> str:
    """Letters end where a word ends; Chinese needs no end."""
    longest = sorted(names, key=len, reverse=True)
    return "|".join(rf"{re.escape(one)}(?![a-z])\.?" if one.isascii() else re.escape(one) for one in longest)


_DAY = _any_of(list(_NAMES))
_ONE = rf"(?:(?P<set>{_any_of(list(_SETS))})|(?P<from>{_DAY})(?:\s*(?:-|至|到|to)\s*(?P<to>{_DAY}))?)"
_UNNAMED = re.sub(r"[?]P<[a-z]+>", "?:", _ONE)
_DAYS = re.compile(rf"(?<![a-z]){_UNNAMED}(?:[\s、,&/和及]*{_UNNAMED})*")
_PART = re.compile(_ONE)
_DASHES = re.compile(r"\s*[–—−‐~〜～]\s*")
_APART = " ;,、/|:。."


def parse_week(text: str) -> dict[str, list[list[str]]]:
    """The hours of the days that the text names; a text without days is meant for all of them. A day that is not named
    is not known. Raises Unreadable."""
    shown = clean(text)
    said = _DASHES.sub("-", unicodedata.normalize("NFKC", shown).casefold())
    week: dict[int, list[str]] = {}
    for days, hours in _pieces(said):
        if not hours:
            raise Unreadable("customers.hours.week_unreadable", text=shown[:60])
        for day in days:
            week.setdefault(day, []).append(hours)
    if not week:
        raise Unreadable("customers.hours.week_unreadable", text=shown[:60])
    found: dict[str, list[list[str]]] = {}
    for day in sorted(week):
        try:
            ranges = parse_hours("、".join(week[day]))
        except Unreadable as error:
            if error.reason.code != UNREADABLE:
                raise
            raise Unreadable("customers.hours.week_unreadable", text=shown[:60]) from None
        found[str(day)] = ranges or []
    return found


def week_text(hours: Hours, days: Sequence[str], closed: str) -> str:
    """The week in one line, days with the same hours together; `days` are the names of Monday to Sunday, `closed` the
    word for a day without hours."""
    runs: list[tuple[int, int, str]] = []
    for at in _EVERY:
        ranges = hours.get(str(at))
        if ranges is None:
            continue
        said = ", ".join(f"{start}-{end}" for start, end in ranges) or closed
        if runs and runs[-1][1] == at - 1 and runs[-1][2] == said:
            runs[-1] = (runs[-1][0], at, said)
        else:
            runs.append((at, at, said))
    return "; ".join(f"{days[first]}{'' if first == last else f'-{days[last]}'} {said}" for first, last, said in runs)


def _pieces(said: str) -> Iterator[tuple[tuple[int, ...], str]]:
    """Days and what is said of them, in the text's order."""
    found = list(_DAYS.finditer(said))
    head = said[: found[0].start()] if found else said
    if head.strip(_APART):
        if found:  # hours before the days: whose they are is not clear
            yield _EVERY, ""
            return
        yield _EVERY, head.strip(_APART)
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(said)
        yield _days(match[0]), said[match.end() : end].strip(_APART)


def _days(text: str) -> tuple[int, ...]:
    days: list[int] = []
    for match in _PART.finditer(text):
        if match["set"]:
            days += _SETS[match["set"].rstrip(".")]
            continue
        first = _NAMES[match["from"].rstrip(".")]
        last = _NAMES[match["to"].rstrip(".")] if match["to"] else first
        days += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return tuple(dict.fromkeys(days))
