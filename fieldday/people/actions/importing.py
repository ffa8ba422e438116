"""What the imports of all rooms share: who acts when, and one event on the trail for each row created or changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fieldday.kit import clock
from fieldday.kit.imports.drafts import Batch, Draft
from fieldday.kit.imports.importer import Importer
from fieldday.trail import writing


class RoomImporter(Importer):
    """An importer that writes the trail. `verb` is the event of each row: `created`, and what `changed`.

    `changed` is {name: value} of a new row, {name: [old, new]} of one that was there; secret figures are left out.
    """

    verb: str

    def __init__(self, *, by: Any, at: datetime) -> None:
        self.by = by
        self.at = at
        self.today = clock.local_day(at)
        self._secret = {field.name for field in self.fields if field.secret}

    def facts(self, draft: Draft) -> dict[str, Any]:
        """The customer and the day on whose timeline the event stands."""
        return {}

    def write(self, batch: Batch) -> None:
        super().write(batch)
        writing.record_many(self._event(draft) for draft in batch.written)

    def _event(self, draft: Draft) -> Any:
        changed = {
            name: self._told(name, new if draft.created else [old, new]) for name, (old, new) in draft.changes.items()
        }
        return writing.event(
            self.verb,
            by=self.by,
            noun=draft.row,
            at=self.at,
            created=draft.created,
            changed=changed,
            **self.facts(draft),
        )

    def _told(self, name: str, value: Any) -> Any:
        return "•" if name in self._secret else value


@dataclass(frozen=True)
class Named:
    """Rows of teams or areas that words of a file stand for; `ambiguous` words stand for several."""

    ids: dict[str, int]
    ambiguous: frozenset[str]

    def refer(self, draft: Draft, field: str, attribute: str) -> None:
        """Put the id of the field's word into the draft's values; a word nobody knows is left for `make_named`."""
        word = draft.values.pop(field, None)
        if word in self.ambiguous:
            draft.fail(field, "people.name.ambiguous", name=word)
        elif word in self.ids:
            draft.values[attribute] = self.ids[word]


def find_named(model: Any, words: Iterable[str | None]) -> Named:
    """The rows whose `external_id` is one of the words, else whose name is."""
    wanted = {word for word in words if word}
    ids = dict(model.objects.filter(external_id__in=wanted).values_list("external_id", "pk"))
    by_name: dict[str, list[int]] = {}
    left = wanted - ids.keys()
    if left:
        for name, pk in model.objects.filter(name__in=left).values_list("name", "pk"):
            by_name.setdefault(name, []).append(pk)
    ids.update({name: pks[0] for name, pks in by_name.items() if len(pks) == 1})
    return Named(ids, frozenset(name for name, pks in by_name.items() if len(pks) > 1))


def make_named(
    model: Any, verb: str, drafts: Iterable[Draft], field: str, attribute: str, *, by: Any, at: datetime
) -> None:
    """Make the teams or areas that the drafts' field names and nobody knows, under the word as id and name."""
    lacking = [draft for draft in drafts if field in draft.given and attribute not in draft.values]
    words = dict.fromkeys(draft.given[field] for draft in lacking)
    if not words:
        return
    rows = {word: model(external_id=word, name=word) for word in words}
    model.objects.bulk_create(rows.values())
    writing.record_many(
        writing.event(verb, by=by, noun=row, at=at, created=True, changed={"name": row.name}) for row in rows.values()
    )
    for draft in lacking:
        draft.values[attribute] = rows[draft.given[field]].pk
