"""A photo that a reader may see."""

from typing import Any
from uuid import UUID

from fieldday.visits.models import Photo, Visit


def photo_seen(reader: Any, pk: UUID) -> Photo | None:
    """The photo, when `reader` sees the visit or the expense that it is of; None otherwise."""
    return Photo.objects.visible_to(reader).filter(pk=pk).first()


def visit_seen(reader: Any, pk: UUID) -> bool:
    """Whether `reader` sees this visit."""
    return Visit.objects.visible_to(reader).filter(pk=pk).exists()
