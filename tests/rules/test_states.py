import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.planning import PLAN_STATES
from fieldday.rules.signoff import REPORT_STATES
from fieldday.rules.states import Machine

MACHINES = [PLAN_STATES, REPORT_STATES]


def test_a_table_must_judge_every_pair_once() -> None:
    with pytest.raises(ValueError, match="never"):
        Machine(start="open", moves={("open", "close"): "closed"}, refusals={})
    with pytest.raises(ValueError, match="twice"):
        Machine(
            start="open",
            moves={("open", "close"): "closed"},
            refusals={("open", "close"): "a.b.c", ("closed", "close"): "a.b.c"},
        )


def test_unknown_words_are_a_mistake_of_ours_not_of_a_person() -> None:
    with pytest.raises(ValueError, match="no such"):
        PLAN_STATES.may("lost", "submit")
    with pytest.raises(ValueError, match="no such"):
        PLAN_STATES.may("draft", "burn")


@pytest.mark.parametrize("machine", MACHINES)
@given(acts=st.lists(st.integers(0, 99), max_size=30))
def test_any_acts_walk_only_along_the_table(machine: Machine, acts: list[int]) -> None:
    state = machine.start
    for number in acts:
        act = machine.acts[number % len(machine.acts)]
        if machine.may(state, act).ok:
            assert act in machine.allowed(state)
            state = machine.after(state, act)
        else:
            with pytest.raises(ValueError, match="not possible"):
                machine.after(state, act)
        assert state in machine.states


@pytest.mark.parametrize("machine", MACHINES)
def test_every_state_can_be_reached(machine: Machine) -> None:
    reached = {machine.start}
    while more := {machine.after(s, a) for s in reached for a in machine.allowed(s)} - reached:
        reached |= more
    assert reached == set(machine.states)
