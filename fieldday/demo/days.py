"""What each seller's day held: drawn by dice, the same for the same day. Texts as people write them."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from fieldday.demo.company import SELLERS, dice

TALKS = [
    "老闆說最近生意穩，醬料用量增加。",
    "店長在忙，站著聊了十分鐘，約下週再談。",
    "談新品試用，先留兩包樣品。",
    "對價格有意見，說同業便宜一成。",
    "陳列移到收銀台旁，動得比較快。",
    "反映上次到貨晚半天，已說明並致歉。",
    "準備辦週年慶，可能要加訂油品。",
    "老闆娘換了供應商試一批，下月再看。",
]
OBJECTIVES = [
    "談月結帳款",
    "補貨並看陳列",
    "介紹新口味蛋餅皮",
    "追上週報價",
    "了解競品促銷",
    "談年節備貨",
    "試吃回饋",
    "",
]
NOTES = [
    ("promotion", "對手買十送二，到月底。"),
    ("price", "同業沙拉油每桶降 30 元。"),
    ("new_product", "看到別家推無糖豆漿粉。"),
    ("opinion", "客人說辣醬可以再香一點。"),
    ("personnel", "採購換人，新窗口姓廖。"),
]
REFLECTIONS = [
    "今天順路把西邊的店跑完，訂單集中在油品。",
    "兩家店反映價格，需要和主管討論月底方案。",
    "下午塞車少跑一家，明天早上先補。",
    "新品試用反應不錯，預計下週回訪收訂單。",
    "收款進度落後，明天先處理逾期帳款。",
]
COMMENTS = [
    "辛苦了，價格的事明天早上一起談。",
    "拜訪紮實，繼續保持。",
    "撲空的店下次先打電話。",
    "新品回饋很好，請補試用數量。",
    "收款要追，本週內回報。",
]
RETURNS = ["第三站目的請寫清楚。", "請把逾期客戶排進來。"]
SKILL = {name: 0.55 + 0.05 * (n * 7 % 8) for n, name in enumerate(SELLERS)}


@dataclass(frozen=True)
class DrawnStop:
    """One stop of a drawn day, and what became of it: visited, shut or missed."""

    account: int  # index into the seller's own customers
    at: time
    minutes: int
    purposes: tuple[str, ...]
    objective: str
    expected_order: Decimal | None
    expected_collection: Decimal | None
    planned: bool
    outcome: str
    reason: str
    results: tuple[str, ...]
    talk: str
    note: tuple[str, str] | None
    lines: tuple[tuple[int, int, int], ...]  # product index, quantity, discount in per cent
    collected: Decimal | None
    days_to_next_step: int


def draw_day(seller: str, day: date, customers: int, products: int) -> list[DrawnStop]:
    """The stops of a seller's day in order of time, an unplanned one sometimes among them."""
    roll = dice("day", seller, day)
    count = roll.choice([4, 5, 5, 5, 6]) if seller not in {"bob", "carol"} else 3
    chosen = roll.sample(range(customers), count + 1)
    minutes = 9 * 60
    stops = []
    for index, account in enumerate(chosen):
        planned = index < count
        if not planned and roll.random() > 0.35:
            break
        stops.append(_draw_stop(roll, SKILL[seller], account, minutes, planned, products))
        minutes += roll.choice([60, 75, 75, 90]) if index != 2 else 120
    return stops


def _draw_stop(roll, skill: float, account: int, minutes: int, planned: bool, products: int) -> DrawnStop:  # type: ignore[no-untyped-def]
    outcome = "visited" if not planned else roll.choices(["visited", "shut", "missed"], [0.86, 0.06, 0.08])[0]
    met = outcome == "visited" and roll.random() < skill + 0.2
    ordered = met and roll.random() < skill * 0.7
    collected = met and roll.random() < 0.25
    purposes = tuple(
        roll.sample(["ordering", "service", "collection", "market_research", "new_customer"], roll.randint(1, 2))
    )
    results = ["order"] * ordered + ["collection"] * collected
    if met and roll.random() < 0.4:
        results.append(roll.choice(["quotation", "sample", "placement", "market_info"]))
    if outcome == "visited" and not results:
        results.append("talk" if met else "absent")
    return DrawnStop(
        account=account,
        at=time(minutes // 60, minutes % 60 // 15 * 15),
        minutes=roll.randint(12, 45),
        purposes=purposes,
        objective=roll.choice(OBJECTIVES),
        expected_order=Decimal(roll.randint(2, 12) * 1000) if "ordering" in purposes else None,
        expected_collection=Decimal(roll.randint(2, 15) * 1000) if "collection" in purposes else None,
        planned=planned,
        outcome=outcome,
        reason=roll.choice(["customer_cancelled", "no_time", "traffic", "company_changed"]),
        results=tuple(results),
        talk=roll.choice(TALKS) if outcome == "visited" else "",
        note=roll.choice(NOTES) if outcome == "visited" and roll.random() < 0.2 else None,
        lines=tuple(
            (roll.randrange(products), roll.choice([1, 2, 3, 5, 10]), roll.choice([0, 0, 0, 3, 5]))
            for _ in range(roll.randint(1, 3) if ordered else 0)
        ),
        collected=Decimal(roll.randint(8, 180) * 100) if collected else None,
        days_to_next_step=roll.choice([0, 0, 7, 14]) if met else 0,
    )
