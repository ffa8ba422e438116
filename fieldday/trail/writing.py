"""Writing to the trail. Verbs call this inside their transaction; nothing else does."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection

from fieldday.kit.bulk import fresh, insert
from fieldday.rules.digest import plain
from fieldday.trail.models import Event


def event(
    verb: str,
    *,
    by: Any,
    noun: Any,
    at: datetime,
    on_behalf_of: Any = None,
    claimed_at: datetime | None = None,
    account_id: Any = None,
    day: date | None = None,
    **changes: Any,
) -> Event:
    """An event not yet written: for `record_many`. `noun` is the row the verb acted on."""
    room = noun._meta.app_label
    return fresh(
        Event,
        at=at,
        claimed_at=claimed_at,
        by_id=by.pk,
        on_behalf_of_id=getattr(on_behalf_of, "pk", None),
        verb=verb,
        noun=f"{room}.{noun._meta.model_name}",
        noun_id=str(noun.pk),
        account_id=account_id,
        day=day,
        changes=plain(changes),
    )


def record(verb: str, **facts: Any) -> Event:
    """Append one event. Raises RuntimeError outside a transaction, since effect and trail belong together."""
    row = event(verb, **facts)
    _require_transaction()
    row.save(force_insert=True)
    return row


def record_many(events: Iterable[Event]) -> list[Event]:
    """Append a batch of events in one insert, in the writer's transaction. Their ids are not read back."""
    _require_transaction()
    rows = list(events)
    insert(rows)
    return rows


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("the trail is written inside the transaction of the verb")
