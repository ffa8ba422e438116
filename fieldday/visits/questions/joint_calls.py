"""陪訪: the stops of others' plans to which somebody is asked along."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db.models import Q

from fieldday.kit.prepared import prepared
from fieldday.people import sight
from fieldday.people.models import Person
from fieldday.visits.models import Stop

TOLD = ("submitted", "approved")  # a draft, and a plan that came back, ask nobody along yet


@dataclass(frozen=True)
class JointCall:
    """A stop of `by`'s plan on which one is named as the companion."""

    stop_id: UUID
    day: date
    by: str
    name: str  # of the customer or the area
    account_id: UUID | None
    starts_at: time | None
    purposes: tuple[str, ...]


def joint_calls(reader: Any, *days: date) -> tuple[JointCall, ...]:
    """Where `reader` is asked along on these days, by day and hour. Two queries."""
    return tuple(
        JointCall(
            stop_id=row.pk,
            day=row.plan.day,
            by=row.plan.person.name,
            name=row.name,
            account_id=row.account_id,
            starts_at=row.starts_at,
            purposes=tuple(code.code for code in row.purposes.all()),
        )
        for row in _asked_along(reader.pk, list(days))
    )


@prepared
def _asked_along(who: int, days: list[date]) -> Any:
    rows = Stop.objects.unscoped("being asked along, one is told where and when")
    rows = rows.filter(companion_id=who, plan__day__among=days, plan__status__in=TOLD, deviation=None)
    rows = rows.select_related("plan__person", "account", "area").prefetch_related("purposes")
    return rows.order_by("plan__day", "starts_at", "pk")


def companions_offered(reader: Any, *kept: int | None) -> list[tuple[int, str]]:
    """(id, name) of whom `reader` may ask along: his superiors first, his own people, his team; the `kept`."""
    above = sight.superiors_of(reader)
    near = Q(pk__in=above)
    near |= Q(team_id=reader.team_id) if reader.team_id else Q()
    near |= Q(reports_to=reader)
    below = Q(is_active=True) & ~Q(role="auditor") & near
    people = Person.objects.unscoped("superiors, team, line").filter(below | Q(pk__in=[pk for pk in kept if pk]))
    found = people.exclude(pk=reader.pk).order_by("name", "pk").values_list("pk", "name")
    return sorted(found, key=lambda one: one[0] not in above)
