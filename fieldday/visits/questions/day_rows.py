"""The rows behind a day's figures: visits, orders, payments, of everybody in sight, of one branch, or of one person."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from fieldday.people.models import Line, Person
from fieldday.trade.models import Order, Payment
from fieldday.visits.models import DailyReport, Result, Visit
from fieldday.visits.questions.day import VisitFact
from fieldday.visits.questions.day_facts import visit_fact, visits_with_results

SHOWS = ("effective", "not_effective", "shut", "unplanned", "planned")


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


def visit_rows(reader: Any, day: date, whose: Whose, show: str = "") -> tuple[tuple[Person, VisitFact], ...]:
    """The visits of a day as (who, what), by person and time; `show` picks effective ones, those found shut …"""
    rows = _of(Visit.objects.visible_to(reader).filter(day=day), whose, reader)
    if show in {"shut", "effective", "not_effective"}:
        rows = rows.filter(shut=show == "shut")
    if show in {"unplanned", "planned"}:
        rows = rows.filter(stop__isnull=show == "unplanned")
    rows = visits_with_results(rows).select_related("person", "account__area").order_by("person__name", "arrived_at")
    facts = [(visit.person, visit_fact(visit)) for visit in rows]
    if show in {"effective", "not_effective"}:
        facts = [row for row in facts if row[1].effective is (show == "effective")]
    return tuple(facts)


def order_rows(reader: Any, day: date, whose: Whose) -> tuple[Order, ...]:
    """The orders of a day that were not cancelled, each with its `total`, the largest first; `at_visit` says whether
    a visit brought it."""
    rows = _of(Order.objects.visible_to(reader).filter(ordered_on=day, cancelled=False), whose, reader, nobody=True)
    brought = Result.objects.unscoped("whether a visit brought an order in sight").filter(order=OuterRef("pk"))
    rows = rows.select_related("account", "person").annotate(total=Sum("lines__amount"), at_visit=Exists(brought))
    return tuple(rows.order_by("-total", "pk"))


def payment_rows(reader: Any, day: date, whose: Whose) -> tuple[Payment, ...]:
    """The payments of a day, the largest first."""
    rows = _of(Payment.objects.visible_to(reader).filter(paid_on=day), whose, reader, nobody=True)
    return tuple(rows.select_related("account", "person").order_by("-amount", "pk"))


def total(amounts: Any) -> Decimal:
    """The sum of some amounts."""
    return sum((amount or Decimal(0) for amount in amounts), Decimal(0))


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
