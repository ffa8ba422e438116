"""Which customers lie around one: what a trip there could take in as well."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fieldday.customers.models import Account
from fieldday.rules.geo import distance_m

# Degrees either way, the first box that holds enough counts: some 300 m, 1 km and 3 km.
BOXES = (Decimal("0.003"), Decimal("0.01"), Decimal("0.03"))
METRES_A_DEGREE = 100_000  # of longitude in Taiwan; of latitude a little more
MOST_LOOKED_AT = 500  # only where so many crowd within 300 m are some left out


@dataclass(frozen=True)
class Neighbour:
    """A customer in sight, and how many metres away it is."""

    account: Account
    metres: int


def neighbours(reader: Any, account: Account, most: int = 12) -> list[Neighbour]:
    """The nearest customers in `reader`'s sight within some 3 km of `account`, nearest first; none without a place."""
    here = account.place
    if here is None:
        return []
    found: list[Neighbour] = []
    for box in BOXES:
        found = [Neighbour(row, round(distance_m(*here, *there))) for row in _within(reader, account, box)
                 if (there := row.place)]  # fmt: skip
        inside = int(box * METRES_A_DEGREE)  # a nearer one cannot lie outside the box
        if sum(one.metres <= inside for one in found) >= most:
            break
    return sorted(found, key=lambda neighbour: (neighbour.metres, neighbour.account.name))[:most]


def _within(reader: Any, account: Account, box: Decimal) -> list[Account]:
    latitude, longitude = account.latitude or Decimal(0), account.longitude or Decimal(0)
    rows = Account.objects.visible_to(reader).exclude(pk=account.pk).exclude(status__in=("lost", "let_go"))
    rows = rows.filter(
        latitude__range=(latitude - box, latitude + box), longitude__range=(longitude - box, longitude + box)
    )
    return list(rows.order_by("pk").only("name", "latitude", "longitude")[:MOST_LOOKED_AT])


def somewhere_near(reader: Any, account: Account | None) -> tuple[float, float] | None:
    """Where to begin looking for a place: at a customer in sight of the same area or city, else at any of the
    reader's; latitude and longitude in degrees."""
    rows = Account.objects.visible_to(reader).exclude(latitude=None).only("latitude", "longitude").order_by("pk")
    found = None
    if account and account.area_id:
        found = rows.filter(area_id=account.area_id).first()
    if found is None and account and account.city:
        found = rows.filter(city=account.city).first()
    found = found or rows.filter(owner_id=reader.pk).first()
    return found.place if found else None
