"""週拜訪計畫與實績表: a person's week on one sheet, each day planned beside done, with its report's signer and code."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fieldday.people.models import Person
from fieldday.people.questions.calendar import the_calendar
from fieldday.people.sight import paper_is_seen
from fieldday.readings.forms.parts import Head, acts_on, head_of, teams_of
from fieldday.readings.forms.report import Aside, aside_of, paper_content
from fieldday.rules.money import NOTHING
from fieldday.visits.models import DailyReport, Plan
from fieldday.visits.questions.codes import Codes, the_codes
from fieldday.visits.questions.day import DayFacts
from fieldday.visits.questions.day_counts import DayCounts
from fieldday.visits.questions.days import days_of
from fieldday.visits.questions.frozen_day import frozen_facts


@dataclass(frozen=True)
class WeekDay:
    """One day of the week: `plan` and `report` say whose act it waits for, or who signed."""

    day: date
    working: bool
    facts: DayFacts
    plan: Head | None
    report: Head | None
    aside: Aside

    @property
    def empty(self) -> bool:
        return not (self.facts.stops or self.facts.visits or self.plan or self.report or self.aside.away)


@dataclass(frozen=True)
class WeekSum:
    """The week's figures, of the days on the sheet. Amounts in the company's currency."""

    counts: DayCounts
    ordered_expected: Decimal
    ordered: Decimal
    collected_expected: Decimal
    collected: Decimal
    cost: Decimal


@dataclass(frozen=True)
class WeekSheet:
    """The sheet: Monday to Sunday, days off without anything left out."""

    person: Person
    team: str
    monday: date
    sunday: date
    codes: Codes
    days: tuple[WeekDay, ...]
    total: WeekSum
    kind: str = "week"


def week_sheet(reader: Any, person_id: int, day: date) -> WeekSheet | None:
    """The week around a day of a person whose papers `reader` sees; None otherwise. Constant queries."""
    people = Person.objects.visible_to(reader).filter(paper_is_seen(reader, "pk"))
    person = people.filter(pk=person_id).first()
    if person is None:
        return None
    monday = day - timedelta(days=day.weekday())
    span = [monday + timedelta(days=n) for n in range(7)]
    here = {"person": person, "day__range": (span[0], span[-1])}
    plans = {row.day: row for row in Plan.objects.visible_to(reader).filter(**here).select_related("person")}
    found = DailyReport.objects.visible_to(reader).filter(**here).select_related("person")
    reports = {row.day: row for row in found.exclude(status="draft")}
    acts = {**acts_on("plan_id", plans.values()), **acts_on("report_id", reports.values())}
    keys = [(person.pk, one) for one in span]
    live, teams, calendar = days_of(keys), teams_of(keys), the_calendar()
    days, codes = [], the_codes()
    for one in span:
        plan, report = plans.get(one), reports.get(one)
        content = paper_content(report, acts.get(report.pk, ())) if report else {}
        facts = frozen_facts(content) if content else live[person.pk, one]
        days.append(
            WeekDay(
                day=one,
                working=calendar.works(one),
                facts=facts,
                plan=head_of(plan, acts.get(plan.pk, ()), teams) if plan else None,
                report=head_of(report, acts.get(report.pk, ()), teams) if report else None,
                aside=aside_of(facts, codes),
            )
        )
    shown = tuple(one for one in days if one.working or not one.empty)
    team = next((teams[key] for key in reversed(keys) if key in teams), "")
    return WeekSheet(person, team, span[0], span[-1], codes, shown, _sum(shown))


def _sum(days: tuple[WeekDay, ...]) -> WeekSum:
    done = [one.facts.actuals for one in days]
    return WeekSum(
        counts=sum((one.facts.counts for one in days), DayCounts()),
        ordered_expected=sum((row.ordered_expected for row in done), NOTHING),
        ordered=sum((row.ordered_actual for row in done), NOTHING),
        collected_expected=sum((row.collected_expected for row in done), NOTHING),
        collected=sum((row.collected_actual for row in done), NOTHING),
        cost=sum((one.aside.cost for one in days), NOTHING),
    )
