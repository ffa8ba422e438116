"""Customers shared out evenly, and so that each has those near each other."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.sharing_out import Item, share_out

north, south = (25.04, 121.5), (22.63, 120.3)


def test_each_gets_those_near_each_other() -> None:
    items = [Item(f"n{n}", (north[0] + n / 1000, north[1])) for n in range(5)]
    items += [Item(f"s{n}", (south[0] + n / 1000, south[1])) for n in range(5)]
    shares = share_out(items, [1, 2])
    assert {pk[0] for pk, person in shares.items() if person == shares["n0"]} == {"n"}
    homes = {1: south, 2: north}
    shares = share_out(items, [1, 2], homes)
    assert (shares["s1"], shares["n1"]) == (1, 2)


def test_a_town_without_places_stays_together() -> None:
    items = [Item(f"{town}{n}", None, town) for town in "ab" for n in range(4)]
    shares = share_out(items, [1, 2])
    assert [{shares[f"{town}{n}"] for n in range(4)} for town in "ab"] == [{1}, {2}]


places = st.none() | st.tuples(st.floats(21, 26), st.floats(119, 122))


@given(st.lists(places, max_size=30), st.integers(1, 5))
def test_all_are_given_once_and_evenly(drawn: list, count: int) -> None:
    items = [Item(n, place) for n, place in enumerate(drawn)]
    people = list(range(1, count + 1))
    shares = share_out(items, people)
    assert set(shares) == set(range(len(items)))
    counts = Counter(shares.values())
    numbers = [counts[person] for person in people]
    assert max(numbers) - min(numbers) <= 1 or any(place is None for place in drawn)
    assert max(numbers) <= -(-len(items) // count)
    assert shares == share_out(list(reversed(items)), people)


def test_nobody_gets_nothing() -> None:
    assert share_out([Item(1)], []) == {}
