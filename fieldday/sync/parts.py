"""Records in parts: 64 of each kind by the hash of the id, each with the digest of all that is in it.

The digest of a part of customers goes on with its mark, that of the marks of those customers: where it is the same,
nothing of them needs to be read to know that their own facts are.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

PARTS = 64
CONTENT, MARK = 16, 8  # characters of a digest
_spell = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Part:
    """The records of one kind whose ids fall into one part, spelt as JSON; `digest` "" where there is none, `rows`
    None where they are those that the phone has."""

    kind: str
    number: str
    digest: str
    rows: str | None

    @property
    def spelt(self) -> str:
        """As the answer says it."""
        rows = "" if self.rows is None else f',"rows":[{self.rows}]'
        return f'{{"kind":"{self.kind}","part":"{self.number}","digest":"{self.digest}"{rows}}}'


def part_of(pk: Any) -> str:
    """The number of the part that a record with this id is in, "0" to "63"."""
    return str(zlib.crc32(str(pk).encode()) % PARTS)


def by_part(marks: Mapping[UUID, str]) -> dict[str, dict[UUID, str]]:
    """Records with their marks, by the parts they are in."""
    found: dict[str, dict[UUID, str]] = {}
    for pk, mark in marks.items():
        found.setdefault(part_of(pk), {})[pk] = mark
    return found


def mark_of(part: Mapping[UUID, str]) -> str:
    """The mark of a part that has these records with their marks."""
    return _digest(",".join(sorted(f"{pk.hex}:{mark}" for pk, mark in part.items())), MARK)


def mark_in(digest: str) -> str:
    """The mark in a digest that a phone names; "" where it has none."""
    return digest[CONTENT:]


def parts(rows: Mapping[str, list[dict[str, Any]]], marks: Mapping[str, str]) -> Iterator[Part]:
    """All parts that have something in them, those of customers with these marks. The order in which records came
    plays no role."""
    for kind, records in rows.items():
        found: dict[str, list[dict[str, Any]]] = {}
        for record in records:
            found.setdefault(part_of(record["id"]), []).append(record)
        for number, those in found.items():
            text = _spell(sorted(those, key=lambda record: str(record["id"])))[1:-1]
            mark = marks.get(number, "") if kind == "account" else ""
            yield Part(kind, number, _digest(text, CONTENT) + mark, text)


def differing(now: Iterator[Part], had: Mapping[str, Mapping[str, str]], *, bare: bool) -> Iterator[Part]:
    """The parts that differ from those whose digests a phone names; empty ones for what is there no more. `bare`: one
    that has another mark alone goes without its rows."""
    there = set()
    for part in now:
        there.add((part.kind, part.number))
        known = had.get(part.kind, {}).get(part.number, "")
        if known != part.digest:
            same = bare and known[:CONTENT] == part.digest[:CONTENT]
            yield replace(part, rows=None) if same else part
    for kind, digests in had.items():
        for number in digests:
            if (kind, number) not in there:
                yield Part(kind, number, "", "")


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]
