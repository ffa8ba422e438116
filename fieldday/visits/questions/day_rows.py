"""The rows behind the figures of a day, or of some days: visits, orders, payments; of everybody in sight, of one
branch, of one team, or of one person."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from fieldday.kit.paging import Page, page_of
from fieldday.people.models import Line, Person, Team
from fieldday.people.questions.grouping import Grouping, grouping
from fieldday.rules.parsing import as_number
from fieldday.trade.models import Order, Payment
from fieldday.visits.models import Companion, DailyReport, Result, Visit
from fieldday.visits.questions.day_facts import visit_fact, visits_with_results
from fieldday.visits.questions.day_sums import judged_visits

WHY = "what belongs to rows that were found in sight"


@dataclass(frozen=True)
class Whose:
    """Whose rows: of everybody in sight (no person), of a person alone, with those below him, or of those who were in
    a team on the day."""

    person: Person | None = None
    branch: bool = False
    team: Team | None = None
    teams: Grouping | None = None  # known where a team is named


@dataclass(frozen=True)
class Days:
    """From a day to a day, both included."""

    since: date
    until: date


def whose_rows(reader: Any, person_id: str, branch: bool, team_id: str = "") -> Whose | None:
    """What an address asks for; None when it names a person, or a team with nobody, in sight."""
    if team_id and not person_id:
        return _team(reader, team_id)
    if not person_id:
        return Whose()
    person = Person.objects.visible_to(reader).filter(pk=as_number(person_id)).first()
    return Whose(person, branch) if person else None


def _team(reader: Any, team_id: str) -> Whose | None:
    people = Person.objects.visible_to(reader).values_list("pk", flat=True)
    teams = grouping(list(people))
    team = teams.teams.get(as_number(team_id) or 0)
    return Whose(team=team, teams=teams) if team and teams.spans(team.pk, date.min, date.max) else None


@dataclass(frozen=True)
class VisitRows:
    """One page of a day's visits as (who, what), and the sums of all of them, every page's."""

    page: Page
    ordered: Decimal
    collected: Decimal


def visit_rows(
    reader: Any, day: date, whose: Whose, show: str = "", page: str = "", *, until: date | None = None
) -> VisitRows:
    """The visits of a day, or until another one, by person and time, joint ones once; `show` picks effective
    ones, those found shut, or the contacts by phone and LINE, which are no visits. A constant number of queries."""
    days = Days(day, until or day)
    rows = _on(Visit.objects.visible_to(reader), days, "day")
    mine = _of(rows, whose, reader, days, "day").values("pk")
    along = _on(Companion.objects.visible_to(reader), days, "visit__day")
    joined = _of(along, whose, reader, days, "visit__day").values("visit_id")
    rows = rows.filter(Q(pk__in=mine) | Q(pk__in=joined))
    rows = rows.exclude(channel="visit") if show == "contacts" else rows.filter(channel="visit")
    if show in {"shut", "effective", "not_effective"}:
        rows = rows.filter(shut=show == "shut")
    if show == "unplanned":
        rows = rows.filter(stop=None)
    if show in {"effective", "not_effective"}:
        judged = judged_visits(rows)
        rows = rows.filter(pk__in=[pk for pk, effective in judged.items() if effective is (show == "effective")])
    ordered = Order.objects.unscoped(WHY).filter(result__visit__in=rows, cancelled=False)
    collected = Payment.objects.unscoped(WHY).filter(result__visit__in=rows)
    full = visits_with_results(rows).select_related("person", "account__area")
    full = full.order_by("person__name", "person_id", "arrived_at", "pk")
    found = page_of(full, page)
    return VisitRows(
        page=replace(found, rows=tuple((visit.person, visit_fact(visit)) for visit in found.rows)),
        ordered=_sum(ordered),
        collected=_sum(collected),
    )


@dataclass(frozen=True)
class MoneyRows:
    """One page of a day's orders or payments, and the sum of all of them, every page's."""

    page: Page
    sum: Decimal


def order_rows(reader: Any, day: date, whose: Whose, page: str = "", *, until: date | None = None) -> MoneyRows:
    """The orders of a day, or until another one, that were not cancelled, each with the day it is `on`, the
    largest first; `at_visit` says whether a visit brought it."""
    days = Days(day, until or day)
    rows = _on(Order.objects.visible_to(reader).filter(cancelled=False), days, "ordered_on")
    rows = _of(rows, whose, reader, days, "ordered_on", nobody=True)
    brought = Result.objects.unscoped(WHY).filter(order=OuterRef("pk"))
    shown = rows.select_related("account", "person").annotate(on=F("ordered_on"), at_visit=Exists(brought))
    return MoneyRows(page_of(shown.order_by("-amount", "pk"), page), _sum(rows))


def payment_rows(reader: Any, day: date, whose: Whose, page: str = "", *, until: date | None = None) -> MoneyRows:
    """The payments of a day, or until another one, each with the day it is `on`, the largest first."""
    days = Days(day, until or day)
    rows = _on(Payment.objects.visible_to(reader), days, "paid_on")
    rows = _of(rows, whose, reader, days, "paid_on", nobody=True)
    shown = rows.select_related("account", "person").annotate(on=F("paid_on"))
    return MoneyRows(page_of(shown.order_by("-amount", "pk"), page), _sum(rows))


def _sum(rows: Any) -> Decimal:
    return rows.order_by().aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def report_rows(reader: Any, *, status: str, day: date | None, person_id: int | None) -> QuerySet[DailyReport]:
    """The reports in sight, the latest day first; drafts are shown to nobody but their author."""
    rows = DailyReport.objects.visible_to(reader).exclude(Q(status="draft") & ~Q(person=reader))
    if status in DailyReport.STATUSES:
        rows = rows.filter(status=status)
    if day:
        rows = rows.filter(day=day)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    return rows.select_related("person__team").order_by("-day", "person__name", "pk")


def _on(rows: Any, days: Days, field: str) -> Any:
    """The rows of these days; of one day as an equality, which an index serves best."""
    one = days.since == days.until
    return rows.filter(**({field: days.since} if one else {f"{field}__range": (days.since, days.until)}))


def _of(rows: Any, whose: Whose, reader: Any, days: Days, day: str, *, nobody: bool = False) -> Any:
    """The rows of those whom the address names; where it names nobody, of everybody in sight, rows without a person
    included. `day` is the name of the rows' field that holds the day."""
    if whose.team and whose.teams:
        return rows.filter(whose.teams.within(whose.team.pk, days.since, days.until, day))
    if whose.person is None:
        seen = Q(person__in=Person.objects.visible_to(reader))
        return rows.filter(seen | Q(person=None) if nobody else seen)
    if not whose.branch:
        return rows.filter(person=whose.person)
    below = Line.objects.filter(superior=whose.person).values("person_id")
    return rows.filter(person_id__in=below)
