"""Leave a customer's."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.kit.prepared import prepared
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.people.models import Person
from fieldday.visits.actions.day_lock import open_day
from fieldday.visits.actions.moments import happened_at
from fieldday.visits.models import Visit
from fieldday.visits.policy import POLICY


def leave(
    *, by: Any, visit_id: UUID, at: datetime, claimed_at: datetime | None = None, sent_at: datetime | None = None
) -> Visit:
    """End a visit of one's own; leaving twice changes nothing."""
    with transaction.atomic():
        visit = own_visit(by, visit_id, "visits.visit.left")
        if visit.left_at is None:
            end_visit(visit, by=by, at=at, left_at=happened_at(at, claimed_at, sent_at), claimed_at=claimed_at)
        return visit


def leave_open_visit(
    *, by: Any, at: datetime, left_at: datetime, claimed_at: datetime | None = None, unless_at: Any = None
) -> datetime | None:
    """End the visit that is still open: one is at one place at a time. Refused when it is this very place.

    Where it began after `left_at`, since a phone tells later of what was before, it stays as it is; answers when it
    began then, else None.
    """
    visit = next(iter(_open_visit(by.pk)), None)
    if visit is None:
        return None
    if unless_at is not None and visit.account_id == unless_at.pk:
        raise Refused("visits.visit.already_arrived", account=unless_at.name)
    if visit.arrived_at > left_at:
        return visit.arrived_at
    end_visit(visit, by=by, at=at, left_at=left_at, claimed_at=claimed_at)
    return None


def own_visit(by: Any, visit_id: UUID, verb: str) -> Visit:
    """One's own visit, locked, on a day that is still open. Raises Refused."""
    author, day = next(iter(_seen(by, visit_id)), (None, None))
    authorise(POLICY, verb, by=by, author=_maker(by, author) if author else None, seen=author is not None)
    if day is None:
        raise Refused("people.not_found", missing=True)
    open_day(by, day)  # before the visit is locked, as an arrival elsewhere does that ends it
    locked: Visit = _locked(by, visit_id)[0]
    return locked


@prepared
def _open_visit(person: int) -> Any:
    return Visit.objects.unscoped("one's own open visit").select_for_update().filter(person_id=person, left_at=None)


def _maker(by: Any, person: int) -> Any:
    return by if by.pk == person else Person.objects.unscoped("who made a visit in sight").get(pk=person)


@prepared
def _seen(by: Any, visit_id: UUID) -> Any:
    return Visit.objects.visible_to(by).filter(pk=visit_id).values_list("person_id", "day")


@prepared
def _locked(by: Any, visit_id: UUID) -> Any:
    rows = Visit.objects.visible_to(by).select_related("person", "account")
    return rows.filter(pk=visit_id).select_for_update(of=("self",))


def end_visit(visit: Visit, *, by: Any, at: datetime, left_at: datetime, claimed_at: datetime | None = None) -> None:
    """End a visit that another verb has found and locked, in that verb's transaction, at the moment `left_at`."""
    visit.left_at = max(left_at, visit.arrived_at)
    visit.save(update_fields=["left_at"])
    told_of_leaving(visit, by=by, at=at, claimed_at=claimed_at)


def told_of_leaving(visit: Visit, *, by: Any, at: datetime, claimed_at: datetime | None = None) -> None:
    """The event of a visit that has just been kept as ended."""
    facts = {"account_id": visit.account_id, "day": visit.day}
    trail.record("visits.visit.left", by=by, noun=visit, at=at, claimed_at=claimed_at, **facts)
