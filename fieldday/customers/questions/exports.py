"""The files that somebody asked for."""

from pathlib import Path
from typing import Any
from uuid import UUID

from fieldday.customers.models import Export
from fieldday.kit import files


def exports_of(reader: Any, most: int = 20) -> list[Export]:
    """One's own files that are being made or lie ready, the latest first."""
    return list(Export.objects.visible_to(reader).exclude(state="gone")[:most])


def export_seen(reader: Any, pk: UUID) -> Export | None:
    """A file of one's own."""
    return Export.objects.visible_to(reader).filter(pk=pk).first()


def file_of(export: Export) -> Path | None:
    """Where the file lies, while it is there."""
    return files.lying_at(export.file_path)
