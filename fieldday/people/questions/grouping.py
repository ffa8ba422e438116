"""Which team somebody was in on a day: totals group by it. Before the first team that is known, that one counts."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from fieldday.kit.prepared import prepared
from fieldday.people.models import Membership, Person, Team

Span = tuple[date, date]


@dataclass(frozen=True)
class Stay:
    """Somebody's time in a team, both days included."""

    team: int
    since: date
    until: date


@dataclass(frozen=True)
class Grouping:
    """The teams by id, and for some people the teams they were in, the earliest first."""

    teams: dict[int, Team]
    stays: dict[int, tuple[Stay, ...]]

    def team_of(self, person: int, day: date) -> int | None:
        """The team somebody was in on a day; None when in none."""
        return next((stay.team for stay in self.stays.get(person, ()) if stay.since <= day <= stay.until), None)

    def below(self, team: int) -> frozenset[int]:
        """A team and all that lie in it."""
        found, fresh = {team}, {team}
        while fresh:
            fresh = {pk for pk, row in self.teams.items() if row.parent_id in fresh} - found
            found |= fresh
        return frozenset(found)

    def spans(self, team: int, since: date, until: date) -> dict[Span, set[int]]:
        """Who was in a team, or in what lies in it, from a day to a day: the people of each span of days."""
        teams, found = self.below(team), defaultdict(set)
        for person, stays in self.stays.items():
            for stay in stays:
                if stay.team in teams and stay.since <= until and stay.until >= since:
                    found[max(stay.since, since), min(stay.until, until)].add(person)
        return dict(found)

    def within(self, team: int, since: date, until: date, day: str, person: str = "person_id") -> Q:
        """The rows of a team's people on the days they were in it; `day` and `person` name the rows' fields."""
        rows = Q(pk__in=[])
        for span, people in self.spans(team, since, until).items():
            rows |= Q(**{f"{day}__range": span, f"{person}__in": people})
        return rows


def grouping(people: Collection[int]) -> Grouping:
    """The teams, and the stays of these people in them; of whom no stay is known, the team he has. Three queries at
    most."""
    known: dict[int, list[Stay]] = defaultdict(list)
    for person, team, since, until in _stays(set(people)):
        first = not known[person]
        known[person].append(Stay(team, date.min if first else since, until or date.max))
    if unknown := [pk for pk in people if pk not in known]:
        for person, team in _teams_of(set(unknown)):
            known[person].append(Stay(team, date.min, date.max))
    teams = {row.pk: row for row in _teams()}
    return Grouping(teams, {person: tuple(stays) for person, stays in known.items()})


@prepared
def _stays(people: set[int]) -> Any:
    rows = Membership.objects.filter(person_id__among=people).order_by("person_id", "since")
    return rows.values_list("person_id", "team_id", "since", "until")


@prepared
def _teams_of(people: set[int]) -> Any:
    rows = Person.objects.unscoped("the teams of people one has found").filter(pk__among=people).exclude(team=None)
    return rows.values_list("pk", "team_id")


@prepared
def _teams() -> Any:
    return Team.objects.order_by("name", "pk")
