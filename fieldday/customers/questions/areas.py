"""Which parts of the market a reader works in."""

from typing import Any

from django.db.models import Count, QuerySet

from fieldday.customers.models import Account
from fieldday.people.models import Area
from fieldday.people.questions.people import people_seen
from fieldday.people.sight import SEES_COMPANY


def areas_seen(reader: Any) -> QuerySet[Area]:
    """The areas of the people and customers in sight, with all that lies within them; all while there are none.

    Retired ones are not offered. The company's keepers and a director see every area.
    """
    areas = Area.objects.filter(retired=False).order_by("name", "pk")
    if reader.role in SEES_COMPANY or reader.role == "director":
        return areas
    roots = set(people_seen(reader).exclude(area=None).values_list("area_id", flat=True))
    roots |= set(Account.objects.visible_to(reader).exclude(area=None).values_list("area_id", flat=True).distinct())
    return areas.filter(pk__in=with_inner(roots)) if roots else areas


def with_inner(roots: set[int]) -> set[int]:
    """The ids of areas and of all areas within them."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in Area.objects.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found, waiting = set(), list(roots)
    while waiting:
        area = waiting.pop()
        if area not in found:
            found.add(area)
            waiting += children.get(area, [])
    return found


def accounts_by_area() -> dict[int, int]:
    """How many customers lie in each area itself, whoever sees them: numbers for who keeps the areas."""
    rows = Account.objects.unscoped("numbers of customers, by area").exclude(area=None)
    return dict(rows.values_list("area_id").annotate(Count("pk")))
