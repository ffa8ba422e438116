"""Shapes drawn around places: what an address says, and what lies within."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.lasso import NOWHERE, Ring, held, read_rings

SQUARE = "12100000.2500000.100000.0.0.100000.-100000.0"  # 121–122° east, 25–26° north


def test_a_square_holds_what_lies_in_it():
    (square,) = read_rings(SQUARE)
    assert square.points == (
        (12_100_000, 2_500_000),
        (12_200_000, 2_500_000),
        (12_200_000, 2_600_000),
        (12_100_000, 2_600_000),
    )
    assert square.sides == (25.0, 121.0, 26.0, 122.0)
    assert square.holds(25.5, 121.5)
    assert not square.holds(25.5, 122.5)
    assert not square.holds(26.5, 121.5)


def test_a_bay_of_a_shape_is_not_within_it():
    hook = Ring(((0, 0), (300_000, 0), (300_000, 300_000), (200_000, 300_000), (200_000, 100_000), (0, 100_000)))
    assert hook.holds(2.5, 2.5)
    assert not hook.holds(2.5, 1.0)


def test_a_line_that_crosses_itself_still_holds_what_it_goes_around_twice():
    twice = Ring(((0, 0), (400_000, 0), (400_000, 400_000), (0, 400_000), (0, 0),
                  (200_000, 0), (200_000, 200_000), (0, 200_000)))  # fmt: skip
    assert twice.holds(1.0, 1.0)
    assert twice.holds(3.0, 3.0)


def test_several_shapes_hold_together_and_no_place_lies_in_none():
    rings = read_rings(SQUARE + "_" + SQUARE.replace("121", "119", 1))
    assert len(rings) == 2
    assert held(rings, (25.5, 119.5))
    assert not held(rings, (25.5, 120.5))
    assert not held(rings, None)
    assert not held((NOWHERE,), (0.0, 0.0))
    assert not held(read_rings(""), (25.5, 121.5))


@pytest.mark.parametrize(
    "text",
    ["x", "1.2", "1.2.3.4", "1.2.3.4.5", "1.2.3.4.5.x", "_", SQUARE + "_", "１.2.3.4.5.6", "1e3.2.3.4.5.6",
     "99999999.0.1.1.1.1", "0.9000000.0.1.1.1", "_".join([SQUARE] * 41), ".".join(["1"] * 242)],
)  # fmt: skip
def test_what_is_no_shape_is_refused(text):
    with pytest.raises(ValueError, match="no shape"):
        read_rings(text)


@given(st.floats(-89, 89), st.floats(-179, 179), st.integers(1, 90_000), st.integers(1, 90_000))
def test_a_box_about_a_place_holds_it_and_none_beside_it_does(latitude, longitude, wide, high):
    x, y = round(longitude * 100_000), round(latitude * 100_000)
    box = read_rings(f"{x - wide}.{y - high}.{2 * wide}.0.0.{2 * high}.{-2 * wide}.0")
    assert held(box, (y / 100_000, x / 100_000))
    assert not held(box, (y / 100_000, (x + wide + 2) / 100_000))
