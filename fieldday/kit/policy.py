"""Who may do what: verb × role → scope, written as a table that a person can read."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Whose papers a role may touch with a verb."""

    NOBODY = "-"
    OWN = "own"  # one's own papers and days
    LINE = "line"  # papers of those below in the line, never one's own (the root's own excepted)
    SIGHT = "sight"  # any row one can see
    ALL = "all"  # the company's


ROLES = ("rep", "supervisor", "manager", "director", "assistant", "administrator", "auditor")


@dataclass(frozen=True)
class Policy:
    """One room's table: `scope(verb, role)` reads one cell, `allows(verb, role)` whether it says anything but "-"."""

    rows: dict[str, dict[str, Scope]]

    def scope(self, verb: str, role: str) -> Scope:
        return self.rows[verb].get(role, Scope.NOBODY)

    def allows(self, verb: str, role: str) -> bool:
        """Whether the role may do it at all, to whomever's papers."""
        return self.scope(verb, role) is not Scope.NOBODY


def read_table(text: str) -> Policy:
    """Read a table: a header line of roles, then a verb and one scope a role on each line. Raises ValueError."""
    lines = [line.split() for line in text.strip().splitlines() if line.strip()]
    header, body = lines[0], lines[1:]
    if tuple(header[1:]) != ROLES:
        raise ValueError(f"the header must name the roles in order: {' '.join(ROLES)}")
    rows: dict[str, dict[str, Scope]] = {}
    for verb, *cells in body:
        if len(cells) != len(ROLES) or verb in rows:
            raise ValueError(f"the row of {verb} is not one scope a role, once")
        rows[verb] = {role: Scope(cell) for role, cell in zip(ROLES, cells, strict=True)}
    return Policy(rows)
