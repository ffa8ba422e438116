"""Somebody moves: another superior, another team, since a day. What he did before stays where it was done."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from fieldday import trail
from fieldday.kit import clock
from fieldday.kit.refusals import Refused, require
from fieldday.people.actions.line import changing_the_tree
from fieldday.people.actions.person_content import require_reach
from fieldday.people.actions.placing import settle_line
from fieldday.people.authority import authorise
from fieldday.people.models import Membership, Person, Team
from fieldday.people.policy import POLICY
from fieldday.rules.staffing import may_move


@dataclass(frozen=True)
class Place:
    """Where somebody is to stand. None: no superior of his own naming, no team."""

    reports_to_id: int | None
    team_id: int | None
    since: date


def move_person(
    *, by: Any, person_id: int, reports_to_id: int | None, team_id: int | None, since: date, at: datetime
) -> Person:
    """Give somebody another superior and team. Sight follows at the next request; totals follow the membership's days.

    A move that changes nothing writes nothing. Raises Refused: missing out of sight, else each reason at its field.
    """
    with changing_the_tree():
        people = Person.objects.unscoped("by the system") if by.pk is None else Person.objects.visible_to(by)
        person = people.select_for_update(of=("self",), no_key=True).filter(pk=person_id).first()
        authorise(POLICY, "people.person.moved", by=by, seen=person is not None)
        if person is None:
            raise Refused("people.not_found", missing=True)
        require_reach(by, person)
        place = Place(reports_to_id, team_id, since)
        present = Membership.objects.select_for_update().filter(person=person, until=None).first()
        _check(person, place, present, clock.local_day(at))
        before = {"reports_to_id": person.reports_to_id, "team_id": person.team_id}
        if before == {"reports_to_id": reports_to_id, "team_id": team_id}:
            return person
        if team_id != person.team_id:
            _change_team(person, present, place)
        person.reports_to_id, person.team_id = reports_to_id, team_id
        person.save(update_fields=["reports_to", "team"])
        settle_line("reports_to", by=by, at=at)
        trail.record(
            "people.person.moved",
            by=by,
            noun=person,
            at=at,
            since=since,
            reports_to_id=[before["reports_to_id"], reports_to_id],
            team_id=[before["team_id"], team_id],
        )
        return person


def _check(person: Person, place: Place, present: Membership | None, today: date) -> None:
    same_superior = place.reports_to_id in (None, person.reports_to_id)
    people = Person.objects.unscoped("whether a superior is there").filter(pk=place.reports_to_id, is_active=True)
    changes_team = place.team_id != person.team_id
    require(
        may_move(
            active=person.is_active,
            since=place.since,
            today=today,
            present_since=present.since if present and changes_team else None,
            superior_active=same_superior or people.exists(),
            to_oneself=place.reports_to_id == person.pk,
        )
    )
    offered = Team.objects.filter(pk=place.team_id, retired=False)
    if changes_team and place.team_id is not None and not offered.exists():
        raise Refused("people.team.not_offered", field="team")


def _change_team(person: Person, present: Membership | None, place: Place) -> None:
    """The membership of before ends the day before; one that began on the same day was a slip and gives way."""
    if present and present.since == place.since:
        present.delete()
    elif present:
        present.until = place.since - timedelta(days=1)
        present.save(update_fields=["until"])
    if place.team_id is not None:
        Membership.objects.create(person=person, team_id=place.team_id, since=place.since)
