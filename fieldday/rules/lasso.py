"""Shapes drawn by hand around places on a map: how an address says them, and what lies within one.

An address says a shape as whole hundred-thousandths of a degree (a metre), east and north by turns, the first point as
it is and each other one as its distance from the point before: `12151234.2504567.120.-45.…`; `_` parts the shapes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

CODES: tuple[str, ...] = ()
UNITS = 100_000  # of a degree
MOST_RINGS, MOST_POINTS = 40, 120
NUMBER = re.compile(r"-?[0-9]{1,8}", re.ASCII)


@dataclass(frozen=True)
class Ring:
    """A closed line around places: its corners (east, north) in units. Its end is joined to its beginning."""

    points: tuple[tuple[int, int], ...] = ()

    @cached_property
    def sides(self) -> tuple[float, float, float, float]:
        """South, west, north, east in degrees of the rectangle about it; of a ring without points, of nothing."""
        east, north = [x for x, _ in self.points] or [0], [y for _, y in self.points] or [0]
        return min(north) / UNITS, min(east) / UNITS, max(north) / UNITS, max(east) / UNITS

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a place lies within: the line goes around it at least once, however often it crosses itself.

        The winding number of a point about a polygon (Sunday 2001); the browser reckons the same (client/src/lasso.ts).
        """
        x, y, turns = longitude * UNITS, latitude * UNITS, 0
        for (x1, y1), (x2, y2) in pairwise((*self.points, *self.points[:1])):
            side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
            if y1 <= y < y2 and side > 0:
                turns += 1
            elif y2 <= y < y1 and side < 0:
                turns -= 1
        return turns != 0


NOWHERE = Ring()


def read_rings(text: str) -> tuple[Ring, ...]:
    """The shapes of an address, none for an empty one. Raises ValueError for what is none, or too many."""
    if not text:
        return ()
    rings = text.split("_")
    if len(rings) > MOST_RINGS:
        raise ValueError("no shape")
    return tuple(_ring(one) for one in rings)


def held(rings: Iterable[Ring], place: tuple[float, float] | None) -> bool:
    """Whether a place (latitude, longitude) lies within any of the shapes; no place lies in none."""
    return place is not None and any(ring.holds(*place) for ring in rings)


def _ring(text: str) -> Ring:
    numbers = text.split(".")
    if len(numbers) % 2 or not 6 <= len(numbers) <= 2 * MOST_POINTS or not all(map(NUMBER.fullmatch, numbers)):
        raise ValueError("no shape")
    steps = list(map(int, numbers))
    points = tuple(zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True))
    if any(abs(x) > 180 * UNITS or abs(y) > 90 * UNITS for x, y in points):
        raise ValueError("no shape")
    return Ring(points)
