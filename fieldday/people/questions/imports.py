"""The files that the office brought, and what was to say about their rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fieldday.kit import files
from fieldday.people.models import ImportJob, ImportRemark


def imports_seen(reader: Any) -> QuerySet[ImportJob]:
    """The files in sight but those that were thrown away, the latest first."""
    rows = ImportJob.objects.visible_to(reader).exclude(state="discarded").select_related("by")
    return rows.order_by("-at", "-id")


def import_seen(reader: Any, pk: UUID) -> ImportJob | None:
    """A file in sight."""
    return ImportJob.objects.visible_to(reader).select_related("by", "undo_by").filter(pk=pk).first()


def imports_at_work(reader: Any) -> int:
    """How many files in sight are being worked on."""
    return ImportJob.objects.visible_to(reader).filter(state__in=ImportJob.WORK).count()


def remarks(reader: Any, job: ImportJob, about: str = "row") -> QuerySet[ImportRemark]:
    """What was wrong with the rows of a file in sight, or why rows could not be taken back, in the file's order."""
    return ImportRemark.objects.visible_to(reader).filter(job=job, about=about).order_by("row", "id")


def every_remark(reader: Any, job: ImportJob) -> Iterator[ImportRemark]:
    """All remarks about rows, read piece by piece."""
    return remarks(reader, job).iterator(chunk_size=2000)


def file_of(job: ImportJob) -> Path | None:
    """Where the file lies, while it is there."""
    return files.lying_at(job.file_path)
