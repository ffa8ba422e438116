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

    `known`: what becomes of one whose number is there already, and what it says otherwise is told; "" updates all of it
    and tells nothing. `unnumbered`: rows may come without a number, and are then told apart by what they say alone.
    """

    certain: str = CREATE
    possible: str = CREATE
    known: str = ""
    rows: Mapping[int, str] = field(default_factory=dict)
    unnumbered: bool = False

    def act(self, row: int, *, certain: bool) -> str:
        """What is to be done with a row."""
        return self.rows.get(row) or (self.certain if certain else self.possible)

    def act_on_known(self, row: int) -> str:
        """What is to be done with a row whose number is there: it is never created once more."""
        act = self.rows.get(row) or self.known or UPDATE
        return UPDATE if act == CREATE else act

    def kept(self) -> dict[str, Any]:
        """As JSON keeps it."""
        rows = {str(row): act for row, act in self.rows.items()}
        return {"certain": self.certain, "possible": self.possible, "known": self.known, "rows": rows}


# What a page proposes: a certain one loses nothing by being filled, a possible one is looked at by a person.
PROPOSED = TwinPolicy(certain=FILL, possible=CREATE, known=UPDATE, unnumbered=True)


def read_policy(said: Mapping[str, Any] | None, default: TwinPolicy = PROPOSED) -> TwinPolicy:
    """A policy as it was kept or posted; whatever is no act is the default's."""
    if not said:
        return default
    rows = {
        number: act
        for row, act in (said.get("rows") or {}).items()
        if act in ACTS and (number := as_number(str(row), 7)) is not None
    }
    chosen = {name: said.get(name) for name in ("certain", "possible", "known")}
    acts = {name: act if act in ACTS else getattr(default, name) for name, act in chosen.items()}
    return TwinPolicy(**acts, rows=dict(list(rows.items())[:MOST_ROWS]), unnumbered=default.unnumbered)
