"""A hand-over before it is done: which customers, to whom by which rule, and what each new owner would have then."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, QuerySet, Sum

from fieldday.customers.models import Account
from fieldday.customers.questions.owners import owners_seen
from fieldday.readings.hand_over_choice import MOST, Choice, accounts_meant
from fieldday.rules.digest import digest
from fieldday.rules.lasso import held
from fieldday.rules.money import NOTHING
from fieldday.rules.sharing_out import Item, share_out
from fieldday.trade.models import Order
from fieldday.visits.models import Plan, Stop

PLANS = 30
YEAR = timedelta(days=365)
WHY = "sums of customers found in sight"


@dataclass(frozen=True)
class Given:
    """A customer that is chosen, and to whom it would go (None: nobody is named for it). `amount`: booked in a year."""

    id: UUID
    name: str
    area_id: int
    area: str
    city: str
    place: tuple[float, float] | None
    owner_id: int | None
    owner: str
    amount: Decimal
    to: int | None = None

    @property
    def goes(self) -> bool:
        return self.to is not None and self.to != self.owner_id


@dataclass(frozen=True)
class Heir:
    """Somebody who takes customers over: how many he has, gets, gives to others of them and would have then, with what
    they book in a year."""

    id: int
    name: str
    has: int
    has_amount: Decimal
    gets: int
    gets_amount: Decimal
    gives: int = 0
    gives_amount: Decimal = NOTHING

    @property
    def then(self) -> int:
        return self.has + self.gets - self.gives

    @property
    def then_amount(self) -> Decimal:
        return self.has_amount + self.gets_amount - self.gives_amount


@dataclass(frozen=True)
class AreaCount:
    """How many chosen customers lie in an area (0: in none)."""

    id: int
    name: str
    count: int


@dataclass(frozen=True)
class PlanAhead:
    """A former owner's plan from the day on, with how many stops at customers that go."""

    id: UUID
    person: str
    day: date
    status: str
    stops: int


@dataclass(frozen=True)
class Preview:
    """What would happen. `seal` is the digest of it: what is done is what was read."""

    rows: tuple[Given, ...]
    heirs: tuple[Heir, ...]
    areas: tuple[AreaCount, ...]
    stops: int  # stops that the former owners have planned there from the day on
    plans: tuple[PlanAhead, ...]  # the plans that hold them, in the reader's sight
    seal: str
    too_many: bool = False
    left_out: tuple[Given, ...] = ()  # found, and taken out of the choice one by one

    @property
    def going(self) -> tuple[Given, ...]:
        return tuple(row for row in self.rows if row.goes)

    @property
    def trading(self) -> bool:
        """Whether somebody who takes some over gives others away."""
        return any(heir.gives for heir in self.heirs)

    @property
    def staying(self) -> int:
        return len(self.rows) - len(self.going)

    @property
    def moves(self) -> dict[UUID, int]:
        return {row.id: row.to for row in self.going if row.to is not None}


def preview(reader: Any, choice: Choice, *, on: date, today: date) -> Preview:
    """What the choice would do, for `reader`. At most a dozen queries."""
    if not choice.is_narrowed:
        return Preview((), (), (), 0, (), "")
    found = accounts_meant(reader, choice, today)
    rows = _rows(found, today)
    if len(rows) > MOST:
        return Preview((), (), (), 0, (), "", too_many=True)
    left_out = {row.id: row for row in rows if row.id in set(choice.without)}
    rows = _meant([row for row in rows if row.id not in left_out], choice)
    people = dict(owners_seen(reader).values_list("pk", "name"))
    given = _given(rows, replace(choice, to=tuple(one for one in choice.to if one in people)), people)
    going = [row for row in given if row.goes]
    heirs = _heirs(going, people, today)
    seal = digest(sorted([str(row.id), row.owner_id or 0, row.to or 0] for row in going))[:16]
    return Preview(
        tuple(given), heirs, _areas(rows), *_planned(reader, going, on), seal, left_out=tuple(left_out.values())
    )


def _meant(rows: list[Given], choice: Choice) -> list[Given]:
    """Those named, or within a shape; all where nothing is named or drawn."""
    if not (choice.ids or choice.rings):
        return rows
    ids = set(choice.ids)
    return [row for row in rows if row.id in ids or held(choice.rings, row.place)]


def _rows(found: "QuerySet[Account]", today: date) -> list[Given]:
    columns = ("pk", "name", "area_id", "area__name", "city", "latitude", "longitude", "owner_id", "owner__name")
    ordered = found.order_by("area__name", "city", "name", "pk")
    told = list(ordered.values_list(*columns)[: MOST + 1])
    sums = _sums(found.order_by().values("pk"), today)
    return [
        Given(pk, name, area_id or 0, area or "", city, None if lat is None else (float(lat), float(lng)), owner_id,
              owner or "", sums.get(pk, NOTHING))
        for pk, name, area_id, area, city, lat, lng, owner_id, owner in told
    ]  # fmt: skip


def _sums(ids: Any, today: date) -> dict[UUID, Decimal]:
    """{customer: booked without tax in the last 365 days}."""
    orders = Order.objects.unscoped(WHY).filter(account__in=ids, cancelled=False, ordered_on__gt=today - YEAR)
    return dict(orders.order_by().values_list("account_id").annotate(Sum("amount")))


def _given(rows: Sequence[Given], choice: Choice, people: Mapping[int, str]) -> list[Given]:
    if choice.how == "area":
        named = {area: person for area, person in (choice.by_area or {}).items() if person in people}
        return [replace(row, to=named.get(row.area_id)) for row in rows]
    if not choice.to:
        return list(rows)
    if choice.how == "one":
        return [replace(row, to=choice.to[0]) for row in rows]
    items = [Item(row.id, row.place, f"{row.area} {row.city}") for row in rows]
    shares = share_out(items, choice.to, _homes(choice.to, rows))
    return [replace(row, to=shares[row.id]) for row in rows]


def _homes(people: Sequence[int], rows: Sequence[Given]) -> dict[int, tuple[float, float] | None]:
    """The middle of what each has besides the chosen ones."""
    owned = Account.objects.unscoped(WHY).filter(owner__in=people, latitude__isnull=False)
    if len(rows) <= 2000:
        owned = owned.exclude(pk__in=[row.id for row in rows])
    middles = owned.order_by().values_list("owner_id").annotate(Avg("latitude"), Avg("longitude"))
    return {person: (float(lat), float(lng)) for person, lat, lng in middles}


def _heirs(going: Sequence[Given], people: Mapping[int, str], today: date) -> tuple[Heir, ...]:
    ids = {row.to for row in going if row.to is not None}
    owned = Account.objects.unscoped(WHY).filter(owner__in=ids).order_by()
    has = dict(owned.values_list("owner_id").annotate(Count("pk"))) if ids else {}
    orders = Order.objects.unscoped(WHY).filter(account__owner__in=ids, cancelled=False, ordered_on__gt=today - YEAR)
    amounts = dict(orders.order_by().values_list("account__owner_id").annotate(Sum("amount"))) if ids else {}
    got, given = _shares((row.to, row.amount) for row in going), _shares((row.owner_id, row.amount) for row in going)
    nothing = (0, NOTHING)
    heirs = [
        Heir(pk, people[pk], has.get(pk, 0), amounts.get(pk) or NOTHING, *got.get(pk, nothing), *given.get(pk, nothing))
        for pk in ids
    ]
    return tuple(sorted(heirs, key=lambda heir: (heir.name, heir.id)))


def _shares(pairs: Iterable[tuple[int | None, Decimal]]) -> dict[int, tuple[int, Decimal]]:
    """{person: how many, and what they book} of customers told as (person, amount)."""
    found: dict[int, tuple[int, Decimal]] = {}
    for person, amount in pairs:
        count, total = found.get(person or 0, (0, NOTHING))
        found[person or 0] = count + 1, total + amount
    return found


def _areas(rows: Sequence[Given]) -> tuple[AreaCount, ...]:
    counts: dict[tuple[str, int], int] = {}
    for row in rows:
        counts[row.area, row.area_id] = counts.get((row.area, row.area_id), 0) + 1
    return tuple(AreaCount(pk, name, count) for (name, pk), count in sorted(counts.items()))


def _planned(reader: Any, going: Sequence[Given], on: date) -> tuple[int, tuple[PlanAhead, ...]]:
    """How many stops the former owners have planned at these customers from the day on, whoever asks; and the plans
    that hold them, as far as the reader sees them."""
    former = {row.owner_id for row in going if row.owner_id}
    rows = Stop.objects.unscoped("how many, for who hands over").filter(
        plan__person__in=former, plan__day__gte=on, account__isnull=False
    )
    owners = {row.id: row.owner_id for row in going}
    stops: dict[UUID, int] = {}
    for account, person, plan in rows.values_list("account_id", "plan__person_id", "plan_id"):
        if owners.get(account) == person:
            stops[plan] = stops.get(plan, 0) + 1
    plans = Plan.objects.visible_to(reader).filter(pk__in=list(stops)).order_by("day", "person__name", "pk")
    told = plans.values_list("pk", "person__name", "day", "status")[:PLANS]
    return sum(stops.values()), tuple(PlanAhead(pk, name, day, status, stops[pk]) for pk, name, day, status in told)
