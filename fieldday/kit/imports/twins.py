"""Rows of a file that may be somebody who is there already: what is to be done with each.

A room's importer finds them (`Importer.meet`); what is done is the importing person's choice: for the certain ones, for
the possible ones, and for single rows by their numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fieldday.rules.parsing import as_number

CREATE, FILL, UPDATE, SKIP = "create", "fill", "update", "skip"
ACTS = (CREATE, FILL, UPDATE, SKIP)
MOST_ROWS = 2000  # single choices that a file keeps


@dataclass(frozen=True)
class TwinPolicy:
    """`create` a row all the same, `fill` what is empty in the one that is there, `update` all of it, or `skip`.

    `unnumbered`: rows may come without a number, and are then told apart by what they say alone.
    """

    certain: str = CREATE
    possible: str = CREATE
    rows: Mapping[int, str] = field(default_factory=dict)
    unnumbered: bool = False

    def act(self, row: int, *, certain: bool) -> str:
        """What is to be done with a row."""
        return self.rows.get(row) or (self.certain if certain else self.possible)

    def kept(self) -> dict[str, Any]:
        """As JSON keeps it."""
        rows = {str(row): act for row, act in self.rows.items()}
        return {"certain": self.certain, "possible": self.possible, "rows": rows}


# What a page proposes: a certain one loses nothing by being filled, a possible one is looked at by a person.
PROPOSED = TwinPolicy(certain=FILL, possible=CREATE, unnumbered=True)


def read_policy(said: Mapping[str, Any] | None, default: TwinPolicy = PROPOSED) -> TwinPolicy:
    """A policy as it was kept or posted; whatever is no act is the default's."""
    if not said:
        return default
    rows = {
        number: act
        for row, act in (said.get("rows") or {}).items()
        if act in ACTS and (number := as_number(str(row), 7)) is not None
    }
    chosen = {name: said.get(name) for name in ("certain", "possible")}
    acts = {name: act if act in ACTS else getattr(default, name) for name, act in chosen.items()}
    return TwinPolicy(**acts, rows=dict(list(rows.items())[:MOST_ROWS]), unnumbered=default.unnumbered)
