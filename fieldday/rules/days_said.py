"""Days of the year as people write them in a sheet: 農曆閏六月十五, 八月十五, 農曆 76 年閏6月15日, 3月2日, 冬月初一."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

CODES: tuple[str, ...] = ()

_DIGITS = {word: number for number, word in enumerate("一二三四五六七八九", start=1)}
_MONTHS = {"正": 1, "元": 1, "冬": 11, "臘": 12, "腊": 12}
_SAID = re.compile(
    r"(?:(民國|民国|西元|公元)?([0-9]{1,4})年)?([閏闰])?([0-9]{1,2}|[正元冬臘腊一二三四五六七八九十]{1,2})月"
    r"([0-9]{1,2}|[初廿卅一二三四五六七八九十]{1,3})[日號号]?"
)
_REPUBLIC = 1911


@dataclass(frozen=True)
class Said:
    """A day of the year: of this year where one was named, of a leap month."""

    year: int | None
    month: int
    day: int
    leap: bool
    lunar: bool  # the words are those of the lunar calendar alone: 正月, 臘月, 初五, 廿三, a leap month


def read_said(text: str) -> Said | None:
    """The day that such words name, whether there is one of that date or not; None for other words."""
    found = _SAID.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    if not found:
        return None
    era, year, leap, month, day = found.groups()
    months, days = _MONTHS.get(month) or _number(month), _number(day)
    if not months or not days:
        return None
    lunar = bool(leap) or month in _MONTHS or day[0] in "初廿卅"
    return Said(_year(era or "", year), months, days, bool(leap), lunar)


def _year(era: str, year: str | None) -> int | None:
    if year is None:
        return None
    return int(year) + (_REPUBLIC if era in ("民國", "民国") or (not era and int(year) < 200) else 0)


def _number(text: str) -> int:
    """1 to 39 in figures or as calendars write them: 初五, 十五, 廿三, 二十三, 三十; 0 for anything else."""
    if text.isdigit():
        return int(text)
    said = text.removeprefix("初").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = said.rpartition("十")
    if any(part and part not in _DIGITS for part in (tens, ones)):
        return 0
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
