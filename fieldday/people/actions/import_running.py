"""The work that files wait for: a duty claims a job, checks or runs it or takes it back, and says how far it is.

Whoever works holds a lease that each step renews. A killed worker's job is claimed again when the lease has run out;
doing it over is harmless: a row that was written is found unchanged, one that was taken back is found gone.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.kit import files
from fieldday.kit.bulk import insert
from fieldday.kit.imports.kinds import kinds, undoing
from fieldday.kit.imports.meanings import meant
from fieldday.kit.imports.report import ImportReport
from fieldday.kit.imports.source import open_source
from fieldday.kit.imports.twins import read_policy
from fieldday.kit.leases import LeaseLost, claim, going_on_from
from fieldday.kit.refusals import Refused
from fieldday.people.actions.unimporting import Kept
from fieldday.people.authority import authorise
from fieldday.people.models import ImportJob, ImportRemark, Person
from fieldday.people.policy import POLICY
from fieldday.people.questions.company import the_company
from fieldday.rules.digest import plain
from fieldday.trail.models import Event

LEASE = timedelta(minutes=3)  # longer than a workbook may take to unpack
STEP = timedelta(seconds=45)  # renewed with every 500 rows
MOST_TRIES = 5
AT_ONCE = 500
PAUSE = 0.4  # seconds between two words of progress
WHY = "the queue of files"
log = logging.getLogger(__name__)


def run_imports(*, at: datetime, most: int = 20) -> int:
    """Do the jobs that wait, one after the other; answers how many were done."""
    done, now = 0, going_on_from(at)
    while done < most and (job := _claim(moment := now())) is not None:
        _work(job, moment)
        done += 1
    return done


def _claim(at: datetime) -> ImportJob | None:
    """The oldest job that nobody holds."""
    jobs = ImportJob.objects.unscoped(WHY)
    pk = claim(jobs.filter(state__in=ImportJob.WORK).order_by("at", "pk"), at=at, lease=LEASE)
    return jobs.select_related("by", "undo_by").get(pk=pk) if pk else None


def _work(job: ImportJob, at: datetime) -> None:
    hold = _Hold(job, at)
    try:
        if job.tries > MOST_TRIES:
            raise Refused("people.import.gave_up", tries=MOST_TRIES)
        if job.state == "undoing":
            _take_back(job, hold, at)
        else:
            _bring_in(job, hold, at)
    except LeaseLost:
        return
    except Refused as refusal:
        reason = refusal.reasons[0]
        # what was brought in before it failed can still be taken back
        state = "done" if job.state == "undoing" else "failed"
        told = plain({"code": reason.code, "params": dict(reason.params)})
        with transaction.atomic():
            hold.finish(state=state, refusal=told, finished_at=at)
            if job.state == "running":
                trail.record("people.import.finished", by=job.by, noun=job, at=at, kind=job.kind, refused=reason.code)
    except Exception:
        log.exception("import %s failed; it is tried again", job.pk)
        hold.let_go()


class _Hold:
    """A worker's hold on a job."""

    def __init__(self, job: ImportJob, at: datetime) -> None:
        self._jobs = ImportJob.objects.unscoped(WHY).filter(pk=job.pk, lease=job.lease, state=job.state)
        self._at = at
        self._began = self._told = time.monotonic()

    def progress(self, done: int) -> None:
        """Say how many rows are done, and hold on. Raises LeaseLost."""
        now = time.monotonic()
        if now - self._told < PAUSE:
            return
        self._told = now
        until = self._at + timedelta(seconds=now - self._began) + LEASE
        if not self._jobs.update(done_rows=done, leased_until=until):
            raise LeaseLost

    def finish(self, **facts: Any) -> None:
        """End the work. Raises LeaseLost when somebody else has it."""
        if not self._jobs.update(lease=None, leased_until=None, **facts):
            raise LeaseLost

    def let_go(self) -> None:
        """Something broke: let it be tried again, a little later."""
        self._jobs.update(leased_until=self._at + timedelta(seconds=time.monotonic() - self._began) + STEP)


def _bring_in(job: ImportJob, hold: _Hold, at: datetime) -> None:
    kind, dry_run = kinds()[job.kind], job.state == "checking"
    told = {"twins": read_policy(job.twins)} if kind.twins else {}
    opened = open_source(files.path_of(job.file_path), kind.fields(the_company().currency), job.mapping)
    with opened as source:
        rows = meant(source.rows, job.words)
        report = kind.run(
            by=_today(job.by), rows=rows, at=job.ran_at or at, dry_run=dry_run, progress=hold.progress, **told
        )
    remarks = [
        ImportRemark(job_id=job.pk, row=one.row, field=one.reason.field, code=one.reason.code,
                     params=plain(dict(one.reason.params)))
        for one in report.errors
    ]  # fmt: skip
    _remark(job, "row", remarks)
    twins = [
        ImportRemark(job_id=job.pk, row=one.row, code=one.reason.code, params=plain(dict(one.reason.params)))
        for one in report.twins
    ]
    _remark(job, ImportRemark.TWIN, twins)
    if dry_run:
        hold.finish(state="checked", report=_counts(job, report), done_rows=report.read)
        return
    authorise(POLICY, "people.import.finished", by=_today(job.by))
    with transaction.atomic():
        hold.finish(state="done", report=_counts(job, report), done_rows=report.read, finished_at=at)
        counts = {"created": report.created, "updated": report.updated, "rejected": report.rejected}
        trail.record("people.import.finished", by=job.by, noun=job, at=at, kind=job.kind, **counts)


def _counts(job: ImportJob, report: ImportReport) -> dict[str, int]:
    """The report as it is kept. Rows that an interrupted try wrote already are counted from the trail, once."""
    found = {
        "read": report.read,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": report.rejected,
        "warnings": len(report.warnings),
        "twins": len(report.twins),
    }
    if job.tries > 1 and job.state == "running":
        events = _events(job).filter(verb=kinds()[job.kind].verb)
        found["created"] = max(report.created, events.filter(changes__created=True).count())
        found["updated"] = max(report.updated, events.filter(changes__created=False).count())
        found["unchanged"] = max(0, report.read - report.rejected - found["created"] - found["updated"])
    return found


def _take_back(job: ImportJob, hold: _Hold, at: datetime) -> None:
    by, total = _today(job.undo_by), _events(job).count()
    kept: list[tuple[Event, Kept]] = []
    done, before = 0, None
    while chunk := _latest(job, before):
        before = chunk[-1].id
        kept += _undone(by, chunk, at)
        done += len(chunk)
        hold.progress(min(done, job.rows))
    while kept:  # what only an earlier row held back goes now
        left = _undone(by, [event for event, _one in kept], at)
        if len(left) == len(kept):
            break
        kept = left
    remarks = [
        ImportRemark(job_id=job.pk, about=ImportRemark.UNDOING, row=0, field=one.reason.field, code=one.reason.code,
                     params={**plain(dict(one.reason.params)), "row_name": one.name})
        for _event, one in kept
    ]  # fmt: skip
    _remark(job, ImportRemark.UNDOING, remarks)
    hold.finish(state="undone", undone=total - len(kept), done_rows=job.rows)


def _undone(by: Person, events: list[Event], at: datetime) -> list[tuple[Event, Kept]]:
    """Take back some events, each by its room, the latest first; answers those whose rows stayed."""
    kept: list[tuple[Event, Kept]] = []
    run: list[Event] = []
    for event in [*sorted(events, key=lambda one: -one.id), None]:
        if run and (event is None or event.verb != run[0].verb):
            by_row = {one.noun_id: one for one in run}
            stayed = undoing()[run[0].verb](by=by, at=at, events=run)
            kept += [(by_row[one.noun_id], one) for one in stayed]
            run = []
        if event is not None:
            run.append(event)
    return kept


def _events(job: ImportJob) -> Any:
    """What the trail tells of a run: all its events carry the moment it was started, and who started it."""
    rows = Event.objects.filter(id__gt=job.trail_from, at=job.ran_at, by_id=job.by_id)
    return rows.filter(verb__in=list(undoing()))


def _latest(job: ImportJob, before: int | None) -> list[Event]:
    rows = _events(job) if before is None else _events(job).filter(id__lt=before)
    return list(rows.order_by("-id")[:AT_ONCE])


def _remark(job: ImportJob, about: str, remarks: list[ImportRemark]) -> None:
    """Keep what there is to say in place of what was said before."""
    for remark in remarks:
        remark.about = about
    rows = ImportRemark.objects.unscoped(WHY)
    rows.filter(job=job, about=about).delete()
    for first in range(0, len(remarks), AT_ONCE):
        with transaction.atomic():
            insert(remarks[first : first + AT_ONCE])


def _today(person: Person | None) -> Person:
    """The person with the rights he has now. Raises Refused when he has left."""
    found = Person.objects.unscoped(WHY).filter(pk=person.pk if person else None, is_active=True).first()
    if found is None:
        raise Refused("people.import.by_nobody")
    return found
