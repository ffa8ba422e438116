"""How files were read before: which column was which field, what its words meant and what became of duplicates, for
such a file or for a source that has a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fieldday.kit.imports.kinds import kinds
from fieldday.kit.imports.twins import read_policy
from fieldday.people.models import ImportJob
from fieldday.rules.digest import digest
from fieldday.rules.headers import guess, mapping_fits

WHY = "how such a file was read before: its column names only"
MOST = 5


@dataclass(frozen=True)
class Remembered:
    """A mapping that was used: whose, when, from which source; `mapping` is what of it fits this file, `same` whether
    that file had the very columns of this one."""

    id: UUID
    by: str
    at: datetime
    source: str
    mapping: dict[str, str]
    same: bool


def remembered(kind: str, header: Sequence[str], source: str = "") -> list[Remembered]:
    """The mappings used for this kind that fit the file, each once: those of the same columns first, then those of the
    source, the latest first. One query."""
    jobs = ImportJob.objects.unscoped(WHY).filter(kind=kind).exclude(mapping={}).exclude(state="uploaded")
    present, found = digest(sorted(header)), {}
    for job in jobs.select_related("by").order_by("-at")[:50]:
        fits = mapping_fits(job.mapping, header)
        key = tuple(sorted(fits.items()))
        if len(fits) > 1 and key not in found:
            same = job.header_digest == present
            found[key] = Remembered(job.pk, job.by.name, job.at, job.source, fits, same)
    rows = sorted(found.values(), key=lambda one: (not one.same, not source or one.source != source))
    return rows[:MOST]


def likely_mapping(kind: str, header: Sequence[str], header_digest: str, source: str = "") -> dict[str, str]:
    """The columns as the office last had them for such a file, else for this source, else by their names."""
    jobs = ImportJob.objects.unscoped(WHY).filter(kind=kind).exclude(mapping={}).exclude(state="uploaded")
    last = jobs.filter(header_digest=header_digest).order_by("-at").first()
    if last is not None:
        return dict(last.mapping)
    guessed = guessed_mapping(kind, header)
    named = jobs.filter(source=source).order_by("-at").first() if source else None
    if named is None:
        return guessed
    fits = mapping_fits(named.mapping, header)
    taken = set(fits.values())
    return {**{field: column for field, column in guessed.items() if field not in fits and column not in taken}, **fits}


def likely_words(kind: str, header_digest: str, source: str = "") -> dict[str, dict[str, str]]:
    """What the words of such a file, else of this source, were said to mean the last time."""
    jobs = ImportJob.objects.unscoped("what words were said to mean").filter(kind=kind).exclude(words={})
    last = jobs.filter(header_digest=header_digest).order_by("-at").first()
    if last is None and source:
        last = jobs.filter(source=source).order_by("-at").first()
    return dict(last.words) if last else {}


@dataclass(frozen=True)
class Chosen:
    """What was to become of duplicates the last time: by whom, when, of which source."""

    by: str
    at: datetime
    source: str


def likely_twins(kind: str, header_digest: str, source: str = "") -> dict[str, Any]:
    """What is to be done with duplicates, as it was chosen the last time for this source, else for such a file; "as" is
    the id of that one. Choices for single rows were its own. Nothing where nobody ever chose."""
    jobs = ImportJob.objects.unscoped("what becomes of duplicates").filter(kind=kind).exclude(twins={})
    jobs = jobs.order_by("-at", "-pk")
    last = jobs.filter(source=source).first() if source else None
    last = last or jobs.filter(header_digest=header_digest).first()
    if last is None:
        return {}
    kept = read_policy({**last.twins, "rows": {}}).kept()
    return {**kept, "as": last.twins.get("as") or str(last.pk)}


def twins_chosen(job: ImportJob) -> Chosen | None:
    """Whose choice a file's is, where it was taken from an earlier file and nobody changed it. One query at most."""
    if not job.twins.get("as"):
        return None
    last = ImportJob.objects.unscoped(WHY).select_related("by").filter(pk=job.twins["as"]).first()
    return Chosen(last.by.name, last.at, last.source) if last else None


def guessed_mapping(kind: str, header: Sequence[str]) -> dict[str, str]:
    """The columns by their likely names."""
    named = {field.name: field.names for field in kinds()[kind].fields("TWD") if not field.inner}
    return guess(kind, list(named), header, named)


def sources_named() -> list[str]:
    """The names that sources were given, to choose from. One query."""
    rows = ImportJob.objects.unscoped("names of sources").exclude(source="").order_by("source")
    return list(rows.values_list("source", flat=True).distinct()[:50])
