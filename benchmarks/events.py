"""The trail of a year: events in their order, sealed as the duty would have sealed them."""

import hashlib
import json
from typing import Any

from benchmarks.ids import dashed
from benchmarks.sheets import write
from fieldday.trail.models import Event, Seal

NAMES = ("at", "by_id", "verb", "noun", "noun_id", "account_id", "day", "changes", "seal_no", "salt", "digest")
SEALED_AT_ONCE = 1000


class Trail:
    """Collects events and closes every thousand under a seal that `./run verify trail` finds right."""

    def __init__(self) -> None:
        last = Seal.objects.order_by("-no").first()
        self.number, self.seal, self.previous = (last.last, last.no, last.digest) if last else (0, 0, "")
        self.rows: list[tuple[Any, ...]] = []
        self._open: list[str] = []
        self._last = ""
        self._seals: list[tuple[Any, ...]] = []

    def add(
        self, verb: str, noun: str, pk: str, at: str, by: int | None, account: str | None, day: str | None, **said: Any
    ) -> None:
        """One event; ids as hex digits (`pk` of a noun with a number: its digits), `at` as 2026-11-23 01:02:03."""
        self.number += 1
        self._last = at
        noun_id = dashed(pk) if len(pk) == 32 else pk
        changes = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        salt = f"{self.number:032x}"
        payload = hashlib.sha256(f'["{salt}",{changes}]'.encode()).hexdigest()
        self.rows.append((at, by, verb, noun, noun_id, account, day, changes, self.number, salt, payload))
        moment, place = f'"{at[:10]}T{at[11:]}.000000Z"', f'"{dashed(account)}"' if account else "null"
        who, when = "null" if by is None else by, f'"{day}"' if day else "null"
        self._open.append(
            f'[{self.number},{moment},null,{who},null,"{verb}","{noun}","{noun_id}",{place},{when},"{payload}"]'
        )
        if len(self._open) == SEALED_AT_ONCE:
            self._close(at)

    def save(self, *, last: bool = False) -> None:
        """Write what was collected; `last` seals the rest too."""
        if last and self._open:
            self._close(self._last)
        write(Event, NAMES, self.rows)
        write(Seal, ("no", "first", "last", "previous", "digest", "at"), self._seals)
        self.rows, self._seals = [], []

    def _close(self, at: str) -> None:
        """`rules.digest.chain` of the events, whose spelling was put together above; a test compares the two."""
        content = f"{self.previous}\n[{','.join(self._open)}]"
        digest = hashlib.sha256(content.encode()).hexdigest()
        self.seal += 1
        first = self.number - len(self._open) + 1
        self._seals.append((self.seal, first, self.number, self.previous, digest, at))
        self.previous, self._open = digest, []
