"""The invented company's customers, and what its ERP knew of them before the days that the demo tells."""

import random
from datetime import date, timedelta

from fieldday.demo.company import (
    FAMILY,
    GIVEN,
    LEAVER,
    SUCCESSOR,
    Row,
    Size,
    dice,
    leaver,
    patch_of,
    products,
    sellers,
    words,
)  # fmt: skip
from fieldday.demo.places import PHONES, Patch
from fieldday.rules import taxid

FIRST = words(
    "日和 松禾 大穗 福祿 金滿 米豐 春田 禾家 三合 永盛 小森 青田 安居 老張 阿嬌 寶來 雙喜 向陽 北海 清香 "
    "好味 旺來 元氣 樂活 巧手 甘泉 古早 新月 晨光 百味 鴻運 吉祥 稻香 山水 小滿 白鹿 橘子 圓滿 竹林 暖陽 "
    "花田 雲朵 星河 麥浪 穀雨 立夏 秋收 豆芽 綠野 海風 港邊 河畔 巷口 轉角 街尾 廟口 橋頭 田邊 山腳 阿財 "
    "阿水 阿美 阿義 老李 老周 小陳 胖哥 姊妹 兄弟 三代 老友 鄉親 厝邊 灶腳 飯桶 鐵鍋 蒸籠 陶甕 木桌 紅瓦 "
    "白牆 藍窗 綠門 銀杏 楓葉 茉莉 桂花 玉蘭 山茶 蓮霧 芒果 柚子 荔枝 楊桃 金桔 紫蘇 薄荷 晴天 初雪 微風 "
    "午後 黎明 滿月 流星 彩虹 小鹿 白鷺 水牛 麻雀 藍鵲 海豚 日日 歲歲 平安 如意 順心 喜樂 豐足 和氣 團圓"
)
KINDS = words(
    "早餐店 便當 小吃 餐廳 烘焙坊 咖啡 超市 商行 麵館 火鍋 熱炒 豆漿店 飲料店 牛肉麵 素食館 自助餐 雜貨 滷味 鹹酥雞"
)
INDUSTRIES = {"商行": "批發", "超市": "零售", "雜貨": "零售", "烘焙坊": "烘焙", "咖啡": "咖啡", "飲料店": "飲料"}
LINE_NAMES = words("happy lucky sunny rice shop boss ming mei fang chen lin tea food good star")
ROADS = ("中正", "民生", "復興", "中山", "和平", "光復", "文化", "信義", "民權", "成功")
LAST_NEW_DAYS = 80  # within so many days came the newest customers
STATUSES = {"active": 86, "prospect": 7, "dormant": 5, "lost": 2}


def accounts(size: Size, today: date) -> list[tuple[date | None, Row]]:
    """Customers with the day on which they were opened; None: long ago. Two thousand in the full company."""
    roll = dice("accounts")
    names = [f"{first}{kind}" for first in FIRST for kind in KINDS]
    roll.shuffle(names)
    rows: list[tuple[date | None, Row]] = []
    leaders = [team.leader for team in size.teams]
    for owner in sellers(size):
        patch = patch_of(owner, size)
        leads = owner in leaders
        many = size.of_leader[leaders.index(owner) % len(size.of_leader)] if leads else size.of_rep
        mine = LEAVER[0] if owner == SUCCESSOR and leaver(size) else owner
        rows += [_account(len(rows) + n, names.pop(), patch, mine, today) for n in range(1, many + 1)]
    for team in size.teams:
        _write_twice([row for _day, row in rows if row["owner"] in (team.reps[0], team.leader)])
    return rows


def _write_twice(rows: list[Row]) -> None:
    """The team's leader wrote down as his last customer what is the first of a rep of his, in other words."""
    known, twin = rows[0], rows[-1]
    twin["name"], twin["phone"], twin["tax_id"] = f"{known['name']}有限公司", known["phone"], ""
    twin["address"] = known["address"].replace("台", "臺").replace(" ", "")
    twin |= {at: known[at] for at in ("city", "latitude", "longitude", "contact_name", "industry")}


def handed_over(size: Size, rows: list[tuple[date | None, Row]]) -> list[Row]:
    """The leaver's customers as they go to his successor."""
    return [
        {"external_id": row["external_id"], "name": row["name"], "owner": SUCCESSOR}
        for _day, row in rows
        if row["owner"] == LEAVER[0]
    ]


def _account(number: int, name: str, patch: Patch, owner: str, today: date) -> tuple[date | None, Row]:
    roll = dice("account", number)
    code, low, high = PHONES[patch.city]
    status = roll.choices(list(STATUSES), list(STATUSES.values()))[0]
    days = roll.randint(3, LAST_NEW_DAYS) if status == "prospect" or roll.random() < 0.03 else None
    opened = today - timedelta(days=days) if days else None
    return opened - timedelta(days=opened.weekday()) if opened else None, {  # the office writes them down on Mondays
        "external_id": f"C{number:04}",
        "name": name,
        "kind": "dealer" if name.endswith("商行") else "shop",
        "status": status,
        "tax_id": _tax_id(roll) if roll.random() < 0.7 else "",
        "phone": f"{code}-{roll.randint(low, high)}-{roll.randint(1000, 9999)}",
        "address": f"{patch.city}{patch.district}{roll.choice(ROADS)}路 {roll.randint(2, 480)} 號",
        "city": patch.city,
        "area": patch.area,
        "latitude": f"{patch.latitude + roll.gauss(0, 0.008):.6f}",
        "longitude": f"{patch.longitude + roll.gauss(0, 0.009):.6f}",
        "owner": owner,
        "credit_limit": str(roll.choice([30_000, 50_000, 80_000, 150_000, 300_000])),
        "source": roll.choice(["展覽", "介紹", "陌生開發", "舊客戶"]),
        "contact_name": roll.choice(FAMILY) + roll.choice(GIVEN),
        "contact_title": roll.choice(["老闆", "老闆娘", "店長", "採購"]),
        **_more(number, name, status),
    }


def _more(number: int, name: str, status: str) -> Row:
    """What else the office wrote down; drawn by dice of its own, so that the rest stays as it was."""
    roll = dice("account more", number)
    industry = next((word for ending, word in INDUSTRIES.items() if name.endswith(ending)), "餐飲")
    mobile = f"09{roll.randint(10, 89)}-{roll.randint(100, 999)}-{roll.randint(100, 999)}"
    return {
        "industry": industry,
        "potential": str(roll.choice([12, 24, 36, 60, 90, 150, 240]) * 10_000) if roll.random() < 0.8 else "",
        "payment_terms": roll.choice(
            ["月結 30 天", "月結 60 天", "貨到付款", "月結 60 天支票", "25 日結帳、次月 10 日付款"]
        )
        if status != "prospect"
        else "",
        "contact_mobile": mobile if roll.random() < 0.85 else "",
        "contact_line_id": f"{roll.choice(LINE_NAMES)}{roll.randint(10, 9999)}" if roll.random() < 0.6 else "",
    }


def _tax_id(roll: random.Random) -> str:
    while not taxid.check(number := f"{roll.randint(10_000_000, 89_999_999)}"):
        pass
    return number


def orders(size: Size, before: date, rows: list[tuple[date | None, Row]]) -> tuple[list[Row], list[Row], list[Row]]:
    """Orders, their lines and payments of the weeks before a day, as the ERP would hand them over."""
    goods = products()
    heads: list[Row] = []
    lines: list[Row] = []
    payments: list[Row] = []
    for opened, account in rows:
        if opened is not None or account["status"] == "prospect":
            continue
        roll = dice("orders", account["external_id"])
        rhythm = roll.choice([14, 21, 28, 42, 56])
        day = before - timedelta(days=size.weeks_before * 7 - roll.randint(0, rhythm))
        while day < before:
            total = _order(roll, day, account, goods, heads, lines)
            paid = day + timedelta(days=roll.randint(20, 30))
            if total and paid < before and roll.random() < 0.9:
                payments.append(
                    {
                        "external_id": f"R{heads[-1]['external_id']}",
                        "account": account["external_id"],
                        "person": account["owner"],
                        "paid_on": paid.isoformat(),
                        "amount": str(total),
                        "method": roll.choice(["匯款", "支票", "現金"]),
                    }
                )
            day += timedelta(days=rhythm + roll.randint(-3, 4))
    return heads, lines, payments


def _order(roll: random.Random, day: date, account: Row, goods: list[Row], heads: list[Row], lines: list[Row]) -> int:
    """Write an order; its amount, 0 when it was cancelled."""
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
    for n, good in enumerate(roll.sample(goods, roll.randint(1, 3)), start=1):
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
    return 0 if cancelled else total
