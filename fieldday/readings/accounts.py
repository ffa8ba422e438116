"""The list of customers, page by page, with when each was last visited and what it ordered."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Sum

from fieldday.customers.models import Account
from fieldday.customers.questions.list_columns import own_keys
from fieldday.customers.questions.listing import AccountFilter, accounts_found
from fieldday.customers.questions.segments import segment_seen
from fieldday.kit.paging import Page, nearest_page
from fieldday.kit.prepared import prepared
from fieldday.readings.own_filter import own_filter
from fieldday.readings.segments import segment_filter
from fieldday.rules.parsing import as_uuid
from fieldday.trade.models import Order
from fieldday.visits.models import Visit

Days = tuple[date, ...]
WHY = "orders and visits of customers found in sight"
FOUND = "customers found in sight, by their ids"
SORTS: dict[str, tuple[Any, ...]] = {
    "name": ("name", "pk"),
    "-name": ("-name", "-pk"),
    "number": (F("external_id").asc(nulls_last=True), "name", "pk"),
    "-number": (F("external_id").desc(nulls_last=True), "-name", "-pk"),
    "city": ("city", "name", "pk"),
    "-city": ("-city", "-name", "-pk"),
    "visit": (F("last_visit").asc(nulls_first=True), "name", "pk"),
    "-visit": (F("last_visit").desc(nulls_last=True), "name", "pk"),
    "order": (F("last_order").asc(nulls_first=True), "name", "pk"),
    "-order": (F("last_order").desc(nulls_last=True), "name", "pk"),
}
COLUMNS = (
    "pk", "external_id", "name", "kind", "status", "area__name", "owner_id", "owner__name", "city", "address", "phone",
    "tax_id_checks", "phone_checks", "latitude",
)  # fmt: skip
# What a list shows beside these when it is asked to, by the column's name.
MORE = {
    "tax_id": "tax_id", "email": "email", "line_id": "line_id", "industry": "industry", "source": "source",
    "potential": "potential", "payment_terms": "payment_terms", "opened": "created_at",
}  # fmt: skip
SUMS = {"visit": "visited_on", "order": "booked_on", "year": "year_amount"}
ALL = frozenset(SUMS)
BY_INDEX = {"name", "-name", "number"}  # orders in which an index holds the rows
# Rows. From here on, and in any other order, a page's ids are found first: what is said of them costs more than they.
DEEP = 500


class HowMany(Subquery):
    """How many rows there are in all, told with each: a list's page and its count in one query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


@dataclass(frozen=True)
class AccountRow:
    """One line of the list. `year_amount` are this year's bookings without tax, cancelled orders apart."""

    id: UUID
    number: str
    name: str
    kind: str
    status: str
    area: str
    owner: str
    owner_id: int | None
    city: str
    address: str
    phone: str
    last_visit: date | None
    last_order: date | None
    year_amount: Decimal
    flags: tuple[str, ...]
    more: Mapping[str, Any] = field(default_factory=dict)  # what else was asked for, by the column's name


def accounts_wanted(reader: Any, *, wanted: AccountFilter, today: date) -> "QuerySet[Account]":
    """The customers that `reader` finds by the whole of a list's filter, in no order: for the list and for files."""
    rows = accounts_found(reader, wanted)
    days = wanted.days_unvisited
    if days is not None:
        visits = Visit.objects.unscoped(WHY).filter(
            account=OuterRef("pk"), channel="visit", day__gt=today - timedelta(days=days)
        )
        rows = rows.filter(~Exists(visits))
    if wanted.own:
        rows = rows.filter(own_filter(reader, wanted.own, today))
    return _in_segment(reader, rows, wanted.segment, today)


def accounts_of_query(reader: Any, query: Mapping[str, str], today: date) -> "QuerySet[Account]":
    """The customers that a list's address finds."""
    return accounts_wanted(reader, wanted=AccountFilter.of(query), today=today)


def accounts_page(
    reader: Any, *, wanted: AccountFilter, sort: str = "name", page: int = 1, size: int = 50, today: date,
    columns: Collection[str] = ALL,
) -> Page:  # fmt: skip
    """The `AccountRow`s of page `page` (from 1; the last one when beyond) of what `reader` finds, with what `columns`
    ask for (`questions.list_columns`). One query for the first page in an order of an index, else two, three far down
    or in an order of no index; two more by owner or area."""
    rows = accounts_wanted(reader, wanted=wanted, today=today)
    by_index, year = sort in BY_INDEX, _year(columns, today)
    told: list[dict[str, Any]] = []
    if page <= 1 and by_index:
        opens = wanted == AccountFilter()
        told = (
            _opening(sort, tuple(columns), size)(reader, *year)
            if opens
            else list(_told(_counted(rows, sort), columns, year, "total")[:size])
        )
        if len(told) == size:
            return Page(tuple(map(_row, told)), 1, told[0]["total"], size)
    fetch = partial(_page, _ordered(rows, sort), size=size, by_index=by_index, columns=columns, year=year)
    if page <= 1 and not by_index:
        told = fetch(start=0)
    if page <= 1 and len(told) < size:  # these are all: nothing is left to count
        return Page(tuple(map(_row, told)), 1, len(told), size)
    total = rows.count()
    number = nearest_page(page, total, size)
    return Page(tuple(map(_row, told or fetch(start=(number - 1) * size))), number, total, size)


def _in_segment(reader: Any, rows: "QuerySet[Account]", text: str, today: date) -> "QuerySet[Account]":
    """Those that a segment in sight means today; a segment out of sight acts as if absent."""
    pk = as_uuid(text)
    segment = segment_seen(reader, pk) if pk else None
    return rows.filter(segment_filter(reader, segment, today)) if segment else rows


@lru_cache(maxsize=100)
def _opening(sort: str, columns: tuple[str, ...], size: int) -> Callable[..., list[Any]]:
    """What the list opens with: its SQL is made once for an order and columns."""

    @prepared
    def ask(reader: Any, *year: date) -> Any:
        return _told(_counted(Account.objects.visible_to(reader), sort), columns, year, "total")[:size]

    return ask


def _counted(rows: "QuerySet[Account]", sort: str) -> "QuerySet[Account]":
    return _ordered(rows, sort).annotate(total=HowMany(rows.order_by().values("pk")))


def _page(
    ordered: "QuerySet[Account]", *, start: int, size: int, by_index: bool, columns: Collection[str], year: Days
) -> list[dict[str, Any]]:
    """The columns of `size` rows from `start` on."""
    if by_index and start < DEEP:
        return list(_told(ordered, columns, year)[start : start + size])
    ids = list(ordered.values_list("pk", flat=True)[start : start + size])
    rows = {row["pk"]: row for row in _by_id(tuple(columns))(ids, *year)}
    return [rows[pk] for pk in ids if pk in rows]


@lru_cache(maxsize=100)
def _by_id(columns: tuple[str, ...]) -> Callable[..., list[Any]]:
    @prepared
    def ask(ids: list[UUID], *year: date) -> Any:
        return _told(Account.objects.unscoped(FOUND).filter(pk__among=ids), columns, year)

    return ask


def _year(columns: Collection[str], today: date) -> Days:
    """The first and the last day of this year, where its bookings are asked for."""
    return (date(today.year, 1, 1), date(today.year, 12, 31)) if "year" in columns else ()


def _told(rows: "QuerySet[Account]", columns: Collection[str], year: Days, *more: str) -> Any:
    """The rows' columns, with the last visit, and the last order and what was booked this `year` where asked for."""
    visits = Visit.objects.unscoped(WHY).filter(account=OuterRef("pk"), channel="visit").order_by("-day").values("day")
    orders = Order.objects.unscoped(WHY).filter(account=OuterRef("pk"), cancelled=False)
    asked = {SUMS["visit"]: Subquery(visits[:1])}
    if "order" in columns:
        asked[SUMS["order"]] = Subquery(orders.order_by("-ordered_on").values("ordered_on")[:1])
    if year:
        of_year = orders.filter(ordered_on__range=year).order_by().values("account").annotate(sum=Sum("amount"))
        asked[SUMS["year"]] = Subquery(of_year.values("sum"))
    names = [column for name, column in MORE.items() if name in columns]
    if own_keys(columns):
        names.append("fields")
    return rows.annotate(**asked).values(*COLUMNS, *names, *asked, *more)


def _ordered(rows: "QuerySet[Account]", sort: str) -> "QuerySet[Account]":
    keys = SORTS.get(sort, SORTS["name"])
    if sort.endswith("visit"):
        days = (
            Visit.objects.unscoped(WHY).filter(account=OuterRef("pk"), channel="visit").order_by("-day").values("day")
        )
        rows = rows.annotate(last_visit=Subquery(days[:1]))
    if sort.endswith("order"):
        orders = Order.objects.unscoped(WHY).filter(account=OuterRef("pk"), cancelled=False).order_by("-ordered_on")
        rows = rows.annotate(last_order=Subquery(orders.values("ordered_on")[:1]))
    return rows.order_by(*keys)


def _row(account: dict[str, Any]) -> AccountRow:
    flags = []
    if not account["tax_id_checks"]:
        flags.append("tax_id")
    if not account["phone_checks"]:
        flags.append("phone")
    if account["latitude"] is None:
        flags.append("no_place")
    return AccountRow(
        id=account["pk"],
        number=account["external_id"] or "",
        name=account["name"],
        kind=account["kind"],
        status=account["status"],
        area=account["area__name"] or "",
        owner=account["owner__name"] or "",
        owner_id=account["owner_id"],
        city=account["city"],
        address=account["address"],
        phone=account["phone"],
        last_visit=account["visited_on"],
        last_order=account.get("booked_on"),
        year_amount=account.get("year_amount") or Decimal(0),
        flags=tuple(flags),
        more={name: account[name] for name in (*MORE.values(), "fields") if name in account},
    )
