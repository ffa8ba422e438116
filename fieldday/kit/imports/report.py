"""What came of an import: five counts, and what was wrong with which row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fieldday.rules.verdict import Reason


@dataclass(frozen=True)
class Remark:
    """A reason at a row, counted from 1 under the header; `reason.field` names the field, "" for the row as a whole."""

    row: int
    reason: Reason


@dataclass(frozen=True)
class ImportReport:
    """read = created + updated + unchanged + rejected. `errors` made their rows be rejected; `warnings` did not."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    errors: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()
    twins: tuple[Remark, ...] = ()  # rows that may be somebody who is there already, and what is done with each

    def contract(self, say: Callable[[Reason], str]) -> dict[str, Any]:
        """The import contract's answer, errors put into words by `say`."""
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "errors": [
                {"row": remark.row, "field": remark.reason.field, "message": say(remark.reason)}
                for remark in self.errors
            ],
        }
