"""Visits and stops read for the facts of days, in plain values.

`day_facts` asks of a visit what a row with everything around it would answer. For hundreds of visits, rows of seven
models cost many times what is said of them, so that here only that is read; the office's lists are read once. What
comes out answers by the same names as those rows do.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fieldday.visits.models import Code, Stop, Visit
from fieldday.visits.questions import day_asked as asked
from fieldday.visits.questions.codes import codes_by_id


@dataclass(slots=True)
class Named:
    """Anything of which only the name is said."""

    name: str


@dataclass(slots=True)
class ReadPlace:
    """A customer by name and area."""

    name: str
    area: Named | None


@dataclass(slots=True)
class ReadLine:
    product: Any
    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal
    amount: Decimal


@dataclass(slots=True)
class ReadProduct:
    name: str
    unit: str


@dataclass(slots=True)
class ReadOrder:
    cancelled: bool
    its_lines: list[ReadLine] = field(default_factory=list)


@dataclass(slots=True)
class ReadPayment:
    amount: Decimal


@dataclass(slots=True)
class ReadResult:
    code: Code
    order: ReadOrder | None
    payment: ReadPayment | None


@dataclass(slots=True)
class ReadNote:
    kind: Code
    text: str


@dataclass(slots=True)
class ReadCompanion:
    person_id: int
    person: Named
    stop_id: UUID | None


@dataclass(slots=True)
class ReadPhoto:
    pk: UUID
    kind: str
    digest: str
    width: int
    height: int


@dataclass(slots=True)
class ReadVisit:
    """A visit as `day_facts.visit_fact` reads it."""

    pk: UUID
    person_id: int
    person: Named
    account_id: UUID
    account: ReadPlace
    stop_id: UUID | None
    day: date
    arrived_at: datetime
    left_at: datetime | None
    where: str
    distance_m: int | None
    channel: str
    shut: bool
    met_in_charge: bool
    summary: str
    next_step: str
    next_step_on: date | None
    claimed_at: datetime | None
    received_at: datetime | None
    its_purposes: Sequence[Code] = ()
    its_results: Sequence[ReadResult] = ()
    its_notes: Sequence[ReadNote] = ()
    its_companions: Sequence[ReadCompanion] = ()
    its_contacts: Sequence[Named] = ()
    its_photos: Sequence[ReadPhoto] = ()


@dataclass(slots=True)
class ReadChange:
    kind: str
    reason: Code
    note: str
    at: datetime
    before: time | None


@dataclass(slots=True)
class ReadDeviation:
    reason: Code
    note: str


@dataclass(slots=True)
class ReadStop:
    """A stop as `day_facts.stop_fact` reads it."""

    pk: UUID
    plan_id: UUID
    position: int
    account_id: UUID | None
    name: str
    area_name: str
    starts_at: time | None
    objective: str
    expected_order: Decimal | None
    expected_collection: Decimal | None
    added: bool
    deviation: ReadDeviation | None
    its_purposes: Sequence[Code] = ()
    its_changes: Sequence[ReadChange] = ()


def read_visits(rows: "QuerySet[Visit]") -> list[ReadVisit]:
    """The visits by the time of arrival, each with all that came of it. Eight queries at most, fewer where nothing
    is there to ask for."""
    return put_visits(visit_values(rows))


def visit_values(rows: "QuerySet[Visit]") -> Any:
    """What `put_visits` wants of visits."""
    return rows.order_by("arrived_at", "pk").values_list(
        "pk", "person_id", "person__name", "account_id", "account__name", "account__area__name", "stop_id", "day",
        "arrived_at", "left_at", "where", "distance_m", "channel", "shut", "met_in_charge", "summary", "next_step",
        "next_step_on", "claimed_at", "received_at",
    )  # fmt: skip


def put_visits(found: Iterable[Any], *, figures: bool = False) -> list[ReadVisit]:
    """Those visits with all that came of them, or with what `figures` ask for: without whom one met, with photos of
    doors found shut alone. Seven queries at most."""
    visits: list[ReadVisit] = [
        ReadVisit(pk, person, Named(maker), account, ReadPlace(name, Named(area) if area else None), *rest)
        for pk, person, maker, account, name, area, *rest in found
    ]
    if not visits:
        return visits
    ids, codes = [visit.pk for visit in visits], codes_by_id()
    purposes = _purposes(asked.purposes_of_visits(ids), codes)
    results = _results(ids, codes)
    notes = _by_first(asked.notes(ids), lambda kind, text: ReadNote(codes[kind], text))
    companions = _by_first(asked.companions(ids), lambda person, name, stop: ReadCompanion(person, Named(name), stop))
    pictured = [visit.pk for visit in visits if visit.shut] if figures else ids
    contacts = {} if figures else _by_first(asked.contacts(ids), Named)
    photos = _by_first(asked.photos(pictured), ReadPhoto) if pictured else {}
    for visit in visits:
        visit.its_purposes = purposes.get(visit.pk, ())
        visit.its_results = results.get(visit.pk, ())
        visit.its_notes = notes.get(visit.pk, ())
        visit.its_companions = companions.get(visit.pk, ())
        visit.its_contacts = contacts.get(visit.pk, ())
        visit.its_photos = photos.get(visit.pk, ())
    return visits


def read_stops(rows: "QuerySet[Stop]") -> list[ReadStop]:
    """The stops in their order on the plan, with purposes, deviations and changes. Four queries at most."""
    return put_stops(stop_values(rows))


def stop_values(rows: "QuerySet[Stop]") -> Any:
    """What `put_stops` wants of stops."""
    return rows.order_by("position").values_list(
        "pk", "plan_id", "position", "account_id", "account__name", "area__name", "starts_at", "objective",
        "expected_order", "expected_collection", "added", "deviation__reason_id", "deviation__note",
    )  # fmt: skip


def put_stops(found: Iterable[Any]) -> list[ReadStop]:
    """Those stops with purposes, deviations and changes. Three queries at most."""
    codes = codes_by_id()
    stops = [
        ReadStop(
            pk, plan, position, account, (name if account else area) or "", area or "", starts,
            objective, order, collection, added, ReadDeviation(codes[reason], note) if reason else None,
        )
        for pk, plan, position, account, name, area, starts, objective, order, collection, added, reason, note in found
    ]  # fmt: skip
    if not stops:
        return stops
    ids = [stop.pk for stop in stops]
    purposes = _purposes(asked.purposes_of_stops(ids), codes)
    changed = _by_first(
        asked.changes(ids),
        lambda kind, reason, note, at, before: ReadChange(kind, codes[reason], note, at, before),
    )
    for stop in stops:
        stop.its_purposes = purposes.get(stop.pk, ())
        stop.its_changes = changed.get(stop.pk, ())
    return stops


def _by_first(rows: Iterable[tuple[Any, ...]], make: Callable[..., Any]) -> dict[Any, list[Any]]:
    """What `make` makes of the rest of each row, by its first value, in the rows' order."""
    answer: dict[Any, list[Any]] = defaultdict(list)
    for key, *rest in rows:
        answer[key].append(make(*rest))
    return answer


def _purposes(rows: Iterable[tuple[UUID, int]], codes: dict[int, Code]) -> dict[UUID, list[Code]]:
    """The codes of each, in the office's order."""
    answer: dict[UUID, list[Code]] = defaultdict(list)
    for key, code in rows:
        answer[key].append(codes[code])
    for several in answer.values():
        if len(several) > 1:
            several.sort(key=lambda code: (code.kind, code.position, code.pk))
    return answer


def _results(ids: list[UUID], codes: dict[int, Code]) -> dict[UUID, list[ReadResult]]:
    """By the office's order, with orders and their lines, and payments. Two queries."""
    found = asked.results(ids)
    orders = {order: ReadOrder(cancelled) for _visit, _code, order, cancelled, _paid in found if order}
    for order, name, unit, *rest in asked.lines(list(orders)) if orders else ():
        orders[order].its_lines.append(ReadLine(ReadProduct(name, unit), *rest))
    answer: dict[UUID, list[ReadResult]] = defaultdict(list)
    for visit, code, order, _cancelled, paid in found:
        payment = None if paid is None else ReadPayment(paid)
        answer[visit].append(ReadResult(codes[code], orders[order] if order else None, payment))
    for several in answer.values():
        if len(several) > 1:
            several.sort(key=lambda row: row.code.position)
    return answer
