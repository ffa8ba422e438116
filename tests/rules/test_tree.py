import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.tree import ROLES, derived_role, find_cycle, lines, parse_role
from fieldday.rules.verdict import Unreadable

any_parents = st.dictionaries(st.integers(0, 12), st.none() | st.integers(0, 14), max_size=13)


@st.composite
def trees(draw: st.DrawFn) -> dict[int, int | None]:
    """People 0..n-1, each reporting to someone with a smaller number or to nobody."""
    size = draw(st.integers(0, 14))
    return {i: draw(st.none() | st.integers(0, i - 1)) if i else None for i in range(size)}


def climb(parents: dict[int, int | None], node: int) -> list[int]:
    """Everyone above, nearest first, as far as one meets nobody twice."""
    above: list[int] = []
    current = parents.get(node)
    while current is not None and current not in above:
        above.append(current)
        current = parents.get(current)
    return above


def test_alice_and_bob() -> None:
    parents = {"alice": "bob", "bob": "dora", "dora": None, "charlie": "dora"}
    assert find_cycle(parents) is None
    assert lines(parents) == {
        *((p, p) for p in parents),
        *(("bob", "alice"), ("dora", "alice"), ("dora", "bob"), ("dora", "charlie")),
    }


def test_a_ring_is_named_by_its_members_only() -> None:
    assert find_cycle({"a": "b", "b": "c", "c": "b"}) == ("b", "c")
    assert find_cycle({"a": "a"}) == ("a",)
    with pytest.raises(ValueError, match="ring"):
        lines({"a": "b", "b": "a"})


def test_a_superior_nobody_knows_ends_the_line() -> None:
    assert find_cycle({1: 9}) is None
    assert lines({1: 9}) == {(1, 1), (9, 9), (9, 1)}


def test_a_chain_of_ten_thousand() -> None:
    assert find_cycle({i: i + 1 for i in range(10_000)}) is None


@given(any_parents)
def test_a_ring_is_a_ring_and_none_is_missed(parents: dict[int, int | None]) -> None:
    ring = find_cycle(parents)
    if ring is None:
        assert all(person not in climb(parents, person) for person in parents)
    else:
        assert len(set(ring)) == len(ring)
        assert [parents[member] for member in ring] == [*ring[1:], ring[0]]


@given(trees())
def test_lines_are_every_one_above_everyone(parents: dict[int, int | None]) -> None:
    wanted = {(p, p) for p in parents} | {(above, p) for p in parents for above in climb(parents, p)}
    assert lines(parents) == wanted


def test_roles_from_the_place_in_the_tree() -> None:
    assert derived_role("", True, True) == "director"
    assert derived_role(" ", False, True) == "supervisor"
    assert derived_role("", False, False) == "rep"
    assert derived_role("", True, False) == "rep"


def test_a_given_role_stands() -> None:
    assert {derived_role(role.upper(), True, True) for role in ROLES} == set(ROLES)
    assert derived_role("區經理", False, True) == "manager"
    assert parse_role("業務助理") == "assistant"
    assert parse_role("") == ""


def test_a_word_that_is_no_role() -> None:
    with pytest.raises(Unreadable) as refused:
        derived_role("wizard ", False, False)
    assert refused.value.reason.code == "people.role.unknown"
    assert refused.value.reason.params == {"text": "wizard"}
