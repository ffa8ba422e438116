"""What people are to reach."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from fieldday.kit.prepared import prepared
from fieldday.trade.models import Target


def month_targets(people: Iterable[int], day: date, *, why: str) -> dict[int, dict[str, Decimal]]:
    """The targets of the month that `day` is in, {person: {metric: amount}}, in the company's currency.

    Asks nobody's sight: `why` says how the caller knows that the reader may see these people's papers.
    """
    found: dict[int, dict[str, Decimal]] = {}
    for person_id, metric, amount in _targets(why)(set(people), day.replace(day=1)):
        found.setdefault(person_id, {})[metric] = amount
    return found


@cache
def _targets(why: str) -> Any:
    @prepared
    def targets(people: set[int], month: date) -> Any:
        rows = Target.objects.unscoped(why).filter(person_id__among=people, month=month)
        return rows.values_list("person_id", "metric", "amount")

    return targets
