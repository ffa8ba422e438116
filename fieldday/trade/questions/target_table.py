"""Everybody's targets of a month, to be set side by side."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fieldday.kit.paging import Page, page_of
from fieldday.kit.policy import Scope
from fieldday.people.models import Person
from fieldday.trade.models import Target
from fieldday.trade.policy import POLICY
from fieldday.trade.questions.targets import month_targets

SELLING = ("rep", "supervisor", "manager", "director")
AT_ONCE = 60  # people on a page
WHY = "targets of people in sight whose superior or office the reader is"


@dataclass(frozen=True)
class PersonTargets:
    """One person's targets, in the company's currency, by metric: of the month, and of the month before it."""

    id: int
    name: str
    team: str
    now: dict[str, Decimal]
    before: dict[str, Decimal]


@dataclass(frozen=True)
class TargetTable:
    """A page of people, and the sums by metric over all of the people whose targets the reader may set."""

    page: Page
    people: tuple[PersonTargets, ...]
    sums: dict[str, Decimal]


def may_set_targets(reader: Any) -> bool:
    """Whether `reader` sets anybody's targets."""
    return POLICY.scope("trade.target.set", reader.role) is not Scope.NOBODY


def target_table(reader: Any, month: date, page: str = "") -> TargetTable:
    """Whose targets `reader` may set, by team and name: the office everybody's, a superior his line's; one's own only
    where nobody stands above. Four queries."""
    rows = Person.objects.visible_to(reader).filter(is_active=True, role__in=SELLING)
    if not reader.is_office and reader.reports_to_id:
        rows = rows.exclude(pk=reader.pk)
    there = page_of(rows.select_related("team").order_by("team__name", "name", "pk"), page, size=AT_ONCE)
    ids = [person.pk for person in there.rows]
    first = month.replace(day=1)
    now = month_targets(ids, first, why=WHY)
    before = month_targets(ids, first - timedelta(days=1), why=WHY)
    sums = dict.fromkeys(Target.METRICS, Decimal(0))
    every = Target.objects.unscoped(WHY).filter(person__in=rows, month=first)
    for metric, amount in every.values_list("metric", "amount"):
        sums[metric] += amount
    people = tuple(
        PersonTargets(
            person.pk, person.name, person.team.name if person.team else "", now.get(person.pk, {}),
            before.get(person.pk, {}),
        )
        for person in there.rows
    )  # fmt: skip
    return TargetTable(there, people, sums)
