"""The customers by status, side by side 看板: how many there are of each, and the first of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery

from fieldday.customers.models import Account
from fieldday.customers.questions.listing import AccountFilter
from fieldday.readings.accounts import accounts_wanted
from fieldday.visits.models import Visit

EACH = 20
COLUMNS = ("pk", "name", "area__name", "city", "owner__name", "visited_on", "version")


@dataclass(frozen=True)
class BoardCard:
    """A customer on the board."""

    id: UUID
    name: str
    area: str
    owner: str
    last_visit: date | None


@dataclass(frozen=True)
class BoardColumn:
    """All customers found that have a status, and the first of them by name."""

    status: str
    count: int
    cards: tuple[BoardCard, ...]


def accounts_board(reader: Any, *, wanted: AccountFilter, today: date, each: int = EACH) -> tuple[BoardColumn, ...]:
    """A column for every status, or for the one that the filter names. One query, and one for each column."""
    rows = accounts_wanted(reader, wanted=wanted, today=today)
    counts = dict(rows.order_by().values_list("status").annotate(Count("pk")))
    shown = [wanted.status] if wanted.status in Account.STATUSES else list(Account.STATUSES)
    visits = Visit.objects.unscoped("visits of customers found in sight")
    last = visits.filter(account=OuterRef("pk"), channel="visit").order_by("-day").values("day")[:1]
    told = rows.annotate(visited_on=Subquery(last)).order_by("name", "pk").values(*COLUMNS)
    return tuple(
        BoardColumn(
            status,
            counts.get(status, 0),
            tuple(map(_card, told.filter(status=status)[:each])) if counts.get(status) else (),
        )
        for status in shown
    )


def _card(row: dict[str, Any]) -> BoardCard:
    where = row["area__name"] or row["city"] or ""
    return BoardCard(row["pk"], row["name"], where, row["owner__name"] or "", row["visited_on"])
