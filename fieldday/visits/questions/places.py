"""Whom to visit: how to get to a customer, and which customers and areas a rep may mean."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from fieldday.customers.models import Account, AccountSearch
from fieldday.kit.prepared import prepared
from fieldday.kit.search import found
from fieldday.people.models import Area
from fieldday.rules.text import fold, wanted
from fieldday.visits.models import Stop, Visit

GONE = ("lost", "let_go")
_NOT_DIALLED = re.compile("[^0-9+]+")
MOST_OFFERED = 20


@dataclass(frozen=True)
class Place:
    """A customer as a rep finds it: where, and the number to ring. Empty where it is not known."""

    account_id: UUID
    name: str
    area: str
    area_id: int | None
    phone: str
    address: str
    latitude: float | None
    longitude: float | None
    own: bool = False
    refused_by: str = ""  # who asked not to be rung at this number, where that was asked for
    last_visit: date | None = None
    days_since: int | None = None

    @property
    def way(self) -> str:
        """An address that any phone's map opens with the way there; "" when nothing is known of the place."""
        goal = f"{self.latitude},{self.longitude}" if self.latitude is not None else self.address
        return f"https://www.google.com/maps/dir/?api=1&destination={quote(goal)}" if goal else ""

    @property
    def dial(self) -> str:
        """The number as a telephone link wants it."""
        return dial(self.phone)


def dial(phone: str) -> str:
    """A number as a telephone link wants it: figures and a leading plus."""
    return _NOT_DIALLED.sub("", phone)


def places_of(reader: Any, ids: Iterable[UUID | None]) -> dict[UUID, Place]:
    """How to get to these customers; those out of sight are left out. One query."""
    return {row.pk: _place(row, reader) for row in _accounts(reader, {pk for pk in ids if pk})}


@prepared
def _accounts(reader: Any, ids: set[UUID]) -> Any:
    return Account.objects.visible_to(reader).filter(pk__among=ids).select_related("area")


def offered_accounts(reader: Any, query: str, *, day: date, areas: Collection[int] = ()) -> tuple[Place, ...]:
    """At most 20 customers in sight that hold `query`, one's own first; without one, one's own in these areas
    first, then those visited last."""
    visits = Visit.objects.unscoped("visits of customers in sight").filter(
        account=OuterRef("pk"), shut=False, channel="visit"
    )
    mine = visits.filter(person=reader)
    seen = Account.objects.visible_to(reader).exclude(status__in=GONE)
    rows: QuerySet[Account] = _with_last(seen, mine)
    if wanted(query):
        held = found(AccountSearch.objects.all(), query).values("account_id")
        rows = rows.filter(pk__in=held).order_by(_first(Q(owner=reader)), "name", "pk")
    else:
        rows = rows.filter(Q(owner=reader) | Exists(mine))
        rows = rows.order_by(_first(Q(area_id__in=list(areas))), F("last").desc(nulls_last=True), "name", "pk")
    return tuple(_place(row, reader, day) for row in rows[:MOST_OFFERED])


def same_name(reader: Any, name: str, *, day: date) -> tuple[Place, ...]:
    """Customers in sight whose name reads the same, however it is written: at most 5."""
    if not fold(name):
        return ()
    held = found(AccountSearch.objects.all(), name[:200]).values("account_id")
    rows = Account.objects.visible_to(reader).filter(pk__in=held).select_related("area").order_by("name", "pk")[:200]
    return tuple(_place(row, reader, day) for row in rows if fold(row.name) == fold(name))[:5]


def longest_unvisited(reader: Any, *, day: date, but: Collection[UUID] = ()) -> tuple[Place, ...]:
    """One's own customers by how long nobody visited them, never first; at most 20."""
    rows = Account.objects.visible_to(reader).filter(owner=reader).exclude(status__in=GONE).exclude(pk__in=list(but))
    visits = Visit.objects.unscoped("visits of customers in sight").filter(
        account=OuterRef("pk"), shut=False, channel="visit"
    )
    dated: QuerySet[Account] = _with_last(rows, visits)
    dated = dated.filter(Q(last=None) | Q(last__lt=day)).order_by(F("last").asc(nulls_first=True), "name", "pk")
    return tuple(_place(row, reader, day) for row in dated[:MOST_OFFERED])


def offered_areas(query: str) -> tuple[tuple[int, str], ...]:
    """At most 5 areas whose name holds `query`, as (id, name)."""
    if not fold(query):
        return ()
    return tuple(Area.objects.filter(name__icontains=query.strip()).order_by("name").values_list("pk", "name")[:5])


def area_of_stop(reader: Any, stop_id: UUID) -> tuple[int, str] | None:
    """The area, as (id, name), that a stop of one's own planned without naming a customer."""
    rows = Stop.objects.visible_to(reader).filter(pk=stop_id, plan__person=reader, account=None)
    return rows.values_list("area_id", "area__name").first()


def area_names(ids: Collection[int]) -> dict[int, str]:
    """The names of these areas."""
    return dict(Area.objects.filter(pk__in=ids).values_list("pk", "name"))


def _with_last(rows: QuerySet[Account], visits: QuerySet[Visit]) -> QuerySet[Account]:
    return rows.select_related("area").annotate(last=Subquery(visits.order_by("-day").values("day")[:1]))


def _first(condition: Q) -> Case:
    """Orders rows that meet the condition before the others."""
    return Case(When(condition, then=Value(0)), default=Value(1), output_field=IntegerField())


def _place(row: Account, reader: Any, day: date | None = None) -> Place:
    last = getattr(row, "last", None)
    latitude, longitude = row.place or (None, None)
    since: timedelta | None = day - last if day and last else None
    return Place(
        account_id=row.pk,
        name=row.name,
        area=row.area.name if row.area else "",
        area_id=row.area_id,
        phone=row.phone,
        address=row.address,
        latitude=latitude,
        longitude=longitude,
        own=row.owner_id == reader.pk,
        last_visit=last,
        days_since=since.days if since is not None else None,
    )
