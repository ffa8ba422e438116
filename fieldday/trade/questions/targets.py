"""What people are to reach."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from fieldday.trade.models import Target


def month_targets(people: Iterable[int], day: date, *, why: str) -> dict[int, dict[str, Decimal]]:
    """The targets of the month that `day` is in, {person: {metric: amount}}, in the company's currency.

    Asks nobody's sight: `why` says how the caller knows that the reader may see these people's papers.
    """
    rows = Target.objects.unscoped(why).filter(person__in=set(people), month=day.replace(day=1))
    found: dict[int, dict[str, Decimal]] = {}
    for person_id, metric, amount in rows.values_list("person_id", "metric", "amount"):
        found.setdefault(person_id, {})[metric] = amount
    return found
