"""Ask for a file of customers or contacts; a duty makes it, its asker alone takes it away, a day later it is gone."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation

from fieldday import trail
from fieldday.customers.actions.export_writing import write_export
from fieldday.customers.models import Export
from fieldday.customers.policy import POLICY
from fieldday.kit import clock, files
from fieldday.kit.leases import LeaseLost, claim, going_on_from
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.people.models import Person

STAYS = timedelta(hours=24)
MOST_WAITING = 3
LEASE = timedelta(minutes=3)
MOST_TRIES = 3
MOST_PARAMETERS = 60
WHY = "the queue of files"
log = logging.getLogger(__name__)


def ask_export(
    *, by: Any, noun: str, format: str, columns: Sequence[str], query: Mapping[str, str], language: str, at: datetime
) -> Export:
    """Ask for a file of what a list's parameters find in sight. The trail keeps who, what and by which filter."""
    authorise(POLICY, "customers.export.asked", by=by, author=by)
    if noun not in Export.NOUNS or format not in Export.FORMATS:
        raise Refused("customers.export.unknown_format", field="format")
    if not columns and not format.startswith("vcard"):
        raise Refused("customers.export.without_columns", field="columns")
    kept = {key[:60]: text[:200] for key, text in [one for one in query.items() if one[1]][:MOST_PARAMETERS]}
    with transaction.atomic():
        waiting = Export.objects.visible_to(by).filter(state="waiting").count()
        if waiting >= MOST_WAITING:
            raise Refused("customers.export.too_many_waiting", most=MOST_WAITING)
        row = Export(by=by, noun=noun, format=format, columns=list(columns)[:200], query=kept, language=language, at=at)
        row.save(force_insert=True)
        facts = {"of": noun, "format": format, "filter": kept, "columns": row.columns}
        trail.record("customers.export.asked", by=by, noun=row, at=at, **facts)
        return row


def remove_export(*, by: Any, export_id: UUID, at: datetime) -> Export:
    """Delete one's own file now."""
    with transaction.atomic():
        row = Export.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=export_id).first()
        authorise(POLICY, "customers.export.removed", by=by, author=row.by if row else None, seen=row is not None)
        if row is None:
            raise Refused("people.not_found", missing=True)
        path, row.file_path = row.file_path, ""
        row.state, row.lease, row.leased_until = "gone", None, None
        row.save()
        trail.record("customers.export.removed", by=by, noun=row, at=at)
        transaction.on_commit(lambda: files.forget(path))
        return row


def run_exports(*, at: datetime, found: Callable[..., Any], words: Callable[[str, str], str], most: int = 5) -> int:
    """Make the files that wait; answers how many. `found(reader, query, today)` answers the customers of a list's
    parameters, `words(kind, code)` a state in words."""
    done, now = 0, going_on_from(at)
    while done < most and (row := _claim(moment := now())) is not None:
        try:
            _make(row, found, words, moment)
        except LeaseLost:
            pass
        except Exception:
            log.exception("export %s failed; it is tried again", row.pk)
            state = "failed" if row.tries >= MOST_TRIES else "waiting"
            rows = Export.objects.unscoped(WHY).filter(pk=row.pk, lease=row.lease)
            rows.update(state=state, leased_until=moment + timedelta(seconds=45))
        done += 1
    return done


def clear_exports(*, at: datetime) -> int:
    """Delete the files whose day is over; answers how many."""
    rows = Export.objects.unscoped("a duty that deletes what is over").exclude(file_path="").filter(expires_at__lte=at)
    over = list(rows)
    for row in over:
        files.forget(row.file_path)
        Export.objects.unscoped("the same").filter(pk=row.pk).update(file_path="", state="gone")
    return len(over)


def _claim(at: datetime) -> Export | None:
    rows = Export.objects.unscoped(WHY)
    pk = claim(rows.filter(state="waiting").order_by("at", "pk"), at=at, lease=LEASE)
    return rows.select_related("by").get(pk=pk) if pk else None


def _make(row: Export, found: Callable[..., Any], words: Callable[[str, str], str], at: datetime) -> None:
    mine = Export.objects.unscoped(WHY).filter(pk=row.pk, lease=row.lease, state="waiting")
    reader = Person.objects.unscoped(WHY).filter(pk=row.by_id, is_active=True).first()
    if reader is None:
        mine.update(state="failed", lease=None, leased_until=None)
        return
    began = told = time.monotonic()
    day = clock.local_day(at)

    def progress(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told < 0.4:
            return
        told = now
        until = at + timedelta(seconds=now - began) + LEASE
        if not mine.update(done_rows=done, total=total, leased_until=until):
            raise LeaseLost

    with translation.override(row.language):
        kept, count = write_export(
            row, accounts=found(reader, row.query, day), reader=reader, words=words, day=day, progress=progress
        )
    try:
        with transaction.atomic():
            finished = mine.update(
                state="done", total=count, done_rows=count, file_path=kept.path, file_bytes=kept.size, finished_at=at,
                expires_at=at + STAYS, lease=None, leased_until=None,
            )  # fmt: skip
            if not finished:
                raise LeaseLost
            authorise(POLICY, "customers.export.finished", by=reader, author=reader)
            facts = {"of": row.noun, "format": row.format, "count": count, "filter": row.query}
            trail.record("customers.export.finished", by=reader, noun=row, at=at, **facts)
    except BaseException:
        files.forget(kept.path)
        raise
