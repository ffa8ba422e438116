"""The shape of every judgement: a verdict and the reasons for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

CODES: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Reason:
    """One reason: a code that a room puts into words, and the figures that go into the sentence.

    ``field`` names the form field or the stop concerned ("stop-3"), "" for the whole.
    ``params`` are read, never changed; they are left out of the hash, not of equality.
    """

    code: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict, hash=False)
    field: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", dict(self.params))


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What a rule says about something: fine, or not, with every reason at once."""

    reasons: tuple[Reason, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.reasons

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the reasons, in their order."""
        return tuple(reason.code for reason in self.reasons)


FINE = Verdict()


def refuse(code: str, field: str = "", **params: object) -> Verdict:
    """A verdict with one reason against."""
    return Verdict((Reason(code, params, field),))


def together(*verdicts: Verdict) -> Verdict:
    """One verdict with the reasons of all, in order."""
    return Verdict(tuple(reason for verdict in verdicts for reason in verdict.reasons))


class Unreadable(ValueError):
    """A text that is not what it should be: a ``ValueError`` that carries a reason to put into words."""

    def __init__(self, code: str, **params: object) -> None:
        self.reason = Reason(code, params)
        super().__init__(f"{code} {dict(params)}")

    def at(self, field: str) -> Reason:
        """The reason as it stands at a form's field."""
        return Reason(self.reason.code, self.reason.params, field)
