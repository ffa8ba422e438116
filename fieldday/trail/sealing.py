"""Closing events into a chain that shows any later change, numbered under a lock, since ids are not commit order."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from fieldday.rules.digest import chain, digest
from fieldday.trail.models import Event, Seal

ERASED = "trail.payload.erased"  # the act that takes payloads out; it names the events by their ids
_LOCK = 4_171_026  # any number, the same everywhere: one sealer at a time


@dataclass(frozen=True)
class Verification:
    """How the trail stands: sealed and unsealed events, the numbers of seals that no longer verify, events that claim
    a place in the chain which no seal gives them, and events whose payload was taken out: `erased` with an act of the
    chain that names them, `unaccounted` without one."""

    sealed: int
    unsealed: int
    broken: tuple[int, ...]
    head: str
    stray: int = 0
    erased: int = 0
    unaccounted: int = 0

    @property
    def ok(self) -> bool:
        return not self.broken and not self.stray and not self.unaccounted


def seal(*, at: datetime, most: int = 1000) -> int:
    """Close up to `most` unsealed events under a new seal; answers how many were closed."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        last = Seal.objects.order_by("-no").first()
        events = list(Event.objects.filter(seal_no=None).order_by("id")[:most])
        if not events:
            return 0
        number = last.last if last else 0
        for event in events:
            number += 1
            event.seal_no = number
            salted(event)
        _number(events)
        previous = last.digest if last else ""
        Seal.objects.create(
            no=last.no + 1 if last else 1,
            first=number - len(events) + 1,
            last=number,
            previous=previous,
            digest=chain(previous, [_sealed(event) for event in events]),
            at=at,
        )
        return len(events)


def _number(events: list[Event]) -> None:
    """Write the places of these events in the chain, row by row: ten times as soon done as Django's `bulk_update`, and
    on SQLite nobody else writes meanwhile."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE trail_event SET seal_no = %s, salt = %s, digest = %s WHERE id = %s",
            [(event.seal_no, event.salt, event.digest, event.pk) for event in events],
        )


def verify() -> Verification:
    """Recompute every seal. Names the seals whose events or predecessor changed, and counts the unsealed tail."""
    broken, previous, expected = [], "", 1
    for one in Seal.objects.order_by("no").iterator():
        events = list(Event.objects.filter(seal_no__range=(one.first, one.last)).order_by("seal_no"))
        whole = one.first == expected and len(events) == one.last - one.first + 1
        whole = whole and all(e.erased or e.digest == payload_digest(e) for e in events)
        if not whole or one.previous != previous or one.digest != chain(previous, [_sealed(e) for e in events]):
            broken.append(one.no)
        previous, expected = one.digest, one.last + 1
    unsealed = Event.objects.filter(seal_no=None).count()
    erased = set(Event.objects.filter(erased=True).values_list("pk", flat=True))
    told = Event.objects.filter(verb=ERASED).values_list("changes", flat=True) if erased else ()
    named = {pk for changes in told for pk in changes.get("events", ())}
    sealed_since = Seal.objects.aggregate(last=Max("last"))["last"] or 0  # by a sealer that ran meanwhile
    covered = max(expected - 1, sealed_since)
    stray = Event.objects.exclude(seal_no=None).exclude(seal_no__range=(1, covered)).count()
    return Verification(
        expected - 1, unsealed, tuple(broken), previous, stray, len(erased & named), len(erased - named)
    )


def salted(event: Event) -> None:
    """Set the digest of what an event says, once. Nothing is saved."""
    if not event.digest:
        event.salt = secrets.token_hex(16)
        event.digest = payload_digest(event)


def payload_digest(event: Event) -> str:
    """The digest of salt and changes: without the salt nobody finds the changes by trying."""
    return digest([event.salt, event.changes])


def _sealed(event: Event) -> list[object]:
    return [
        event.seal_no,
        event.at,
        event.claimed_at,
        event.by_id,
        event.on_behalf_of_id,
        event.verb,
        event.noun,
        event.noun_id,
        event.account_id,
        event.day,
        event.digest,
    ]
