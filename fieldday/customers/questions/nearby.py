"""Which customers lie around one: what a trip there could take in as well."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fieldday.customers.models import Account
from fieldday.rules.geo import distance_m

BOX = Decimal("0.03")  # degrees either way: some 3 km
MOST_LOOKED_AT = 300


@dataclass(frozen=True)
class Neighbour:
    """A customer in sight, and how many metres away it is."""

    account: Account
    metres: int


def neighbours(reader: Any, account: Account, most: int = 12) -> list[Neighbour]:
    """The nearest customers in `reader`'s sight within some 3 km of `account`, nearest first; none without a place."""
    here, latitude, longitude = account.place, account.latitude, account.longitude
    if here is None or latitude is None or longitude is None:
        return []
    rows = Account.objects.visible_to(reader).exclude(pk=account.pk).exclude(status__in=("lost", "let_go"))
    rows = rows.filter(
        latitude__range=(latitude - BOX, latitude + BOX), longitude__range=(longitude - BOX, longitude + BOX)
    )
    around = [(row, row.place) for row in rows.order_by("pk")[:MOST_LOOKED_AT]]
    found = [Neighbour(row, round(distance_m(*here, *there))) for row, there in around if there]
    return sorted(found, key=lambda neighbour: (neighbour.metres, neighbour.account.name))[:most]
