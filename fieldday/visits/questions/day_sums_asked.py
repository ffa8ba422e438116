"""What `day_sums` asks of the database: papers, stops, visits and money between two days, as somebody sees them, of
everybody or of one person.

Stops and visits come by the kinds there are of them, with how many are of each: the rule judges a kind once.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)

from fieldday.kit.prepared import prepared
from fieldday.rules.arriving import VERIFIED
from fieldday.rules.kpi import ASKS_THE_MARKET
from fieldday.trade.models import Order, Payment
from fieldday.visits.models import Absence, Companion, DailyReport, Photo, Plan, Stop, Visit
from fieldday.visits.questions.attendance import standing

WHY = "what belongs to a stop or a visit that was found in sight"


def _true(condition: Any) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


# What `rules.kpi.is_effective` hangs on: whether it was planned, found shut, whom one met, whether the next step has
# a day, how it was made, what its results count as, and 1 if one asked for the market information there is. No EXISTS:
# PostgreSQL would gather the purposes of the whole year for it.
_ASKED = Visit.purposes.through.objects.filter(visit=OuterRef("pk"), code__code__in=sorted(ASKS_THE_MARKET))
TOLD = (
    _true(Q(stop__isnull=False)),
    *("shut", "met_in_charge"),
    _true(Q(next_step_on__isnull=False)),
    *("channel", "outcomes"),
    Case(When(outcomes__contains="market_info", then=Subquery(_ASKED.values(asked=Value(1))[:1]))),
)


def _of(rows: Any, one: int | None, field: str = "person_id") -> Any:
    return rows if one is None else rows.filter(**{field: one})


@prepared
def plans(reader: Any, since: date, until: date, one: int | None) -> Any:
    rows = _of(Plan.objects.visible_to(reader).filter(day__range=(since, until)), one)
    return rows.values_list("pk", "person_id", "day", "status")


@prepared
def reports(reader: Any, since: date, until: date, one: int | None) -> Any:
    rows = _of(DailyReport.objects.visible_to(reader).filter(day__range=(since, until)), one)
    return rows.values_list("pk", "person_id", "day", "status")


@prepared
def absences(reader: Any, since: date, until: date, one: int | None) -> Any:
    return standing(_of(Absence.objects.visible_to(reader), one), since, until)


@prepared
def stops(reader: Any, since: date, until: date, one: int | None) -> Any:
    """(person, day, whether it was added after the approval, what its reason counts as or None without one, whether
    somebody went there, whether that is proven as `rules.kpi.proves_shut` asks, how many, the amounts expected)."""
    rows = _of(Stop.objects.visible_to(reader).filter(plan__day__range=(since, until)), one, "plan__person_id")
    made = Visit.objects.unscoped(WHY).filter(stop=OuterRef("pk"))
    joined = Companion.objects.unscoped(WHY).filter(stop=OuterRef("pk"))
    kinds = (
        *("plan__person_id", "plan__day", "added", "deviation__reason__counts_as"),
        _true(Exists(made) | Exists(joined)),
        _true(Exists(made.filter(_proven("pk"))) | Exists(joined.filter(_proven("visit_id", "visit__")))),
    )
    counted = rows.order_by().values_list(*kinds)
    return counted.annotate(n=Count("pk"), orders=Sum("expected_order"), collections=Sum("expected_collection"))


def _proven(pk: str, path: str = "") -> Q:
    photos = Photo.objects.unscoped("whether there is one, not what it shows").filter(visit=OuterRef(pk))
    return Q(**{f"{path}shut": False}) | Q(**{f"{path}where": VERIFIED}) | Q(Exists(photos))


@prepared
def companions(reader: Any, since: date, until: date) -> Any:
    """(visit, who came along, the stop of his own plan)."""
    rows = Companion.objects.visible_to(reader).filter(visit__day__range=(since, until))
    return rows.order_by().values_list("visit_id", "person_id", "stop_id")


@prepared
def visits(reader: Any, since: date, until: date, one: int | None, but: tuple[UUID, ...] | None) -> Any:
    """(person, day, whether it is still open, what the rule is told, how many) of all visits `but` some."""
    rows = _of(Visit.objects.visible_to(reader).filter(day__range=(since, until)), one)
    if but is not None:
        rows = rows.exclude(pk__among=but)
    return rows.order_by().values_list("person_id", "day", _true(Q(left_at=None)), *TOLD).annotate(n=Count("pk"))


@prepared
def joint_visits(reader: Any, ids: tuple[UUID, ...]) -> Any:
    """(visit, person, day, whether it is still open, what the rule is told) of each."""
    rows = Visit.objects.visible_to(reader).filter(pk__among=ids)
    return rows.order_by().values_list("pk", "person_id", "day", _true(Q(left_at=None)), *TOLD)


@prepared
def booked(reader: Any, since: date, until: date, one: int | None) -> Any:
    rows = Order.objects.visible_to(reader).filter(ordered_on__range=(since, until), cancelled=False)
    return _of(rows, one).order_by().values_list("person_id", "ordered_on").annotate(Sum("amount"))


@prepared
def collected(reader: Any, since: date, until: date, one: int | None) -> Any:
    rows = Payment.objects.visible_to(reader).filter(paid_on__range=(since, until))
    return _of(rows, one).order_by().values_list("person_id", "paid_on").annotate(Sum("amount"))
