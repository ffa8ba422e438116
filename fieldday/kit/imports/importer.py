"""What a room says about its rows; `running` does the rest."""

from collections.abc import Hashable, Iterable, Mapping, Set
from typing import Any

from django.db import models

from fieldday.kit.bulk import insert
from fieldday.kit.imports.cells import Field
from fieldday.kit.imports.drafts import Batch, Draft


class Importer:
    """One kind of rows, told apart by `external_id` unless a room says otherwise. One object serves one import.

    `whole`: rows lean on one another (a tree), so that the file is judged as one before anything is written.
    """

    model: type[models.Model]
    fields: tuple[Field, ...]
    key_field = "external_id"
    again = False  # whether a file may name one row twice: the later one then adds to what the first one made
    whole = False
    mapped: Set[str] = frozenset()  # the fields that the file has a column for, as far as its rows were read

    @property
    def kind(self) -> str:
        return self.model._meta.model_name or ""

    def key(self, draft: Draft) -> Hashable | None:
        """What tells the row apart; None when it cannot be known. Called once a row, in the file's order."""
        return draft.given.get(self.key_field)

    def check(self, draft: Draft) -> None:
        """Fail the row for what its cells say together."""

    def refer(self, drafts: list[Draft]) -> None:
        """Turn what the rows name into ids in `values`; fail what does not exist. Bad rows too: all errors are said."""

    def stored(self, drafts: Iterable[Draft]) -> Mapping[Hashable, Any]:
        """The stored rows that the drafts' keys meet, locked."""
        keys = [draft.key for draft in drafts]
        rows = (
            self.rows()
            .select_for_update(of=("self",), no_key=True)
            .filter(**{f"{self.key_field}__among": keys})
            .order_by("pk")
        )
        return {getattr(row, self.key_field): row for row in rows}

    def leans(self, draft: Draft, chunk: list[Draft]) -> bool:
        """Whether the row cannot be settled before the rows of `chunk`, which come before it, are written."""
        return False

    def waits(self, drafts: list[Draft]) -> list[Draft]:
        """The rows that cannot be brought in before others of the file, wherever these stand; they are asked again once
        the file was read to its end."""
        return []

    def give_up(self, drafts: list[Draft]) -> None:
        """For rows that wait when none that they wait for comes any more: they are brought in as they are, or fail."""

    def kept(self, drafts: list[Draft]) -> None:
        """A transaction's rows are written (or, in a dry run, were) or rejected."""

    def meet(self, drafts: list[Draft]) -> None:
        """For rows that are new by their key: find those that are there all the same (`kit.imports.twins`), and set
        their `row`, their `act`, and what is `left` alone."""

    def rows(self) -> models.QuerySet:
        """All rows of the noun."""
        return self.model._default_manager.all()

    def derive(self, draft: Draft) -> None:
        """Add to `values` what follows from them and from the stored row; may fail the row."""

    def sift(self, drafts: list[Draft]) -> list[Draft]:
        """For a whole file: fail the rows that do not fit together; answers all, in an order that can be written."""
        return drafts

    def make(self, drafts: list[Draft]) -> None:
        """Make what good rows name and may be made, and put its ids into `values`."""

    def new(self, draft: Draft) -> Any:
        """A fresh row, not saved, before the draft's values are set."""
        return self.model()

    def beside(self, draft: Draft) -> dict[str, Any]:
        """What differs in rows that are kept beside: {name: [old, new]}."""
        return {}

    def write(self, batch: Batch) -> None:
        """Store the batch. Rooms add what is kept beside, and the trail."""
        fresh = [draft.row for draft in batch.created]
        if isinstance(self.model._meta.pk, models.AutoField):  # the database gives the ids, and the trail names them
            self.rows().bulk_create(fresh, batch_size=500)
        else:
            insert(fresh)
        if batch.attributes:
            rows = [draft.row for draft in batch.changed]
            self.rows().bulk_update(rows, sorted(batch.attributes), batch_size=500)
