"""Sharing customers out among several people, evenly and so that each has those who lie near each other.

Everybody gets the same number, give or take one. Those whose second best person is much farther away than the best
choose first; what has no place goes, town by town, to who has the fewest.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Mapping, Sequence

from fieldday.rules.geo import distance_m

CODES: tuple[str, ...] = ()
ROUNDS = 4  # of moving the middles to what was given

Place = tuple[float, float]


@dataclasses.dataclass(frozen=True)
class Item:
    """A customer to give: `place` in degrees, None where unknown; `town` keeps those without a place together."""

    id: Hashable
    place: Place | None = None
    town: str = ""


def share_out(
    items: Sequence[Item], people: Sequence[int], homes: Mapping[int, Place | None] | None = None
) -> dict[Hashable, int]:
    """{customer: person}, each customer once. `homes` are the middles of what people have already; who has nothing
    begins at the customer farthest from all others' middles. The same input gives the same answer."""
    if not people:
        return {}
    placed = sorted((item for item in items if item.place is not None), key=lambda item: str(item.id))
    unplaced = sorted((item for item in items if item.place is None), key=lambda item: (item.town, str(item.id)))
    middles = _begin(placed, people, homes or {})
    room = _room(len(placed), people)
    given: dict[Hashable, int] = {}
    for _round in range(ROUNDS if placed else 0):
        before, given = given, _give(placed, middles, room)
        if given == before:
            break
        middles |= {
            person: middle
            for person in people
            if not (homes or {}).get(person) and (middle := _middle([i.place for i in placed if given[i.id] == person]))
        }
    counts = {person: sum(1 for one in given.values() if one == person) for person in people}
    at = 0
    for item in unplaced:  # whole towns one after the other
        if counts[people[at]] >= -(-len(items) // len(people)):
            at = min(range(len(people)), key=lambda n: (counts[people[n]], n))
        given[item.id] = people[at]
        counts[people[at]] += 1
    return given


def _room(count: int, people: Sequence[int]) -> dict[int, int]:
    share, over = divmod(count, len(people))
    return {person: share + (n < over) for n, person in enumerate(people)}


def _begin(placed: Sequence[Item], people: Sequence[int], homes: Mapping[int, Place | None]) -> dict[int, Place]:
    known = {person: home for person in people if (home := homes.get(person)) is not None}
    places = [item.place for item in placed if item.place is not None]
    for person in people:
        if person not in known:
            known[person] = _farthest(places, list(known.values()))
    return known


def _farthest(places: Sequence[Place], others: Sequence[Place]) -> Place:
    if not places:
        return (0.0, 0.0)
    if not others:
        return min(places)
    return max(places, key=lambda place: (min(_way(place, other) for other in others), place))


def _give(placed: Sequence[Item], middles: Mapping[int, Place], room: Mapping[int, int]) -> dict[Hashable, int]:
    """Each to the nearest who has room; whoever would lose most by another chooses first."""
    left = dict(room)
    wishes = []
    for item in placed:
        assert item.place is not None  # noqa: S101  # `placed` are those that have one
        ways = sorted((_way(item.place, middle), person) for person, middle in middles.items())
        loss = ways[1][0] - ways[0][0] if len(ways) > 1 else 0.0
        wishes.append((-loss, str(item.id), item.id, [person for _way, person in ways]))
    given = {}
    for _loss, _text, pk, persons in sorted(wishes, key=lambda wish: wish[:2]):
        person = next(one for one in persons if left[one] > 0)
        left[person] -= 1
        given[pk] = person
    return given


def _middle(places: Sequence[Place | None]) -> Place | None:
    known = [place for place in places if place is not None]
    if not known:
        return None
    return sum(lat for lat, _lng in known) / len(known), sum(lng for _lat, lng in known) / len(known)


def _way(one: Place, other: Place) -> float:
    return distance_m(one[0], one[1], other[0], other[1])
