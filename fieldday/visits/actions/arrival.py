"""Arrive at a customer's, or find the place shut."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from fieldday import trail
from fieldday.customers.models import Account
from fieldday.customers.questions.merges import kept_for
from fieldday.kit import clock
from fieldday.kit.ids import free_id
from fieldday.kit.prepared import prepared
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.people.models import Company
from fieldday.rules.arriving import Arrival, Location, judge_arrival
from fieldday.visits.actions.day_lock import open_day
from fieldday.visits.actions.departure import leave_open_visit
from fieldday.visits.actions.moments import happened_at
from fieldday.visits.models import Code, Companion, Stop, Visit
from fieldday.visits.policy import POLICY


@dataclass(frozen=True)
class Where:
    """What the phone said of its place at the tap, if anything: degrees, and metres of accuracy."""

    latitude: float
    longitude: float
    accuracy_m: float


def arrive(
    *,
    by: Any,
    at: datetime,
    account_id: UUID | None = None,
    stop_id: UUID | None = None,
    where: Where | None = None,
    claimed_at: datetime | None = None,
    sent_at: datetime | None = None,
    visit_id: UUID | None = None,
    purposes: tuple[str, ...] = (),
    shut: bool = False,
    place_known: bool = True,
) -> Visit:
    """Begin a visit, planned (`stop_id`) or not (`account_id`); both for a stop that planned an area. A visit still
    open elsewhere ends now. `place_known` is false where the customer's place is this very tap's.

    `shut` is 撲空: the visit ends where it begins. The place is judged and kept, never required. What a phone tells
    later belongs to the day it happened on. Raises Refused: missing for a stop or a customer out of sight, when the
    stop is of another day or visited already, when one is here, when the id is somebody's.
    """
    verb = "visits.visit.found_shut" if shut else "visits.visit.arrived"
    arrived_at = happened_at(at, claimed_at, sent_at)
    day = clock.local_day(arrived_at)
    with transaction.atomic():
        stop = _stop(by, stop_id, day, account_id) if stop_id else None
        account = seen_account(by, verb, stop.account_id if stop and stop.account_id else account_id)
        open_day(by, day)
        still = leave_open_visit(by=by, at=at, left_at=arrived_at, claimed_at=claimed_at, unless_at=account)
        visit = _visit(by, account, stop, arrived_at, where, free_id(Visit, visit_id), place_known)
        visit.claimed_at, visit.received_at = claimed_at, at
        visit.shut, visit.left_at = shut, (arrived_at if shut else still)
        insert_visit(visit)
        chosen = stop.purposes.all() if stop else Code.objects.filter(kind="purpose", code__in=purposes)
        visit.purposes.add(*chosen)
        facts = {"planned": stop is not None, "where": visit.where, "distance_m": visit.distance_m}
        trail.record(verb, by=by, noun=visit, at=at, claimed_at=claimed_at, account_id=account.pk, day=day, **facts)
        return visit


def seen_account(by: Any, verb: str, account_id: UUID | None) -> Account:
    """A customer in sight, of whom `by` may record visits. Raises Refused, missing when out of sight."""
    account = next(iter(_account(by, account_id)), None) if account_id else None
    if account is None and (kept := kept_for(account_id)) is not None:  # merged since the phone last asked
        account = next(iter(_account(by, kept)), None)
    authorise(POLICY, verb, by=by, author=by, seen=account is not None)
    if account is None:
        raise Refused("people.not_found", missing=True)
    return account


@prepared
def _account(by: Any, pk: UUID) -> Any:
    return Account.objects.visible_to(by).filter(pk=pk)


def insert_visit(visit: Visit) -> None:
    """Two taps at once: the second meets the first one's row, and nothing else is asked in its transaction."""
    try:
        visit.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("visits.visit.already_arrived", account=visit.account.name) from error


def _stop(by: Any, stop_id: UUID, day: Any, account_id: UUID | None) -> Stop:
    stop = Stop.objects.visible_to(by).filter(pk=stop_id).select_related("plan", "area").first()
    if stop is None or stop.plan.person_id != by.pk:
        raise Refused("people.not_found", missing=True)
    if stop.plan.day != day:
        raise Refused("visits.stop.other_day", day=stop.plan.day.isoformat())
    if stop.account_id is None and account_id is None:
        raise Refused("visits.stop.area_only", area=str(stop.area))
    joined = Companion.objects.unscoped("one's own stop").filter(stop=stop)
    if Visit.objects.unscoped("one's own stop").filter(stop=stop).exists() or joined.exists():
        raise Refused("visits.visit.stop_visited")
    return stop


def _visit(
    by: Any,
    account: Account,
    stop: Stop | None,
    arrived_at: datetime,
    where: Where | None,
    pk: UUID,
    place_known: bool,
) -> Visit:
    place = account.place if place_known else None
    location = Location(where.latitude, where.longitude, where.accuracy_m) if where else None
    judged: Arrival = judge_arrival(place=place, location=location, radius_m=Company.the().arrival_radius_m)
    return Visit(
        id=pk,
        person=by,
        account=account,
        stop=stop,
        day=clock.local_day(arrived_at),
        arrived_at=arrived_at,
        latitude=Decimal(str(where.latitude)) if where else None,
        longitude=Decimal(str(where.longitude)) if where else None,
        accuracy_m=round(where.accuracy_m) if where else None,
        where=judged.verdict,
        distance_m=judged.distance_m,
    )
