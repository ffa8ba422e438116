"""Bring areas in from a file, with the areas they lie in."""

from collections.abc import Hashable, Mapping
from datetime import datetime
from typing import Any

from fieldday.kit.imports import cells, trees
from fieldday.kit.imports.cells import Field
from fieldday.kit.imports.drafts import Batch, Draft
from fieldday.kit.imports.report import ImportReport
from fieldday.kit.imports.running import Progress, Rows, run
from fieldday.people.actions.importing import RoomImporter, find_named
from fieldday.people.authority import authorise
from fieldday.people.models import Area
from fieldday.people.policy import POLICY
from fieldday.trail import writing

VERB = "people.area.imported"


def fields(currency: str = "TWD") -> tuple[Field, ...]:
    """What a file of areas may bring."""
    return (
        Field("external_id", cells.text(60), needed=True, key=True),
        Field("name", cells.text(120), needed=True),
        Field("parent", cells.text(60)),
    )


def import_areas(
    *, by: Any, rows: Rows, at: datetime, dry_run: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Create and change areas. `parent` is an external_id or a name, in the file or known; a parent nobody knows is
    made; rings are rejected."""
    authorise(POLICY, VERB, by=by)
    return run(_Areas(by=by, at=at), rows=rows, dry_run=dry_run, progress=progress)


class _Areas(RoomImporter):
    model = Area
    fields = fields()
    verb = VERB
    whole = True

    def __init__(self, *, by: Any, at: datetime) -> None:
        super().__init__(by=by, at=at)
        # parents are compared by external_id: one may be written in the same transaction
        self._ids: dict[str, int] = {}
        self._parents: dict[str, str] = {}
        self._meant: dict[str, str] = {}  # what a file calls a parent: its external_id

    def refer(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            draft.values.pop("parent", None)

    def sift(self, drafts: list[Draft]) -> list[Draft]:
        areas = list(Area.objects.all())
        self._ids = {area.external_id: area.pk for area in areas}
        keys = {area.pk: area.external_id for area in areas}
        self._parents = {area.external_id: keys.get(area.parent_id or 0, "") for area in areas}
        in_file = {draft.key for draft in drafts if draft.key is not None}
        self._understand(drafts, in_file)

        def graph(good: Mapping[Hashable, Draft]) -> dict[Hashable, Hashable | None]:
            parents: dict[Hashable, Hashable | None] = {key: above or None for key, above in self._parents.items()}
            for key, draft in good.items():
                parents[key] = self._parent(draft) or parents.get(key)
            return parents

        return trees.fit(
            drafts,
            field="parent",
            parent=self._parent,
            known=lambda key: key in self._ids or key not in in_file,  # what no row and no area is called is made
            graph=graph,
            unknown="people.area.parent_rejected",
            ring="people.area.ring",
        )

    def _understand(self, drafts: list[Draft], in_file: set[Hashable | None]) -> None:
        """Say of each parent's word which area it means: an external_id before a name, a stored area before a row."""
        words = {draft.given["parent"] for draft in drafts if "parent" in draft.given}
        stored = find_named(Area, words - in_file)
        names = {pk: key for key, pk in self._ids.items()}
        named: dict[str, list[str]] = {}
        for draft in drafts:
            if isinstance(draft.key, str) and "name" in draft.given:
                named.setdefault(draft.given["name"], []).append(draft.key)
        for word in words:
            in_rows = named.get(word, [])
            if word in in_file or word in self._ids:
                self._meant[word] = word
            elif word in stored.ids:
                self._meant[word] = names[stored.ids[word]]
            elif len(in_rows) <= 1 and word not in stored.ambiguous:
                self._meant[word] = in_rows[0] if in_rows else word
        for draft in drafts:
            if "parent" in draft.given and draft.given["parent"] not in self._meant:
                draft.fail("parent", "people.name.ambiguous", name=draft.given["parent"])

    def _parent(self, draft: Draft) -> str | None:
        return self._meant.get(draft.given.get("parent", ""))

    def beside(self, draft: Draft) -> dict[str, Any]:
        wanted, present = self._parent(draft), "" if draft.created else self._parents.get(draft.row.external_id, "")
        return {"parent": [present, wanted]} if wanted and wanted != present else {}

    def write(self, batch: Batch) -> None:
        super().write(batch)
        moved = [draft for draft in batch.written if "parent" in draft.changes]
        ids = self._ids_of({draft.changes["parent"][1] for draft in moved})
        for draft in moved:
            draft.row.parent_id = ids[draft.changes["parent"][1]]
        Area.objects.bulk_update([draft.row for draft in moved], ["parent"], batch_size=500)

    def _ids_of(self, keys: set[str]) -> dict[str, int]:
        """The ids of these areas; those that nobody knows are made."""
        ids = dict(Area.objects.filter(external_id__in=keys).values_list("external_id", "pk"))
        made = [Area(external_id=key, name=key) for key in sorted(keys - ids.keys())]
        Area.objects.bulk_create(made)
        writing.record_many(
            writing.event(VERB, by=self.by, noun=area, at=self.at, created=True, changed={"name": area.name})
            for area in made
        )
        return ids | {area.external_id: area.pk for area in made}
