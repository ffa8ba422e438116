"""Segments 客群 through somebody's eyes."""

from typing import Any
from uuid import UUID

from fieldday.customers.models import Segment


def segments_seen(reader: Any) -> list[Segment]:
    """The segments in sight by name. One query."""
    return list(Segment.objects.visible_to(reader).select_related("owner", "team").order_by("name", "pk"))


def segment_seen(reader: Any, pk: UUID | str) -> Segment | None:
    """One segment, when in sight."""
    return Segment.objects.visible_to(reader).select_related("owner", "team").filter(pk=pk).first()
