"""The invented company: 晴川食品, wholesaler to shops and kitchens in 台中 and 彰化, as rows of the office's files."""

import random
from datetime import date, timedelta

from fieldday.rules import taxid

Row = dict[str, str]
SEED = 20261123


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(0, len(text), 2)]


# external_id, name, reports_to, role, team, title
PEOPLE = [
    ("diana", "戴文琪", "", "", "晴川食品", "業務副總"),
    ("mona", "孟家瑜", "diana", "manager", "中區", "區經理"),
    ("bob", "柏志豪", "mona", "", "台中組", "主任"),
    ("carol", "高美玲", "mona", "", "彰化組", "主任"),
    ("alice", "林雅婷", "bob", "", "台中組", "業務"),
    ("adam", "陳彥廷", "bob", "", "台中組", "業務"),
    ("amy", "黃怡君", "bob", "", "台中組", "業務"),
    ("andy", "吳承翰", "bob", "", "台中組", "業務"),
    ("charlie", "張家豪", "carol", "", "彰化組", "業務"),
    ("cindy", "蔡佩珊", "carol", "", "彰化組", "業務"),
    ("chris", "許冠宇", "carol", "", "彰化組", "業務"),
    ("claire", "鄭雅文", "carol", "", "彰化組", "業務"),
    ("oscar", "歐淑芬", "diana", "assistant", "晴川食品", "業務助理"),
    ("ada", "艾小慧", "diana", "administrator", "晴川食品", "系統管理員"),
]
SELLERS = ("alice", "adam", "amy", "andy", "charlie", "cindy", "chris", "claire", "bob", "carol")

# area, parent, middle of it (latitude, longitude), whose area
AREAS = [
    ("台中西屯", "台中市", 24.1810, 120.6380, ("alice", "bob")),
    ("台中北屯", "台中市", 24.1880, 120.6960, ("adam",)),
    ("台中南屯", "台中市", 24.1380, 120.6190, ("amy",)),
    ("台中豐原", "台中市", 24.2520, 120.7200, ("andy",)),
    ("彰化市區", "彰化縣", 24.0790, 120.5420, ("charlie", "carol")),
    ("員林", "彰化縣", 23.9580, 120.5740, ("cindy",)),
    ("鹿港", "彰化縣", 24.0560, 120.4340, ("chris",)),
    ("和美", "彰化縣", 24.1110, 120.5000, ("claire",)),
]
NAMES = _pairs(
    "日和松禾大穗福祿金滿米豐春田禾家三合永盛小森青田安居老張阿嬌寶來雙喜向陽北海清香"
    "好味旺來元氣樂活巧手甘泉石頭古早新月晨光百味鴻運吉祥稻香山水小滿白鹿橘子圓滿竹林"
)
KINDS = ("早餐店", "便當", "小吃", "餐廳", "烘焙坊", "咖啡", "超市", "商行", "麵館", "火鍋")
EXCHANGES = {"台中市": (2200, 2799), "彰化縣": (720, 789)}
ROADS = ("中正", "民生", "文心", "復興", "中山")
FAMILY = "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐"
GIVEN = _pairs("淑芬志明美惠俊傑雅惠建宏麗華家銘秀英文雄玉珍宗翰惠如明德素卿")
PRODUCTS = [
    ("醬料", "醬油膏 5 L|黑胡椒醬 1 kg|番茄醬 3.2 kg|甜辣醬 3 kg|沙茶醬 3 kg|芝麻醬 1 kg", "桶", 240),
    ("麵粉", "中筋麵粉 22 kg|高筋麵粉 22 kg|低筋麵粉 22 kg|蛋餅皮 30 片|吐司粉 10 kg|地瓜粉 20 kg", "袋", 620),
    ("油品", "沙拉油 18 L|棕櫚油 18 L|香油 3 L|苦茶油 1 L|酥油 16 kg|豬油 15 kg", "桶", 980),
    ("冷凍", "雞排 50 片|豬里肌 3 kg|魷魚圈 1 kg|薯條 2.2 kg|水餃 100 粒|蘿蔔糕 20 片", "箱", 560),
    ("飲料", "紅茶包 25 入|豆漿粉 2 kg|咖啡豆 1 kg|奶精粉 1 kg|果糖 25 kg|冬瓜磚 600 g", "包", 310),
    ("乾貨", "白胡椒粉 600 g|香菇 600 g|蝦米 600 g|冬粉 3 kg|海苔片 100 片|花生粉 3 kg", "包", 270),
]


def dice(*what: object) -> random.Random:
    """Dice that fall the same way for the same thing, whatever was thrown before."""
    return random.Random(f"{SEED} {what}")


def people() -> list[Row]:
    keys = ("external_id", "name", "reports_to", "role", "team", "title")
    return [dict(zip(keys, person, strict=True)) | {"email": f"{person[0]}@example.com"} for person in PEOPLE]


def areas() -> list[Row]:
    parents = [{"external_id": name, "name": name} for name in dict.fromkeys(area[1] for area in AREAS)]
    return parents + [{"external_id": area[0], "name": area[0], "parent": area[1]} for area in AREAS]


def products() -> list[Row]:
    rows: list[Row] = []
    for category, names, unit, price in PRODUCTS:
        for name in names.split("|"):
            roll = dice("product", name)
            price_now = price * roll.randint(6, 18) // 10 // 5 * 5
            rows.append(
                {
                    "external_id": f"P{len(rows) + 101}",
                    "name": name,
                    "category": category,
                    "unit": unit,
                    "price": str(price_now),
                    "cost": str(round(price_now * roll.uniform(0.62, 0.82))),
                }
            )
    return rows


def accounts() -> list[Row]:
    """Two hundred customers, twenty a seller."""
    roll = dice("accounts")
    names = [f"{name}{kind}" for name in NAMES for kind in KINDS]
    roll.shuffle(names)
    rows: list[Row] = []
    for area, parent, latitude, longitude, owners in AREAS:
        for owner in owners:
            for _ in range(20):
                rows.append(_account(len(rows) + 1, names.pop(), area, parent, (latitude, longitude), owner))
    return rows


def _account(number: int, name: str, area: str, parent: str, middle: tuple[float, float], owner: str) -> Row:
    roll = dice("account", number)
    return {
        "external_id": f"C{number:04}",
        "name": name,
        "kind": "dealer" if name.endswith("商行") else "shop",
        "tax_id": _tax_id(roll) if roll.random() < 0.7 else "",
        "phone": f"04-{roll.randint(*EXCHANGES[parent])}-{roll.randint(1000, 9999)}",
        "address": f"{parent}{area.removeprefix('台中')}{roll.choice(ROADS)}路 {roll.randint(2, 480)} 號",
        "city": parent,
        "area": area,
        "latitude": f"{middle[0] + roll.gauss(0, 0.011):.6f}",
        "longitude": f"{middle[1] + roll.gauss(0, 0.013):.6f}",
        "owner": owner,
        "credit_limit": str(roll.choice([30_000, 50_000, 80_000, 150_000, 300_000])),
        "source": roll.choice(["展覽", "介紹", "陌生開發", "舊客戶"]),
        "contact_name": roll.choice(FAMILY) + roll.choice(GIVEN),
        "contact_title": roll.choice(["老闆", "老闆娘", "店長", "採購"]),
    }


def _tax_id(roll: random.Random) -> str:
    while not taxid.check(number := f"{roll.randint(10_000_000, 89_999_999)}"):
        pass
    return number


def targets(first: date) -> list[Row]:
    """Everybody's targets for the three months from the one that `first` is in, the same each month."""
    rows: list[Row] = []
    for seller in SELLERS:
        roll = dice("targets", seller)
        goals = {"bookings": roll.randint(20, 32) * 10_000, "collections": roll.randint(18, 30) * 10_000}
        for later in range(3):
            year, month = divmod(first.year * 12 + first.month - 1 + later, 12)
            day = f"{year}-{month + 1:02}-01"
            rows += [{"person": seller, "metric": name, "month": day, "amount": str(goals[name])} for name in goals]
    return rows


def orders(before: date, weeks: int = 10) -> tuple[list[Row], list[Row], list[Row]]:
    """Orders, their lines and payments of the weeks before a day, as the ERP would hand them over."""
    goods = products()
    heads: list[Row] = []
    lines: list[Row] = []
    payments: list[Row] = []
    for account in accounts():
        roll = dice("orders", account["external_id"])
        rhythm = roll.choice([10, 14, 21, 28, 35])
        day = before - timedelta(days=weeks * 7 - roll.randint(0, rhythm))
        while day < before:
            number = f"S{day:%y%m%d}{account['external_id'][1:]}"
            cancelled = roll.random() < 0.02
            heads.append(
                {
                    "external_id": number,
                    "account": account["external_id"],
                    "person": account["owner"],
                    "ordered_on": day.isoformat(),
                    "status": "取消" if cancelled else "已出貨",
                }
            )
            total = 0
            for n, good in enumerate(roll.sample(goods, roll.randint(1, 4)), start=1):
                quantity = roll.choice([1, 2, 3, 5, 10])
                total += quantity * int(good["price"])
                lines.append(
                    {
                        "line": str(n),
                        "order": number,
                        "product": good["external_id"],
                        "quantity": str(quantity),
                        "unit_price": good["price"],
                    }
                )
            if not cancelled and day + timedelta(days=30) < before and roll.random() < 0.9:
                payments.append(
                    {
                        "external_id": f"R{number}",
                        "account": account["external_id"],
                        "person": account["owner"],
                        "paid_on": (day + timedelta(days=roll.randint(20, 30))).isoformat(),
                        "amount": str(total),
                        "method": roll.choice(["匯款", "支票", "現金"]),
                    }
                )
            day += timedelta(days=rhythm + roll.randint(-3, 4))
    return heads, lines, payments
