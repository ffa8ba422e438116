"""Customers that are probably one: the list of candidates, and two of them side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from fieldday.customers.actions.folding import Twins, same_contacts
from fieldday.customers.actions.merging import OWN, choices, likely
from fieldday.customers.models import Account, Candidate, DuplicateLook, Field, NotTheSame
from fieldday.customers.questions.merges import kept_for
from fieldday.customers.questions.own_fields import shown_value
from fieldday.kit.uses import counts_by_label

WHY = "of two customers that were found in sight"
# What a customer brings along, by the model that points at it.
BRINGS = (
    "visits.Visit", "trade.Order", "trade.Payment", "customers.Contact", "customers.AccountNote",
    "customers.Attachment", "customers.Account",
)  # fmt: skip


@dataclass(frozen=True)
class Side:
    """One of the two: the row and what hangs on it, by the label of the model that points."""

    account: Account
    brings: dict[str, int]

    @property
    def weight(self) -> int:
        return sum(self.brings.values())


@dataclass(frozen=True)
class Row:
    """One field in both: `side` is the likely choice, "" where both say the same."""

    name: str
    label: str
    kept: Any
    gone: Any
    side: str


@dataclass(frozen=True)
class Compared:
    """Two customers side by side; `candidate` is what the last look said of them, if it did."""

    kept: Side
    gone: Side
    rows: tuple[Row, ...]
    candidate: Candidate | None
    told_apart: bool
    people: tuple[Twins, ...] = ()  # contacts of both who are probably one person

    @property
    def differing(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.side)

    @property
    def same(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.side)


def candidates_seen(reader: Any, of: UUID | None = None) -> QuerySet[Candidate]:
    """The pairs of which both are in sight, the certain and the likeliest first; `of` one customer alone."""
    rows = Candidate.objects.visible_to(reader).select_related("one", "other")
    if of is not None:
        rows = rows.filter(Q(one=of) | Q(other=of))
    return rows.order_by("-certain", "-score", "id")


def candidates_of(reader: Any, account_id: UUID) -> int:
    """How many customers in sight may be the same as this one."""
    return Candidate.objects.visible_to(reader).filter(Q(one=account_id) | Q(other=account_id)).count()


def last_look(reader: Any) -> DuplicateLook | None:
    """The latest look through all customers."""
    return DuplicateLook.objects.visible_to(reader).order_by("-id").first()


def compared(reader: Any, one: UUID, other: UUID, *, keep: UUID | None = None) -> Compared | None:
    """Two customers in sight side by side, `keep` or else the one with more behind it on the kept side. None when one
    is out of sight. Constant queries."""
    one, other = kept_for(one) or one, kept_for(other) or other
    rows = Account.objects.visible_to(reader).filter(pk__in=[one, other])
    found = {row.pk: row for row in rows.select_related("area", "owner", "parent", "dealer")}
    if one == other or len(found) != 2:
        return None
    uses = counts_by_label(Account, list(found))
    sides = [
        Side(row, {label: uses.get(row.pk, {}).get(label, 0) for label in BRINGS if uses.get(row.pk, {}).get(label)})
        for row in found.values()
    ]
    sides.sort(key=lambda side: (side.account.pk != keep, -side.weight, side.account.created_at, str(side.account.pk)))
    kept, gone = sides
    either = Q(one=one, other=other) | Q(one=other, other=one)
    return Compared(
        kept,
        gone,
        tuple(_rows(reader, kept.account, gone.account)),
        Candidate.objects.visible_to(reader).filter(either).first(),
        NotTheSame.objects.visible_to(reader).filter(either).exists(),
        same_contacts(kept.account.pk, gone.account.pk),
    )


def _rows(reader: Any, kept: Account, gone: Account) -> Iterable[Row]:
    sides = likely(kept, gone)
    for name, columns in choices().items():
        values = [_value(row, name, columns) for row in (kept, gone)]
        if name in sides or any(value not in (None, "", {}, []) for value in values):
            yield Row(name, "", values[0], values[1], sides.get(name, ""))
    own = {field.key: field for field in Field.objects.all()} if kept.fields or gone.fields else {}
    for key in sorted(kept.fields.keys() | gone.fields.keys()):
        name = f"{OWN}{key}"
        values = [_own_value(own.get(key), row.fields.get(key)) for row in (kept, gone)]
        yield Row(name, str(own.get(key, key)), values[0], values[1], sides.get(name, ""))


def _own_value(field: Field | None, stored: Any) -> Any:
    """As a page says it; as it is kept where the field is gone or the value is none of its type."""
    value = shown_value(field, stored) if field else None
    return stored if value is None else value


def _value(row: Account, name: str, columns: tuple[str, ...]) -> Any:
    return row.place if name == "place" else getattr(row, name)


def names_of(reader: Any, ids: Iterable[str]) -> dict[str, str]:
    """The names of customers in sight, by id as text."""
    rows = Account.objects.visible_to(reader).filter(pk__in=set(ids))
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}
