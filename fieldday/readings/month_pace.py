"""The month so far against its targets, person by person and by the team somebody was in on the day of the fact."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from fieldday.kit.prepared import prepared
from fieldday.people.models import Company
from fieldday.people.questions.calendar import calendar_of
from fieldday.people.questions.grouping import Grouping
from fieldday.rules.calendar import month_span
from fieldday.rules.money import NOTHING, round_to
from fieldday.rules.targets import Pace, pace
from fieldday.trade.models import Order, Payment
from fieldday.trade.questions.targets import month_targets

WHY = "orders, payments and targets of people whose papers the reader sees"
FAR_BEHIND = 10  # points behind the pace that are no longer an ordinary delay
Amounts = defaultdict[tuple[int, int | None], Decimal]  # by person and team


@dataclass(frozen=True)
class Reach:
    """達成 of one metric from the month's first day to the day looked at, in the company's currency. `without` are the
    people of whom no target is known, `pace` compares with what the calendar asks for by the end of the day."""

    actual: Decimal
    target: Decimal
    without: int
    pace: Pace

    @property
    def behind(self) -> bool:
        return self.pace.gap_points is not None and self.pace.gap_points < 0

    @property
    def tone(self) -> str:
        """What the colour says: on pace, a little behind, far behind."""
        if not self.behind:
            return "good"
        return "bad" if self.pace.gap_points is not None and self.pace.gap_points <= -FAR_BEHIND else "wait"

    @property
    def gap(self) -> Decimal | None:
        """How far ahead or behind the pace, as an amount above 0."""
        return abs(self.pace.gap_amount) if self.pace.gap_amount is not None else None

    @property
    def due_rate(self) -> Decimal | None:
        """應達, in whole per cent."""
        return round_to(self.pace.due_per_cent, 0) if self.pace.due_per_cent is not None else None

    @property
    def done_rate(self) -> Decimal | None:
        """實達, in whole per cent."""
        return round_to(self.pace.done_per_cent, 0) if self.pace.done_per_cent is not None else None

    @property
    def points(self) -> Decimal | None:
        """Whole points between the two as they are said, so that who subtracts them finds the same."""
        return None if self.due_rate is None or self.done_rate is None else abs(self.done_rate - self.due_rate)

    @property
    def due(self) -> Decimal | None:
        """What the calendar asks for by now, as an amount: the mark on the bar."""
        return self.actual - self.pace.gap_amount if self.pace.gap_amount is not None else None

    @property
    def ends_at(self) -> Decimal | None:
        """Where the month ends if it goes on as it went."""
        if self.due is None or not self.due:
            return None
        return round_to(self.actual * self.target / self.due, 0)

    @property
    def ends_short(self) -> Decimal | None:
        """月底差多少: how far below the target that is; 0 when above it."""
        return max(self.target - self.ends_at, NOTHING) if self.ends_at is not None else None


@dataclass(frozen=True)
class MonthSums:
    """Everybody's month, to be read for any team or any people of it."""

    day: date
    working: tuple[date, ...]
    amounts: dict[str, Amounts]
    targets: dict[int, dict[str, Decimal]]

    @property
    def teams(self) -> frozenset[int | None]:
        """The teams in which the month brought something in."""
        return frozenset(team for row in self.amounts.values() for _who, team in row)

    def known(self, person: int) -> bool:
        """Whether the month has anything of somebody."""
        return person in self.targets or any(who == person for row in self.amounts.values() for who, _team in row)

    def reach(self, metric: str, teams: Collection[int] | None, people: Collection[int]) -> Reach:
        """The month of `people`, whose targets count; with `teams`, of all facts of whoever was in them then."""
        wanted = set(people)
        actual = sum(
            (
                amount
                for (person, team), amount in self.amounts[metric].items()
                if (team in teams if teams is not None else person in wanted)
            ),
            NOTHING,
        )
        aims = [self.targets.get(person, {}).get(metric) for person in people]
        target = sum((aim for aim in aims if aim is not None), NOTHING)
        judged = pace(self.day, self.working, actual=actual, target=target)
        return Reach(actual, target, sum(aim is None for aim in aims), judged)


def month_sums(people: Collection[int], teams: Grouping, day: date, company: Company) -> MonthSums:
    """What these people booked and collected from the month's first day to `day`. Three queries, five in a month in
    which somebody changed teams."""
    first, last = month_span(day)
    movers = {pk for pk in people if len({teams.team_of(pk, on) for on in _edges(teams, pk, first, day)}) > 1}
    stay = set(people) - movers
    return MonthSums(
        day=day,
        working=calendar_of(company).between(first, last),
        amounts={
            "bookings": _amounts(_booked(stay, first, day), _booked_by_day(movers, first, day), teams, day),
            "collections": _amounts(_collected(stay, first, day), _collected_by_day(movers, first, day), teams, day),
        },
        targets=month_targets(people, day, why=WHY),
    )


def _edges(teams: Grouping, person: int, first: date, day: date) -> list[date]:
    """The days on which somebody's team of the month may differ: its ends, and those on which a stay begins or ends."""
    stays = [stay for stay in teams.stays.get(person, ()) if stay.since <= day and stay.until >= first]
    begins = [stay.since for stay in stays if stay.since > first]
    ends = [stay.until + timedelta(days=1) for stay in stays if stay.until < day]
    return [first, day, *begins, *ends]


def _amounts(stay: Any, moved: Any, teams: Grouping, day: date) -> Amounts:
    """By person and the team he is in on the day; of who moved, by the team he was in then."""
    found: Amounts = defaultdict(Decimal)
    for pk, amount in stay:
        found[pk, teams.team_of(pk, day)] += amount or NOTHING
    for pk, when, amount in moved:
        found[pk, teams.team_of(pk, when)] += amount or NOTHING
    return found


def _orders(people: set[int], first: date, last: date) -> Any:
    rows = Order.objects.unscoped(WHY).filter(person_id__among=people, ordered_on__range=(first, last))
    return rows.filter(cancelled=False).order_by()


def _payments(people: set[int], first: date, last: date) -> Any:
    return Payment.objects.unscoped(WHY).filter(person_id__among=people, paid_on__range=(first, last)).order_by()


@prepared
def _booked(people: set[int], first: date, last: date) -> Any:
    return _orders(people, first, last).values_list("person_id").annotate(Sum("amount"))


@prepared
def _booked_by_day(people: set[int], first: date, last: date) -> Any:
    return _orders(people, first, last).values_list("person_id", "ordered_on").annotate(Sum("amount"))


@prepared
def _collected(people: set[int], first: date, last: date) -> Any:
    return _payments(people, first, last).values_list("person_id").annotate(Sum("amount"))


@prepared
def _collected_by_day(people: set[int], first: date, last: date) -> Any:
    return _payments(people, first, last).values_list("person_id", "paid_on").annotate(Sum("amount"))
