"""What came by a hand-over, customer by customer: what is open there, told to who has it now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from fieldday.customers.models import HandOver, HandOverRow
from fieldday.kit.paging import Page, page_of
from fieldday.rules.money import NOTHING
from fieldday.trade.models import Order, Payment
from fieldday.visits.models import Stop, Visit

WHY = "what is open at customers found in sight"
LATELY = timedelta(days=90)


@dataclass(frozen=True)
class Came:
    """A customer that came: the last visit, the next step agreed there, when a complaint was last dealt with (within
    90 days), what was booked and not yet paid, and for which day the former owner had planned to go."""

    id: UUID
    name: str
    where: str
    before: str
    after: str
    after_id: int
    kept: str
    undone: bool
    last_visit: date | None
    next_step: str
    next_step_on: date | None
    complaint_on: date | None
    unpaid: Decimal
    planned_on: date | None


@dataclass(frozen=True)
class Share:
    """How many came to one person, in the reader's sight."""

    name: str
    count: int


def hand_overs_seen(reader: Any, page: str) -> Page:
    """The hand-overs in sight, the latest first. Two queries."""
    return page_of(HandOver.objects.visible_to(reader).select_related("by").defer("wanted"), page, 30)


def hand_over_seen(reader: Any, pk: UUID) -> HandOver | None:
    """One, when in sight."""
    return HandOver.objects.visible_to(reader).select_related("by", "undone_by").filter(pk=pk).first()


def shares_of(reader: Any, row: HandOver) -> tuple[Share, ...]:
    """Who got how many of those that the reader sees."""
    rows = HandOverRow.objects.visible_to(reader).filter(hand_over=row, kept="", undone=False).order_by()
    counts = rows.values_list("after__name").annotate(n=Count("pk")).order_by("after__name")
    return tuple(Share(name, count) for name, count in counts)


def came(reader: Any, row: HandOver, *, page: str, today: date) -> Page:
    """The customers of a hand-over that the reader sees now: what asks for something first. Seven queries."""
    last = (
        Visit.objects.unscoped(WHY).filter(account=OuterRef("account"), channel="visit").order_by("-day", "-arrived_at")
    )
    steps = last.exclude(next_step="")
    rows = (
        HandOverRow.objects.visible_to(reader)
        .filter(hand_over=row)
        .annotate(
            visited_on=Subquery(last.values("day")[:1]),
            step=Subquery(steps.values("next_step")[:1]),
            step_on=Subquery(steps.values("next_step_on")[:1]),
        )
    )
    columns = ("account_id", "account__name", "account__area__name", "account__city", "before_id", "before__name",
               "after__name", "after_id", "kept", "undone", "visited_on", "step", "step_on")  # fmt: skip
    ordered = rows.order_by("kept", "-step_on", "visited_on", "account__name", "pk")
    found = page_of(ordered.values(*columns), page, 50)
    ids = [one["account_id"] for one in found.rows]
    complaints, unpaid, planned = _complaints(ids, today), _unpaid(ids), _planned(found.rows, row, today)
    told = (_came(one, complaints, unpaid, planned) for one in found.rows)
    return Page(tuple(told), found.number, found.total, found.size)


def _came(
    one: Any, complaints: Mapping[UUID, date], unpaid: Mapping[UUID, Decimal], planned: Mapping[UUID, date]
) -> Came:
    pk = one["account_id"]
    return Came(
        id=pk,
        name=one["account__name"],
        where=one["account__area__name"] or one["account__city"],
        before=one["before__name"] or "",
        after=one["after__name"],
        after_id=one["after_id"],
        kept=one["kept"],
        undone=one["undone"],
        last_visit=one["visited_on"],
        next_step=one["step"] or "",
        next_step_on=one["step_on"],
        complaint_on=complaints.get(pk),
        unpaid=unpaid.get(pk, NOTHING),
        planned_on=planned.get(pk),
    )


def _complaints(ids: list[UUID], today: date) -> dict[UUID, date]:
    visits = Visit.objects.unscoped(WHY).filter(account__in=ids, day__gt=today - LATELY)
    asked = visits.filter(Q(purposes__counts_as="complaint") | Q(purposes__code="complaint")).order_by("day")
    return dict(asked.values_list("account_id", "day"))


def _unpaid(ids: list[UUID]) -> dict[UUID, Decimal]:
    """What was booked less what was paid, where that is more than nothing."""
    orders = Order.objects.unscoped(WHY).filter(account__in=ids, cancelled=False).order_by()
    booked = dict(orders.values_list("account_id").annotate(Sum("amount")))
    payments = Payment.objects.unscoped(WHY).filter(account__in=ids).order_by()
    paid = dict(payments.values_list("account_id").annotate(Sum("amount")))
    left = {pk: amount - (paid.get(pk) or NOTHING) for pk, amount in booked.items()}
    return {pk: amount for pk, amount in left.items() if amount > 0}


def _planned(rows: tuple[Any, ...], row: HandOver, today: date) -> dict[UUID, date]:
    """The first day ahead for which the former owner had planned to go there: the day is told, not the plan."""
    former = {one["account_id"]: one["before_id"] for one in rows}
    stops = Stop.objects.unscoped(WHY).filter(
        account__in=list(former), plan__person__in=set(former.values()) - {None}, plan__day__gte=max(today, row.on)
    )
    found: dict[UUID, date] = {}
    for account, person, day in stops.order_by("-plan__day").values_list("account_id", "plan__person_id", "plan__day"):
        if former[account] == person:
            found[account] = day
    return found
