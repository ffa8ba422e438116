"""Whose rows a person sees. Every `visible_to` in the house is built from these few questions.

The line of sight is `reports_to`, kept as its closure in `Line`. A deputy adds his principal's line on those days.
The office (assistant, administrator) and the auditor see every customer, order and person; papers that judge
a person are seen by that person and the line only, the auditor excepted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Value

from fieldday.kit import clock
from fieldday.kit.prepared import prepared, taken_apart
from fieldday.kit.querysets import EVERYTHING
from fieldday.people.models.deputy import Deputy
from fieldday.people.models.person import Line, Person

SEES_COMPANY = frozenset({"assistant", "administrator", "auditor"})
SEES_PAPERS = frozenset({"auditor"})


@dataclass(frozen=True)
class Sight:
    """What one person sees on a day, as of a state of the tree: `pairs` are (superior, person) of the closure;
    `everybody` whether the line holds all people there are; `depth` of each of the line, how many stand above him,
    himself counted."""

    day: date
    tree: int
    eyes: tuple[int, ...]
    line: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]
    everybody: bool
    depth: Mapping[int, int]


_tree = 0  # counts the changes that this process made to the tree


def tree_changed() -> None:
    """Whatever this process keeps of anybody's sight is out of date. Others ask anew with their next request."""
    global _tree
    _tree += 1


def of(person: Person) -> Sight:
    """The sight of a person now. One query a request: kept on the person."""
    today = clock.today()
    kept: Sight | None = person.__dict__.get("_sight")
    if kept is None or (kept.day, kept.tree) != (today, _tree):
        found = _below(person.pk, today)
        pairs = tuple((superior, one) for superior, one, *_n in found)
        line = tuple(sorted({one for _superior, one in pairs}))
        others = {superior for superior, _one in pairs} - {person.pk}
        everybody = bool(found) and len(line) == found[0][2]
        depth = {one: above for _superior, one, _people, above in found}
        kept = Sight(today, _tree, (person.pk, *sorted(others)), line, pairs, everybody, depth)
        person.__dict__["_sight"] = kept
    return kept


@dataclass(frozen=True)
class Anybody:
    """Whoever sees in a certain shape: for whom SQL is made that each such reader's own values fill in. He has nothing
    else, so that a sight which looks at more of a person fails at once."""

    role: str
    everybody: bool
    pk: int
    eyes: tuple[int, ...]
    line: tuple[int, ...]
    team_id: int | None = None

    is_office = Person.is_office


def _apart(person: Person) -> tuple[tuple[str, bool], tuple[Any, ...]]:
    seen = of(person)
    team = () if person.team_id is None else (person.team_id,)  # which makes another shape, by the number of values
    return (person.role, seen.everybody), (person.pk, seen.eyes, seen.line, *team)


taken_apart(Person, _apart, lambda shape, values: Anybody(*shape, *values))


def _seen(person: Person | Anybody) -> Sight | Anybody:
    return person if isinstance(person, Anybody) else of(person)


@prepared
def _below(person: int, today: date) -> Any:
    """(superior, person, how many people there are, how many stand above the person) of the closure, for somebody and
    those he stands in for."""
    principals = Deputy.objects.filter(deputy_id=person, since__lte=today, until__gte=today).values("principal_id")
    rows = Line.objects.filter(Q(superior_id=person) | Q(superior_id__in=principals))
    people = Person.objects.unscoped("how many there are").order_by().values(every=Value(1)).annotate(n=Count("pk"))
    above = Line.objects.filter(person=OuterRef("person")).order_by().values("person").annotate(n=Count("pk"))
    asked = ("superior_id", "person_id", Subquery(people.values("n")), Subquery(above.values("n")))
    return rows.order_by("superior_id", "person_id").values_list(*asked)


def eyes(person: Person | Anybody) -> tuple[int, ...]:
    """The person and those he stands in for today."""
    return _seen(person).eyes


def line_of(person: Person | Anybody) -> tuple[int, ...]:
    """Ids of the people in sight: the person, those below, and those below whom he stands in for."""
    return _seen(person).line


def person_is_seen(person: Person | Anybody, field: str = "person_id") -> Q:
    """Rows that name a person of the line in `field`; the company's keepers see all."""
    if person.role in SEES_COMPANY:
        return EVERYTHING
    return Q(**{f"{field}__among": line_of(person)})


def paper_is_seen(person: Person | Anybody, field: str = "person_id") -> Q:
    """Papers of a person (plans, reports, expenses, scores): his own and his line's only."""
    if person.role in SEES_PAPERS:
        return EVERYTHING
    return Q(**{f"{field}__among": line_of(person)})


def owner_is_seen(person: Person | Anybody, field: str = "owner") -> Q:
    """Customers by their owner: the line's; a director also those that nobody owns."""
    if person.role in SEES_COMPANY:
        return EVERYTHING
    seen = Q(**{f"{field}_id__among": line_of(person)})
    if person.role == "director":
        if _seen(person).everybody:
            return EVERYTHING
        seen |= Q(**{f"{field}__isnull": True})
    return seen


def is_superior(superior_id: int, person_id: int) -> bool:
    """Whether the first stands above the second in the line."""
    return superior_id != person_id and Line.objects.filter(superior_id=superior_id, person_id=person_id).exists()


def superiors_of(person: Any) -> frozenset[int]:
    """Ids of everybody above a person."""
    ids = Line.objects.filter(person_id=person.pk).exclude(superior_id=person.pk)
    return frozenset(ids.values_list("superior_id", flat=True))
