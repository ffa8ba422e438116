"""One trail: every verb appends an Event in its own transaction.

Nouns: Event, Seal, Cursor. The trail is the audit record, the timeline of a customer, and the outbox that notices read.
It stores plain ids, so that it outlives what it speaks of. `writing` appends events; `sealing` chains them; `following`
hands them to a reader above, each once, in the order of the seals.
"""

from typing import Any


def record(verb: str, **facts: Any) -> Any:
    """Append one event (see `trail.record.record`); imported late, since Django loads models after packages."""
    from fieldday.trail import writing

    return writing.record(verb, **facts)
