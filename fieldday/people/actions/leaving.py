"""Somebody leaves: his papers stay, his people get a successor, his sessions end. And comes back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from fieldday import trail
from fieldday.kit import clock
from fieldday.kit.refusals import Refused, require
from fieldday.people.actions.line import changing_the_tree
from fieldday.people.actions.person_content import is_last_administrator, require_reach
from fieldday.people.actions.placing import join_team, settle_line
from fieldday.people.actions.session import forget_sessions
from fieldday.people.authority import authorise
from fieldday.people.models import Deputy, Invitation, Membership, Person, Team
from fieldday.people.policy import POLICY
from fieldday.people.sight import is_superior
from fieldday.rules.staffing import Leaver, Successor, may_leave


@dataclass(frozen=True)
class Left:
    """What was done when somebody left: who moved under the successor, which teams he leads now, what ended."""

    person: Person
    reports_moved: tuple[str, ...]
    teams_moved: tuple[str, ...]
    sessions_ended: int


def leave_company(*, by: Any, person_id: int, last_day: date, successor_id: int | None = None, at: datetime) -> Left:
    """Write down that somebody has left. Whoever reports to him, and his teams, go to the successor at once.

    He keeps his superior, who goes on seeing his customers and papers; `readings.leaving` lists what is open.
    Raises Refused: missing when out of sight, else every reason at its field.
    """
    with changing_the_tree():
        person = _kept(by, "people.person.left", person_id)
        people = Person.objects.unscoped("who takes over") if by.pk is None else Person.objects.visible_to(by)
        successor = people.filter(pk=successor_id).first() if successor_id is not None else None
        if successor_id is not None and successor is None:
            raise Refused("people.leaving.successor_left", field="successor")
        reports = list(_reports(person).select_for_update(of=("self",), no_key=True).order_by("pk"))
        teams = list(Team.objects.select_for_update().filter(leader=person).order_by("pk"))
        working = sum(one.is_active for one in reports)
        require(_verdict(by, person, successor, working, len(teams), last_day, clock.local_day(at)))
        _hand_over(person, successor, reports, teams)
        _end(person, last_day, at)
        settle_line("successor", by=by, at=at)
        ended = forget_sessions(person)
        trail.record(
            "people.person.left",
            by=by,
            noun=person,
            at=at,
            last_day=last_day,
            successor=successor.pk if successor else None,
            reports=[one.pk for one in reports],
            teams=[one.pk for one in teams],
        )
        return Left(person, tuple(one.name for one in reports), tuple(one.name for one in teams), ended)


def return_to_company(*, by: Any, person_id: int, at: datetime) -> Person:
    """Let somebody who left work here again, under the superior he had. Raises Refused when he never left."""
    with changing_the_tree():
        person = _kept(by, "people.person.returned", person_id)
        if person.is_active:
            raise Refused("people.leaving.never_left")
        person.is_active, person.left_on = True, None
        if person.team and person.team.retired:
            person.team = None
        if person.reports_to and not person.reports_to.is_active:
            raise Refused("people.leaving.superior_left", name=person.reports_to.name)
        person.save(update_fields=["is_active", "left_on", "team"])
        join_team(person, clock.local_day(at))
        settle_line("", by=by, at=at)
        trail.record("people.person.returned", by=by, noun=person, at=at)
        return person


def _kept(by: Any, verb: str, person_id: int) -> Person:
    """The person, locked, if `by` keeps him."""
    people = Person.objects.unscoped("by the system") if by.pk is None else Person.objects.visible_to(by)
    person = people.select_for_update(of=("self",), no_key=True).filter(pk=person_id).first()
    authorise(POLICY, verb, by=by, seen=person is not None)
    if person is None:
        raise Refused("people.not_found", missing=True)
    require_reach(by, person)
    return person


def _reports(person: Person) -> Any:
    """Whoever names him as superior, those who left before him too: their customers need somebody's eyes."""
    return Person.objects.unscoped("those who report to a leaver").filter(reports_to=person)


def _verdict(
    by: Any, person: Person, successor: Person | None, reports: int, teams: int, last_day: date, today: date
) -> Any:
    leaver = Leaver(
        active=person.is_active,
        is_oneself=person.pk == by.pk,
        last_administrator=is_last_administrator(person),
        reports=reports,
        teams=teams,
    )
    taker = Successor(successor.is_active, successor.pk == person.pk) if successor else None
    return may_leave(leaver, last_day=last_day, today=today, successor=taker)


def _hand_over(person: Person, successor: Person | None, reports: list[Person], teams: list[Team]) -> None:
    """Hang the reports under the successor; one from below takes the leaver's own place, or the line would be a ring.

    Without a successor only those who left before are there: they go to the leaver's superior.
    """
    heir_id = successor.pk if successor else person.reports_to_id
    if successor and is_superior(person.pk, successor.pk):
        successor.reports_to_id = person.reports_to_id
        successor.save(update_fields=["reports_to"])
    for report in reports:
        if report.pk != heir_id:
            report.reports_to_id = heir_id
            report.save(update_fields=["reports_to"])
    for team in teams:
        team.leader = successor
        team.save(update_fields=["leader"])


def _end(person: Person, last_day: date, at: datetime) -> None:
    """Everything that runs on ends with the last day: the team, standing in for others and others for him, links."""
    person.is_active, person.left_on = False, last_day
    person.save(update_fields=["is_active", "left_on"])
    today = clock.local_day(at)
    for row in Membership.objects.filter(person=person, until=None):
        row.until = max(last_day, row.since)
        row.save(update_fields=["until"])
    for field in ("principal", "deputy"):
        running = Deputy.objects.filter(**{field: person})
        running.filter(since__gte=today).delete()
        running.filter(until__gte=today).update(until=today - timedelta(days=1))
    Invitation.objects.filter(person=person, used_at=None, expires_at__gt=at).update(expires_at=at)
