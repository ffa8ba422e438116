"""Teams and areas as trees that one reads from top to bottom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from fieldday.people.models import Area, Person, Team


@dataclass(frozen=True)
class Node:
    """A team or an area at its depth, from 0. `direct` counts what belongs to it itself, `whole` with all below."""

    row: Any
    depth: int
    direct: int
    whole: int


def team_tree() -> tuple[Node, ...]:
    """The teams with their people who work here now, in two queries; those out of use come with the rest."""
    teams = Team.objects.select_related("leader").order_by("retired", "name", "pk")
    people = Person.objects.unscoped("numbers of people, by team").filter(is_active=True).exclude(team=None)
    return _tree(teams, dict(people.values_list("team_id").annotate(Count("pk"))))


def area_tree(used: dict[int, int]) -> tuple[Node, ...]:
    """The areas; `used` counts what lies in each, by id."""
    return _tree(Area.objects.order_by("retired", "name", "pk"), used)


def people_by_area() -> dict[int, int]:
    """How many people who work here have each area."""
    people = Person.objects.unscoped("numbers of people, by area").filter(is_active=True).exclude(area=None)
    return dict(people.values_list("area_id").annotate(Count("pk")))


def team_kept(pk: int) -> Team | None:
    return Team.objects.select_related("parent", "leader", "countersigner").filter(pk=pk).first()


def area_kept(pk: int) -> Area | None:
    return Area.objects.select_related("parent").filter(pk=pk).first()


def members(reader: Any, team: Team) -> list[Person]:
    """The people in sight who are in a team now, by name."""
    rows = Person.objects.visible_to(reader).filter(team=team, is_active=True)
    return list(rows.order_by("name", "pk"))


def parents_offered(model: Any, row: Any = None) -> list[tuple[int, str]]:
    """(id, name) of what a row may lie in: all in use but itself and what lies in it, indented by depth."""
    rows = model.objects.filter(Q(retired=False) | Q(pk=row.parent_id if row else None)).order_by("name", "pk")
    offered, hidden = [], None
    for node in _tree(rows, {}):
        if hidden is not None and node.depth > hidden:
            continue
        hidden = node.depth if row is not None and node.row.pk == row.pk else None
        if hidden is None:
            offered.append((node.row.pk, "　" * node.depth + node.row.name))
    return offered


def team_parents(team: Team | None = None) -> list[tuple[int, str]]:
    return parents_offered(Team, team)


def area_parents(area: Area | None = None) -> list[tuple[int, str]]:
    return parents_offered(Area, area)


def teams_within(roots: Iterable[int]) -> set[int]:
    """The ids of teams and of all teams within them."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in Team.objects.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found, waiting = set(), list(roots)
    while waiting:
        team = waiting.pop()
        if team not in found:
            found.add(team)
            waiting += children.get(team, [])
    return found


def _tree(rows: Iterable[Any], direct: dict[int, int]) -> tuple[Node, ...]:
    """The rows with each below what it lies in; a row whose parent is not among them stands at the top."""
    rows = list(rows)
    known = {row.pk for row in rows}
    children: dict[int | None, list[Any]] = {}
    for row in rows:
        children.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    order: list[tuple[Any, int]] = []
    waiting = [(row, 0) for row in reversed(children.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        order.append((row, depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(row.pk, []))]
    whole = {row.pk: direct.get(row.pk, 0) for row, _ in order}
    for row, depth in reversed(order):
        if depth:
            whole[row.parent_id] += whole[row.pk]
    return tuple(Node(row, depth, direct.get(row.pk, 0), whole[row.pk]) for row, depth in order)
