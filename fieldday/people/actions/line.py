"""Keeping the closure of reports_to and the derived roles right. Called by every verb that changes the tree."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from fieldday.kit.prepared import prepared
from fieldday.people import sight
from fieldday.people.models import Line, Person, Team
from fieldday.rules.tree import derived_role, lines

_LOCK = 7_202_611


def take_turn() -> None:
    """Wait until nobody else changes the tree: two moves at one moment could close a ring that neither sees.

    Asked before any row is locked: asked after, each of two could hold the row that the other waits for.
    """
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


@contextmanager
def changing_the_tree() -> Iterator[None]:
    """The transaction of a verb that changes the tree."""
    with transaction.atomic():
        take_turn()
        yield


def superiors() -> dict[int, int | None]:
    """Everybody's superior: the one named, else the leader of the nearest team upward who is somebody else."""
    take_turn()
    teams = {pk: (leader, parent) for pk, leader, parent in _teams()}
    answer: dict[int, int | None] = {}
    for person, reports_to, team in _people():
        superior, leads = reports_to, teams.get(team)
        while superior is None and leads is not None:
            leader, parent = leads
            if leader != person:
                superior = leader
            leads = teams.get(parent)
        answer[person] = superior
    return answer


@prepared
def _teams() -> Any:
    return Team.objects.order_by().values_list("pk", "leader_id", "parent_id")


@prepared
def _people() -> Any:
    return Person.objects.unscoped("the whole tree").order_by("pk").values_list("pk", "reports_to_id", "team_id")


def rebuild_line() -> list[Person]:
    """Write the closure rows and roles that the tree asks for, touching only what differs. Answers whose role
    changed."""
    parents = superiors()
    wanted = lines(parents)
    present = set(Line.objects.values_list("superior_id", "person_id"))
    gone = present - wanted
    if present != wanted:
        sight.tree_changed()
    for superior_id, person_id in gone:
        Line.objects.filter(superior_id=superior_id, person_id=person_id).delete()
    Line.objects.bulk_create([Line(superior_id=s, person_id=p) for s, p in wanted - present], batch_size=500)
    bosses = {parent for parent in parents.values() if parent is not None}
    changed, people = [], Person.objects.unscoped("roles follow the tree")
    for person in people.all():
        role = derived_role(person.role_given, is_root=parents[person.pk] is None, has_reports=person.pk in bosses)
        if role != person.role:
            person.role = role
            changed.append(person)
    people.bulk_update(changed, ["role"], batch_size=500)
    return changed
