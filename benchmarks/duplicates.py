"""Duplicates among 100,000 invented customers whose truth is known: time, memory, precision and recall.

`python -m benchmarks.duplicates [COUNT]` prints one line of JSON. Most are single; a tenth is written down twice,
by another hand: another form of the name, an address spelt otherwise, a phone or a tax id left out, a slip of the pen.
Among the single ones are chains with branches, namesakes in other cities, and houses that many share.
"""

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from fieldday.rules.dedupe import Card, card
from fieldday.rules.pairing import pairs

COUNT = 100_000
TWICE = 0.1
SYLLABLES = (
    "豪傑峰霖翔宇軒皓瀚詠涵芯妤彤語昕玥晨曦雲嵐川岳松柏楓橡蘭菊梅荷蓮桂竹石泉溪湖海洋島港灣城堡塔橋路門窗燈鐘鼓琴棋書畫"
    "詩酒茶米麥豆果鹿鶴鷹龍虎豹獅象鯨雁燕鴻鵬金銀銅鐵鋼鋁鈦晶玉珠寶珍琪瑪瑙翡翠紅橙黃綠藍紫白黑東西南北春夏秋冬日月星辰"
)
TRADES = (
    "科技",
    "食品",
    "生技",
    "藥局",
    "水電行",
    "五金",
    "超市",
    "診所",
    "茶行",
    "傢俱",
    "機電",
    "物產",
    "文具",
    "寵物",
    "車業",
)
FORMS = ("股份有限公司", "有限公司", "企業社", "商行", "工作室", "")
SHORT = {
    "股份有限公司": ("(股)公司", "股份公司", ""),
    "有限公司": ("（有）公司", "公司", ""),
    "企業社": ("",),
    "商行": ("",),
}
CITIES = (
    "台北市大安區",
    "新北市三重區",
    "桃園市中壢區",
    "台中市北屯區",
    "彰化縣員林市",
    "台南市永康區",
    "高雄市左營區",
    "宜蘭縣羅東鎮",
)
ROADS = (
    "中正路",
    "民生路",
    "復興北路",
    "建國一路",
    "大同街",
    "公園路",
    "成功路",
    "長安東路",
    "和平路",
    "文昌街",
    "學府路",
    "青年路",
)
CHAINS = ("樂活家", "好厝邊", "順心", "大眾生活", "康寧")


def main() -> None:
    """Generate, look, and print what came of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    rows = list(generated(count))
    began = time.process_time()
    cards = [_card(number, row) for number, row in enumerate(rows)]
    found = {(pair.a, pair.b): pair.found.certain for pair in pairs(cards)}
    seconds = time.process_time() - began
    first: dict[int, int] = {}
    truth = {(first[row["entity"]], n) for n, row in enumerate(rows) if first.setdefault(row["entity"], n) != n}
    certain = {pair for pair, sure in found.items() if sure}
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer = {
        "customers": len(rows), "duplicates": len(truth), "found": len(found), "seconds": round(seconds, 1),
        "megabytes": round(megabytes), "precision": _share(found.keys() & truth, found),
        "recall": _share(found.keys() & truth, truth), "certain_precision": _share(certain & truth, certain),
        "certain_recall": _share(certain & truth, truth),
    }  # fmt: skip
    print(json.dumps(answer))


def measured(count: int = COUNT) -> dict[str, Any]:
    """The same by a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.duplicates", str(count)]
    answer: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return answer


def generated(count: int) -> Iterator[dict[str, Any]]:
    """Customers in a shuffled order; those with one `entity` are one. The same on every run."""
    dice = random.Random(2026)
    rows = []
    for entity in range(int(count / (1 + TWICE))):
        row = _single(dice, entity)
        rows.append(row)
        if dice.random() < TWICE:
            rows.append(_again(dice, row))
    dice.shuffle(rows)
    yield from rows[:count]


def _single(dice: random.Random, entity: int) -> dict[str, Any]:
    city = dice.choice(CITIES)
    if dice.random() < 0.03:
        name = f"{dice.choice(CHAINS)}{city[3:5]}{dice.choice(SYLLABLES)}{dice.choice(SYLLABLES)}店"
    else:
        own = "".join(dice.choice(SYLLABLES) for _ in range(dice.choice((2, 3, 3, 4))))
        name = f"{city[:2] if dice.random() < 0.2 else ''}{own}{dice.choice(TRADES)}{dice.choice(FORMS)}"
    street = f"{dice.choice(ROADS)}{dice.choice(('', '二段', '三段'))}{dice.randrange(1, 600)}號"
    return {
        "entity": entity,
        "name": name,
        "tax_id": f"{dice.randrange(10**7, 10**8)}" if dice.random() < 0.6 else "",
        "phone": f"0{dice.randrange(2, 9)}-{dice.randrange(10**6, 10**7)}" if dice.random() < 0.8 else "",
        "address": f"{city}{street}{dice.choice(('', '', '三樓', '5樓'))}" if dice.random() < 0.85 else "",
    }


def _again(dice: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    """The same customer as somebody else wrote it down: one or two things differ."""
    other = dict(row)
    for change in dice.sample((_reform, _respell, _slip, _respace, _forget, _forget, _mobile), dice.choice((1, 2, 2))):
        change(dice, other)
    return other


def _reform(dice: random.Random, row: dict[str, Any]) -> None:
    for form, shorts in SHORT.items():
        if row["name"].endswith(form):
            row["name"] = row["name"].removesuffix(form) + dice.choice(shorts)
            return


def _respell(dice: random.Random, row: dict[str, Any]) -> None:
    figures = {"二段": "2段", "三段": "3段", "三樓": "3F", "台": "臺"}
    for old, new in figures.items():
        row["address"] = row["address"].replace(old, new)


def _slip(dice: random.Random, row: dict[str, Any]) -> None:
    name = list(row["name"])
    place = dice.randrange(len(name))
    if dice.random() < 0.5 and len(name) > 4:
        del name[place]
    else:
        name[place] = dice.choice(SYLLABLES)
    row["name"] = "".join(name)


def _respace(dice: random.Random, row: dict[str, Any]) -> None:
    place = dice.randrange(1, len(row["name"]))
    row["name"] = row["name"][:place] + dice.choice((" ", "　")) + row["name"][place:]


def _forget(dice: random.Random, row: dict[str, Any]) -> None:
    row[dice.choice(("tax_id", "phone", "address"))] = ""


def _mobile(dice: random.Random, row: dict[str, Any]) -> None:
    row["phone"] = f"09{dice.randrange(10**7, 10**8)}"


def _card(number: int, row: dict[str, Any]) -> Card:
    return card(number, name=row["name"], tax_id=row["tax_id"], phones=(row["phone"],), address=row["address"])


def _share(part: Any, whole: Any) -> float:
    return round(len(part) / len(whole), 3) if whole else 1.0


if __name__ == "__main__":
    main()
