"""Somebody stands in for another on certain days: appointed by the person himself or the office, and dismissed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.kit import clock
from fieldday.kit.actors import is_system
from fieldday.kit.refusals import Refused, require
from fieldday.people.authority import authorise
from fieldday.people.models import Deputy, Person
from fieldday.people.policy import POLICY
from fieldday.people.questions.deputies import may_be_chosen
from fieldday.rules.staffing import may_stand_in, overlapping, stands_in_alone


@dataclass(frozen=True)
class Overlap:
    """Somebody stands in on some of the same days: for the principal it is refused, for the deputy told."""

    name: str
    since: date
    until: date


@dataclass(frozen=True)
class Appointed:
    """The appointment, and who stands in for the deputy himself then."""

    deputy: Deputy
    away: tuple[Overlap, ...]


def appoint_deputy(*, by: Any, principal_id: int, deputy_id: int, since: date, until: date, at: datetime) -> Appointed:
    """Let `deputy` stand in for `principal` from a day until a day, both included. Raises Refused with every reason."""
    with transaction.atomic():
        principal = _principal(by, "people.deputy.appointed", principal_id)
        deputy = Person.objects.unscoped("reach is judged below").filter(pk=deputy_id).first()
        in_reach = deputy is not None and (is_system(by) or may_be_chosen(by, principal, deputy))
        if deputy is None or not in_reach:
            deputy_active, role = True, ""  # out of reach and not there are told alike
        else:
            deputy_active, role = deputy.is_active, deputy.role
        require(
            may_stand_in(
                principal=principal.pk,
                deputy=deputy_id,
                active=deputy_active,
                role=role,
                in_reach=in_reach,
                since=since,
                until=until,
                today=clock.local_day(at),
            )
        )
        if not principal.is_active:
            raise Refused("people.deputy.principal_left")
        beside = _overlaps(Deputy.objects.filter(principal=principal), "deputy", since, until)
        require(stands_in_alone((one.name, one.since, one.until) for one in beside))
        away = _overlaps(Deputy.objects.filter(principal_id=deputy_id), "deputy", since, until)
        row = Deputy.objects.create(principal=principal, deputy_id=deputy_id, since=since, until=until)
        trail.record(
            "people.deputy.appointed", by=by, noun=principal, at=at, deputy=deputy_id, since=since, until=until
        )
        return Appointed(row, away)


def dismiss_deputy(*, by: Any, appointment_id: int, at: datetime) -> None:
    """End an appointment: from the next request on nobody stands in. Days that passed stay written down."""
    with transaction.atomic():
        row = Deputy.objects.select_for_update().filter(pk=appointment_id).first()
        principal = _principal(by, "people.deputy.dismissed", row.principal_id if row else None)
        today = clock.local_day(at)
        if row is None or row.until < today:
            raise Refused("people.deputy.over")
        if row.since >= today:
            row.delete()
        else:
            row.until = today - timedelta(days=1)
            row.save(update_fields=["until"])
        trail.record("people.deputy.dismissed", by=by, noun=principal, at=at, deputy=row.deputy_id)


def _principal(by: Any, verb: str, principal_id: int | None) -> Person:
    people = Person.objects.unscoped("by the system") if is_system(by) else Person.objects.visible_to(by)
    principal = people.select_for_update(of=("self",), no_key=True).filter(pk=principal_id).first()
    authorise(POLICY, verb, by=by, author=principal, seen=principal is not None)
    if principal is None:
        raise Refused("people.not_found", missing=True)
    return principal


def _overlaps(rows: Any, whose: str, since: date, until: date) -> tuple[Overlap, ...]:
    found = {row.pk: row for row in rows.select_related(whose)}
    periods = [(pk, row.since, row.until) for pk, row in found.items()]
    return tuple(
        Overlap(getattr(found[pk], whose).name, first, last)
        for pk, first, last in overlapping(periods, since=since, until=until)
    )
