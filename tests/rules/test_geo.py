import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.geo import EARTH_RADIUS_M, distance_m, on_earth

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


def test_known_distances() -> None:
    assert distance_m(0, 0, 0, 1) == pytest.approx(111_195, rel=1e-4)
    assert distance_m(0, 0, 0, 180) == pytest.approx(math.pi * EARTH_RADIUS_M)
    taipei_main, kaohsiung_main = (25.0478, 121.5170), (22.6394, 120.3028)
    assert distance_m(*taipei_main, *kaohsiung_main) == pytest.approx(295_000, rel=0.01)
    assert distance_m(Decimal("25.0478"), Decimal("121.5170"), 25.0478, 121.5170) == 0


@given(latitudes, longitudes, latitudes, longitudes)
def test_a_distance_is_the_same_both_ways_and_never_round_the_far_side(a: float, b: float, c: float, d: float) -> None:
    there = distance_m(a, b, c, d)
    assert there == pytest.approx(distance_m(c, d, a, b), abs=1e-3)
    assert 0 <= there <= math.pi * EARTH_RADIUS_M + 1
    assert distance_m(a, b, a, b) == 0


@given(latitudes, st.floats(-1, 1))
def test_across_the_date_line_is_near(lat: float, offset: float) -> None:
    assert distance_m(lat, 180, lat, -180 + abs(offset)) <= 112_000


def test_on_earth() -> None:
    assert on_earth(Decimal("25.03"), 121.5)
    assert not on_earth(91, 0)
    assert not on_earth(0, -181)
    assert not on_earth(float("nan"), 0)
    assert not on_earth(Decimal("NaN"), 0)
