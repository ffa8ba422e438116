"""The manager's and the director's day on one page: who is out, who is away, what came in, what to look at.

Everything covers the people whose papers the reader sees, or those of them who were in one team on the day.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fieldday.kit import clock
from fieldday.people import sight
from fieldday.people.models import Company, Person, Team
from fieldday.people.questions.company import the_company
from fieldday.readings import daily_asked
from fieldday.readings.month_pace import MonthSums, Reach, month_sums
from fieldday.readings.plan_sums import Away, Seen, Tally, absences, people_seen
from fieldday.rules.attention import QUESTION, WEIGHTS, Look, ReportFacts, look_at_report
from fieldday.visits.models import Visit
from fieldday.visits.questions.day_sums import DaySum, Sums, day_sums
from fieldday.visits.questions.deadlines import late_minutes, report_due
from fieldday.visits.questions.report_look import returned_before
from fieldday.visits.questions.tree import owes_report
from fieldday.visits.questions.unsent import Owing, unsent

WHY = "papers and visits of people whose papers the reader sees"
ENDED = ("sent", "signed")
# What can be said of a day that still runs; the rest would judge it too early.
WHILE_IT_RUNS = frozenset({"visits.look.complaint", "visits.look.out_of_range", "visits.look.without_plan"})


@dataclass(frozen=True)
class Unit:
    """A team, or somebody who is in no smaller one, side by side with the others: today, and the month so far."""

    team: Team | None
    person: Person | None
    people: int
    day: Tally
    orders: Reach
    collections: Reach

    @property
    def name(self) -> str:
        return self.team.name if self.team else self.person.name if self.person else ""


@dataclass(frozen=True)
class Out:
    """Somebody at a customer just now."""

    person: Person
    visit_id: UUID
    account: str
    since: datetime


@dataclass(frozen=True)
class Absent:
    """Somebody who does not sell today, and why."""

    person: Person
    away: tuple[Away, ...]


@dataclass(frozen=True)
class Looked:
    """Somebody whose day asks for a look; `changes` are stops changed after the plan was approved."""

    person: Person
    look: Look
    changes: int


@dataclass(frozen=True)
class Complaint:
    """A complaint heard at a visit of the day."""

    visit_id: UUID
    person_id: int
    person: str
    account: str
    text: str


@dataclass(frozen=True)
class DailyPage:
    """The page. `nobody` holds orders and payments of the day that name no person, which the total has too."""

    day: date
    running: bool  # it is today
    team: Team | None
    path: tuple[Team, ...]  # the teams above, the highest first
    people: int
    partial: bool  # others exist whom the reader does not see
    total: Tally
    orders: Reach
    collections: Reach
    units: tuple[Unit, ...]
    out: tuple[Out, ...]
    waiting: tuple[Person, ...]  # planned for today, and not begun
    begun: int
    away: tuple[Absent, ...]
    owing: tuple[Owing, ...]  # today: papers of the last days
    owe: tuple[Person, ...]  # an earlier day: its report
    looked: tuple[Looked, ...]
    complaints: tuple[Complaint, ...]
    nobody: DaySum


def daily_page(reader: Any, day: date, *, team: int | None = None, at: datetime) -> DailyPage | None:
    """The day through `reader`'s eyes; None for a team with nobody in his sight. A constant number of queries."""
    seen = people_seen(reader)
    held = {pk: seen.teams.team_of(pk, day) for pk in seen.people}
    scope = seen.teams.below(team) if team is not None else None
    ids = [pk for pk in seen.people if scope is None or held[pk] in scope]
    if team is not None and not ids:
        return None
    sums = day_sums(reader, day, day)
    people = {pk: seen.people[pk] for pk in ids if seen.people[pk].is_active or not sums[pk, day].empty}
    company, today = the_company(), clock.local_day(at)
    month = month_sums(seen.people, seen.teams, day, company)
    nobody = sums[None, day] if team is None and reader.role == "director" else DaySum()
    away = absences(reader, day, day)
    began = _begun(people, day, sums)
    running, complaints = day == today, _complaints(people, day)
    return DailyPage(
        day=day,
        running=running,
        team=seen.teams.teams.get(team) if team is not None else None,
        path=_path(seen, team),
        people=len(people),
        partial=not sight.of(reader).everybody,
        total=_total(people, sums, day, nobody),
        orders=month.reach("bookings", scope, ids),
        collections=month.reach("collections", scope, ids),
        units=_units(seen, people, held, team, sums, month, day),
        out=_out(people) if running else (),
        waiting=tuple(
            who
            for pk, who in people.items()
            if running and pk not in began and sums[pk, day].stops and (pk, day) not in away
        ),
        begun=len(began),
        away=tuple(Absent(who, away[pk, day]) for pk, who in people.items() if (pk, day) in away),
        owing=unsent(reader, people, at=at) if running else (),
        owe=() if running else tuple(who for pk, who in people.items() if owes_report(sums[pk, day])),
        looked=_looked(people, sums, day, complaints, company=company, running=running),
        complaints=complaints,
        nobody=nobody,
    )


def _total(people: Collection[int], sums: Sums, day: date, nobody: DaySum) -> Tally:
    """The sums of all these people, with what names nobody."""
    total = Tally()
    for pk in people:
        total.add(sums[pk, day])
    total.sums.booked += nobody.booked
    total.sums.collected += nobody.collected
    return total


def _path(seen: Seen, team: int | None) -> tuple[Team, ...]:
    found: list[Team] = []
    above = seen.teams.teams[team].parent_id if team is not None else None
    while above is not None and seen.teams.below(above) and above in seen.teams.teams:
        found.insert(0, seen.teams.teams[above])
        above = seen.teams.teams[above].parent_id
    return tuple(found)


def _units(
    seen: Seen,
    people: dict[int, Person],
    held: dict[int, int | None],
    team: int | None,
    sums: Sums,
    month: MonthSums,
    day: date,
) -> tuple[Unit, ...]:
    """The teams right below, and those who are in none of them; of a single team on top, what lies in it. Who has
    nothing to show is left out."""
    teams = {pk: seen.teams.below(pk) for pk in seen.teams.teams}
    along = {pk for pk, who in people.items() if who.role != "rep" and sums[pk, day].only_along}
    known = {pk for pk in people if not (sums[pk, day].empty or pk in along) or month.known(pk)}
    busy = {held[pk] for pk in known} | month.teams
    scope = teams[team] if team is not None else frozenset(teams)
    shown = {pk for pk, below in teams.items() if pk in scope and below & busy}
    at = team
    while True:
        inside = [pk for pk in seen.teams.teams if pk in shown and _above(seen, shown, pk) == at]
        loose = [pk for pk in people if pk in known and (held[pk] == at or (at is None and held[pk] not in shown))]
        if team is not None or len(inside) != 1 or loose:
            break
        at = inside[0]
    rows = []
    for pk in inside:
        members = [one for one in people if held[one] in teams[pk]]
        rows.append(_unit(seen.teams.teams[pk], None, members, sums, month, day, teams[pk]))
    return (*rows, *(_unit(None, people[pk], [pk], sums, month, day, None) for pk in loose))


def _above(seen: Seen, shown: Collection[int], pk: int) -> int | None:
    parent = seen.teams.teams[pk].parent_id
    return parent if parent in shown else None


def _unit(
    team: Team | None,
    person: Person | None,
    members: list[int],
    sums: Sums,
    month: MonthSums,
    day: date,
    scope: frozenset[int] | None,
) -> Unit:
    tally = Tally()
    for pk in members:
        tally.add(sums[pk, day])
    orders, collections = (month.reach(metric, scope, members) for metric in ("bookings", "collections"))
    return Unit(team, person, len(members), tally, orders, collections)


def _out(people: dict[int, Person]) -> tuple[Out, ...]:
    rows = Visit.objects.unscoped(WHY).filter(person_id__in=people, left_at=None, channel="visit")
    found = rows.order_by("-arrived_at").values_list("person_id", "pk", "account__name", "arrived_at")
    return tuple(Out(people[person], pk, account, since) for person, pk, account, since in found)


def _begun(people: dict[int, Person], day: date, sums: Sums) -> frozenset[int]:
    """Who began the day: by a tap of his own, or by what he did."""
    return frozenset({*daily_asked.tapped(set(people), day)} | {pk for pk in people if sums[pk, day].worked})


def _looked(
    people: dict[int, Person],
    sums: Sums,
    day: date,
    complaints: tuple[Complaint, ...],
    *,
    company: Company,
    running: bool,
) -> tuple[Looked, ...]:
    """Whose day asks a question, the gravest first: by the rule that a report is looked at with."""
    far = dict(daily_asked.far(set(people), day))
    heard = Counter(one.person_id for one in complaints)
    reports = daily_asked.handed_in(set(people), day)
    returned = returned_before(reports)
    sent = {report.person_id: returned.get(report.pk) or report.handed_in_at for report in reports}
    changed = dict(daily_asked.changed(set(people), day))
    due, found = report_due(day, company), []
    for pk, person in people.items():
        row = sums[pk, day]
        if row.empty or row.only_along:
            continue
        facts = ReportFacts(
            late_minutes=late_minutes(sent[pk], due) if pk in sent else 0,
            planned=bool(row.plan_id),
            visits=row.visited,
            effective=row.effective,
            shut=row.shut,
            unproven=row.unproven,
            missed=row.missed,
            unexplained=row.unexplained,
            unplanned=row.unplanned,
            out_of_range=far.get(pk, 0),
            complaints=heard.get(pk, 0),
            expected=row.expected_order + row.expected_collection,
            brought=row.booked + row.collected,
        )
        look = _asking(look_at_report(facts), over=not running or row.report_status in ENDED)
        if look.reasons or pk in changed:
            found.append(Looked(person, look, changed.get(pk, 0)))
    return tuple(sorted(found, key=lambda one: (-one.look.weight, -one.changes, one.person.name)))


def _asking(look: Look, *, over: bool) -> Look:
    """The reasons that ask something; of a day that still runs those that hold already."""
    kept = tuple(
        reason for reason in look.reasons if WEIGHTS[reason.code] >= QUESTION and (over or reason.code in WHILE_IT_RUNS)
    )
    return Look(kept, sum(WEIGHTS[reason.code] for reason in kept))


def _complaints(people: dict[int, Person], day: date) -> tuple[Complaint, ...]:
    return tuple(Complaint(*row) for row in daily_asked.heard(set(people), day))
