"""Set what a person is to reach in a month."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.people.models import Person
from fieldday.trade.models import Target
from fieldday.trade.policy import POLICY


def set_target(*, by: Any, person_id: int, metric: str, month: date, amount: Decimal, at: datetime) -> Target:
    """Set or change a person's target for the month of `month`: superiors for their line, the office for all."""
    person = Person.objects.visible_to(by).filter(pk=person_id).first()
    authorise(POLICY, "trade.target.set", by=by, author=person, seen=person is not None)
    if metric not in Target.METRICS:
        raise Refused("trade.target.unknown_metric", field="metric", text=metric)
    if not amount.is_finite() or amount < 0:
        raise Refused("trade.target.negative", field="amount")
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
