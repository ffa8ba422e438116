"""Segments 客群 through somebody's eyes."""

from typing import Any
from uuid import UUID

from django.db.models import Value

from fieldday.customers.models import Group, Segment


def segments_seen(reader: Any) -> list[Segment]:
    """The segments in sight by name. One query."""
    return list(Segment.objects.visible_to(reader).select_related("owner", "team").order_by("name", "pk"))


def kept_choices(reader: Any) -> tuple[list[tuple[UUID, str]], list[tuple[UUID, str]]]:
    """(id, name) of the segments, and of the groups, in sight, by name. One query."""
    columns = ("is_group", "id", "name")
    segments = Segment.objects.visible_to(reader).order_by().annotate(is_group=Value(0)).values_list(*columns)
    groups = Group.objects.visible_to(reader).order_by().annotate(is_group=Value(1)).values_list(*columns)
    rows = list(segments.union(groups, all=True).order_by("is_group", "name", "id"))
    return [row[1:] for row in rows if not row[0]], [row[1:] for row in rows if row[0]]


def segment_seen(reader: Any, pk: UUID | str) -> Segment | None:
    """One segment, when in sight."""
    return Segment.objects.visible_to(reader).select_related("owner", "team").filter(pk=pk).first()
