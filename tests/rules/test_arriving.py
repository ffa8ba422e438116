from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.arriving import CODES, WORST_ACCURACY_M, Location, judge_arrival

SHOP = (Decimal("25.0478000"), Decimal("121.5170000"))
NEAR = Location(25.0488, 121.5170, 10)  # 111 m to the north
FAR = Location(25.0578, 121.5170, 10)  # 1,112 m to the north

locations = st.builds(
    Location, st.floats(-91, 91), st.floats(-181, 181), st.none() | st.floats(-10, 1000) | st.just(float("nan"))
)


def test_at_the_shop() -> None:
    arrival = judge_arrival(place=SHOP, location=NEAR, radius_m=200)
    assert (arrival.verdict, arrival.distance_m, arrival.reasons) == ("verified", 111, ())


def test_elsewhere() -> None:
    arrival = judge_arrival(place=SHOP, location=FAR, radius_m=200)
    assert (arrival.verdict, arrival.distance_m) == ("out_of_range", 1112)
    assert arrival.reasons[0].params == {"distance": 1112, "radius": 200}


def test_the_phones_uncertainty_is_to_the_reps_benefit() -> None:
    assert judge_arrival(place=SHOP, location=NEAR, radius_m=100).verdict == "out_of_range"
    unsure = Location(NEAR.lat, NEAR.lng, 20)
    assert judge_arrival(place=SHOP, location=unsure, radius_m=100).verdict == "verified"


@pytest.mark.parametrize(
    ("place", "location", "code", "distance"),
    [
        (SHOP, None, "visits.arrival.without_location", None),
        (SHOP, Location(91, 0, 5), "visits.arrival.without_location", None),
        (None, FAR, "visits.arrival.place_unknown", None),
        (SHOP, Location(FAR.lat, FAR.lng, WORST_ACCURACY_M + 1), "visits.arrival.inaccurate", 1112),
        (SHOP, Location(FAR.lat, FAR.lng, None), "visits.arrival.inaccurate", 1112),
        (SHOP, Location(FAR.lat, FAR.lng, -1), "visits.arrival.inaccurate", 1112),
    ],
)
def test_what_cannot_be_verified_is_not_held_against_him(
    place: tuple[Decimal, Decimal] | None, location: Location | None, code: str, distance: int | None
) -> None:
    arrival = judge_arrival(place=place, location=location, radius_m=200)
    assert arrival.verdict == "unverifiable"
    assert arrival.reasons[0].code == code
    assert arrival.distance_m == distance


@given(st.none() | st.just(SHOP), st.none() | locations, st.integers(0, 2000), st.integers(0, 2000))
def test_a_wider_radius_never_puts_anyone_out_of_range(
    place: tuple[Decimal, Decimal] | None, location: Location | None, radius: int, more: int
) -> None:
    narrow = judge_arrival(place=place, location=location, radius_m=radius)
    wide = judge_arrival(place=place, location=location, radius_m=radius + more)
    assert not (narrow.verdict == "verified" and wide.verdict != "verified")
    assert (narrow.verdict == "unverifiable") == (wide.verdict == "unverifiable")
    assert {reason.code for reason in narrow.reasons} <= set(CODES)
    assert (narrow.verdict == "verified") == (not narrow.reasons)
