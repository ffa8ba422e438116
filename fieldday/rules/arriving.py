"""Whether an arrival 抵達 took place where the customer is. A location is welcome and never required."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from fieldday.rules.geo import distance_m, on_earth
from fieldday.rules.verdict import Reason

VERIFIED, OUT_OF_RANGE, UNVERIFIABLE = "verified", "out_of_range", "unverifiable"

WORST_ACCURACY_M = 300  # a mast instead of a satellite: it says which district, not which shop

CODES: tuple[str, ...] = (
    "visits.arrival.without_location",
    "visits.arrival.place_unknown",
    "visits.arrival.inaccurate",
    "visits.arrival.out_of_range",
)


@dataclasses.dataclass(frozen=True)
class Location:
    """Where a phone says it is: degrees, and the radius in metres within which it is right 95 times in 100."""

    lat: Decimal | float
    lng: Decimal | float
    accuracy_m: float | None


@dataclasses.dataclass(frozen=True)
class Arrival:
    """What can be said of an arrival: "verified", "out_of_range" or "unverifiable", the metres where known, and why."""

    verdict: str
    distance_m: int | None
    reasons: tuple[Reason, ...] = ()


def judge_arrival(
    *, place: tuple[Decimal | float, Decimal | float] | None, location: Location | None, radius_m: int
) -> Arrival:
    """Compare where the phone was with where the customer is, both in degrees (latitude, longitude).

    The phone's own uncertainty is to the rep's benefit: he is out of range only if even the nearest point where
    he may have been is farther than ``radius_m``. Without a location, without the customer's coordinates, or
    with an accuracy worse than 300 m (or not told) nothing can be verified, and nothing is held against him.
    """
    if location is None or not on_earth(location.lat, location.lng):
        return _unverifiable(Reason("visits.arrival.without_location"))
    if place is None or not on_earth(*place):
        return _unverifiable(Reason("visits.arrival.place_unknown"))
    distance = round(distance_m(location.lat, location.lng, *place))
    accuracy = location.accuracy_m
    if accuracy is None or not 0 <= accuracy <= WORST_ACCURACY_M:
        return _unverifiable(Reason("visits.arrival.inaccurate", {"limit": WORST_ACCURACY_M}), distance)
    if distance - accuracy > radius_m:
        params = {"distance": distance, "radius": radius_m}
        return Arrival(OUT_OF_RANGE, distance, (Reason("visits.arrival.out_of_range", params),))
    return Arrival(VERIFIED, distance)


def _unverifiable(reason: Reason, distance: int | None = None) -> Arrival:
    return Arrival(UNVERIFIABLE, distance, (reason,))
