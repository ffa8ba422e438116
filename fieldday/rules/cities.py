"""The counties and cities of Taiwan, as a column 縣市 or the head of an address names them."""

from __future__ import annotations

import functools
import re

CODES: tuple[str, ...] = ()

_CITIES = (
    "台北市", "新北市", "桃園市", "台中市", "台南市", "高雄市", "基隆市", "新竹市", "嘉義市", "新竹縣",
    "苗栗縣", "彰化縣", "南投縣", "雲林縣", "嘉義縣", "屏東縣",
    "宜蘭縣", "花蓮縣", "台東縣", "澎湖縣", "金門縣", "連江縣",
)  # fmt: skip
_SHORT = {
    city[:2]: city for city in _CITIES if city[:2] not in {"新竹", "嘉義"}
}  # those two are a city and a county each
_BEFORE = r"(?:taiwan|台灣省?|中華民國|[(（]?[0-9]{3,6}[)）]?|[\s,，])*"
_HEAD = re.compile(_BEFORE + "(" + "|".join(_CITIES) + ")", re.IGNORECASE)


def tidy_city(city: str) -> str:
    """A city as it is kept: 臺中市 and 台中 are 台中市; what is none of Taiwan's stays as it was typed."""
    said = city.strip().replace("臺", "台")
    return said if said in _CITIES else _SHORT.get(said, city)


@functools.lru_cache(maxsize=4096)
def city_of(address: str) -> str:
    """The city at the head of an address, behind a postal code or 台灣; "" when none stands there."""
    found = _HEAD.match(address.replace("臺", "台"))
    return found[1] if found else ""
