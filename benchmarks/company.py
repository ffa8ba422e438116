"""The invented company: who works there, where, what it sells. Brought in through the import verbs."""

import random
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from benchmarks.volumes import Volumes
from fieldday.kit.actors import SYSTEM
from fieldday.kit.imports.source import Row
from fieldday.people.actions.company import change_company
from fieldday.people.actions.import_areas import import_areas
from fieldday.people.actions.import_people import import_people
from fieldday.people.models import Area, Person
from fieldday.rules import taxid
from fieldday.trade.actions.import_products import import_products
from fieldday.trade.models import Product

SEED = 8171
FAMILY = "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊呂江何蕭羅高"
GIVEN = "淑芬志明美惠俊傑雅建宏麗華家銘秀英文雄玉珍宗翰如德素卿怡君承冠宇佩珊柏豪"
# city, latitude, longitude, telephone, districts
CITIES = (
    ("台北市", 25.05, 121.53, "02-2", "大安 信義 中山 松山 內湖 士林 萬華 文山"),
    ("新北市", 25.02, 121.46, "02-8", "板橋 三重 中和 永和 新莊 新店 淡水 汐止"),
    ("桃園市", 24.99, 121.30, "03-3", "桃園 中壢 平鎮 八德 龜山 蘆竹"),
    ("新竹市", 24.81, 120.97, "03-5", "東區 北區 香山"),
    ("台中市", 24.16, 120.66, "04-2", "西屯 北屯 南屯 豐原 大里 太平 沙鹿"),
    ("彰化縣", 24.07, 120.54, "04-7", "彰化 員林 鹿港 和美"),
    ("嘉義市", 23.48, 120.45, "05-2", "東區 西區"),
    ("台南市", 22.99, 120.20, "06-2", "中西 安平 永康 新營 佳里 善化"),
    ("高雄市", 22.63, 120.30, "07-3", "左營 三民 鳳山 苓雅 楠梓 岡山 小港"),
    ("屏東縣", 22.67, 120.49, "08-7", "屏東 潮州 東港"),
)
FIRST = "日和松禾福金豐春家三永盛森青安居新寶雙向海清好元樂巧甘石古晨百鴻吉稻小白圓竹大正信成聯佳明仁立長康健德祥"
SECOND = "光華泰昌隆生美香來興旺發利源順益達安榮茂誠慶合味品坊心園田川山水橋林堂記"
KINDS = ("藥局", "商行", "超市", "餐廳", "早餐店", "便當", "烘焙坊", "咖啡館", "診所", "五金行", "文具店", "企業社")
ROADS = ("中正路", "民生路", "復興路", "中山路", "文化路", "和平路", "忠孝路", "光復路")
GOODS = ("醬油膏", "沙拉油", "中筋麵粉", "雞排", "紅茶包", "咖啡豆", "香菇", "口罩", "濕紙巾", "洗手乳")


@dataclass(frozen=True)
class Customer:
    """What the other rows need to know of a customer."""

    id: UUID
    number: str
    name: str
    area: Area
    place: tuple[int, int]  # latitude and longitude, scaled by ten million


@dataclass(frozen=True)
class Company:
    """The people who sell, by whom they report to, with their customers; products with their price in whole dollars."""

    reps: tuple[Person, ...]
    superiors: dict[int, Person]
    areas: dict[str, Area]
    products: tuple[tuple[Product, int], ...]


def dice(*what: object) -> random.Random:
    """Dice that fall the same way for the same thing."""
    return random.Random(f"{SEED} {what}")


def found(size: Volumes, at: datetime) -> Company:
    """Bring in people, areas and products as an office does."""
    change_company(by=SYSTEM, at=at, name="量測股份有限公司")
    for verb, rows in ((import_areas, _areas()), (import_people, _people(size)), (import_products, _products(size))):
        report = verb(by=SYSTEM, rows=[Row(n, row) for n, row in enumerate(rows, start=1)], at=at)
        if report.rejected:
            raise RuntimeError(f"rows of the invented company were rejected: {report.errors[:3]}")
    people = {p.pk: p for p in Person.objects.unscoped("the bench fills a database").order_by("external_id")}
    reps = tuple(p for p in people.values() if p.external_id.startswith("r"))
    return Company(
        reps=reps,
        superiors={p.pk: people[p.reports_to_id or 0] for p in reps},
        areas={area.external_id: area for area in Area.objects.all()},
        products=tuple((p, int(p.price or 0)) for p in Product.objects.order_by("external_id")),
    )


def districts() -> list[tuple[str, int]]:
    """Every district's area with the place of its city in CITIES."""
    return [(f"{city[0]}{name}", n) for n, city in enumerate(CITIES) for name in city[4].split()]


def person_name(roll: random.Random) -> str:
    return roll.choice(FAMILY) + roll.choice(GIVEN) + roll.choice(GIVEN)


def shop_name(roll: random.Random) -> str:
    """Four to six characters: the kind of shop last, a district or a branch for some."""
    name = roll.choice(FIRST) + roll.choice(SECOND) + (roll.choice(SECOND) if roll.random() < 0.4 else "")
    return name + roll.choice(KINDS)


def tax_number(roll: random.Random) -> str:
    while not taxid.check(number := str(roll.randint(10_000_000, 89_999_999))):
        pass
    return number


def _areas() -> list[dict[str, str]]:
    cities = [{"external_id": city[0], "name": city[0]} for city in CITIES]
    inner = [{"external_id": name, "name": name, "parent": CITIES[n][0]} for name, n in districts()]
    return cities + inner


def _people(size: Volumes) -> list[dict[str, str]]:
    roll = dice("people")
    rows = [_person(roll, "d1", "", "director", "業務副總")]
    rows += [_person(roll, f"m{n + 1}", "d1", "manager", "區經理") for n in range(size.managers)]
    rows += [_person(roll, f"s{n + 1}", f"m{n % size.managers + 1}", "", "主任") for n in range(size.supervisors)]
    rows += [_person(roll, f"r{n + 1:02}", f"s{n % size.supervisors + 1}", "", "業務") for n in range(size.reps)]
    return rows


def _person(roll: random.Random, number: str, superior: str, role: str, title: str) -> dict[str, str]:
    team = f"第{superior.removeprefix('s')}組" if superior.startswith("s") else "業務部"
    row = {"external_id": number, "name": person_name(roll), "reports_to": superior, "title": title, "team": team}
    return {**row, "role": role} if role else row


def _products(size: Volumes) -> list[dict[str, str]]:
    roll = dice("products")
    rows = []
    for n in range(size.products):
        name = f"{GOODS[n % len(GOODS)]} {n // len(GOODS) + 1} 號"
        price = roll.randint(4, 200) * 5
        row = {"external_id": f"P{n + 1:04}", "name": name, "category": GOODS[n % len(GOODS)], "unit": "箱"}
        rows.append({**row, "price": str(price), "cost": str(price * 7 // 10)})
    return rows
