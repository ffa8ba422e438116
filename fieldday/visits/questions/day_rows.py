"""The rows behind a day's figures: visits, orders, payments, of everybody in sight, of one branch, or of one person."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from fieldday.kit.paging import Page, page_of
from fieldday.people.models import Line, Person
from fieldday.trade.models import Order, OrderLine, Payment
from fieldday.visits.models import Companion, DailyReport, Result, Visit
from fieldday.visits.questions.day_facts import visit_fact, visits_with_results
from fieldday.visits.questions.day_sums import judged_visits

WHY = "what belongs to rows that were found in sight"


@dataclass(frozen=True)
class Whose:
    """Whose rows: of everybody in sight (no person), of a person alone, or with those below him."""

    person: Person | None = None
    branch: bool = False


def whose_rows(reader: Any, person_id: str, branch: bool) -> Whose | None:
    """What an address asks for; None when it names a person out of sight."""
    if not person_id:
        return Whose()
    if not (person_id.isascii() and person_id.isdigit() and len(person_id) < 19):
        return None
    person = Person.objects.visible_to(reader).filter(pk=int(person_id)).first()
    return Whose(person, branch) if person else None


@dataclass(frozen=True)
class VisitRows:
    """One page of a day's visits as (who, what), and the sums of all of them, every page's."""

    page: Page
    ordered: Decimal
    collected: Decimal


def visit_rows(reader: Any, day: date, whose: Whose, show: str = "", page: str = "") -> VisitRows:
    """The visits of a day by person and time, joint ones once; `show` picks effective ones, those found shut, or the
    contacts by phone and LINE, which are no visits. A constant number of queries."""
    rows = Visit.objects.visible_to(reader).filter(day=day)
    mine = _of(rows, whose, reader).values("pk")
    joined = _of(Companion.objects.visible_to(reader).filter(visit__day=day), whose, reader).values("visit_id")
    rows = rows.filter(Q(pk__in=mine) | Q(pk__in=joined))
    rows = rows.exclude(channel="visit") if show == "contacts" else rows.filter(channel="visit")
    if show in {"shut", "effective", "not_effective"}:
        rows = rows.filter(shut=show == "shut")
    if show == "unplanned":
        rows = rows.filter(stop=None)
    if show in {"effective", "not_effective"}:
        judged = judged_visits(rows)
        rows = rows.filter(pk__in=[pk for pk, effective in judged.items() if effective is (show == "effective")])
    ordered = OrderLine.objects.unscoped(WHY).filter(order__result__visit__in=rows, order__cancelled=False)
    collected = Payment.objects.unscoped(WHY).filter(result__visit__in=rows)
    full = visits_with_results(rows).select_related("person", "account__area").order_by("person__name", "arrived_at")
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


def order_rows(reader: Any, day: date, whose: Whose, page: str = "") -> MoneyRows:
    """The orders of a day that were not cancelled, each with its `total`, the largest first; `at_visit` says whether
    a visit brought it."""
    rows = _of(Order.objects.visible_to(reader).filter(ordered_on=day, cancelled=False), whose, reader, nobody=True)
    brought = Result.objects.unscoped(WHY).filter(order=OuterRef("pk"))
    shown = rows.select_related("account", "person").annotate(total=Sum("lines__amount"), at_visit=Exists(brought))
    lines = OrderLine.objects.unscoped(WHY).filter(order__in=rows)
    return MoneyRows(page_of(shown.order_by("-total", "pk"), page), _sum(lines))


def payment_rows(reader: Any, day: date, whose: Whose, page: str = "") -> MoneyRows:
    """The payments of a day, the largest first."""
    rows = _of(Payment.objects.visible_to(reader).filter(paid_on=day), whose, reader, nobody=True)
    shown = rows.select_related("account", "person").order_by("-amount", "pk")
    return MoneyRows(page_of(shown, page), _sum(rows))


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


def _of(rows: Any, whose: Whose, reader: Any, *, nobody: bool = False) -> Any:
    """The rows of those whom the address names; of everybody in sight without a name, nobody's with them."""
    if whose.person is None:
        seen = Q(person__in=Person.objects.visible_to(reader))
        return rows.filter(seen | Q(person=None) if nobody else seen)
    if not whose.branch:
        return rows.filter(person=whose.person)
    below = Line.objects.filter(superior=whose.person).values("person_id")
    return rows.filter(person_id__in=below)
