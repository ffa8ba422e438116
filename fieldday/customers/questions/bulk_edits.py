"""Bulk edits through their maker's eyes: what one will change, and what came of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from fieldday.customers.models import Account, BulkEdit, BulkRow, Group
from fieldday.customers.questions.own_fields import own_fields, shown_value
from fieldday.people.models import Area

FIRST = 20  # rows told of in a preview
NAMED = 100  # rows named that were left alone


@dataclass(frozen=True)
class ToldRow:
    """One customer: what stands and what will, as kept; `code` says why it is refused."""

    id: UUID
    name: str
    before: Any
    after: Any
    state: str
    code: str


@dataclass(frozen=True)
class ToldEdit:
    """A bulk edit with how many of its rows are in each state, the first that change and those left alone."""

    edit: BulkEdit
    counts: dict[str, int]
    first: tuple[ToldRow, ...]
    alone: tuple[ToldRow, ...]
    field: Any = None  # of the company's own fields
    group: Group | None = None


def bulk_edit_seen(reader: Any, pk: UUID) -> BulkEdit | None:
    """One's own edit."""
    return BulkEdit.objects.visible_to(reader).filter(pk=pk).first()


def bulk_edits_of(reader: Any, most: int = 10) -> list[BulkEdit]:
    """The latest that somebody had done, newest first."""
    return list(BulkEdit.objects.visible_to(reader).exclude(state="draft").order_by("-at", "-pk")[:most])


def bulk_edit_told(reader: Any, edit: BulkEdit) -> ToldEdit:
    """The edit in full. Customers that went out of sight meanwhile keep their names to themselves."""
    rows = BulkRow.objects.visible_to(reader).filter(edit=edit)
    counts = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    changing = rows.filter(state__in=("waiting", "done", "undone")).select_related("account")[:FIRST]
    alone = rows.filter(state__in=("refused", "stale", "away", "touched")).select_related("account")[:NAMED]
    seen = {row.account_id for row in (*changing, *alone)}
    seen = set(Account.objects.visible_to(reader).filter(pk__in=seen).values_list("pk", flat=True))
    field = group = None
    if edit.kind == "own":
        field = next((one for one in own_fields(retired=True) if one.key == edit.value["key"]), None)
    if edit.kind in {"join", "leave"}:
        group = Group.objects.visible_to(reader).filter(pk=edit.value["value"]).first()
    show = _words(edit, field, (*changing, *alone))
    return ToldEdit(
        edit,
        counts,
        tuple(_told(row, seen, show) for row in changing),
        tuple(_told(row, seen, show) for row in alone),
        field,
        group,
    )


def _words(edit: BulkEdit, field: Any, rows: Any) -> Any:
    """How a kept value is said: areas by name, own fields as a page shows them."""
    if edit.kind == "area":
        named = {value for row in rows for value in (row.before, row.after) if value is not None}
        areas = dict(Area.objects.filter(pk__in=named).values_list("pk", "name"))
        return lambda value: areas.get(value, "")
    if field is not None:
        return lambda value: shown_value(field, value)
    return lambda value: value


def _told(row: BulkRow, seen: set[UUID], show: Any) -> ToldRow:
    name = row.account.name if row.account_id in seen else ""
    return ToldRow(row.account_id, name, show(row.before), show(row.after), row.state, row.code)
