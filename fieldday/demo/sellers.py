"""The sellers of the invented company as the days need them: customers, superiors by day, habits, targets, absences."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fieldday.customers.models import Account, Contact
from fieldday.demo.batch import WHY
from fieldday.demo.company import COUNTERSIGNED, LEAVER, MOVED_FROM, MOVER, SUCCESSOR, Size, dice, leaver, products
from fieldday.demo.customers import accounts
from fieldday.demo.days import DrawnDay, draw_day, prospected
from fieldday.demo.people_days import Away, Habits, away, habits_of, moved_on, works_here
from fieldday.demo.places import REGIONS
from fieldday.people.models import Company, Person
from fieldday.rules.calendar import is_working
from fieldday.rules.money import NOTHING
from fieldday.rules.ordering import line_amount
from fieldday.trade.models import Product, Target
from fieldday.visits.models import Code
from fieldday.visits.questions.attendance import Book, absence_book

LIVELINESS = {"dormant": 0.15, "lost": 0.02, "prospect": 1.5}  # how much likelier a customer is called on


@dataclass
class Seller:
    """One seller. `opened` says since when each of his customers is there (None: always)."""

    name: str
    person: Person
    team: str
    leads: bool
    boss: Person
    boss_before: Person | None  # until he moved
    habits: Habits
    accounts: list[Account]
    opened: list[date | None]
    contacts: dict[Any, Contact]
    goals: dict[date, dict[str, Decimal]]
    absences: list[Away]
    countersigner: Person | None  # of his team's reports 會簽
    weights: list[float] = field(default_factory=list)
    prospects: frozenset[int] = frozenset()  # which of his customers have not bought yet
    month: tuple[Decimal, Decimal] = (NOTHING, NOTHING)  # booked, collected so far


@dataclass
class Cast:
    """Everybody and everything that the days are written with."""

    today: date
    teams: dict[str, list[Seller]]  # by the team's name, the leader last
    products: list[Product]
    codes: dict[tuple[str, str], Code]
    managers: dict[int, Person]  # who stands above a leader
    absences: Book
    radius_m: int

    def part(self, seller: Seller, day: date) -> str:
        """When somebody is there on a day: "day", "morning", "afternoon", or "" when he is not."""
        if not works_here(seller.name, day, self.today):
            return ""
        there = "day"
        for one in seller.absences:
            if one.since <= day <= one.until:
                there = {"day": "", "morning": "afternoon", "afternoon": "morning"}[one.part]
        return there

    def boss(self, seller: Seller, day: date) -> Person:
        moved = seller.boss_before is not None and day < moved_on(self.today)
        return seller.boss_before if moved and seller.boss_before else seller.boss

    def draw(self, seller: Seller, day: date, part: str) -> DrawnDay:
        weights = [
            0.0 if opened and opened > day else weight
            for weight, opened in zip(seller.weights, seller.opened, strict=True)
        ]
        drawn = draw_day(
            seller.name, day, seller.habits, weights=weights, products=len(self.products), part=part, leads=seller.leads
        )
        return prospected(drawn, seller.prospects)

    def amount(self, line: tuple[int, int, int]) -> Decimal:
        index, quantity, discount = line
        return line_amount(quantity, self.products[index].price or 0, discount)

    def sums(self, drawn: DrawnDay) -> tuple[Decimal, Decimal]:
        """What a drawn day books and collects."""
        happened = [stop for stop in drawn.stops if stop.outcome == "visited"]
        lines = [line for stop in happened for line in stop.lines] + [
            line for _n, lines in drawn.files for line in lines
        ]
        paid = [stop.collected for stop in happened if stop.collected] + [amount for _n, amount in drawn.transfers]
        return sum((self.amount(line) for line in lines), NOTHING), sum(paid, NOTHING)


def cast(size: Size, first: date, today: date) -> Cast:
    """Everybody who sold between the two days, with all that their days need, from the rows of the office."""
    people = {p.external_id: p for p in Person.objects.unscoped(WHY).all()}
    by_id = {person.pk: person for person in people.values()}
    drawn = accounts(size, today)  # who owned what is asked of the files: somebody may have changed it since
    numbers = [row["external_id"] for _day, row in drawn]
    found = Account.objects.unscoped(WHY).filter(external_id__in=numbers).select_related("area")
    by_number = {account.external_id: account for account in found}
    owned: dict[str, list[tuple[Account, date | None, str]]] = {}
    for day, row in drawn:
        owned.setdefault(row["owner"], []).append((by_number[row["external_id"]], day, row["status"]))
    contacts = {row.account_id: row for row in Contact.objects.unscoped(WHY).order_by("-pk")}
    absences: dict[str, list[Away]] = {}
    names = [name for team in size.teams for name in (*team.reps, team.leader)]
    for one in away(names, first, today):
        absences.setdefault(one.person, []).append(one)
    goals, goods = _goals(), [row["external_id"] for row in products()]
    teams: dict[str, list[Seller]] = {}
    for team in size.teams:
        extra = [LEAVER[0]] if SUCCESSOR in team.reps and leaver(size) else []
        for name in (*team.reps, *extra, team.leader):
            person = people[name]
            mine = owned.get(LEAVER[0] if name == SUCCESSOR and LEAVER[0] in owned else name, [])
            before = next((one.leader for one in size.teams if name == MOVER and one.name == MOVED_FROM), "")
            roll = dice("weights", name)
            teams.setdefault(team.name, []).append(
                Seller(
                    name=name, person=person, team=team.name, leads=name == team.leader,
                    boss=by_id[person.reports_to_id or 0], boss_before=people.get(before), habits=habits_of(name),
                    accounts=[one[0] for one in mine], opened=[one[1] for one in mine], contacts=contacts,
                    goals=goals.get(person.pk, {}), absences=absences.get(name, []),
                    countersigner=people[REGIONS[team.region]] if team.name == COUNTERSIGNED else None,
                    prospects=frozenset(n for n, one in enumerate(mine) if one[2] == "prospect"),
                    weights=[roll.choice([0.6, 1, 1, 1, 2, 4]) * LIVELINESS.get(one[2], 1) for one in mine],
                )
            )  # fmt: skip
    return Cast(
        today=today,
        teams=teams,
        products=list(Product.objects.filter(external_id__in=goods).order_by("external_id")),
        codes={(code.kind, code.code): code for code in Code.objects.all()},
        managers={p.pk: by_id[p.reports_to_id] for p in people.values() if p.reports_to_id},
        absences=absence_book(set(by_id), first, today),
        radius_m=Company.the().arrival_radius_m,
    )


def _goals() -> dict[int, dict[date, dict[str, Decimal]]]:
    goals: dict[int, dict[date, dict[str, Decimal]]] = {}
    for row in Target.objects.unscoped(WHY):
        goals.setdefault(row.person_id, {}).setdefault(row.month, {})[row.metric] = row.amount
    return goals


def months_newest_first(days: list[date]) -> list[list[date]]:
    """The days by months, the newest month first, each month's days in order."""
    months: dict[tuple[int, int], list[date]] = {}
    for day in sorted(days):
        months.setdefault((day.year, day.month), []).append(day)
    return [months[key] for key in sorted(months, reverse=True)]


def newest(days: list[date]) -> list[date]:
    """The days to load before anybody looks: this month's, and the last week's with their whole month."""
    week = days[-6:][0]
    return [day for day in days if day >= week.replace(day=1)]


def next_day(day: date) -> date:
    found = day + timedelta(days=1)
    while not is_working(found):
        found += timedelta(days=1)
    return found
