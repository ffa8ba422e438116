"""Taking out of the trail what it says of a person. That something was done, by whom, when and to which row stays.

The chain holds a salted digest of each payload. Payload and salt go, the digest stays: every seal verifies as before,
and nobody can find the payload again by trying. One event more, in the same transaction, names those that were erased;
`./run verify trail` reports an event that lost its payload without such an act.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q

from fieldday.trail import writing
from fieldday.trail.models import Event
from fieldday.trail.sealing import ERASED, salted

AT_ONCE = 500


def about(noun: str, ids: Collection[Any]) -> Q:
    """The events whose noun is one of these rows: "customers.contact" and its ids."""
    return Q(noun=noun, noun_id__in=[str(one) for one in ids])


def naming(account_ids: Collection[Any], words: Collection[str]) -> Q:
    """The ids of events of these customers that hold one of `words` in a text of their payload."""
    wanted = [word.casefold() for word in words if word.strip()]
    if not wanted:
        return Q(pk__in=[])
    rows = Event.objects.filter(account_id__in=account_ids, erased=False).values_list("pk", "changes")
    found = [pk for pk, changes in rows.iterator(chunk_size=AT_ONCE) if _holds(changes, wanted)]
    return Q(pk__in=found)


def erase_payloads(which: Q, *, by: Any, noun: Any, at: datetime) -> int:
    """Take the payloads of these events out, in the caller's transaction; answers of how many. `noun` is the row of
    the person for whom it is done."""
    ids: list[int] = []
    rows = Event.objects.select_for_update(of=("self",)).filter(which, erased=False).exclude(changes={})
    for event in rows.order_by("pk"):
        salted(event)
        event.changes, event.salt, event.erased = {}, "", True
        event.save(update_fields=["changes", "salt", "digest", "erased"])
        ids.append(event.pk)
    for first in range(0, len(ids), AT_ONCE):
        writing.record(ERASED, by=by, noun=noun, at=at, events=ids[first : first + AT_ONCE])
    return len(ids)


def _holds(value: Any, wanted: Collection[str]) -> bool:
    if isinstance(value, str):
        text = value.casefold()
        return any(word in text for word in wanted)
    if isinstance(value, dict):
        return any(_holds(item, wanted) for item in value.values())
    if isinstance(value, list):
        return any(_holds(item, wanted) for item in value)
    return False
