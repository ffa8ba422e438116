"""The invented company: 晴川食品, wholesaler to shops and kitchens of the island, as rows of the office's files."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from fieldday.demo.places import REGIONS, TEAMS, Patch, TeamPlan

Row = dict[str, str]
SEED = 20261123
NAME = "晴川食品"


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@dataclass(frozen=True)
class Size:
    """How much of the company: days behind today, customers of a rep and of a team's leader, which teams."""

    days: int = 90
    of_rep: int = 31
    of_leader: tuple[int, ...] = (12, 12, 11)  # in turn: two thousand in all
    teams: tuple[TeamPlan, ...] = TEAMS
    weeks_before: int = 10  # of orders that the ERP knows from before the days

    @property
    def regions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(team.region for team in self.teams))


FULL = Size()
SMALL = Size(days=21, of_rep=20, of_leader=(20,), teams=TEAMS[:2], weeks_before=4)

NAMES = {
    "diana": "戴文琪", "nora": "倪若涵", "mona": "孟家瑜", "sophie": "蘇映彤", "bob": "柏志豪", "carol": "高美玲",
    "alice": "林雅婷", "adam": "陳彥廷", "amy": "黃怡君", "andy": "吳承翰", "charlie": "張家豪", "cindy": "蔡佩珊",
    "chris": "許冠宇", "claire": "鄭雅文", "oscar": "歐淑芬", "ada": "艾小慧", "audrey": "安若蘭",
}  # fmt: skip
FAMILY = "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊呂江何蕭羅簡"
GIVEN = words(
    "淑芬 志明 美惠 俊傑 雅惠 建宏 麗華 家銘 秀英 文雄 玉珍 宗翰 惠如 明德 素卿 怡安 柏均 詩涵 哲瑋 佳穎 "
    "宜蓁 冠廷 思妤 承恩 郁婷 家豪 筱雯 彥霖 佩蓉 俊宏 欣怡 育誠 靜宜 信宏 婉婷 士豪 雅筑 政諺 淑娟 凱翔 "
    "鈺婷 振宇 佳玲 偉倫 惠雯 國棟 曉萱 世杰 琬瑜 聖文 乃文 維哲 秋萍 昱辰 美鳳 仁傑 心怡 博鈞 瑞芳 子維"
)
PRODUCTS = [
    ("醬料", "醬油膏 5 L|黑胡椒醬 1 kg|番茄醬 3.2 kg|甜辣醬 3 kg|沙茶醬 3 kg|芝麻醬 1 kg", "桶", 240),
    ("麵粉", "中筋麵粉 22 kg|高筋麵粉 22 kg|低筋麵粉 22 kg|蛋餅皮 30 片|吐司粉 10 kg|地瓜粉 20 kg", "袋", 620),
    ("油品", "沙拉油 18 L|棕櫚油 18 L|香油 3 L|苦茶油 1 L|酥油 16 kg|豬油 15 kg", "桶", 980),
    ("冷凍", "雞排 50 片|豬里肌 3 kg|魷魚圈 1 kg|薯條 2.2 kg|水餃 100 粒|蘿蔔糕 20 片", "箱", 560),
    ("飲料", "紅茶包 25 入|豆漿粉 2 kg|咖啡豆 1 kg|奶精粉 1 kg|果糖 25 kg|冬瓜磚 600 g", "包", 310),
    ("乾貨", "白胡椒粉 600 g|香菇 600 g|蝦米 600 g|冬粉 3 kg|海苔片 100 片|花生粉 3 kg", "包", 270),
]
BRANDS = ("金穗", "海記", "老灶", "晨光牧場", "米倉", "三和")

# Who left, and who came for him: he sold there until so many days ago, the successor from the Monday after.
LEAVER, SUCCESSOR, LEFT_DAYS_AGO = ("roy", "羅聖傑"), "kitty", 40
# Who changed the team: from whose, and how many days ago.
MOVER, MOVED_FROM, MOVED_DAYS_AGO = "ivan", "新北組", 33
COUNTERSIGNED = "台北東組"  # 會簽


def dice(*what: object) -> random.Random:
    """Dice that fall the same way for the same thing, whatever was thrown before."""
    return random.Random(f"{SEED} {what}")


def sellers(size: Size) -> list[str]:
    """Everybody who sells today, team by team, the leader last: he comes along to the others' visits."""
    return [name for team in size.teams for name in (*team.reps, team.leader)]


def patch_of(name: str, size: Size) -> Patch:
    team = next(team for team in size.teams if name in (*team.reps, team.leader))
    return team.patches[team.reps.index(name) if name in team.reps else 0]


def people(size: Size) -> list[Row]:
    """The rows of the office's file before anybody left, came or moved; `leaver` is the one besides them."""
    rows = [_person("diana", "", "director", NAME, "業務副總")]
    for region in size.regions:
        rows.append(_person(REGIONS[region], "diana", "manager", region, "區經理"))
    for team in size.teams:
        rows.append(_person(team.leader, REGIONS[team.region], "", team.name, "主任"))
        for name in team.reps:
            home = next((one for one in size.teams if name == MOVER and one.name == MOVED_FROM), team)
            senior = dice("title", name).random() < 0.3
            rows.append(_person(name, home.leader, "", home.name, "資深業務" if senior else "業務"))
    rows.append(_person("oscar", "diana", "assistant", NAME, "業務助理"))
    rows.append(_person("ada", "diana", "administrator", NAME, "系統管理員"))
    rows.append(_person("audrey", "diana", "auditor", NAME, "稽核"))
    return rows


def leaver(size: Size) -> Row | None:
    """Who sold before his successor did."""
    team = next((team for team in size.teams if SUCCESSOR in team.reps), None)
    return _person(LEAVER[0], team.leader, "", team.name, "業務", LEAVER[1]) if team else None


def _person(external_id: str, boss: str, role: str, team: str, title: str, name: str = "") -> Row:
    return {
        "external_id": external_id, "name": name or person_name(external_id), "reports_to": boss, "role": role,
        "team": team, "title": title, "email": f"{external_id}@example.com",
    }  # fmt: skip


def person_name(external_id: str) -> str:
    """The name of a person, the same always and nobody else's."""
    return _everybody()[external_id]


def _everybody() -> dict[str, str]:
    if not _NAMED:
        _NAMED.update(NAMES)
        roll, taken = dice("people's names"), set(NAMES.values())
        others = [name for team in TEAMS for name in (team.leader, *team.reps) if name not in _NAMED]
        for external_id in others:
            while (name := roll.choice(FAMILY) + roll.choice(GIVEN)) in taken:
                pass
            taken.add(name)
            _NAMED[external_id] = name
    return _NAMED


_NAMED: dict[str, str] = {}


def areas(size: Size) -> list[Row]:
    patches = [patch for team in size.teams for patch in team.patches]
    cities = dict.fromkeys(patch.city for patch in patches)
    return [{"external_id": city, "name": city} for city in cities] + [
        {"external_id": patch.area, "name": patch.area, "parent": patch.city} for patch in patches
    ]


def products() -> list[Row]:
    rows: list[Row] = []
    for category, names, unit, price in PRODUCTS:
        for name in names.split("|"):
            roll = dice("product", name)
            price_now = max(price * roll.randint(6, 18) // 200 * 20, 20)  # five per cent off stays whole dollars
            rows.append(
                {
                    "external_id": f"P{len(rows) + 101}",
                    "name": name,
                    "category": category,
                    "brand": dice("brand", name).choice(BRANDS),
                    "unit": unit,
                    "price": str(price_now),
                    "cost": str(round(price_now * roll.uniform(0.62, 0.82))),
                }
            )
    return rows


def targets(size: Size, first: date, today: date) -> list[Row]:
    """Everybody's targets from the month of `first` to the one after today's, leaders' at half."""
    leaders = {team.leader for team in size.teams}
    months, month = [], first.replace(day=1)
    while month <= today.replace(day=1) + timedelta(days=31):
        months.append(month)
        month = (month + timedelta(days=31)).replace(day=1)
    rows: list[Row] = []
    for seller in [*sellers(size), *([LEAVER[0]] if leaver(size) else [])]:
        roll = dice("targets", seller)
        half = 2 if seller in leaders else 1
        goals = {
            "bookings": roll.randint(21, 31) * 10_000 // half,
            "collections": roll.randint(15, 23) * 10_000 // half,
        }
        for month in months:
            rows += [
                {"person": seller, "metric": name, "month": month.isoformat(), "amount": str(goals[name])}
                for name in goals
            ]
    return rows
