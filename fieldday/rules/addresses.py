"""Taiwanese addresses as they are compared: 臺 or 台, 三段 or 3段, 之 or -, 樓 or F, with or without 里 and 鄰."""

from __future__ import annotations

import dataclasses
import functools
import re

from fieldday.rules.cities import city_of, tidy_city
from fieldday.rules.company_names import simplify

CODES: tuple[str, ...] = ()
FIRST_WIDE = 0x2E80  # from here on characters are Chinese, Japanese or Korean

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMBER = re.compile(r"[零〇一二两三四五六七八九十百千]+(?=[段巷弄号楼之\-]|层|$)")
_AFTER = re.compile(r"(?<=[之\-])[零〇一二两三四五六七八九十百千]+")
_ZIP = re.compile(r"^(?:taiwan|台湾|中华民国|r\.?o\.?c\.?)?\d{3,6}(?=\D)")
_VILLAGE = re.compile(r"(?<=[区乡镇市])(?!里)[^\d区乡镇市路街道段巷弄号]{1,3}[里村](?=[^\d]{1,6}[路街道段]|\d)")
_NEIGHBOURS = re.compile(r"\d+邻")
_SPELT = str.maketrans({"之": "-", "f": "楼", "~": "-", "–": "-", "—": "-"})
_NOISE = re.compile(r"[^\w\-、,]|_")
_MORE = re.compile(r"(?<=\d)[、,及].*?(?=号|$)")
_HOUSE = re.compile(r"^(.*?)(\d+(?:-\d+)?)-?号(?:-(\d+))?(.*)$")
_FLOOR = re.compile(r"(地下)?(?:第)?(\d+)(?:楼|层)(?:-(\d+))?")


@dataclasses.dataclass(frozen=True, slots=True)
class Address:
    """``key`` reaches to the house's number; ``floor`` "" when none is said; ``whole`` says that a number was found."""

    key: str
    floor: str
    whole: bool


@functools.lru_cache(maxsize=4096)
def read_address(text: str, city: str = "") -> Address:
    """An address in parts; ``city`` is what stands in a field of its own. "" gives an empty key."""
    said = simplify(text).replace("台湾省", "")
    said = _ZIP.sub("", "".join(said.split()))
    said = _NUMBER.sub(_figures, said)
    said = _AFTER.sub(_figures, said)
    said = _NOISE.sub("", said.translate(_SPELT))
    said = _NEIGHBOURS.sub("", _VILLAGE.sub("", said))
    town = "".join(simplify(city).split())
    if town and said and not said.startswith(town[:2]):
        said = town + said
    said = _MORE.sub("", said, count=1)
    house = _HOUSE.match(said)
    if house is None:
        return Address(said.strip("-、,"), "", False)
    number = house[2] + (f"-{house[3]}" if house[3] else "")
    floor = _FLOOR.search(house[4])
    level = f"{'b' if floor[1] else ''}{floor[2]}{'-' + floor[3] if floor[3] else ''}" if floor else ""
    return Address(f"{house[1]}{number}号", "" if level == "1" else level, True)


def compare(one: Address, other: Address) -> str:
    """ "same" house and floor, same "house" on other floors, "part": one breaks off where the other goes on, "differs",
    or "" where one is not known."""
    if not one.key or not other.key:
        return ""
    if one.whole and other.whole:
        if one.key == other.key or _tail(one.key, other.key):
            return "same" if one.floor == other.floor else "house"
        return "differs"
    short, long = sorted((one.key, other.key), key=len)
    if len(short) >= 9 and long.startswith(short):
        return "part"
    return "differs" if short[:6] != long[:6] else ""


def _tail(one: str, other: str) -> bool:
    """Whether one says the same without its city or district."""
    short, long = sorted((one, other), key=len)
    return (
        len(short) >= 5
        and len(long) - len(short) <= 6
        and long.endswith(short)
        and long[-len(short) - 1] in "市县区乡镇"
    )


def _figures(found: re.Match[str]) -> str:
    text = found[0]
    if not any(ch in _UNITS for ch in text):
        return "".join(str(_DIGITS[ch]) for ch in text)
    total, digit = 0, 0
    for ch in text:
        if ch in _UNITS:
            total += (digit or 1) * _UNITS[ch]
            digit = 0
        else:
            digit = _DIGITS[ch]
    return str(total + digit)


def whole_address(city: str, street: str) -> str:
    """City and street as one reads them, the city once however it was written down."""
    if not city or city_of(street) == tidy_city(city) or street.startswith(city):
        return street
    between = "" if ord(city[-1]) >= FIRST_WIDE else " " if not street else ", "
    return f"{city}{between}{street}".strip()
