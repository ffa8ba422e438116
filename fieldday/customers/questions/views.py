"""Saved views of the customers' list through somebody's eyes, and how he likes the list."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.http import urlencode

from fieldday.customers.models import ListTaste, View
from fieldday.customers.questions.list_columns import columns_said, parameters


@dataclass(frozen=True)
class Taste:
    """The view that somebody's list opens with, when it is still in sight, and his columns; () the usual ones."""

    view: View | None
    columns: tuple[str, ...]


def views_seen(reader: Any) -> list[View]:
    """The views in sight by name. One query."""
    return list(View.objects.visible_to(reader).select_related("owner", "team").order_by("name", "pk"))


def view_seen(reader: Any, pk: UUID) -> View | None:
    """One view, when in sight."""
    return View.objects.visible_to(reader).select_related("owner__team", "team").filter(pk=pk).first()


def taste_of(reader: Any, views: list[View]) -> Taste:
    """How `reader` likes the list; `views` are those in sight. One query."""
    row = ListTaste.objects.visible_to(reader).first()
    if row is None:
        return Taste(None, ())
    view = next((one for one in views if one.pk == row.view_id), None)
    return Taste(view, columns_said(row.columns))


def query_of(view: View) -> str:
    """The address's query string that says the whole view, and which one it is: a link that others can follow."""
    return urlencode({**parameters(view.query), "view": str(view.pk)})
