"""Which persons written down at two customers are probably one: by name, mobile, e-mail and LINE."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterable

from fieldday.rules.text import fold

CODES: tuple[str, ...] = ()

WAYS = ("mobile", "email", "line_id")


@dataclasses.dataclass(frozen=True)
class SomePerson:
    """A person by what tells him apart; `mobile` as it is dialled, digits alone."""

    id: Hashable
    name: str
    mobile: str = ""
    email: str = ""
    line_id: str = ""


@dataclasses.dataclass(frozen=True)
class SamePerson:
    """Two that may be one. `sure`: the same name, and nothing that tells them apart."""

    kept: Hashable
    gone: Hashable
    sure: bool


def same_persons(kept: Iterable[SomePerson], gone: Iterable[SomePerson]) -> tuple[SamePerson, ...]:
    """Each of the gone ones with the one among the kept that he most probably is; nobody stands in two pairs."""
    ranked = []
    staying = list(kept)
    for place, one in enumerate(gone):
        for other_place, other in enumerate(staying):
            score = _score(one, other)
            if score:
                ranked.append((-score, place, other_place, one, other))
    found, taken = [], set()
    for _less, place, other_place, one, other in sorted(ranked, key=lambda row: row[:3]):
        if ("gone", place) not in taken and ("kept", other_place) not in taken:
            taken |= {("gone", place), ("kept", other_place)}
            found.append((place, SamePerson(other.id, one.id, _sure(one, other))))
    return tuple(pair for _place, pair in sorted(found, key=lambda row: row[0]))


def _score(one: SomePerson, other: SomePerson) -> int:
    """The ways they share count less than the name, together more; 0 for nothing in common."""
    ways = sum(bool(_said(one, way)) and _said(one, way) == _said(other, way) for way in WAYS)
    return ways + (4 if fold(one.name) and fold(one.name) == fold(other.name) else 0)


def _sure(one: SomePerson, other: SomePerson) -> bool:
    said = [(_said(one, way), _said(other, way)) for way in WAYS]
    apart = any(mine and theirs and mine != theirs for mine, theirs in said)
    mobiles = _said(one, "mobile") and _said(one, "mobile") == _said(other, "mobile")
    return fold(one.name) == fold(other.name) and (bool(mobiles) or not apart)


def _said(one: SomePerson, way: str) -> str:
    return str(getattr(one, way)).strip().casefold()
