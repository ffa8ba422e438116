"""Rows through an importer: read, judged, compared and written, at most 500 in a transaction."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import nullcontext

from django.db import IntegrityError, transaction

from fieldday.kit.imports import twins
from fieldday.kit.imports.drafts import Batch, Draft
from fieldday.kit.imports.importer import Importer
from fieldday.kit.imports.report import ImportReport, Remark
from fieldday.kit.imports.source import Row, as_rows
from fieldday.kit.imports.turns import turn
from fieldday.kit.refusals import Refused
from fieldday.rules.verdict import Reason, Unreadable

AT_ONCE = 500
_TRIES = 3  # another verb may make the same key between our look and our insert

Rows = Iterable[Row | Mapping[str, str]]
Progress = Callable[[int], None]


def run(importer: Importer, *, rows: Rows, dry_run: bool = False, progress: Progress | None = None) -> ImportReport:
    """Import all rows; a dry run does the same and keeps nothing. `progress` hears how many rows are done.

    Raises Refused when no row could be kept and the file has no column for a field that new rows need.
    """
    reader = _Reader(importer)
    drafts = (reader.draft(row) for row in as_rows(rows))
    tally = _Tally(progress)
    with turn(importer.kind):
        if importer.whole:
            with transaction.atomic() if dry_run else nullcontext():
                for chunk in _chunks(iter(_sifted(importer, list(drafts))), importer):
                    tally.add(chunk, _kept(importer, chunk))
                if dry_run:
                    transaction.set_rollback(True)
        else:
            _stream(importer, drafts, tally, dry_run)
    report = tally.report()
    if report.read and report.rejected == report.read:
        _require_columns(importer, reader.mapped)
    return report


def _stream(importer: Importer, drafts: Iterator[Draft], tally: "_Tally", dry_run: bool) -> None:
    """The rows as they come; those that wait for others after these, in rounds, until none helps another."""
    while True:
        waiting: list[Draft] = []
        moved = False
        for chunk in _chunks(drafts, importer):
            later = set(importer.waits(chunk))
            ready = [draft for draft in chunk if draft not in later]
            waiting += [draft for draft in chunk if draft in later]
            if ready:
                moved = True
                tally.add(ready, _kept(importer, ready, dry_run))
                importer.kept(ready)
        if not waiting:
            return
        if not moved:
            importer.give_up(waiting)
            for chunk in _chunks(iter(waiting), importer):
                tally.add(chunk, _kept(importer, chunk, dry_run))
                importer.kept(chunk)
            return
        drafts = iter(waiting)


class _Reader:
    """Makes drafts of rows, in the file's order, and knows which keys came before."""

    def __init__(self, importer: Importer) -> None:
        self._importer = importer
        self._seen: dict[Hashable, int] = {}
        self.mapped: set[str] = set()
        importer.mapped = self.mapped

    def draft(self, row: Row) -> Draft:
        importer = self._importer
        self.mapped.update(row.cells)
        draft = Draft(row.number)
        if row.broken:
            draft.fail(row.broken.field, row.broken.code, **row.broken.params)
            draft.settle()
            return draft
        if row.surplus:
            draft.fail("", "kit.import.surplus")
        for field in importer.fields:
            cell = row.cells.get(field.name)
            if cell:
                try:
                    draft.given[field.name] = field.read(cell)
                except Unreadable as error:
                    draft.fail(field.name, error.reason.code, **error.reason.params)
            elif field.key and field.needed:
                draft.fail(field.name, "kit.import.needed")
        importer.check(draft)
        draft.key = importer.key(draft)
        if draft.key is not None:
            first = self._seen.setdefault(draft.key, row.number)
            if first != row.number and importer.again:
                draft.repeats = True
            elif first != row.number:
                draft.fail(
                    importer.key_field, "kit.import.repeated", key=draft.given.get(importer.key_field), first=first
                )
        draft.settle()
        return draft


class _Tally:
    """The counts and remarks so far."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._counts = {"read": 0, "created": 0, "updated": 0, "unchanged": 0, "rejected": 0}
        self._errors: list[Remark] = []
        self._warnings: list[Remark] = []
        self._twins: list[Remark] = []

    def add(self, drafts: list[Draft], batch: Batch) -> None:
        counts = self._counts
        counts["read"] += len(drafts)
        counts["created"] += len(batch.created)
        counts["updated"] += len(batch.changed) + len(batch.supposed)
        counts["unchanged"] += len(batch.unchanged)
        for draft in drafts:
            counts["rejected"] += bool(draft.errors)
            self._errors += draft.errors
            self._warnings += draft.warnings if not draft.errors else []
            if draft.told is not None and not draft.errors:
                told = {**draft.told, "act": draft.act}
                self._twins.append(Remark(draft.number, Reason("kit.import.twin", told)))
        if self._progress:
            self._progress(counts["read"])

    def report(self) -> ImportReport:
        errors = sorted(self._errors, key=lambda remark: remark.row)
        warnings = sorted(self._warnings, key=lambda remark: remark.row)
        found = sorted(self._twins, key=lambda remark: remark.row)
        return ImportReport(**self._counts, errors=tuple(errors), warnings=tuple(warnings), twins=tuple(found))


def _chunks(drafts: Iterator[Draft], importer: Importer) -> Iterator[list[Draft]]:
    """At most AT_ONCE rows; a row that leans on one of them begins the next ones."""
    chunk: list[Draft] = []
    for draft in drafts:
        if chunk and (len(chunk) == AT_ONCE or importer.leans(draft, chunk)):
            yield chunk
            chunk = []
        chunk.append(draft)
    if chunk:
        yield chunk


def _sifted(importer: Importer, drafts: list[Draft]) -> list[Draft]:
    """A whole file, judged as one: which rows fit together, in an order that can be written."""
    with transaction.atomic():
        for chunk in _chunks(iter(drafts), importer):
            _judge(importer, chunk)
    drafts = importer.sift(drafts)
    for draft in drafts:
        draft.settle()
    return drafts


def _kept(importer: Importer, drafts: list[Draft], dry_run: bool = False) -> Batch:
    """One transaction: judge and write the rows, or, in a dry run, write and take back."""
    for left in reversed(range(_TRIES)):
        try:
            with transaction.atomic():
                batch = _write(importer, drafts)
                if dry_run:
                    transaction.set_rollback(True)
                return batch
        except IntegrityError:
            if not left:
                raise
    raise AssertionError("unreachable")


def _judge(importer: Importer, drafts: list[Draft]) -> list[Draft]:
    """Find out about each row all that is wrong with it; answers the good ones."""
    for draft in drafts:
        draft.start_over()
    importer.refer(drafts)
    stored = importer.stored([draft for draft in drafts if draft.key is not None])
    needed = [field.name for field in importer.fields if field.needed]
    for draft in drafts:
        draft.row = stored.get(draft.key) if draft.key is not None else None
    importer.meet([draft for draft in drafts if draft.row is None and draft.key is not None and not draft.errors])
    for draft in drafts:
        skipped = draft.act == twins.SKIP
        if draft.row is None and not skipped and not (draft.errors and not draft.given):
            for field in needed:
                if field not in draft.given and not draft.failed(field):
                    draft.fail(field, "kit.import.needed")
        if not draft.errors and not skipped:
            importer.derive(draft)
    return [draft for draft in drafts if not draft.errors]


def _write(importer: Importer, drafts: list[Draft]) -> Batch:
    good = _judge(importer, drafts)
    importer.make(good)
    batch = Batch()
    for draft in good:
        if draft.act == twins.SKIP:
            batch.unchanged.append(draft)
            continue
        if draft.row is None and draft.act in (twins.FILL, twins.UPDATE):
            batch.supposed.append(draft)
            continue
        draft.created = draft.row is None
        if draft.created:
            draft.row = importer.new(draft)
        for name, value in draft.values.items():
            old = getattr(draft.row, name)
            if old != value:
                draft.changes[name] = [old, value]
                setattr(draft.row, name, value)
        if draft.created:
            batch.created.append(draft)
        else:
            batch.attributes.update(draft.changes)
        draft.changes |= importer.beside(draft)
        if not draft.created:
            (batch.changed if draft.changes else batch.unchanged).append(draft)
    if batch.written:
        importer.write(batch)
    return batch


def _require_columns(importer: Importer, mapped: set[str]) -> None:
    for field in importer.fields:
        if field.needed and field.name not in mapped:
            raise Refused("kit.import.no_needed_column", name=field.name)
