"""Which customers a hand-over means: by a filter, by name, or drawn around on the map."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from fieldday.customers.models import Account
from fieldday.customers.questions.areas import with_inner
from fieldday.customers.questions.groups import inner_of
from fieldday.customers.questions.listing import AccountFilter, areas_of
from fieldday.customers.questions.segments import segment_seen
from fieldday.readings.accounts import accounts_wanted
from fieldday.rules.lasso import Ring
from fieldday.rules.parsing import as_number, as_uuid

ALL = AccountFilter()
RULES = ("one", "even", "area")
MOST = 20_000


@dataclass(frozen=True)
class Choice:
    """What an address asks for: which customers, the rule, who takes them over; `by_area` is {area or 0: person}.

    Of those that `wanted` and `city` find, all, or those alone that are named in `ids` or lie within `rings`, drawn on
    the map; never those in `without`.
    """

    wanted: AccountFilter = ALL
    city: str = ""
    rings: tuple[Ring, ...] = ()
    ids: tuple[UUID, ...] = ()
    without: tuple[UUID, ...] = ()
    how: str = "one"
    to: tuple[int, ...] = ()
    by_area: Mapping[int, int] | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether it says which customers at all: nobody hands over all by an empty form."""
        return self.is_filtered or bool(self.ids or self.rings)

    @property
    def is_filtered(self) -> bool:
        """Whether it says by anything but their names and places which customers."""
        return self.wanted != ALL or bool(self.city)


@dataclass(frozen=True)
class PlaceOf:
    """A customer that might be chosen on the map, and whose it is."""

    id: UUID
    name: str
    owner: str
    latitude: float
    longitude: float


def places_found(reader: Any, choice: Choice, *, today: date) -> list[PlaceOf]:
    """Every customer with a place that the filter of the choice finds, whatever was drawn or ticked: to choose among on
    the map. At most `MOST`."""
    rows = _filtered(reader, choice, today).exclude(latitude=None).exclude(longitude=None).order_by("name", "pk")
    told = rows.values_list("pk", "name", "owner__name", "latitude", "longitude")[:MOST]
    return [PlaceOf(pk, name, owner or "", float(lat or 0), float(lng or 0)) for pk, name, owner, lat, lng in told]


def accounts_meant(reader: Any, choice: Choice, today: date) -> "QuerySet[Account]":
    """Those that may be meant, in no order: what was drawn is asked for by the rectangles about it."""
    rows = _filtered(reader, choice, today)
    if not (choice.ids or choice.rings):
        return rows
    near = Q(pk__in=choice.ids)
    for south, west, north, east in (ring.sides for ring in choice.rings):
        near |= Q(latitude__range=(south, north), longitude__range=(west, east))
    return rows.filter(near)


def _filtered(reader: Any, choice: Choice, today: date) -> "QuerySet[Account]":
    wanted = choice.wanted
    if not _known(reader, wanted):
        return Account.objects.unscoped("nobody").none()
    rows = accounts_wanted(reader, wanted=replace(wanted, owner=""), today=today)
    if wanted.owner:  # also one who has left
        rows = rows.filter(owner_id=int(wanted.owner))
    return rows.filter(city=choice.city) if choice.city else rows


def _known(reader: Any, wanted: AccountFilter) -> bool:
    """Whether everything that the filter names exists in sight. A list ignores a filter that names nothing; here that
    would choose every customer."""
    if (wanted.owner and as_number(wanted.owner) is None) or (wanted.box and wanted.rectangle is None):
        return False
    if wanted.area:
        area = as_number(wanted.area)
        inner = with_inner({area}) if area is not None else ()
        if not areas_of(reader).filter(pk__in=inner).exists():
            return False
    if wanted.group and not inner_of(reader, wanted.group):
        return False
    segment = as_uuid(wanted.segment)
    return not wanted.segment or (segment is not None and segment_seen(reader, segment) is not None)
