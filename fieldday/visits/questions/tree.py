"""團隊: the people in sight as the tree they report in, with everybody's day and the sums of every branch."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from fieldday.kit.prepared import prepared
from fieldday.people.actions.line import superiors
from fieldday.people.models import Person
from fieldday.visits.questions.day_sums import NOTHING, DaySum, Sums, day_sums

SUMMED = (
    *("stops", "executed", "unproven", "unexplained", "changed", "added"),
    *("visited", "effective", "deals", "shut", "unplanned", "contacts", "here"),
    *("expected_order", "expected_collection", "booked", "collected"),
)


@dataclass
class Branch:
    """The sums of a person and everybody in sight below him. `wrote` and `owes` count reports of the day."""

    people: int = 0
    plans: int = 0
    approved: int = 0
    stops: int = 0
    executed: int = 0
    unproven: int = 0
    unexplained: int = 0
    changed: int = 0
    added: int = 0
    visited: int = 0
    effective: int = 0
    deals: int = 0
    shut: int = 0
    unplanned: int = 0
    contacts: int = 0  # by phone and LINE, counted apart
    here: int = 0
    expected_order: Decimal = NOTHING
    expected_collection: Decimal = NOTHING
    booked: Decimal = NOTHING
    collected: Decimal = NOTHING
    wrote: int = 0
    owes: int = 0  # planned or visited, and sent no report
    # Joint visits 陪訪 that are counted already, and whether nobody had planned them.
    joint: dict[UUID, bool] = field(default_factory=dict)

    @property
    def missed(self) -> int:
        """Planned stops that nobody went to."""
        return self.stops - self.executed - self.unproven

    @property
    def due(self) -> int:
        """Reports that are handed in or owed."""
        return self.wrote + self.owes

    def add(self, day: DaySum) -> None:
        """Take in one person's day."""
        self.people += 1
        self.plans += day.plan_status in {"submitted", "approved"}
        self.approved += day.plan_status == "approved"
        sent = day.report_status in {"sent", "signed"}
        self.wrote += sent
        self.owes += owes_report(day)
        own, of_day = self.__dict__, day.__dict__
        for name in SUMMED:
            if of_day[name]:
                own[name] += of_day[name]
        for key in self.joint.keys() & day.joint.keys():
            self.visited -= day.joint[key].visited
            self.effective -= day.joint[key].effective
            self.shut -= day.joint[key].shut
            self.deals -= day.joint[key].deals
            self.unplanned -= self.joint[key] or day.joint[key].unplanned
        for key, joint in day.joint.items():
            self.joint[key] = joint.unplanned and self.joint.get(key, True)


@dataclass
class Node:
    """One row of the tree, in the order it is read: `closes` branches end behind it. Somebody who leads others and
    sells too has a second row, `own`, first in his branch: the first one is his people's. The branch of a `folded`
    row is left for later."""

    person: Person
    depth: int
    day: DaySum
    branch: Branch
    reports: int  # people directly below, in sight
    own: bool = False
    folded: bool = False
    closes: int = 0

    @property
    def closing(self) -> range:
        return range(self.closes)


@dataclass(frozen=True)
class Tree:
    """Everybody in sight on one day, or one branch of it without its head. `total` is of all in sight; `nobody` holds
    orders and payments that name no person, which the total has too."""

    day: date
    nodes: tuple[Node, ...]
    total: Branch
    nobody: DaySum
    papers: bool  # whether the reader sees plans and reports of people


UNFOLDED = 60  # rows; of a longer tree only as many levels are unfolded as fit


def owes_report(day: DaySum) -> bool:
    """Whether the day had visits of his own, or a plan that was sent and no leave over it, and no report was sent."""
    worked = day.own or (day.plan_status in {"submitted", "approved"} and not day.away)
    return bool(worked) and day.report_status not in {"sent", "signed"}


def people_tree(reader: Any, day: date, *, under: int | None = None) -> Tree | None:
    """The tree that `reader` sees on `day`, or the branch `under` somebody (None when he is out of sight), in a
    constant number of queries. People who left are in it on days of which something is known."""
    sums = day_sums(reader, day, day)
    people = {person.pk: person for person in _people(reader) if person.is_active or not sums[person.pk, day].empty}
    if under is not None and under not in people:
        return None
    growing = _Growing(people, sums, day)
    total = Branch()
    for pk in growing.below[None]:
        growing.add(pk, 0, [total])
    nobody = sums[None, day]
    total.booked += nobody.booked
    total.collected += nobody.collected
    nodes = growing.nodes if under is None else _below(growing.nodes, under)
    return Tree(day, tuple(_laid_out(nodes)), total, nobody, papers=not reader.is_office)


@prepared
def _people(reader: Any) -> Any:
    return Person.objects.visible_to(reader).only("name", "title", "role", "is_active")


def _below(nodes: list[Node], pk: int) -> list[Node]:
    """The rows of somebody's branch, without the row that heads it."""
    head = next(at for at, node in enumerate(nodes) if node.person.pk == pk and not node.own)
    end = head + 1
    while end < len(nodes) and nodes[end].depth > nodes[head].depth:
        end += 1
    return nodes[head + 1 : end]


def _laid_out(nodes: list[Node]) -> list[Node]:
    """The rows shown at once: of a long list the upper levels, the rest folded; each with the branches it ends."""
    if not nodes:
        return []
    top = deepest = nodes[0].depth
    while deepest < max(node.depth for node in nodes) and sum(n.depth <= deepest + 1 for n in nodes) <= UNFOLDED:
        deepest += 1
    shown = [node for node in nodes if node.depth <= deepest]
    for node, behind in zip(shown, [*shown[1:], None], strict=True):
        node.folded = node.reports > 0 and node.depth == deepest
        if node.folded or not node.reports:
            node.closes = node.depth - (behind.depth if behind else top)
    return shown


def who_owes(reader: Any, day: date) -> tuple[Person, ...]:
    """The people in sight who planned or visited on the day and sent no report of it, by name."""
    owing = {person for (person, _day), row in day_sums(reader, day, day).items() if owes_report(row)}
    rows = Person.objects.visible_to(reader).filter(pk__in=owing - {None}).select_related("team")
    return tuple(rows.order_by("name", "pk"))


class _Growing:
    """The tree while it is put together: those who lead somebody before the others, then by name."""

    def __init__(self, people: dict[int, Person], sums: Sums, day: date) -> None:
        self.people, self.sums, self.day = people, sums, day
        self.nodes: list[Node] = []
        self.below: defaultdict[int | None, list[int]] = defaultdict(list)
        above = superiors()
        for pk in people:
            superior = above.get(pk)
            self.below[superior if superior in people else None].append(pk)
        leads = {pk for pk in people if pk in self.below}
        for rows in self.below.values():
            rows.sort(key=lambda pk: (pk not in leads, people[pk].name, pk))

    def add(self, pk: int, depth: int, branches: list[Branch]) -> None:
        """Append the person and all below; every branch he stands in takes in his day."""
        below = self.below.get(pk, [])
        node = Node(self.people[pk], depth, self.sums[pk, self.day], Branch(), reports=len(below))
        self.nodes.append(node)
        for branch in (*branches, node.branch):
            branch.add(node.day)
        if below and not node.day.empty:
            own = Branch()
            own.add(node.day)
            self.nodes.append(Node(node.person, depth + 1, node.day, own, reports=0, own=True))
        for child in below:
            self.add(child, depth + 1, [*branches, node.branch])
