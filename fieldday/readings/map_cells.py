"""The customers on the map: those near one another counted together, in the cells of a grid as fine as one looks.

Counted by the database, so that a phone draws some hundred marks of thousands of customers.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Avg, BigIntegerField, CharField, Count, ExpressionWrapper, F, Max, Min, Value
from django.db.models.functions import Cast

from fieldday.customers.models import Account
from fieldday.customers.questions.listing import AccountFilter
from fieldday.readings.accounts import accounts_wanted

SCALE = 10**7  # coordinates are kept in whole steps of 1/SCALE of a degree
PIXELS = 72  # a cell's width on the screen; the whole earth is 256 pixels wide at zoom 0
ZOOMS = range(20)
MOST = 2000  # cells
Sides = tuple[Decimal, Decimal, Decimal, Decimal]  # south, west, north, east


@dataclass(frozen=True)
class Cell:
    """Customers near one another: how many, their middle, the rectangle that holds them; of one alone, who it is."""

    count: int
    latitude: float
    longitude: float
    south: float
    west: float
    north: float
    east: float
    id: UUID | None = None
    name: str = ""
    text: str = ""
    status: str = ""


def map_extent(reader: Any, *, wanted: AccountFilter, today: date) -> tuple[int, int, Sides | None]:
    """How many customers the filter finds, how many of them have a place, and the rectangle that holds these."""
    rows = accounts_wanted(reader, wanted=wanted, today=today).order_by()
    found = rows.aggregate(
        all=Count("pk"), placed=Count("latitude"), south=Min("latitude"), west=Min("longitude"),
        north=Max("latitude"), east=Max("longitude"),
    )  # fmt: skip
    sides = None if found["south"] is None else (found["south"], found["west"], found["north"], found["east"])
    return found["all"], found["placed"], sides


def map_cells(reader: Any, *, wanted: AccountFilter, today: date, sides: Sides, zoom: int) -> list[Cell]:
    """The cells of the rectangle that one looks at. Two queries."""
    south, west, north, east = sides
    rows = accounts_wanted(reader, wanted=wanted, today=today)
    rows = rows.filter(latitude__range=(south, north), longitude__range=(west, east)).order_by()
    step = Value(int(PIXELS * 360 * SCALE / (256 * 2**zoom)), output_field=BigIntegerField())
    whole = {name: Cast(F(name), BigIntegerField()) for name in ("latitude", "longitude")}
    cells = rows.annotate(
        row=ExpressionWrapper(whole["latitude"] / step, BigIntegerField()),
        column=ExpressionWrapper(whole["longitude"] / step, BigIntegerField()),
    ).values("row", "column")
    found = cells.annotate(
        count=Count("pk"), first=Min(Cast("pk", CharField())),
        y=Avg(whole["latitude"]), x=Avg(whole["longitude"]),
        south=Min("latitude"), west=Min("longitude"), north=Max("latitude"), east=Max("longitude"),
    )  # fmt: skip
    told: list[Any] = list(found[:MOST])
    alone = [UUID(one["first"]) for one in told if one["count"] == 1]
    columns = ("name", "address", "area__name", "status")
    named = Account.objects.unscoped("customers found in sight, by their ids").filter(pk__in=alone)
    names = {row[0]: row[1:] for row in named.values_list("pk", *columns)} if alone else {}
    return [_cell(one, names) for one in told]


def _cell(found: dict[str, Any], names: dict[UUID, tuple[str, ...]]) -> Cell:
    pk = UUID(found["first"]) if found["count"] == 1 else None
    name, address, area, status = names.get(pk, ("", "", "", "")) if pk else ("", "", "", "")
    south, west, north, east = (float(found[side]) for side in ("south", "west", "north", "east"))
    middle = (float(found["y"]) / SCALE, float(found["x"]) / SCALE)
    where = address or area or ""
    return Cell(found["count"], *middle, south, west, north, east, pk, name, where, status)
