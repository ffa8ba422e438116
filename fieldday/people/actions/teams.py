"""Add a team, rename or re-hang it, give it a leader and a countersigner 會簽; take it out of use and bring it back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.kit.changes import apply_changes, changes_of
from fieldday.kit.locking import locked
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.kit.stamps import require_stamp
from fieldday.people.actions.line import changing_the_tree
from fieldday.people.actions.placing import settle_line
from fieldday.people.actions.tree_content import check, restore, retire, save, tidied
from fieldday.people.authority import authorise
from fieldday.people.models import Person, Team
from fieldday.people.policy import POLICY
from fieldday.rules.verdict import Reason

STAMPED = ("external_id", "name", "parent_id", "leader_id", "countersigner_id", "retired")
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
    countersigner_id: int | None = None,
) -> Team:
    """Make a team. Raises Refused with the reasons at their fields."""
    authorise(POLICY, "people.team.added", by=by)
    with changing_the_tree():
        columns = tidied(external_id=external_id, name=name, parent_id=parent_id)
        _check(columns, leader_id, countersigner_id)
        team = Team(**columns, leader_id=leader_id, countersigner_id=countersigner_id)
        save(team)
        settle_line("leader", by=by, at=at)
        facts = {**columns, "leader_id": leader_id, "countersigner_id": countersigner_id}
        trail.record("people.team.added", by=by, noun=team, at=at, created=True, changed=facts)
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
    countersigner_id: int | None = None,
    seen: str | None = None,
) -> Team:
    """Set a team's name, number, place and leader. Members who name no superior report to the leader at once.

    Raises Refused: missing, `kit.form.changed_meanwhile`, a ring of teams or of people, or reasons at the fields.
    """
    authorise(POLICY, "people.team.changed", by=by)
    with changing_the_tree():
        team = locked(Team, team_id)
        tree = tidied(external_id=external_id, name=name, parent_id=parent_id)
        columns = {**tree, "leader_id": leader_id, "countersigner_id": countersigner_id}
        changes = changes_of(team, columns)
        if not changes:
            return team
        require_stamp(team, STAMPED, seen)
        _check(columns, changes.get("leader_id", [0, None])[1], changes.get("countersigner_id", [0, None])[1], team)
        apply_changes(team, changes)
        save(team, update_fields=list(changes))
        if {"leader_id", "parent_id"} & changes.keys():
            settle_line("leader" if "leader_id" in changes else "parent", by=by, at=at)
        trail.record("people.team.changed", by=by, noun=team, at=at, changed=changes)
        return team


def retire_team(*, by: Any, team_id: int, at: datetime) -> Team:
    """Offer a team no more. Raises Refused while people or teams belong to it."""
    authorise(POLICY, "people.team.retired", by=by)
    with transaction.atomic():
        team = locked(Team, team_id)
        if retire(team, codes=HOLDERS, past=PAST):
            trail.record("people.team.retired", by=by, noun=team, at=at)
        return team


def restore_team(*, by: Any, team_id: int, at: datetime) -> Team:
    """Offer a team again. Raises Refused while what it lies in is offered no more."""
    authorise(POLICY, "people.team.restored", by=by)
    with transaction.atomic():
        team = locked(Team, team_id)
        if restore(team):
            trail.record("people.team.restored", by=by, noun=team, at=at)
        return team


def _check(
    columns: dict[str, Any], leader_id: int | None, countersigner_id: int | None, present: Team | None = None
) -> None:
    """Raise Refused with every reason at its field; the leader and the countersigner are asked about when new."""
    reasons: list[Reason] = []
    try:
        check(Team, columns, present)
    except Refused as refusal:
        reasons += refusal.reasons
    people = Person.objects.unscoped("whether who leads or countersigns is there").filter(is_active=True)
    roles = dict(people.filter(pk__in=[pk for pk in (leader_id, countersigner_id) if pk]).values_list("pk", "role"))
    if leader_id is not None and leader_id not in roles:
        reasons.append(Reason("people.superior.not_here", {}, "leader"))
    if countersigner_id is not None and countersigner_id not in roles:
        reasons.append(Reason("people.superior.not_here", {}, "countersigner"))
    elif countersigner_id is not None and roles[countersigner_id] == "auditor":
        reasons.append(Reason("people.team.auditor_countersigns", {}, "countersigner"))
    refuse_with(reasons)
