"""Add a team, rename or re-hang it, give it a leader; take it out of use and bring it back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.kit.refusals import Refused
from fieldday.kit.stamps import require_stamp
from fieldday.people.actions.line import changing_the_tree
from fieldday.people.actions.placing import settle_line
from fieldday.people.actions.tree_content import check, require_unused, save, tidied
from fieldday.people.authority import authorise
from fieldday.people.models import Person, Team
from fieldday.people.policy import POLICY

STAMPED = ("external_id", "name", "parent_id", "leader_id", "retired")
HOLDERS = {"people.Person": "people.team.holds_people", "people.Team": "people.team.holds_teams"}
PAST = frozenset({"people.Membership"})


def add_team(
    *,
    by: Any,
    name: str,
    at: datetime,
    external_id: str = "",
    parent_id: int | None = None,
    leader_id: int | None = None,
) -> Team:
    """Make a team. Raises Refused with the reasons at their fields."""
    authorise(POLICY, "people.team.added", by=by)
    with changing_the_tree():
        columns = tidied(external_id=external_id, name=name, parent_id=parent_id)
        check(Team, columns)
        _require_leader(leader_id)
        team = Team(**columns, leader_id=leader_id)
        save(team)
        settle_line("leader")
        trail.record("people.team.added", by=by, noun=team, at=at, created=True, changed=columns)
        return team


def change_team(
    *,
    by: Any,
    team_id: int,
    name: str,
    external_id: str,
    at: datetime,
    parent_id: int | None = None,
    leader_id: int | None = None,
    seen: str | None = None,
) -> Team:
    """Set a team's name, number, place and leader. Members who name no superior report to the leader at once.

    Raises Refused: missing, `kit.form.changed_meanwhile`, a ring of teams or of people, or reasons at the fields.
    """
    authorise(POLICY, "people.team.changed", by=by)
    with changing_the_tree():
        team = _locked(team_id)
        columns = {**tidied(external_id=external_id, name=name, parent_id=parent_id), "leader_id": leader_id}
        changes = {name: [getattr(team, name), new] for name, new in columns.items() if getattr(team, name) != new}
        if not changes:
            return team
        require_stamp(team, STAMPED, seen)
        check(Team, columns, team)
        if "leader_id" in changes:
            _require_leader(leader_id)
        for column in changes:
            setattr(team, column, columns[column])
        save(team, update_fields=list(changes))
        if {"leader_id", "parent_id"} & changes.keys():
            settle_line("leader" if "leader_id" in changes else "parent")
        trail.record("people.team.changed", by=by, noun=team, at=at, changed=changes)
        return team


def retire_team(*, by: Any, team_id: int, at: datetime) -> Team:
    """Offer a team no more. Raises Refused while people or teams belong to it."""
    authorise(POLICY, "people.team.retired", by=by)
    with transaction.atomic():
        team = _locked(team_id)
        if team.retired:
            return team
        require_unused(team, codes=HOLDERS, past=PAST)
        team.retired = True
        team.save(update_fields=["retired"])
        trail.record("people.team.retired", by=by, noun=team, at=at)
        return team


def restore_team(*, by: Any, team_id: int, at: datetime) -> Team:
    """Offer a team again. Raises Refused while what it lies in is offered no more."""
    authorise(POLICY, "people.team.restored", by=by)
    with transaction.atomic():
        team = _locked(team_id)
        if team.retired:
            if team.parent and team.parent.retired:
                raise Refused("people.tree.parent_retired", name=team.parent.name)
            team.retired = False
            team.save(update_fields=["retired"])
            trail.record("people.team.restored", by=by, noun=team, at=at)
        return team


def _locked(team_id: int) -> Team:
    team = Team.objects.select_for_update().filter(pk=team_id).first()
    if team is None:
        raise Refused("people.not_found", missing=True)
    return team


def _require_leader(leader_id: int | None) -> None:
    people = Person.objects.unscoped("whether a leader is there").filter(pk=leader_id, is_active=True)
    if leader_id is not None and not people.exists():
        raise Refused("people.superior.not_here", field="leader")
