"""Parents and dealers that rows of a file name by number: customers that are there, or rows anywhere in the file.

A row whose parent or dealer is not there yet waits until the file was read to its end, and is then brought in after it;
so the rows' order does not matter. What nobody can bring is failed at its field.
"""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fieldday.customers.actions.kinship import DEEPEST
from fieldday.kit.imports.drafts import Draft

KIN = ("parent", "dealer")
Known = tuple[UUID, str]  # a customer's id and kind


class KinOfFile:
    """Who the numbers of one file stand for: in the base, or in rows that were brought in further up or down."""

    def __init__(self, rows: Callable[[], QuerySet]) -> None:
        self._rows = rows
        self._file: dict[str, Known] = {}  # by number, in a dry run the only trace of them
        self._by_row: dict[int, Known] = {}
        self._rejected: dict[str, int] = {}  # numbers of rejected rows: where they stand
        self._waiting: set[int] = set()

    def remember(self, drafts: Iterable[Draft]) -> None:
        """Who rows that were brought in have become: new ones, or those that they were found to be."""
        for draft in drafts:
            self._waiting.discard(draft.number)
            number = draft.given.get("external_id")
            if draft.errors and number:
                self._rejected.setdefault(number, draft.number)
            elif not draft.errors and (known := self._become(draft)) is not None:
                self._by_row[draft.number] = known
                if number:
                    self._file[number] = known

    def _become(self, draft: Draft) -> Known | None:
        if draft.row is not None:
            return draft.row.pk, draft.row.kind
        if draft.told is None:
            return None
        if draft.told["account"]:  # left out, or to be changed once it is no dry run
            return UUID(draft.told["account"]), draft.given.get("kind", "")
        return self._by_row.get(draft.told["twin_row"])

    def waits(self, drafts: list[Draft]) -> list[Draft]:
        """The rows that cannot be brought in yet: whose kin is not there, and those that may be one of these."""
        known = self.known(drafts)
        later = []
        for draft in drafts:
            if draft.errors:
                continue
            twin = draft.twin is not None and draft.twin[0] in self._waiting
            if twin or any(not _fits(name, known.get(draft.given[name])) for name in KIN if draft.given.get(name)):
                later.append(draft)
                self._waiting.add(draft.number)
        return later

    def give_up(self, drafts: list[Draft]) -> None:
        """No row that comes will help these: those that wait for one another are told so."""
        self._waiting.clear()
        stuck = {draft.key: draft for draft in drafts}
        for draft in drafts:
            for name in KIN:
                if (above := draft.given.get(name)) in stuck:
                    ring = _ring(stuck, name, draft)
                    code = f"customers.account.{name}_of_itself" if ring else "customers.account.row_rejected"
                    draft.fail(name, code, name=above, row=stuck[above].number)
            draft.settle()

    def known(self, drafts: Iterable[Draft]) -> dict[str, Known]:
        """Id and kind of the customers that rows name as parents or dealers. One query, none where none is named."""
        wanted = {draft.given[name] for draft in drafts for name in KIN if draft.given.get(name)}
        found = {number: self._file[number] for number in wanted & self._file.keys()}
        if lacking := wanted - found.keys():
            rows = self._rows().filter(external_id__in=lacking)
            found |= {number: (pk, kind) for number, pk, kind in rows.values_list("external_id", "pk", "kind")}
        return found

    def refer(self, drafts: list[Draft]) -> None:
        """Put the ids into the rows' values; fail what is not there, or no dealer."""
        known = self.known(drafts)
        for draft in drafts:
            for name in KIN:
                number = draft.values.pop(name, None)
                if not number or draft.failed(name):
                    continue
                pk, kind = known.get(number, (None, ""))
                if pk is None and number in self._rejected:
                    draft.fail(name, "customers.account.row_rejected", name=number, row=self._rejected[number])
                elif pk is None:
                    draft.fail(name, "customers.account.unknown", name=number)
                elif number == draft.given.get("external_id"):
                    draft.fail(name, f"customers.account.{name}_of_itself")
                elif name == "dealer" and kind != "dealer":
                    draft.fail(name, "customers.account.not_a_dealer")
                else:
                    draft.values[f"{name}_id"] = pk

    def fail_rings(self, met: Iterable[tuple[Draft, Any]]) -> None:
        """Fail rows whose stored customer would come to stand above itself, those of a transaction taken together."""
        pairs = list(met)
        for name in KIN:
            column = f"{name}_id"
            changed = [
                (draft, row) for draft, row in pairs
                if column in draft.values and draft.values[column] != getattr(row, column)
            ]  # fmt: skip
            above = self._above(column, {draft.values[column] for draft, _row in changed})
            for draft, row in changed:
                before = above.get(row.pk)
                above[row.pk] = draft.values[column]
                if _leads_back(above, row.pk):
                    draft.fail(name, f"customers.account.{name}_of_itself")
                    above[row.pk] = before

    def _above(self, column: str, start: set[Any]) -> dict[Any, Any]:
        """Who stands above these customers, generation by generation: a query for each, of few."""
        above: dict[Any, Any] = {}
        for _generation in range(DEEPEST):
            lacking = start - above.keys() - {None}
            if not lacking:
                break
            rows = dict(self._rows().filter(pk__in=lacking).values_list("pk", column))
            above |= {pk: rows.get(pk) for pk in lacking}
            start = set(rows.values())
        return above


def _fits(name: str, known: Known | None) -> bool:
    """Whether a number can be what it is named for by now; one that is no dealer may become one further down."""
    return known is not None and (name != "dealer" or known[1] == "dealer")


def _ring(stuck: dict[Any, Draft], name: str, start: Draft) -> bool:
    seen, at = set(), start.given.get(name)
    while at in stuck and at not in seen:
        if at == start.key:
            return True
        seen.add(at)
        at = stuck[at].given.get(name)
    return False


def _leads_back(above: dict[Any, Any], goal: Any) -> bool:
    at, steps = above.get(goal), 0
    while at is not None and at != goal and steps <= DEEPEST:
        at, steps = above.get(at), steps + 1
    return at is not None
