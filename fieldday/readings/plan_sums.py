"""Plan against actual in sums: everybody in sight, a team or a person, over a day or a week, one row per person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from fieldday.kit.prepared import prepared
from fieldday.people.models import Person, Team
from fieldday.people.questions.grouping import Grouping, grouping
from fieldday.people.sight import paper_is_seen
from fieldday.rules.money import round_to, share
from fieldday.visits.models import Expense
from fieldday.visits.questions import day_sums_asked
from fieldday.visits.questions.day_sums import NOTHING, DaySum, day_sums
from fieldday.visits.questions.tree import Branch

Days = tuple[date, ...]


@dataclass(frozen=True)
class Away:
    """Why somebody does not sell on a day: the kind's word, and which part of the day."""

    kind: str
    counts_as: str  # leave, trip or training
    part: str  # day, morning or afternoon
    until: date
    note: str = ""


@dataclass
class Tally:
    """What some people planned and did: the sums of a branch, joint visits once, and what the field cost."""

    sums: Branch = field(default_factory=Branch)
    expenses: Decimal = NOTHING

    def add(self, day: DaySum, expenses: Decimal = NOTHING) -> None:
        self.sums.add(day)
        self.expenses += expenses

    @property
    def adherence(self) -> Decimal | None:
        """計畫執行率: planned stops visited, or found shut with proof, ÷ planned stops but those the company changed;
        per cent."""
        return share(self.sums.executed, self.sums.stops)

    @property
    def effective_rate(self) -> Decimal | None:
        """有效拜訪率: effective visits ÷ visits; per cent."""
        return share(self.sums.effective, self.sums.visited)

    @property
    def deal_rate(self) -> Decimal | None:
        """成交率 on the spot: visits with an order ÷ visits; per cent."""
        return share(self.sums.deals, self.sums.visited)

    @property
    def cost_per_visit(self) -> Decimal | None:
        """每次拜訪外勤費用: visit expenses ÷ visits, salary excluded; whole units. None without visits or expenses."""
        return round_to(self.expenses / self.sums.visited, 0) if self.sums.visited and self.expenses else None


@dataclass(frozen=True)
class PersonTally:
    """One person's row: his sums, his single days, and why he was away."""

    person: Person
    tally: Tally
    days: dict[date, DaySum]
    away: dict[date, tuple[Away, ...]]

    @property
    def absent(self) -> tuple[Away, ...]:
        """The first thing that kept him away, on whatever day of these."""
        return next(iter(self.away.values()), ())


@dataclass
class UnitTally:
    """A team's people on the days they were in it, or below it; else one person who is in no smaller team."""

    team: Team | None
    person: Person | None
    tally: Tally = field(default_factory=Tally)
    people: set[int] = field(default_factory=set)

    @property
    def name(self) -> str:
        return self.team.name if self.team else self.person.name if self.person else ""


@dataclass(frozen=True)
class PlanSums:
    """One row per person, and the total of all: joint visits counted once. `units` are the teams right below, and who
    is in none of them; nothing where there is no smaller team."""

    since: date
    until: date
    rows: tuple[PersonTally, ...]
    total: Tally
    units: tuple[UnitTally, ...] = ()


@dataclass(frozen=True)
class Seen:
    """The people whose papers a reader sees, by id in the order of their names, and the teams they were in."""

    people: dict[int, Person]
    teams: Grouping


def people_seen(reader: Any) -> Seen:
    """The people whose plans and reports `reader` may read: for the office, which sees nobody else's papers, its reader
    himself. Three queries."""
    people = {row.pk: row for row in _people(reader)}
    return Seen(people, grouping(people))


@prepared
def _people(reader: Any) -> Any:
    rows = Person.objects.visible_to(reader).filter(paper_is_seen(reader, "pk")).select_related("team")
    return rows.only("name", "role", "is_active", "left_on", "team__name").order_by("name", "pk")


def plan_sums(
    reader: Any, seen: Seen, since: date, until: date, *, team: int | None = None, person: int | None = None
) -> PlanSums:
    """The sums of those whom `reader` sees, of a team's people on the days they were in it, or of one person.
    Salespeople have a row; others, and those who left, where something is known of them. Ten
    queries for any number."""
    sums = day_sums(reader, since, until, person_id=person)
    costs = expense_sums(reader, since, until)
    away = absences(reader, since, until)
    days = days_between(since, until)
    total, rows = Tally(), []
    for pk, who in seen.people.items():
        if person not in (None, pk):
            continue
        mine = [day for day in days if team is None or seen.teams.team_of(pk, day) in seen.teams.below(team)]
        known = {day: sums[pk, day] for day in mine if (pk, day) in sums}
        kept = {day: away[pk, day] for day in mine if (pk, day) in away}
        sells = who.is_active and who.role == "rep"
        if not mine or (person is None and not (sells or kept or any(not day.empty for day in known.values()))):
            continue
        tally = Tally()
        for day in mine:
            for one in (tally, total):
                one.add(sums[pk, day], costs[pk, day])
        rows.append(PersonTally(who, tally, {day: sums[pk, day] for day in mine}, kept))
    units = _units(seen, rows, costs, team) if person is None else ()
    return PlanSums(since, until, tuple(rows), total, units)


def _units(
    seen: Seen, rows: Sequence[PersonTally], costs: Mapping[tuple[int, date], Decimal], team: int | None
) -> tuple[UnitTally, ...]:
    """The teams right below `team` with their people's days; of a single one on top, what lies in it."""
    held = {(row.person.pk, day): seen.teams.team_of(row.person.pk, day) for row in rows for day in row.days}
    shown = {pk for pk in seen.teams.teams if seen.teams.below(pk) & set(held.values())}
    inside = _right_below(seen.teams, shown, team)
    while team is None and len(inside) == 1 and (deeper := _right_below(seen.teams, shown, inside[0])):
        inside = deeper
    if not inside or (team is None and len(inside) == 1):
        return ()
    units = {pk: UnitTally(seen.teams.teams[pk], None) for pk in inside}
    place = {below: pk for pk in inside for below in seen.teams.below(pk)}
    alone: dict[int, UnitTally] = {}
    for row in rows:
        for day, done in row.days.items():
            at = place.get(held[row.person.pk, day] or 0)
            unit = units[at] if at else alone.setdefault(row.person.pk, UnitTally(None, row.person))
            unit.people.add(row.person.pk)
            unit.tally.add(done, costs[row.person.pk, day])
    return (*units.values(), *alone.values())


def _right_below(teams: Grouping, shown: set[int], above: int | None) -> list[int]:
    parents = {pk: row.parent_id if row.parent_id in shown else None for pk, row in teams.teams.items() if pk in shown}
    return [pk for pk, parent in parents.items() if parent == above]


def expense_sums(reader: Any, since: date, until: date) -> defaultdict[tuple[int, date], Decimal]:
    """What each person's days cost, in the company's currency. One query."""
    found: defaultdict[tuple[int, date], Decimal] = defaultdict(Decimal)
    for person, day, amount in _spent(reader, since, until):
        found[person, day] = amount or NOTHING
    return found


@prepared
def _spent(reader: Any, since: date, until: date) -> Any:
    rows = Expense.objects.visible_to(reader).filter(day__range=(since, until)).order_by()
    return rows.values_list("person_id", "day").annotate(Sum("amount"))


def absences(reader: Any, since: date, until: date) -> dict[tuple[int, date], tuple[Away, ...]]:
    """Who is away on which of these days, and why; cancelled ones count for nothing. One query."""
    found: dict[tuple[int, date], tuple[Away, ...]] = {}
    for row in day_sums_asked.absences(reader, since, until, None):
        away = Away(str(row.kind), row.kind.counts_as, row.part, row.until, row.note)
        for day in days_between(max(row.since, since), min(row.until, until)):
            found[row.person_id, day] = (*found.get((row.person_id, day), ()), away)
    return found


def days_between(since: date, until: date) -> Days:
    return tuple(since + timedelta(days=n) for n in range((until - since).days + 1))


def teams_offered(seen: Seen, day: date) -> tuple[tuple[int, str], ...]:
    """(id, name) of the teams that hold somebody in sight on a day, each below the one it lies in and indented so."""
    held = {team for pk in seen.people if (team := seen.teams.team_of(pk, day)) is not None}
    shown = {pk for pk in seen.teams.teams if seen.teams.below(pk) & held}
    return tuple(_indented(seen.teams, shown, None, 0))


def _indented(teams: Grouping, shown: set[int], above: int | None, depth: int) -> Iterable[tuple[int, str]]:
    for pk, row in teams.teams.items():
        if pk in shown and (row.parent_id if row.parent_id in shown else None) == above:
            yield pk, "　" * depth + row.name
            yield from _indented(teams, shown, pk, depth + 1)
