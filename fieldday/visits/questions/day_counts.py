"""What a day came to in counts: what became of its planned stops, so that the figures add up."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class StopsTold:
    """What became of the planned stops but those the company changed; the four are all of them. Only `visited` and
    `proven` were carried out: `unproven` were found shut and nothing proves it, to `missed` nobody went."""

    visited: int = 0
    proven: int = 0
    unproven: int = 0
    missed: int = 0

    @property
    def planned(self) -> int:
        return self.visited + self.proven + self.unproven + self.missed


@dataclass(frozen=True)
class DayCounts:
    """A day's or a week's counts as a form tells them: `unproven` of what was found `shut` are stops that do not count
    as carried out; `missed` are stops nobody went to."""

    planned: int = 0
    visited: int = 0
    effective: int = 0
    shut: int = 0
    unproven: int = 0
    unplanned: int = 0
    missed: int = 0
    contacts: int = 0

    def __add__(self, other: "DayCounts") -> "DayCounts":
        return DayCounts(*(mine + more for mine, more in zip(astuple(self), astuple(other), strict=True)))
