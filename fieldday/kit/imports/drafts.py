"""A row on its way in: what was read of it, what it becomes, and what is wrong with it."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from fieldday.kit.imports.report import Remark
from fieldday.rules.verdict import Reason


class Draft:
    """One row. `given` holds its readable, non-empty cells by field; `values` what is to be stored, by attribute.

    `row` is the stored row it meets, or the new one; `changes` what differs: {attribute: [old, new]}.
    `twin` is (number, how) of an earlier row that may be the same; `told` what is to say of a duplicate, and `act` what
    is done with it (`kit.imports.twins`); `left` the fields that are left alone. `repeats`: an earlier row has its key.
    """

    __slots__ = (
        "_settled", "act", "changes", "created", "errors", "given", "key", "left", "number", "repeats", "row", "told",
        "twin", "values", "warnings",
    )  # fmt: skip

    def __init__(self, number: int) -> None:
        self.number = number
        self.key: Hashable | None = None
        self.given: dict[str, Any] = {}
        self.repeats = False
        self.errors: list[Remark] = []
        self._settled = 0
        self.twin: tuple[int, Any] | None = None
        self.start_over()

    def start_over(self) -> None:
        """Forget all but what was read and settled: a transaction is tried again from here."""
        del self.errors[self._settled :]
        self.warnings: list[Remark] = []
        self.values: dict[str, Any] = dict(self.given)
        self.row: Any = None
        self.created = False
        self.changes: dict[str, Any] = {}
        self.told: dict[str, Any] | None = None
        self.act = ""
        self.left: frozenset[str] = frozenset()

    def settle(self) -> None:
        """What is wrong by now stays wrong."""
        self._settled = len(self.errors)

    def fail(self, field: str, code: str, **params: Any) -> None:
        """The row cannot be kept. The same thing is said once."""
        remark = Remark(self.number, Reason(code, params, field))
        if remark not in self.errors:
            self.errors.append(remark)

    def warn(self, field: str, code: str, **params: Any) -> None:
        """The row is kept, and somebody should look at it."""
        self.warnings.append(Remark(self.number, Reason(code, params, field)))

    def failed(self, field: str) -> bool:
        """Whether something is wrong at the field already."""
        return any(remark.reason.field == field for remark in self.errors)


@dataclass
class Batch:
    """The good rows of one transaction: new ones, changed ones, and the attributes that changed among them. `supposed`,
    in a preview, would change a row that the file makes further up."""

    created: list[Draft] = field(default_factory=list)
    changed: list[Draft] = field(default_factory=list)
    unchanged: list[Draft] = field(default_factory=list)
    supposed: list[Draft] = field(default_factory=list)
    attributes: set[str] = field(default_factory=set)

    @property
    def written(self) -> list[Draft]:
        return [*self.created, *self.changed]
