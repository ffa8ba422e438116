"""計畫與實際: what was planned beside what was done, for a person, a team or everybody in sight, by day and by week."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.people.models import Person
from fieldday.people.questions.company import the_company
from fieldday.readings.plan_actual import actual_days, week
from fieldday.readings.plan_sums import Seen, people_seen, plan_sums, teams_offered
from fieldday.rules.parsing import as_number
from fieldday.web.days import asked_day
from fieldday.web.manager.plan_map import day_map

MOST_PEOPLE = 30  # more rows nobody reads at once: the teams stand for them, each opening its people


@dataclass(frozen=True)
class Asked:
    """What the address asks for: whose, and from which day to which; `day` is the one that was named."""

    day: date
    since: date
    until: date
    person: Person | None
    team: int | None

    @property
    def weekly(self) -> bool:
        return self.since != self.until

    @property
    def back_query(self) -> str:
        """Back to the rows of all on the same days."""
        parts = {"day": self.day.isoformat(), "team": self.team, "span": "week" if self.weekly else None}
        return urlencode({name: value for name, value in parts.items() if value})

    @property
    def step(self) -> timedelta:
        return timedelta(days=7 if self.weekly else 1)

    @property
    def before(self) -> date:
        return self.day - self.step

    @property
    def after(self) -> date:
        return self.day + self.step


@door(reads="visits.plan")
def plan_actual(request: HttpRequest) -> HttpResponse:
    """One person's day with its map, his week, or one row per person of a team or of everybody in sight."""
    reader, now = request.user, clock.now()
    seen = people_seen(reader)
    asked = _asked(request, seen)
    who = asked.person.pk if asked.person else None
    sums = plan_sums(reader, seen, asked.since, asked.until, team=None if who else asked.team, person=who)
    answer: dict[str, Any] = {
        "asked": asked,
        "sums": sums,
        "total": sums.total,
        "team": seen.teams.teams.get(asked.team) if asked.team else None,
        "teams": teams_offered(seen, asked.until),
        "people": _people_offered(seen, asked),
        "currency": the_company().currency,
        "papers": len(seen.people) > 1,
    }
    if asked.person is None:
        answer["all_people"] = not sums.units or len(sums.rows) <= MOST_PEOPLE
        return render(request, "web/manager/plan_people.html", answer)
    days = actual_days(reader, asked.person, week(asked.day) if asked.weekly else [asked.day], at=now)
    row = sums.rows[0] if sums.rows else None
    if asked.weekly:
        cells = [(one, row.days.get(one.day) if row else None, row.away.get(one.day) if row else None) for one in days]
        return render(request, "web/manager/plan_week.html", answer | {"days": cells})
    one = {"one": days[0], "map": day_map(days[0]), "row": row, "sum": row.days[asked.day] if row else None}
    return render(request, "web/manager/plan_day.html", answer | one)


def _asked(request: HttpRequest, seen: Seen) -> Asked:
    day = asked_day(request.GET.get("day", "")) or clock.today()
    days = week(day) if request.GET.get("span") == "week" else (day,)
    person, team = _of(request, "person", seen.people), _of(request, "team", seen.teams.teams)
    if team is not None and not seen.teams.spans(team, date.min, date.max):
        raise Http404
    if person is None and len(seen.people) == 1:
        person = next(iter(seen.people))  # who sees nobody else reads his own
    elif person is not None and team is not None and _outside(seen, person, team, days):
        person = None  # another team was chosen
    return Asked(day, days[0], days[-1], seen.people[person] if person is not None else None, team)


def _of(request: HttpRequest, name: str, known: dict[int, Any]) -> int | None:
    """The id that an address names; whoever is not among the known does not exist."""
    text = request.GET.get(name, "")
    if not text:
        return None
    pk = as_number(text)
    if pk is None or pk not in known:
        raise Http404
    return pk


def _outside(seen: Seen, person: int, team: int, days: tuple[date, ...]) -> bool:
    below = seen.teams.below(team)
    return all(seen.teams.team_of(person, day) not in below for day in days)


def _was_there(who: Person, day: date) -> bool:
    """Whether somebody who left since worked here still on a day."""
    return who.left_on is not None and who.left_on >= day


def _people_offered(seen: Seen, asked: Asked) -> list[tuple[int, str]]:
    """(id, name) of those to choose from: who worked here on these days; of the team, where one is chosen."""
    days = (asked.since, asked.until)
    return [
        (pk, who.name)
        for pk, who in seen.people.items()
        if (who.is_active or who == asked.person or _was_there(who, asked.since))
        and (asked.team is None or not _outside(seen, pk, asked.team, days))
    ]
