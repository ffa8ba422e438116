"""What taking an import back is for every room: new rows go, changed fields get back what they held before.

Nothing that was built on an import is broken by taking it back: a row that changed or is used since then stays, with
the reason. The trail says what was there before; a secret figure is not on the trail and so is not put back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError

from fieldday.kit import clock
from fieldday.kit.uses import counts_by_label
from fieldday.rules.digest import plain
from fieldday.rules.verdict import Reason
from fieldday.trail import writing
from fieldday.trail.models import Event

SECRET = "•"  # noqa: S105  # what the trail says in a secret figure's place


@dataclass(frozen=True)
class Kept:
    """A row that could not be taken back: its name for a person, and why."""

    noun_id: str
    name: str
    reason: Reason


class RoomUndoer:
    """Takes back the rows of one noun. `own_parts`: what goes with a new row, by model label, and how many at most.

    `aside`: the names among the changes that are no columns of the row. `one_by_one`: its rows point at one another.
    """

    model: type[models.Model]
    verb: str
    own_parts: Mapping[str, int] = {}
    aside: frozenset[str] = frozenset()
    one_by_one = False

    def __init__(self, *, by: Any, at: datetime) -> None:
        self.by = by
        self.at = at
        self.today = clock.local_day(at)
        self._uses: dict[Any, dict[str, int]] = {}
        self._going: list[Any] = []

    def begin(self) -> None:
        """Whatever must be waited for before rows are locked."""

    def undo(self, events: list[Event]) -> list[Kept]:
        """Take back what the events of one import tell, the latest first; one transaction. Answers what stayed."""
        kept: list[Kept] = []
        with transaction.atomic():
            self.begin()
            ids = [event.noun_id for event in events]
            found = self.rows().select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
            rows = {str(row.pk): row for row in found}
            later = self._changed_later(events)
            self._uses = counts_by_label(self.model, [row.pk for row in rows.values()])
            self._going = []
            done: list[tuple[Any, Any, dict[str, Any]]] = []
            for event in sorted(events, key=lambda event: -event.id):
                row = rows.get(event.noun_id)
                if row is None:  # gone already
                    continue
                name, pk = self.name(row), row.pk
                changes: dict[str, Any] = {}
                with transaction.atomic():
                    reason = self._undone(row, event, later, changes)
                    if reason is not None:
                        transaction.set_rollback(True)
                if reason is not None:
                    kept.append(Kept(event.noun_id, name, reason))
                elif changes:
                    done.append((row, pk, changes))
            self.rows().filter(pk__in=self._going).delete()
            self.settle([row for row, _pk, changes in done if "removed" not in changes])
            for row, pk, _changes in done:
                row.pk = pk  # a deleted row has lost it
            writing.record_many(
                writing.event(self.verb, by=self.by, noun=row, at=self.at, changed=changes, **self.facts(row))
                for row, _pk, changes in done
            )
        return kept

    def rows(self) -> models.QuerySet:
        """All rows of the noun."""
        return self.model._default_manager.all()

    def name(self, row: Any) -> str:
        """What a person calls the row."""
        return str(getattr(row, "external_id", None) or row)

    def facts(self, row: Any) -> dict[str, Any]:
        """The customer and the day on whose timeline the event stands."""
        return {}

    def judge(self, row: Any, event: Event) -> Reason | None:
        """Why this row may not be taken back by this person, if so."""
        return None

    def put_aside(self, row: Any, name: str, old: Any, new: Any) -> Reason | None:
        """Put back what is kept beside the row; a reason when it cannot be."""
        raise NotImplementedError

    def changed(self, row: Any, names: Iterable[str]) -> None:
        """Columns of the row hold again what they held: put right what follows from them."""

    def removed(self, row: Any) -> None:
        """Before a new row goes: what goes with it and protects it."""

    def settle(self, rows: list[Any]) -> None:
        """After a transaction's rows: what follows for those that hold again what they held."""

    def _undone(self, row: Any, event: Event, later: frozenset[str], changes: dict[str, Any]) -> Reason | None:
        if (reason := self.judge(row, event)) is not None:
            return reason
        if event.changes.get("created"):
            changes["removed"] = self.name(row)
            return self._remove(row, event, later)
        return self._restore(row, event.changes.get("changed") or {}, changes)

    def _remove(self, row: Any, event: Event, later: frozenset[str]) -> Reason | None:
        if event.noun_id in later:
            return Reason("people.undo.changed_since")
        if self._beyond(self._uses.get(row.pk, {})):
            # what pointed here may have gone since it was counted
            present = counts_by_label(self.model, [row.pk]).get(row.pk, {})
            if used := self._beyond(present):
                return Reason("people.undo.in_use", {"count": used})
        if not self.one_by_one:
            self._going.append(row.pk)
            return None
        self.removed(row)
        try:
            row.delete()
        except ProtectedError as error:
            return Reason("people.undo.in_use", {"count": len(error.protected_objects)})
        return None

    def _beyond(self, uses: Mapping[str, int]) -> int:
        """How many rows point at a row beside its own parts."""
        return sum(max(0, count - self.own_parts.get(label, 0)) for label, count in uses.items())

    def _restore(self, row: Any, told: Mapping[str, Any], changes: dict[str, Any]) -> Reason | None:
        columns: dict[str, str] = {}
        for name, pair in told.items():
            if pair == SECRET:
                return Reason("people.undo.secret", {}, name)
            old, new = pair
            if name in self.aside:
                if (reason := self.put_aside(row, name, old, new)) is not None:
                    return reason
                changes[name] = [new, old]
                continue
            stands = plain(getattr(row, name))
            if stands == old:
                continue
            if stands != new:
                return Reason("people.undo.changed_since", {}, name)
            field: Any = self.model._meta.get_field(name)
            setattr(row, field.attname, None if old is None else field.to_python(old))
            changes[name] = [new, old]
            columns[field.attname] = field.name
        if columns:
            row.save(update_fields=list(columns.values()))
            self.changed(row, columns)
        return None

    def _changed_later(self, events: list[Event]) -> frozenset[str]:
        """The rows that something happened to after this import."""
        last = {event.noun_id: event.id for event in events}
        rows = Event.objects.filter(noun=events[0].noun, noun_id__in=last, id__gt=min(last.values()))
        rows = rows.exclude(verb=self.verb).exclude(at=events[0].at, by_id=events[0].by_id)
        return frozenset(noun_id for noun_id, pk in rows.values_list("noun_id", "id") if pk > last[noun_id])
