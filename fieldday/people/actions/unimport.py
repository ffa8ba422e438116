"""Take back the people, teams and areas that a file brought."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from fieldday.kit.actors import is_system
from fieldday.people.actions.line import rebuild_line, superiors, take_turn
from fieldday.people.actions.person_content import is_last_administrator
from fieldday.people.actions.placing import join_team
from fieldday.people.actions.unimporting import Kept, RoomUndoer
from fieldday.people.authority import authorise
from fieldday.people.models import Area, Membership, Person, Team
from fieldday.people.policy import POLICY
from fieldday.rules.reach import may_give_role, may_keep_person
from fieldday.rules.tree import find_cycle
from fieldday.rules.verdict import Reason
from fieldday.trail.models import Event

EVERYBODY = 10**9


def unimport_people(*, by: Any, at: datetime, events: list[Event]) -> list[Kept]:
    """Take people back. Who did anything since, or is named by anything, stays."""
    authorise(POLICY, "people.person.unimported", by=by)
    return _People(by=by, at=at).undo(events)


def unimport_teams(*, by: Any, at: datetime, events: list[Event]) -> list[Kept]:
    """Take back the teams that were made because a file named them."""
    authorise(POLICY, "people.team.unimported", by=by)
    return _Teams(by=by, at=at).undo(events)


def unimport_areas(*, by: Any, at: datetime, events: list[Event]) -> list[Kept]:
    """Take areas back, those too that were made because a file named them."""
    authorise(POLICY, "people.area.unimported", by=by)
    return _Areas(by=by, at=at).undo(events)


class _People(RoomUndoer):
    model = Person
    verb = "people.person.unimported"
    own_parts = {"people.Membership": 1, "people.Line": EVERYBODY}
    aside = frozenset({"reports_to"})
    one_by_one = True

    def rows(self) -> QuerySet:
        return Person.objects.unscoped("those whom an import brought")

    def begin(self) -> None:
        take_turn()

    def judge(self, row: Person, event: Event) -> Reason | None:
        keeper = "administrator" if is_system(self.by) else self.by.role
        verdict = may_keep_person(keeper=keeper, present=row.role)
        pair = event.changes["changed"].get("role_given")
        if verdict.ok and pair and not event.changes.get("created"):
            verdict = may_give_role(keeper=keeper, wanted=pair[0], last_administrator=is_last_administrator(row))
        if verdict.ok and event.changes.get("created") and Event.objects.filter(by_id=row.pk).exists():
            return Reason("people.undo.changed_since")
        return None if verdict.ok else verdict.reasons[0]

    def put_aside(self, row: Person, name: str, old: Any, new: Any) -> Reason | None:
        present = row.reports_to.external_id if row.reports_to else ""
        if present == old:
            return None
        superior = self.rows().filter(external_id=old).first() if old else None
        if present != new or (old and superior is None):
            return Reason("people.undo.changed_since", {}, name)
        row.reports_to = superior
        row.save(update_fields=["reports_to"])
        return Reason("people.undo.ring", {}, name) if find_cycle(superiors()) else None

    def changed(self, row: Person, names: Iterable[str]) -> None:
        if "team_id" in names:
            join_team(row, self.today)

    def removed(self, row: Person) -> None:
        Membership.objects.filter(person=row).delete()

    def settle(self, rows: list[Person]) -> None:
        rebuild_line()


class _Teams(RoomUndoer):
    model = Team
    verb = "people.team.unimported"
    one_by_one = True

    def begin(self) -> None:
        take_turn()


class _Areas(RoomUndoer):
    model = Area
    verb = "people.area.unimported"
    aside = frozenset({"parent"})
    one_by_one = True

    def put_aside(self, row: Area, name: str, old: Any, new: Any) -> Reason | None:
        present = row.parent.external_id if row.parent else ""
        if present == old:
            return None
        parent = Area.objects.filter(external_id=old).first() if old else None
        if present != new or (old and parent is None):
            return Reason("people.undo.changed_since", {}, name)
        row.parent = parent
        row.save(update_fields=["parent"])
        ring = find_cycle(dict(Area.objects.values_list("pk", "parent_id")))
        return Reason("people.undo.ring", {}, name) if ring else None
