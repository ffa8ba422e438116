"""The office's lists in the reader's language: purposes, results, reasons, note kinds, expense kinds, stock phrases."""

from dataclasses import dataclass, field
from typing import Any

from fieldday.kit.prepared import prepared
from fieldday.kit.reading import asked_once
from fieldday.visits.models import Code

ASKED = ("need", "habit")


@dataclass(frozen=True)
class Codes:
    """Every list as {code: word}; `offered` leaves out what the office has retired."""

    purpose: dict[str, str]
    result: dict[str, str]
    reason: dict[str, str]
    note: dict[str, str]
    expense: dict[str, str]
    phrase: dict[str, str]
    absence: dict[str, str]
    retired: frozenset[tuple[str, str]]
    means: dict[tuple[str, str], str] = field(default_factory=dict)  # (kind, code): what it counts as

    @property
    def asked(self) -> tuple[str, ...]:
        """The kinds of notes that a visit's form asks for by name: a customer's needs and habits 需求與習慣."""
        kinds = {code: means for (kind, code), means in self.means.items() if kind == "note" and means in ASKED}
        return tuple(code for code in self.note if code in kinds and ("note", code) not in self.retired)

    def offered(self, kind: str, *kept: str) -> tuple[tuple[str, str], ...]:
        """(code, word) pairs to choose from, with the `kept` ones that a paper already holds."""
        words: dict[str, str] = getattr(self, kind)
        return tuple((code, word) for code, word in words.items() if (kind, code) not in self.retired or code in kept)


@asked_once
def codes_by_id() -> dict[int, Code]:
    """Every entry of the lists by its number, in the office's order. One query."""
    return {code.pk: code for code in _codes()}


@prepared
def _codes() -> Any:
    return Code.objects.all()


@asked_once
def the_codes() -> Codes:
    """All lists, in one query."""
    words: dict[str, dict[str, str]] = {kind: {} for kind in Code.KINDS}
    retired, means = set(), {}
    for row in codes_by_id().values():
        words[row.kind][row.code] = str(row)
        means[row.kind, row.code] = row.counts_as
        if row.retired:
            retired.add((row.kind, row.code))
    return Codes(**words, retired=frozenset(retired), means=means)


def stock_phrases() -> tuple[str, ...]:
    """The sentences that a superior may begin a comment with 批示常用語, in the office's order."""
    return tuple(str(row) for row in codes_by_id().values() if row.kind == "phrase" and not row.retired)
