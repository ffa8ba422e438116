"""Which customers a reader finds: search by any part, filters, in sight only."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from fieldday.customers.models import Account, AccountSearch
from fieldday.customers.questions.areas import with_inner
from fieldday.customers.questions.groups import inner_of, members_of
from fieldday.customers.questions.owners import owners_seen
from fieldday.kit.prepared import prepared
from fieldday.kit.search import found
from fieldday.people.models import Area, Person
from fieldday.people.sight import SEES_COMPANY, line_of
from fieldday.rules.parsing import as_number
from fieldday.rules.segment_fields import OWN

FLAGS = {
    "no_place": Q(latitude=None),
    "tax_id": Q(tax_id_checks=False),
    "phone": Q(phone_checks=False),
    "no_owner": Q(owner=None),
}


LONGEST_NAME, MOST_OWN = 60, 40


@dataclass(frozen=True)
class AccountFilter:
    """What narrows the list, as it came from an address: what is unknown or out of sight acts as if absent."""

    search: str = ""
    owner: str = ""
    area: str = ""
    kind: str = ""
    status: str = ""
    flag: str = ""
    unvisited: str = ""  # days
    segment: str = ""  # for the readings to apply, as `unvisited`
    group: str = ""
    box: str = ""  # west,south,east,north in degrees: a rectangle drawn on the map
    own: tuple[tuple[str, str], ...] = ()  # of own fields by key, for the readings to apply (`readings.own_filter`)

    @classmethod
    def of(cls, params: Mapping[str, str]) -> "AccountFilter":
        """The filter that a list's address says: `q` is the search, the others are called as they are here."""
        names = [field.name for field in fields(cls) if field.name not in ("search", "own")]
        said = {name: params.get(name, "")[:60] for name in names}
        return cls(search=params.get("q", "")[:100], own=_own_said(params), **said)  # type: ignore[arg-type]  # texts

    @property
    def days_unvisited(self) -> int | None:
        """The days of `unvisited`, when it says any."""
        return as_number(self.unvisited, 4) or None

    @property
    def rectangle(self) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
        """South, west, north, east of `box` in degrees, when it says a rectangle."""
        return rectangle_of(self.box)


def accounts_found(reader: Any, wanted: AccountFilter) -> QuerySet[Account]:
    """The customers in `reader`'s sight that fit the filter, in no order. `unvisited` is for the readings to apply."""
    rows = Account.objects.visible_to(reader)
    if wanted.search.strip():
        rows = rows.filter(pk__in=found(AccountSearch.objects.all(), wanted.search).values("account_id"))
    if wanted.kind in Account.KINDS:
        rows = rows.filter(kind=wanted.kind)
    if wanted.status in Account.STATUSES:
        rows = rows.filter(status=wanted.status)
    if wanted.flag in FLAGS:
        rows = rows.filter(FLAGS[wanted.flag])
    owner, area = as_number(wanted.owner), as_number(wanted.area)
    if owner is not None and owners_seen(reader).filter(pk=owner).exists():
        rows = rows.filter(owner_id=owner)
    if area is not None:
        inner = with_inner({area})
        if areas_of(reader).filter(pk__in=inner).exists():
            rows = rows.filter(area_id__in=inner)
    if sides := wanted.rectangle:
        south, west, north, east = sides
        rows = rows.filter(latitude__range=(south, north), longitude__range=(west, east))
    if wanted.group and (held := inner_of(reader, wanted.group)):
        rows = rows.filter(pk__in=members_of(reader, held))
    return rows


def areas_of(reader: Any) -> QuerySet[Area]:
    """The areas in which the customers in sight lie."""
    return Area.objects.filter(pk__in=Account.objects.visible_to(reader).values("area_id")).order_by("name", "pk")


def words_of(reader: Any, column: str, most: int = 200) -> list[str]:
    """What customers in sight have in a column of words ("city", "industry", "source"), each once, by name."""
    rows = Account.objects.visible_to(reader).exclude(**{column: ""}).order_by(column)
    return list(rows.values_list(column, flat=True).distinct()[:most])


def owners_of(reader: Any) -> QuerySet[Person]:
    """The people in sight who own customers."""
    owning = Account.objects.visible_to(reader).exclude(owner=None).values("owner_id")
    return Person.objects.visible_to(reader).filter(pk__in=owning).order_by("name", "pk")


def sees_several(reader: Any) -> bool:
    """Whether customers of more than one person may be in sight."""
    return reader.role in SEES_COMPANY or len(line_of(reader)) > 1


def account_options(reader: Any, query: str, most: int = 20, kind: str = "") -> list[Account]:
    """At most `most` customers in sight (of a `kind`) to choose from, those whose name begins with the query first."""
    rows = accounts_found(reader, AccountFilter(search=query, kind=kind)).exclude(status="let_go")
    start = query.strip()
    rows = rows.select_related("area").order_by("name", "pk")
    if not start:
        return list(rows[:most])
    first = list(rows.filter(name__startswith=start)[:most])
    rest = rows.exclude(pk__in=[row.pk for row in first])[: most - len(first)]
    return [*first, *rest]


def account_seen(reader: Any, pk: UUID) -> Account | None:
    """The customer, when `reader` may see it; None otherwise, whether it exists or not."""
    return next(iter(_seen(reader, pk)), None)


@prepared
def _seen(reader: Any, pk: UUID) -> Any:
    return Account.objects.visible_to(reader).select_related("area", "owner__team").filter(pk=pk)


def rectangle_of(text: str) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    """South, west, north, east in degrees of an address: "west,south,east,north"; None for no rectangle on earth."""
    try:
        west, south, east, north = (Decimal(part).quantize(Decimal("0.000001")) for part in text.split(","))
        fits = -90 <= south <= north <= 90 and -180 <= west <= east <= 180
    except (ValueError, ArithmeticError):  # no number, or none that can be compared
        return None
    return (south, west, north, east) if fits else None


def _own_said(params: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What an address says of own fields, (key, text): `own.` stands before the key there."""
    names = sorted(name for name in params if name.startswith(OWN) and len(name) <= LONGEST_NAME)[:MOST_OWN]
    return tuple((name.removeprefix(OWN), text) for name in names if (text := (params.get(name) or "").strip()[:60]))
