"""Saved views of the customers' list through somebody's eyes, and how he likes the list."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import TextField, Value
from django.db.models.functions import Cast
from django.utils.http import urlencode

from fieldday.customers.models import Group, ListTaste, Segment, View
from fieldday.customers.questions.list_columns import columns_said, parameters
from fieldday.customers.questions.listing import areas_of, owners_of
from fieldday.kit.prepared import prepared


def views_seen(reader: Any) -> list[View]:
    """The views in sight by name. One query."""
    return list(View.objects.visible_to(reader).select_related("owner", "team").order_by("name", "pk"))


def view_seen(reader: Any, pk: UUID) -> View | None:
    """One view, when in sight."""
    return View.objects.visible_to(reader).select_related("owner__team", "team").filter(pk=pk).first()


def opening_view(reader: Any) -> UUID | None:
    """The id of the view that somebody's list opens with."""
    return ListTaste.objects.visible_to(reader).values_list("view_id", flat=True).first()


def own_columns(reader: Any) -> tuple[str, ...]:
    """The columns that somebody keeps for himself; () the usual ones."""
    return columns_said(next(iter(_columns(reader)), ()))


@prepared
def _columns(reader: Any) -> Any:
    return ListTaste.objects.visible_to(reader).order_by("pk").values_list("columns", flat=True)[:1]


def query_of(view: View) -> str:
    """The address's query string that says the whole view, and which one it is: a link that others can follow."""
    return urlencode({**parameters(view.query), "view": str(view.pk)})


@dataclass(frozen=True)
class Kept:
    """What somebody's list can be narrowed by and opened with, each as (id, name): owners, areas, segments, groups,
    views; the view it opens with, and his columns."""

    owners: tuple[tuple[str, str], ...] = ()
    areas: tuple[tuple[str, str], ...] = ()
    segments: tuple[tuple[str, str], ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    views: tuple[tuple[str, str], ...] = ()
    view: UUID | None = None
    columns: tuple[str, ...] = ()


_PARTS = ("owner", "area", "segment", "group", "view")


def list_choices(reader: Any) -> Kept:
    """All that the list's page offers to choose from. One query."""
    found: dict[str, list[tuple[str, str]]] = {}
    for part, key, words in _choices(reader):
        found.setdefault(part, []).append((_plain(part, key), words))
    ((view, said),) = found.get("taste") or (("", "[]"),)
    views = tuple(found.get("view", ()))
    return Kept(
        **{f"{part}s": tuple(found.get(part, ())) for part in _PARTS},  # type: ignore[arg-type]  # by these names
        view=UUID(view) if view in {key for key, _name in views} else None,
        columns=columns_said(json.loads(said)),
    )


@prepared
def _choices(reader: Any) -> Any:
    """(part, key, words) of all that there is to choose from, by words."""
    kept = (model.objects.visible_to(reader) for model in (Segment, Group, View))
    rows_of = (owners_of(reader), areas_of(reader), *kept)
    columns = ("part", "key", "words")
    queries = [
        rows.order_by().annotate(part=_text(part), key=Cast("pk", TextField()), words=Cast("name", TextField()))
        for part, rows in zip(_PARTS, rows_of, strict=True)
    ]
    taste = ListTaste.objects.visible_to(reader).order_by()
    own = taste.annotate(part=_text("taste"), key=Cast("view_id", TextField()), words=Cast("columns", TextField()))
    first, *others = (rows.values_list(*columns) for rows in (*queries, own))
    return first.union(*others, all=True).order_by("words", "key")


def _text(part: str) -> Value:
    return Value(part, output_field=TextField())


def _plain(part: str, key: str | None) -> str:
    """An id as an address writes it, on both databases."""
    return key if key and part in {"owner", "area"} else str(UUID(key)) if key else ""
