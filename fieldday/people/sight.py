"""Whose rows a person sees. Every `visible_to` in the house is built from these few questions.

The line of sight is `reports_to`, kept as its closure in `Line`. A deputy adds his principal's line on those days.
The office (assistant, administrator) and the auditor see every customer, order and person; papers that judge
a person are seen by that person and the line only, the auditor excepted.
"""

from typing import Any

from django.db.models import Q, QuerySet

from fieldday.kit import clock
from fieldday.people.models.deputy import Deputy
from fieldday.people.models.person import Line, Person

SEES_COMPANY = frozenset({"assistant", "administrator", "auditor"})
SEES_PAPERS = frozenset({"auditor"})
# Every row. Not an empty Q: that one vanishes from an OR, and would leave the other side alone to decide.
EVERYTHING = Q(pk__isnull=False)


def eyes(person: Person) -> tuple[int, ...]:
    """The person and those he stands in for today. One query a request: kept on the person."""
    today = clock.today()
    kept = person.__dict__.get("_eyes")
    if kept is None or kept[0] != today:
        principals = Deputy.objects.filter(deputy=person, since__lte=today, until__gte=today)
        kept = (today, (person.pk, *principals.values_list("principal_id", flat=True)))
        person.__dict__["_eyes"] = kept
    return kept[1]


def line_of(person: Person) -> QuerySet:
    """Ids of the people in sight: the person, those below, and those below whom he stands in for."""
    return Line.objects.filter(superior_id__in=eyes(person)).values("person_id")


def person_is_seen(person: Person, field: str = "person_id") -> Q:
    """Rows that name a person of the line in `field`; the company's keepers see all."""
    if person.role in SEES_COMPANY:
        return EVERYTHING
    return Q(**{f"{field}__in": line_of(person)})


def paper_is_seen(person: Person, field: str = "person_id") -> Q:
    """Papers of a person (plans, reports, expenses, scores): his own and his line's only."""
    if person.role in SEES_PAPERS:
        return EVERYTHING
    return Q(**{f"{field}__in": line_of(person)})


def owner_is_seen(person: Person, field: str = "owner") -> Q:
    """Customers by their owner: the line's; a director also those that nobody owns."""
    if person.role in SEES_COMPANY:
        return EVERYTHING
    seen = Q(**{f"{field}_id__in": line_of(person)})
    if person.role == "director":
        seen |= Q(**{f"{field}__isnull": True})
    return seen


def is_superior(superior_id: int, person_id: int) -> bool:
    """Whether the first stands above the second in the line."""
    return superior_id != person_id and Line.objects.filter(superior_id=superior_id, person_id=person_id).exists()


def superiors_of(person: Any) -> frozenset[int]:
    """Ids of everybody above a person."""
    ids = Line.objects.filter(person_id=person.pk).exclude(superior_id=person.pk)
    return frozenset(ids.values_list("superior_id", flat=True))
