"""Which pairs of many cards to judge at all: those that meet under a key, and those whose names share rare pieces.

A hundred thousand cards make five thousand million pairs. Here each card is judged only beside those with its tax id,
phone, house or name key, and beside the most alike of those that share rare pieces of its name. A key that too many
share (a switchboard, an exchange's address) tells nothing apart and is passed over.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Indel

from fieldday.rules.dedupe import LEAST, Card, Found, judge

CODES: tuple[str, ...] = ()

MOST = 40  # cards under one key
MOST_OF_A_PIECE = 150  # cards that share a piece of a name
PIECES = 4  # of a name, the rarest
_CUT = 0.55
_GRID = 2500  # cells a degree: some 40 m


@dataclasses.dataclass(frozen=True, slots=True)
class Pair:
    """Two cards by their ids, `a` the one that came first."""

    a: Hashable
    b: Hashable
    found: Found


def pairs(cards: Sequence[Card], least: float = LEAST, tick: Callable[[int], None] | None = None) -> Iterator[Pair]:
    """Every pair with a score of at least `least`, by the place of the second card; memory grows with the cards, not
    with the pairs. `tick` hears how many cards are done."""
    blocks = _Blocks(cards)
    for place, later in enumerate(cards):
        for other in sorted(blocks.before(place)):
            found = judge(cards[other], later)
            if found.score >= least:
                yield Pair(cards[other].id, later.id, found)
        if tick and place % 1000 == 999:
            tick(place + 1)


def keys_of(card: Card) -> Iterator[str]:
    """The keys under which a card meets others."""
    if card.name.core:
        yield f"n{card.name.core}"
    if card.tax_id:
        yield f"t{card.tax_id}"
    for phone in card.phones:
        yield f"p{phone}"
    if card.email:
        yield f"e{card.email}"
    if card.address.whole:
        yield f"a{card.address.key}"


class _Blocks:
    """Cards by key and by the rare pieces of their names."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._keys = [card.name.key for card in cards]
        self._met = _index(map(_all_keys, cards), MOST)
        counts: dict[str, int] = defaultdict(int)
        for key in self._keys:
            for piece in pieces(key):
                counts[piece] += 1
        self._rare = _index((_rarest(key, counts) for key in self._keys), MOST_OF_A_PIECE)

    def before(self, place: int) -> set[int]:
        """The places of the earlier cards to judge this one beside."""
        found = {other for under in self._met[1][place] for other in self._met[0][under] if other < place}
        near = {other for under in self._rare[1][place] for other in self._rare[0][under] if other < place} - found
        if near:
            choices = {other: self._keys[other] for other in near}
            alike = process.extract_iter(
                self._keys[place], choices, scorer=Indel.normalized_similarity, score_cutoff=_CUT
            )
            found.update(other for _key, _score, other in alike)
        return found


def pieces(key: str) -> set[str]:
    """Pairs of neighbours, and of those with one between them: one wrong character leaves some of both."""
    return {key[n : n + 2] for n in range(len(key) - 1)} | {key[n] + "·" + key[n + 2] for n in range(len(key) - 2)}


def _rarest(key: str, counts: dict[str, int]) -> list[str]:
    found = sorted((count, piece) for piece in pieces(key) if 1 < (count := counts[piece]) <= MOST_OF_A_PIECE)
    return [piece for _count, piece in found[:PIECES]]


def _all_keys(card: Card) -> Iterator[str]:
    yield from keys_of(card)
    if card.place is not None:  # its cell and the three that it is nearest to
        rows = {int((card.place[0] + half) * _GRID) for half in (-0.5 / _GRID, 0.5 / _GRID)}
        columns = {int((card.place[1] + half) * _GRID) for half in (-0.5 / _GRID, 0.5 / _GRID)}
        yield from (f"g{row},{column}" for row in rows for column in columns)


def _index(found: Iterable[Iterable[str]], most: int) -> tuple[list[list[int]], list[list[int]]]:
    """(cards of each key, keys of each card); a key of one card, or of more than `most`, is left out."""
    numbers: dict[str, int] = {}
    members: list[list[int]] = []
    of: list[list[int]] = []
    for place, keys in enumerate(found):
        own = []
        for key in keys:
            number = numbers.setdefault(key, len(members))
            if number == len(members):
                members.append([])
            if len(members[number]) <= most:
                members[number].append(place)
            own.append(number)
        of.append(own)
    return members, [[number for number in own if 1 < len(members[number]) <= most] for own in of]
