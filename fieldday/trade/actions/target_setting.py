"""Set what a person is to reach in a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.people.models import Person
from fieldday.rules.verdict import Reason
from fieldday.trade.models import Target
from fieldday.trade.policy import POLICY


@dataclass(frozen=True)
class Wanted:
    """What a person is to reach by a metric; `stood` is what whoever says so saw there (None: nothing), `field` where
    he says it."""

    person_id: int
    metric: str
    amount: Decimal
    stood: Decimal | None
    field: str = ""


def set_targets(*, by: Any, month: date, wanted: Sequence[Wanted], at: datetime) -> None:
    """Set several people's targets of a month, all or none. Raises Refused, at their fields, for those that somebody
    else changed meanwhile."""
    people = {one.person_id for one in wanted}
    if Person.objects.visible_to(by).filter(pk__in=people).count() != len(people):
        raise Refused("people.not_found", missing=True)
    with transaction.atomic():
        rows = Target.objects.unscoped("targets of people found in sight").select_for_update()
        stands = {
            (row.person_id, row.metric): row.amount
            for row in rows.filter(person__in=people, month=month.replace(day=1)).order_by("pk")
        }
        other = [one for one in wanted if stands.get((one.person_id, one.metric)) != one.stood]
        for one in wanted:
            if one not in other:
                set_target(
                    by=by, person_id=one.person_id, metric=one.metric, month=month, amount=one.amount, at=at,
                    field=one.field,
                )  # fmt: skip
        if other:
            raise Refused(
                "trade.target.changed_meanwhile",
                [Reason("trade.target.changed_meanwhile", {}, one.field) for one in other],
            )


def set_target(
    *, by: Any, person_id: int, metric: str, month: date, amount: Decimal, at: datetime, field: str = "amount"
) -> Target:
    """Set or change a person's target for the month of `month`: superiors for their line, the office for all."""
    person = Person.objects.visible_to(by).filter(pk=person_id).first()
    authorise(POLICY, "trade.target.set", by=by, author=person, seen=person is not None)
    if metric not in Target.METRICS:
        raise Refused("trade.target.unknown_metric", field="metric", text=metric)
    if not amount.is_finite() or amount < 0:
        raise Refused("trade.target.negative", field=field)
    with transaction.atomic():
        rows = Target.objects.unscoped("the target of a person found in sight").select_for_update()
        row = rows.filter(person_id=person_id, metric=metric, month=month.replace(day=1)).first()
        before = row.amount if row else None
        row = row or Target(person_id=person_id, metric=metric, month=month.replace(day=1))
        if before != amount:
            row.amount = amount
            row.save()
            trail.record("trade.target.set", by=by, noun=row, at=at, metric=metric, changed=[before, amount])
        return row
