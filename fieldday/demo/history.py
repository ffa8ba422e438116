"""Writing days that lie behind, a team's day a transaction: rows, sign-offs and events as the verbs would leave them.

A verb a visit would take an hour for ninety days of sixty sellers; here a team's day costs some milliseconds. What was
drawn for a person and a day is the same whenever it is drawn, so a day that is there already is left alone: a load
that was killed goes on where it was.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from fieldday.demo.batch import WHY, Batch
from fieldday.demo.company import dice
from fieldday.demo.day_rows import LEFT_TO_TRY, DayRows
from fieldday.demo.days import DrawnDay
from fieldday.demo.sellers import NOTHING, Cast, Seller
from fieldday.visits.models import Attendance, Plan
from fieldday.visits.questions.day_facts import Month

JOINT_DAYS = (1, 3)  # Tuesday and Thursday: the leader comes along in the afternoon
COMES_BACK = "adam"  # whose plan for tomorrow was returned


class History:
    """Writes the days of everybody, as of `now`."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now
        self._there = _written(cast)

    def month(self, days: list[date]) -> Iterator[date]:
        """Write the days of one month, in their order from its first; answers each when it is there."""
        for team in self.cast.teams.values():
            for seller in team:
                seller.month = (NOTHING, NOTHING)
        for day in days:
            for team in self.cast.teams.values():
                self._team(team, day)
            yield day

    def ahead(self, day: date) -> None:
        """Plans of the next working day, sent and not yet approved; one is left to be made by who tries it."""
        for team in self.cast.teams.values():
            batch = Batch()
            for seller in team:
                if seller.name == LEFT_TO_TRY or self._known(seller, day) or not self.cast.part(seller, day):
                    continue
                if dice("ahead", seller.name, day).random() < 0.8 or seller.name == COMES_BACK:
                    drawn = self.cast.draw(seller, day, "day")
                    rows = DayRows(self.cast, batch, seller, day, drawn, self.now)
                    rows.plan_ahead(returned=seller.name == COMES_BACK)
            batch.save()

    def _team(self, team: list[Seller], day: date) -> None:
        batch, parts = Batch(), {seller.name: self.cast.part(seller, day) for seller in team}
        leader = team[-1]
        guest = self._accompanied(team, day, parts)
        rows: list[tuple[Seller, DrawnDay, DayRows | None]] = []
        for seller in team:
            if not parts[seller.name]:
                continue
            part = "morning" if seller is leader and guest else parts[seller.name]
            drawn = self.cast.draw(seller, day, part)
            mine = None
            if not self._known(seller, day):
                mine = DayRows(self.cast, batch, seller, day, drawn, self.now)
                mine.write(leader.person if seller is guest else None, not parts[leader.name])
            rows.append((seller, drawn, mine))
        joined = [
            visit
            for _seller, _drawn, mine in rows
            for visit in (mine.visits if mine else [])
            if any(row.person_id == leader.person.pk for row in visit.companions.all())
        ]
        for seller, drawn, mine in rows:
            booked, collected = self.cast.sums(drawn)
            seller.month = (seller.month[0] + booked, seller.month[1] + collected)
            if mine:
                goals = seller.goals.get(day.replace(day=1), {})
                month = Month(*seller.month, goals.get("bookings"), goals.get("collections"))
                mine.finish(joined if seller is leader else [], month)
        batch.save()

    def _accompanied(self, team: list[Seller], day: date, parts: dict[str, str]) -> Seller | None:
        """Whom the leader accompanies in the afternoon, if anybody."""
        roll = dice("joint", team[-1].name, day)
        whole = [seller for seller in team[:-1] if parts[seller.name] == "day" and seller.name != LEFT_TO_TRY]
        if day < self.cast.today:
            whole = [seller for seller in team[:-1] if parts[seller.name] == "day"]
        wanted = day.weekday() in JOINT_DAYS and parts[team[-1].name] == "day" and roll.random() < 0.7
        return roll.choice(whole) if wanted and whole else None

    def _known(self, seller: Seller, day: date) -> bool:
        return (seller.person.pk, day) in self._there


def _written(cast: Cast) -> set[tuple[Any, date]]:
    """Whose days are written already, by plan or attendance."""
    people = [seller.person.pk for team in cast.teams.values() for seller in team]
    found: set[tuple[Any, date]] = set()
    for model in (Plan, Attendance):
        rows = model.objects.unscoped(WHY).filter(person_id__in=people)
        found.update(rows.values_list("person_id", "day"))
    return found
