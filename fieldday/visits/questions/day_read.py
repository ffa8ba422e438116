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

from fieldday.trade.models import OrderLine
from fieldday.visits.models import Change, Code, Companion, MarketNote, Photo, Result, Stop, Visit
from fieldday.visits.questions.codes import codes_by_id

WHY = "what belongs to visits and stops whose day was found in sight"


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
    found: Iterable[Any] = rows.order_by("arrived_at", "pk").values_list(
        "pk", "person_id", "person__name", "account_id", "account__name", "account__area__name", "stop_id", "day",
        "arrived_at", "left_at", "where", "distance_m", "channel", "shut", "met_in_charge", "summary", "next_step",
        "next_step_on", "claimed_at", "received_at",
    )  # fmt: skip
    visits: list[ReadVisit] = [
        ReadVisit(pk, person, Named(maker), account, ReadPlace(name, Named(area) if area else None), *rest)
        for pk, person, maker, account, name, area, *rest in found
    ]
    if not visits:
        return visits
    ids, codes = [visit.pk for visit in visits], codes_by_id()
    purposes = _purposes(Visit.purposes.through, "visit_id", ids, codes)
    results, notes, companions = _results(ids, codes), _notes(ids, codes), _companions(ids)
    contacts, photos = _contacts(ids), _photos(ids)
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
    found: Iterable[Any] = rows.order_by("position").values_list(
        "pk", "plan_id", "position", "account_id", "account__name", "area__name", "starts_at", "objective",
        "expected_order", "expected_collection", "added", "deviation__reason_id", "deviation__note",
    )  # fmt: skip
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
    purposes = _purposes(Stop.purposes.through, "stop_id", ids, codes)
    changes = Change.objects.unscoped(WHY).filter(stop_id__among=ids).order_by("at", "pk")
    changed = _by_first(
        changes.values_list("stop_id", "kind", "reason_id", "note", "at", "before"),
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


def _purposes(through: Any, owner: str, ids: list[UUID], codes: dict[int, Code]) -> dict[UUID, list[Code]]:
    """The codes of each, in the office's order."""
    rows = through.objects.filter(**{f"{owner}__among": ids}).values_list(owner, "code_id")
    answer: dict[UUID, list[Code]] = defaultdict(list)
    for key, code in rows:
        answer[key].append(codes[code])
    for several in answer.values():
        if len(several) > 1:
            several.sort(key=lambda code: (code.kind, code.position, code.pk))
    return answer


def _results(ids: list[UUID], codes: dict[int, Code]) -> dict[UUID, list[ReadResult]]:
    """By the office's order, with orders and their lines, and payments. Two queries."""
    rows = Result.objects.unscoped(WHY).filter(visit_id__among=ids).order_by("pk")
    found = list(rows.values_list("visit_id", "code_id", "order_id", "order__cancelled", "payment__amount"))
    orders = {order: ReadOrder(cancelled) for _visit, _code, order, cancelled, _paid in found if order}
    lines = OrderLine.objects.unscoped(WHY).filter(order_id__among=orders).order_by("position", "pk")
    told: Iterable[Any] = lines.values_list(
        "order_id", "product__name", "product__unit", "quantity", "unit_price", "discount_percent", "amount"
    )
    for order, name, unit, *rest in told:
        orders[order].its_lines.append(ReadLine(ReadProduct(name, unit), *rest))
    answer: dict[UUID, list[ReadResult]] = defaultdict(list)
    for visit, code, order, _cancelled, paid in found:
        payment = None if paid is None else ReadPayment(paid)
        answer[visit].append(ReadResult(codes[code], orders[order] if order else None, payment))
    for several in answer.values():
        if len(several) > 1:
            several.sort(key=lambda row: row.code.position)
    return answer


def _notes(ids: list[UUID], codes: dict[int, Code]) -> dict[UUID, list[ReadNote]]:
    rows = MarketNote.objects.unscoped(WHY).filter(visit_id__among=ids).order_by("pk")
    return _by_first(rows.values_list("visit_id", "kind_id", "text"), lambda kind, text: ReadNote(codes[kind], text))


def _companions(ids: list[UUID]) -> dict[UUID, list[ReadCompanion]]:
    rows = Companion.objects.unscoped(WHY).filter(visit_id__among=ids).order_by("person__name", "pk")
    return _by_first(
        rows.values_list("visit_id", "person_id", "person__name", "stop_id"),
        lambda person, name, stop: ReadCompanion(person, Named(name), stop),
    )


def _contacts(ids: list[UUID]) -> dict[UUID, list[Named]]:
    met = Visit.contacts.through.objects.filter(visit_id__among=ids)
    order = ("-contact__in_charge", "contact__name", "contact_id")
    return _by_first(met.order_by(*order).values_list("visit_id", "contact__name"), Named)


def _photos(ids: list[UUID]) -> dict[UUID, list[ReadPhoto]]:
    rows = Photo.objects.unscoped(WHY).filter(visit_id__among=ids).order_by("pk")
    return _by_first(rows.values_list("visit_id", "pk", "kind", "digest", "width", "height"), ReadPhoto)
