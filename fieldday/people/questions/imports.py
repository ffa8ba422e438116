"""The files that the office brought, and what was to say about their rows."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fieldday.kit import files
from fieldday.people.models import ImportJob, ImportRemark

NOT_UNDERSTOOD = ("kit.import.not_one_of", "people.person.unknown", "customers.field.not_a_choice")
MOST_READ = 20_000
MOST_ASKED = 60  # words on a page


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


def unknown_words(reader: Any, job: ImportJob) -> list[tuple[str, str, int]]:
    """The words that nobody understood, by field: how many rows say each, the most frequent first."""
    rows = remarks(reader, job).filter(code__in=NOT_UNDERSTOOD).order_by()
    found: Counter[tuple[str, str]] = Counter()
    for field, params in rows.values_list("field", "params")[:MOST_READ]:
        found[field, str(params.get("text") or params.get("name") or "")] += 1
    known = [(field, word, count) for (field, word), count in found.most_common(MOST_ASKED) if word]
    return sorted(known, key=lambda one: (one[0], -one[2]))


def every_remark(reader: Any, job: ImportJob, about: str = "row") -> Iterator[ImportRemark]:
    """All remarks about rows, read piece by piece."""
    return remarks(reader, job, about).iterator(chunk_size=2000)


def file_of(job: ImportJob) -> Path | None:
    """Where the file lies, while it is there."""
    return files.lying_at(job.file_path)
