"""Distances on the earth."""

from __future__ import annotations

import math
from decimal import Decimal

CODES: tuple[str, ...] = ()

EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG 1980

Degrees = Decimal | float


def distance_m(lat1: Degrees, lng1: Degrees, lat2: Degrees, lng2: Degrees) -> float:
    """Metres along the great circle between two points in degrees, by the haversine formula; within 0.6 % of the
    ellipsoid, which is less than a phone knows of its own place."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_phi = (phi2 - phi1) / 2
    half_lambda = (math.radians(lng2) - math.radians(lng1)) / 2
    h = math.sin(half_phi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, h)))


def on_earth(lat: Degrees, lng: Degrees) -> bool:
    """Whether a pair of degrees is a point: numbers, latitude within 90, longitude within 180."""
    return math.isfinite(lat) and math.isfinite(lng) and -90 <= lat <= 90 and -180 <= lng <= 180
