"""Bring a file: take it in, say which column is which field, check it, run it, take it back, or throw it away.

Each act here is a person's. The work itself is done by whoever claims the job (`import_running`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from fieldday import trail
from fieldday.kit import files
from fieldday.kit.imports.kinds import kinds
from fieldday.kit.imports.mapping import map_columns
from fieldday.kit.imports.meanings import LONGEST, MOST_WORDS
from fieldday.kit.imports.tables import open_table
from fieldday.kit.imports.twins import ACTS, MOST_ROWS, read_policy
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.people.models import ImportJob
from fieldday.people.policy import POLICY
from fieldday.people.questions.company import the_company
from fieldday.people.questions.mappings import likely_mapping, likely_twins, likely_words
from fieldday.rules.digest import digest
from fieldday.rules.text import clean
from fieldday.trail.models import Event

FOLDER = "imports"
SAMPLES = 3  # rows shown beside the columns
SAMPLE_CHARACTERS = 80
MEANS = 120  # characters of what a word means
MAY_CHECK = ("uploaded", "checked", "failed")
MAY_DISCARD = ("uploaded", "checking", "checked", "failed")


@dataclass(frozen=True)
class Looked:
    """A file as it was found: its column names, its first rows, how many rows there are."""

    header: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    rows: int


def look_into(path: Path) -> Looked:
    """Read a file once to its end. Raises Refused when it cannot be used, before anything is kept of it."""
    with open_table(path) as table:
        if table.header and table.header[0].strip().upper() == "BEGIN:VCARD":
            raise Refused("people.import.address_book", field="file")
        samples = []
        for _number, record in table.rows():
            cells = [clean(cell)[:SAMPLE_CHARACTERS] for cell in record[: len(table.header)]]
            samples.append(tuple(cells + [""] * (len(table.header) - len(cells))))
            if len(samples) == SAMPLES:
                break
        return Looked(table.header, tuple(samples), table.total)


def take_file(
    *, by: Any, kind: str, name: str, file: files.KeptFile, looked: Looked, at: datetime, source: str = ""
) -> ImportJob:
    """Write down a file that was brought. Its columns are mapped as they were the last time for such a file or from
    this `source` (where it comes from, in the office's words), else by likely names."""
    authorise(POLICY, "people.import.uploaded", by=by)
    if kind not in kinds():
        raise Refused("people.import.unknown_kind", field="kind")
    if not looked.rows:
        raise Refused("people.import.without_rows", field="file")
    with transaction.atomic():
        header_digest = digest(sorted(looked.header))
        job = ImportJob(
            kind=kind,
            by=by,
            at=at,
            file_name=clean(name)[-200:] or "—",
            file_path=file.path,
            file_bytes=file.size,
            header=list(looked.header),
            header_digest=header_digest,
            samples=[list(row) for row in looked.samples],
            rows=looked.rows,
            source=clean(source)[:60],
            mapping=likely_mapping(kind, looked.header, header_digest, clean(source)[:60]),
            words=likely_words(kind, header_digest, clean(source)[:60]),
            twins=likely_twins(kind, header_digest, clean(source)[:60]),
        )
        job.save(force_insert=True)
        trail.record("people.import.uploaded", by=by, noun=job, at=at, kind=kind, rows=job.rows)
        return job


def queue_import(
    *, by: Any, kind: str, name: str, file: files.KeptFile, header: list[str], rows: int, mapping: Mapping[str, str],
    at: datetime,
) -> ImportJob:  # fmt: skip
    """Have rows brought in that another verb made ready: nothing is left to name or to check."""
    authorise(POLICY, "people.import.started", by=by)
    with transaction.atomic():
        job = ImportJob(
            kind=kind,
            by=by,
            at=at,
            file_name=name,
            file_path=file.path,
            file_bytes=file.size,
            header=header,
            header_digest="",
            rows=rows,
            mapping=dict(mapping),
        )
        job.ran_at = _own_moment(by, at)
        job.trail_from = Event.objects.aggregate(last=Max("id"))["last"] or 0
        job.state = "running"
        job.save(force_insert=True)
        trail.record("people.import.started", by=by, noun=job, at=at, kind=kind, rows=rows)
        return job


def check_import(*, by: Any, job_id: UUID, mapping: Mapping[str, str], at: datetime) -> ImportJob:
    """Say which column is which field, and have the whole file tried without keeping anything.

    Raises Refused, at the fields, for columns that are not there, and when what tells rows apart is not mapped.
    """
    with transaction.atomic():
        job = _locked(by, "people.import.checked", job_id)
        _require(job, MAY_CHECK)
        chosen = {field: column for field, column in mapping.items() if column}
        fields = kinds()[job.kind].fields(the_company().currency)
        map_columns(job.header, [field.name for field in fields], chosen)
        told_apart = any(field.key and field.name in chosen for field in fields)
        for field in fields:
            if field.needed and field.name not in chosen and (field.key or not told_apart):
                raise Refused("people.import.without_key", field=f"column-{field.name}")
        job.mapping = chosen
        _hand_over(job, "checking")
        trail.record("people.import.checked", by=by, noun=job, at=at)
        return job


def choose_twins(*, by: Any, job_id: UUID, said: Mapping[str, Any], at: datetime, only_new: bool = False) -> ImportJob:
    """Say what is to be done with the rows that may be somebody who is there already, and have the file tried again
    so; `only_new`: not where that is what was chosen before. `said` is as `kit.imports.twins.read_policy` takes it;
    rows that it does not name keep their choice. A check under way begins anew."""
    with transaction.atomic():
        job = _locked(by, "people.import.checked", job_id)
        _require(job, ("checked", "checking"))
        rows = (job.twins.get("rows") or {}) | dict(said.get("rows") or {})
        if sum(act in ACTS for act in rows.values()) > MOST_ROWS:
            raise Refused("people.import.too_many_choices", most=MOST_ROWS)
        chosen = read_policy({**said, "rows": rows})
        if only_new and chosen == read_policy(job.twins):
            return job
        job.twins = chosen.kept()
        _hand_over(job, "checking")
        trail.record("people.import.checked", by=by, noun=job, at=at)
        return job


def choose_words(*, by: Any, job_id: UUID, said: Sequence[tuple[str, str, str | None]], at: datetime) -> ImportJob:
    """Say what words of the file mean, each with its field: one of ours, "" to leave the field alone, None for nothing
    said; and have the file tried again so. A word that means nothing of ours is told among the rows, as ever."""
    with transaction.atomic():
        job = _locked(by, "people.import.checked", job_id)
        _require(job, ("checked",))
        words = {field: dict(known) for field, known in job.words.items()}
        for field, word, means in said:
            if field in job.mapping and 0 < len(word) <= LONGEST and (means is None or len(means) <= MEANS):
                words.setdefault(field, {}).pop(word, None)
                if means is not None:
                    words[field][word] = means
        if sum(map(len, words.values())) > MOST_WORDS:
            raise Refused("people.import.too_many_words", most=MOST_WORDS)
        job.words = {field: known for field, known in words.items() if known}
        _hand_over(job, "checking")
        trail.record("people.import.checked", by=by, noun=job, at=at)
        return job


def start_import(*, by: Any, job_id: UUID, at: datetime) -> ImportJob:
    """Have a checked file brought in for good."""
    with transaction.atomic():
        job = _locked(by, "people.import.started", job_id)
        _require(job, ("checked",))
        job.by, job.ran_at = by, _own_moment(by, at)
        job.trail_from = Event.objects.aggregate(last=Max("id"))["last"] or 0
        _hand_over(job, "running")
        trail.record("people.import.started", by=by, noun=job, at=at, rows=job.rows)
        return job


def take_back_import(*, by: Any, job_id: UUID, at: datetime) -> ImportJob:
    """Have a finished import undone: new rows removed, changed fields put back, what is built upon left alone."""
    with transaction.atomic():
        job = _locked(by, "people.import.taken_back", job_id)
        _require(job, ("done", "undone"))  # again, when what held it back is gone
        job.undo_by = by
        _hand_over(job, "undoing")
        trail.record("people.import.taken_back", by=by, noun=job, at=at)
        return job


def discard_import(*, by: Any, job_id: UUID, at: datetime) -> ImportJob:
    """Throw a file away that was not brought in. Whoever is checking it stops."""
    with transaction.atomic():
        job = _locked(by, "people.import.discarded", job_id)
        _require(job, MAY_DISCARD)
        path, job.file_path = job.file_path, ""
        job.state, job.lease, job.leased_until = "discarded", None, None
        job.samples = []
        job.save()
        trail.record("people.import.discarded", by=by, noun=job, at=at)
        transaction.on_commit(lambda: files.forget(path))
        return job


def _own_moment(by: Any, at: datetime) -> datetime:
    """The moment by which this run's events are known: no other run of the same person has it."""
    jobs = ImportJob.objects.unscoped("moments of runs").filter(by=by)
    while jobs.filter(ran_at=at).exists():
        at += timedelta(microseconds=1)
    return at


def _hand_over(job: ImportJob, state: str) -> None:
    """Put a job into the queue."""
    job.state, job.done_rows, job.refusal = state, 0, None
    job.lease, job.leased_until, job.tries = None, None, 0
    if state != "undoing":
        job.report = None
    job.save()


def _locked(by: Any, verb: str, job_id: UUID) -> ImportJob:
    job = ImportJob.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=job_id).first()
    authorise(POLICY, verb, by=by, author=job.by if job else None, seen=job is not None)
    if job is None:
        raise Refused("people.not_found", missing=True)
    return job


def _require(job: ImportJob, states: tuple[str, ...]) -> None:
    if job.state not in states:
        raise Refused("people.import.not_now", state=job.state)
