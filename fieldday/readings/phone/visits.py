"""Visits on a phone: those of one's own days, those one came along to among them, and the one that is still open.

In plain values: rows of ten models cost many times what is said of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fieldday.kit.prepared import prepared
from fieldday.readings.phone.accounts import line_row
from fieldday.readings.phone.spelling import Row, day_text, moment, some
from fieldday.trade.models import OrderLine
from fieldday.visits.models import Companion, Result, Visit
from fieldday.visits.questions import day_asked as asked
from fieldday.visits.questions.codes import codes_by_id

WHY = "what came of visits found in sight"
OF_VISIT = (
    *("pk", "person_id", "person__name", "account_id", "account__name", "stop_id", "day", "arrived_at", "left_at"),
    *("channel", "shut", "where", "distance_m", "version", "met_in_charge", "summary", "next_step", "next_step_on"),
)
Several = Mapping[UUID, list[Any]]


def visits_kept(person: Any, days: Collection[date]) -> list[Any]:
    """The visits of these days in order, and an open one of whatever day. One query."""
    return _kept(person, person.pk, list(days))


@prepared
def _kept(person: Any, who: int, days: list[date]) -> Any:
    joined = Companion.objects.unscoped("what one came along to oneself").filter(person_id=who, visit__day__among=days)
    own = Visit.objects.unscoped("one's own, seen by oneself below").filter(person_id=who)
    ids = (
        own.filter(day__among=days).values("pk").union(own.filter(left_at=None).values("pk"), joined.values("visit_id"))
    )
    return visit_values(Visit.objects.visible_to(person).filter(pk__in=ids))  # by indexes: one OR reads all visits


def visit_values(rows: QuerySet[Visit]) -> Any:
    """What `visit_rows` wants of visits, in order."""
    return rows.order_by("arrived_at", "pk").values_list(*OF_VISIT, named=True)


def visit_rows(visits: Iterable[Any], person: Any, closed: Collection[date]) -> list[Row]:
    """Visits that came as `visit_values`, for their maker or for who came along. Eight queries at most."""
    visits = list(visits)
    if not visits:
        return []
    ids, codes = [one.pk for one in visits], codes_by_id()
    places = {pk: n for n, pk in enumerate(codes)}  # the office's order
    results = sorted(_results(ids), key=lambda row: codes[row[1]].position)
    brought = _by_first([row for row in results if row[2] or row[4]])
    orders = [order for _v, _c, order, cancelled, *_p in results if order and not cancelled]
    lines = _by_first(_lines(orders)) if orders else {}
    purposes = sorted(asked.purposes_of_visits(ids), key=lambda row: places[row[1]])
    more = {
        "results": _by_first([(visit, codes[code].code) for visit, code, *_ in results]),
        "purposes": _by_first([(visit, codes[code].code) for visit, code in purposes]),
        "notes": _by_first([(v, {"kind": codes[kind].code, "text": text}) for v, kind, text in asked.notes(ids)]),
        "contacts": _by_first([(visit, str(contact)) for visit, contact in _contacts(ids)]),
        "photos": _by_first([(v, {"id": str(pk), "kind": kind}) for v, pk, kind, *_ in asked.photos(ids)]),
    }
    along = _by_first(asked.companions(ids))
    return [
        {
            **_facts(one, person, closed),
            **_along(one, person, along.get(one.pk, ())),
            **{name: found.get(one.pk, []) for name, found in more.items()},
            **_brought(brought.get(one.pk, ()) if one.person_id == person.pk else (), lines),
        }
        for one in visits
    ]


def _facts(visit: Any, person: Any, closed: Collection[date]) -> Row:
    own = visit.person_id == person.pk
    return {
        "id": str(visit.pk),
        "day": day_text(visit.day),
        "account": str(visit.account_id),
        "name": visit.account__name,
        "stop": str(visit.stop_id) if visit.stop_id and own else None,
        "arrivedAt": moment(visit.arrived_at),
        "leftAt": moment(visit.left_at),
        "channel": "" if visit.channel == "visit" else visit.channel,
        "shut": visit.shut,
        "where": visit.where,
        "distanceM": visit.distance_m,
        "version": visit.version,
        "writable": own and visit.day not in closed,
        "met": visit.met_in_charge,
        "summary": visit.summary,
        "nextStep": visit.next_step,
        "nextStepOn": day_text(visit.next_step_on),
    }


def _along(visit: Any, person: Any, companions: Iterable[Any]) -> Row:
    own = visit.person_id == person.pk
    return {
        "joined": not own,
        "by": visit.person__name,
        "with": [name for pk, name, _stop in companions if pk != person.pk],
        "companions": [pk for pk, *_ in companions] if own else [],
    }


def _brought(results: Iterable[Any], lines: Several) -> Row:
    """What the visit brought in money: said to its maker alone."""
    results = list(results)
    ordered = [
        line for _c, order, cancelled, *_p in results if order and not cancelled for line in lines.get(order, ())
    ]
    paid = [(amount, method) for *_o, payment, amount, method in results if payment]
    return {
        "lines": [line_row(*line[:-1]) for line in ordered],
        "ordered": some(sum((line[-1] for line in ordered), 0)),
        "amount": some(sum((amount for amount, _method in paid), 0)),
        "method": paid[0][1] if paid else "",
    }


def _by_first(rows: Iterable[tuple[Any, ...]]) -> Several:
    """The rest of each row by its first value, itself where it is one value, in the rows' order."""
    found: dict[UUID, list[Any]] = defaultdict(list)
    for key, *rest in rows:
        found[key].append(rest[0] if len(rest) == 1 else rest)
    return found


@prepared
def _results(ids: list[UUID]) -> Any:
    rows = Result.objects.unscoped(WHY).filter(visit_id__among=ids).order_by("pk")
    of_order, of_payment = ("order_id", "order__cancelled"), ("payment_id", "payment__amount", "payment__method")
    return rows.values_list("visit_id", "code_id", *of_order, *of_payment)


@prepared
def _lines(orders: list[UUID]) -> Any:
    rows = OrderLine.objects.unscoped(WHY).filter(order_id__among=orders).order_by("position", "pk")
    typed = ("product_id", "product__name", "quantity", "unit_price", "discount_percent")
    return rows.values_list("order_id", *typed, "amount")


@prepared
def _contacts(ids: list[UUID]) -> Any:
    met = Visit.contacts.through.objects.filter(visit_id__among=ids)
    return met.order_by("-contact__in_charge", "contact__name", "contact_id").values_list("visit_id", "contact_id")
