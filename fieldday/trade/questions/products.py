"""What can be ordered."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from fieldday.trade.models import Product

MOST_OFFERED = 12


@dataclass(frozen=True)
class Offer:
    """A product as an order form offers it; `price` per unit in the company's currency, None when none is set."""

    id: int
    code: str
    name: str
    unit: str
    price: Decimal | None
    retired: bool = False


def offered_products(query: str) -> tuple[Offer, ...]:
    """At most 12 products that are sold and hold every word of `query` in name, code or category; () without one."""
    words = query.split()
    if not words:
        return ()
    rows = Product.objects.filter(retired=False)
    for word in words[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(external_id__icontains=word) | Q(category__icontains=word))
    return tuple(_offer(row) for row in rows.order_by("name", "pk")[:MOST_OFFERED])


def brands() -> list[str]:
    """The brands that products have, sold still or not, by name."""
    return _words("brand")


def categories() -> list[str]:
    """The categories that products have, sold still or not, by name."""
    return _words("category")


def _words(column: str) -> list[str]:
    rows = Product.objects.exclude(**{column: ""}).order_by(column).values_list(column, flat=True)
    return list(rows.distinct())


def products_by_id(ids: Collection[int]) -> dict[int, Offer]:
    """These products, sold still or not."""
    return {row.pk: _offer(row) for row in Product.objects.filter(pk__in=ids)} if ids else {}


def _offer(row: Product) -> Offer:
    return Offer(row.pk, row.external_id, row.name, row.unit, row.price, row.retired)
