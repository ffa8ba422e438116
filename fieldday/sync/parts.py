"""Records in parts: 64 of each kind by the hash of the id, each with the digest of all that is in it."""

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PARTS = 64


@dataclass(frozen=True)
class Part:
    """The records of one kind whose ids fall into one part, spelt as JSON; `digest` "" where there is none."""

    kind: str
    number: str
    digest: str
    rows: str

    @property
    def spelt(self) -> str:
        """As the answer says it."""
        return f'{{"kind":"{self.kind}","part":"{self.number}","digest":"{self.digest}","rows":[{self.rows}]}}'


def part_of(pk: Any) -> str:
    """The number of the part that a record with this id is in, "0" to "63"."""
    return str(zlib.crc32(str(pk).encode()) % PARTS)


def parts(rows: Mapping[str, list[dict[str, Any]]]) -> Iterator[Part]:
    """All parts that have something in them. The order in which records came plays no role."""
    for kind, records in rows.items():
        found: dict[str, list[tuple[str, str]]] = {}
        for record in records:
            spelt = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
            found.setdefault(part_of(record["id"]), []).append((str(record["id"]), spelt))
        for number, spelling in found.items():
            text = ",".join(spelt for _id, spelt in sorted(spelling))
            yield Part(kind, number, hashlib.sha256(text.encode()).hexdigest()[:16], text)


def differing(now: Iterator[Part], had: Mapping[str, Mapping[str, str]]) -> Iterator[Part]:
    """The parts that differ from those whose digests a phone names; empty ones for what is there no more."""
    there = set()
    for part in now:
        there.add((part.kind, part.number))
        if had.get(part.kind, {}).get(part.number) != part.digest:
            yield part
    for kind, digests in had.items():
        for number in digests:
            if (kind, number) not in there:
                yield Part(kind, number, "", "")
