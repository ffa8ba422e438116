"""An outbox: forms in order, what waits for what, and what becomes of a form by the answer it gets."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

HELD = frozenset({"refused", "conflict", "gone", "forbidden"})


@dataclass
class Item:
    """One form on its way. `leaves` are the events that it leaves when it is kept, as (verb, id of the noun or "")."""

    key: UUID
    address: str
    fields: dict[str, Any]
    record: str
    done_at: datetime
    makes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    leaves: tuple[tuple[str, str], ...] = ()
    orders: int = 0
    versioned: bool = False  # goes with the version that the last kept form of its record was answered
    spoilt: bool = False  # drawn so that it will be refused
    state: str = "waiting"
    answer: dict[str, Any] = field(default_factory=dict)
    tries: int = 0


class Line(Protocol):
    """What carries a form to the server: (status, answer), or None where no answer came back."""

    def send(self, item: Item, fields: dict[str, Any]) -> tuple[int, dict[str, Any]] | None: ...


@dataclass
class Phone:
    """The outbox of one person."""

    person: int
    items: list[Item]
    late: timedelta = timedelta(0)  # by how much its clock is off
    versions: dict[str, int] = field(default_factory=dict)

    def due(self) -> Iterator[Item]:
        """What may be sent now, in order: nothing of the same record, or of what it needs, is before it."""
        blocked: set[str] = set()
        missing: set[str] = set()
        for item in self.items:
            if item.state in {"kept", "discarded"}:
                continue
            free = item.record not in blocked and not missing & {item.record, *item.needs}
            if free and item.state == "waiting":
                yield item
            blocked.add(item.record)
            missing |= {*item.makes}

    def fields_of(self, item: Item, at: datetime) -> dict[str, Any]:
        """What is sent at a moment: settled at the first try, and the same ever after but for the moment."""
        if item.versioned and "version" not in item.fields:
            item.fields["version"] = self.versions.get(item.record, 1)
        claimed = (item.done_at + self.late).isoformat()
        return {"_key": item.key, **item.fields, "claimed_at": claimed, "sent_at": (at + self.late).isoformat()}

    def send(self, item: Item, line: Line, at: datetime) -> str:
        """One try; the item's state after it: still waiting where no answer came, or none that settles it."""
        item.tries += 1
        got = line.send(item, self.fields_of(item, at))
        if got:
            self.settle(item, *got)
        return item.state

    def settle(self, item: Item, status: int, answer: dict[str, Any]) -> None:
        """What an answer makes of a form; one that comes a second time must say the same."""
        state = answer.get("state", "")
        if item.state == "kept":
            assert (status, answer) == (200, item.answer), f"answered twice, and otherwise: {answer}"
        elif state == "kept":
            item.state, item.answer = "kept", answer
            if "record" in answer:
                self.versions[item.record] = answer["record"]["version"]
                for made in item.makes:
                    self.versions[made] = answer["record"]["version"]
        elif state in HELD:
            item.state, item.answer = "held", answer

    def drain(self, line: Line, at: datetime, most: int = 10_000) -> bool:
        """Send in order until nothing can go; whether that came about within so many tries."""
        for _ in range(most):
            item = next(self.due(), None)
            if item is None:
                return True
            self.send(item, line, at)
        return False

    def keep_mine(self, item: Item, key: UUID) -> None:
        """Of a conflict: what was written stands, now that its person has read what the server has."""
        item.key, item.state, item.fields["version"] = key, "waiting", item.answer["theirs"]["version"]

    def discard_held(self) -> None:
        """What a person may do about what was refused: throw it away, and what cannot be without it."""
        gone: set[str] = set()
        for item in self.items:
            if item.state == "held" or (item.state == "waiting" and gone & {item.record, *item.needs}):
                gone |= {*item.makes}
                item.state = "discarded"
