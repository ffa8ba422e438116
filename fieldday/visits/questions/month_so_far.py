"""What a person's month has brought up to a day."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from fieldday.kit.prepared import prepared, summed
from fieldday.rules.money import NOTHING
from fieldday.trade.models import Order, Payment

WHY = "the month of a person whose paper was found in sight"


def month_so_far(person_id: int, day: date) -> tuple[Decimal, Decimal]:
    """What the person booked (cancelled orders apart) and collected from the month's first day to this one."""
    month = (person_id, day.replace(day=1), day)
    booked, collected = (next(iter(ask(*month)), (None,)) for ask in (_booked, _collected))
    return booked[0] or NOTHING, collected[0] or NOTHING


@prepared
def _booked(person_id: int, since: date, until: date) -> Any:
    rows = Order.objects.unscoped(WHY).filter(person_id=person_id, ordered_on__range=(since, until), cancelled=False)
    return summed(rows, Sum("amount"))


@prepared
def _collected(person_id: int, since: date, until: date) -> Any:
    rows = Payment.objects.unscoped(WHY).filter(person_id=person_id, paid_on__range=(since, until))
    return summed(rows, Sum("amount"))
