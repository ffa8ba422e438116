"""Who stands in for whom, and who may be chosen for it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from fieldday.people import sight
from fieldday.people.models import Deputy, Person


@dataclass(frozen=True)
class Appointment:
    """One appointment as a page shows it; `runs` while today is one of its days."""

    pk: int
    principal_id: int
    principal: str
    deputy: str
    since: date
    until: date
    runs: bool


def may_be_chosen(by: Person, principal: Person, deputy: Person) -> bool:
    """Whether `by` may make `deputy` stand in for `principal`."""
    return candidates(by, principal).filter(pk=deputy.pk).exists()


def candidates(by: Person, principal: Person) -> QuerySet[Person]:
    """Whom `by` may choose to stand in for `principal`: the office anybody; the person himself those he sees, his
    own team, his superiors and his like under the same one. Never an auditor, who writes nothing."""
    people = Person.objects.unscoped("who may stand in").filter(is_active=True)
    people = people.exclude(pk=principal.pk).exclude(role="auditor").order_by("name", "pk")
    if by.is_office:
        return people
    near = sight.person_is_seen(by, "pk") | Q(pk__in=sight.superiors_of(principal))
    if principal.team_id:
        near |= Q(team_id=principal.team_id)
    if principal.reports_to_id:
        near |= Q(reports_to_id=principal.reports_to_id, role=principal.role)
    return people.filter(near)


def appointments_of(reader: Person, *, today: date) -> tuple[Appointment, ...]:
    """Who stands in for `reader` and for whom he stands in, now and to come; the soonest first."""
    return _listed(Deputy.objects.filter(Q(principal=reader) | Q(deputy=reader)), today)


def appointments_kept(reader: Person, *, today: date) -> tuple[Appointment, ...]:
    """All appointments of people in sight, now and to come; the soonest first."""
    seen = Person.objects.visible_to(reader)
    return _listed(Deputy.objects.filter(principal__in=seen.values("pk")), today)


def _listed(rows: QuerySet[Deputy], today: date) -> tuple[Appointment, ...]:
    rows = rows.filter(until__gte=today).select_related("principal", "deputy").order_by("since", "pk")
    return tuple(
        Appointment(
            row.pk, row.principal_id, row.principal.name, row.deputy.name, row.since, row.until, row.since <= today
        )
        for row in rows
    )
