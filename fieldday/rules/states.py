"""One small state machine: which act leads from which state to which, and why another may not.

A paper's machine is a table written out in its own module. There every pair of a state and an act is either
a move or a refusal with its code, so that nobody is told merely "not possible".
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from fieldday.rules.verdict import FINE, Verdict, refuse

CODES: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Machine:
    """The states and acts of one paper.

    ``moves`` maps (state, act) to the next state; ``refusals`` maps every other pair to the code that says why.
    """

    start: str
    moves: Mapping[tuple[str, str], str]
    refusals: Mapping[tuple[str, str], str]

    def __post_init__(self) -> None:
        every = {(state, act) for state in self.states for act in self.acts}
        judged = [*self.moves, *self.refusals]
        if len(judged) != len(set(judged)) or set(judged) != every:
            raise ValueError(f"pairs judged twice or never: {sorted(every.symmetric_difference(judged))}")

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order the table names them."""
        named = [self.start, *(state for state, _ in self.moves), *self.moves.values()]
        return tuple(dict.fromkeys(named))

    @property
    def acts(self) -> tuple[str, ...]:
        """Every act, in the order the table names them."""
        return tuple(dict.fromkeys(act for _, act in self.moves))

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code a refusal can have."""
        return tuple(dict.fromkeys(self.refusals.values()))

    def may(self, state: str, act: str) -> Verdict:
        """Whether the act is possible in this state; if not, why. Raises ``ValueError`` for an unknown word."""
        if (state, act) in self.moves:
            return FINE
        if (state, act) in self.refusals:
            return refuse(self.refusals[state, act])
        raise ValueError(f"no such state or act: {state}, {act}")

    def after(self, state: str, act: str) -> str:
        """The state the act leads to. Raises ``ValueError`` where ``may`` says no."""
        if (state, act) not in self.moves:
            raise ValueError(f"{act} is not possible in {state}")
        return self.moves[state, act]

    def allowed(self, state: str) -> tuple[str, ...]:
        """The acts possible in this state."""
        return tuple(act for act in self.acts if (state, act) in self.moves)
