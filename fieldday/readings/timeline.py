"""Everything that happened with one customer, on one line of time, the latest day first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window

from fieldday.customers.models import Account, AccountNote
from fieldday.customers.models import Field as OwnField
from fieldday.customers.questions.merges import gone_into
from fieldday.customers.questions.own_fields import own_fields, shown_value
from fieldday.kit.paging import Page, nearest_page
from fieldday.kit.prepared import counted, prepared
from fieldday.people.models import Area, Person
from fieldday.trade.models import Order, Payment
from fieldday.trail.models import Event
from fieldday.visits.models import Photo, Visit
from fieldday.visits.questions import day_asked as asked
from fieldday.visits.questions.codes import codes_by_id

WHY = "of a customer found in sight"
LATEST = 20  # entries of which a page shows some, in most cases
# Where a noun enters the line. What follows on it (revised, recorded, left) shows on the noun itself.
ENTERS = (
    "visits.visit.arrived",
    "visits.visit.found_shut",
    "visits.visit.contacted",
    "trade.order.taken",
    "trade.order.imported",
    "trade.payment.taken",
    "trade.payment.imported",
)
ABOUT = (
    "customers.account.opened",
    "customers.account.changed",
    "customers.account.imported",
    "customers.account.status_changed",
    "customers.account.handed_over",
    "customers.account.handed_back",
    "customers.account.merged",
    "customers.merge.undone",
    "customers.contact.added",
    "customers.contact.changed",
    "customers.contact.removed",
    "customers.note.written",
    "customers.note.retired",
)
ITS = ("its_results", "its_notes", "its_companions", "its_photos")  # of a visit
STAY = ("account", "contact", "accountnote")  # kinds of which the line tells though their row be gone
NAMED = {"owner": Person, "owner_id": Person, "area": Area, "area_id": Area}  # changes that hold ids
OWN = "fields"  # the change of own fields, by their keys
KIN = {"parent_id", "dealer_id"}  # ids of customers that the reader need not see: told without naming them


@dataclass(frozen=True)
class Change:
    """One column that changed; people and areas by their names. One of the company's own fields has its `label`, and
    what it holds as pages say it."""

    field: str
    before: Any
    after: Any
    label: str = ""


@dataclass(frozen=True)
class Entry:
    """One thing on the line: `kind` is visit, order, payment, account, contact or accountnote; `gone` when its row is
    there no more."""

    kind: str
    verb: str
    day: date
    at: datetime
    by: str
    noun_id: str
    gone: bool = False
    visit: Visit | None = None
    amount: Decimal | None = None
    lines: int = 0
    status: str = ""
    cancelled: bool = False
    method: str = ""
    number: str = ""
    changes: tuple[Change, ...] = ()
    name: str = ""  # of a contact
    text: str = ""  # of a note; of a status, why


class TimelinePage(Page):
    """A page of a customer's timeline, and where it stands in the whole."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.rows


def timeline(account: Account, *, page: int = 1, size: int = 20, merged: bool = True) -> TimelinePage:
    """A page (from 1; the last one when beyond) of what happened with a customer that was found in sight.

    A row imported or taken more than once stands on the line once. Fourteen queries, however much happened, one more
    far back; one less for who knows that nothing was `merged` into this customer.
    """
    accounts = (account.pk, *(gone_into(account.pk) if merged else ()))
    near = page * size <= LATEST
    found = _latest(accounts) if near else []
    total = (found[0].total if found else 0) if near else sum(_count(accounts))
    number = nearest_page(page, total, size)
    if near:
        found = found[(number - 1) * size : number * size]
    else:
        found = list(_events(accounts).order_by("-day", "-id")[(number - 1) * size : number * size])
    return TimelinePage(_entries(found), number, total, size)


@prepared
def _count(accounts: tuple[UUID, ...]) -> Any:
    return counted(_events(accounts))


@prepared
def _latest(accounts: tuple[UUID, ...]) -> Any:
    """The latest, each with how many there are in all."""
    return _events(accounts).annotate(total=Window(Count("pk"))).order_by("-day", "-id")[:LATEST]


def _events(accounts: tuple[UUID, ...]) -> "QuerySet[Event]":
    later = Event.objects.filter(
        noun=OuterRef("noun"), noun_id=OuterRef("noun_id"), verb__in=ENTERS, id__gt=OuterRef("id")
    )
    once = Q(verb__in=ENTERS) & ~Exists(later)
    return Event.objects.filter(Q(verb__in=ABOUT) | once, account_id__among=accounts).exclude(day=None)


def _entries(events: list[Event]) -> tuple[Entry, ...]:
    ids: dict[str, set[str]] = {}
    for event in events:
        ids.setdefault(event.noun, set()).add(event.noun_id)
    rows = {noun: _by_id(ask([UUID(pk) for pk in ids[noun]])) for noun, ask in NOUNS.items() if noun in ids}
    names = _names(events)
    return tuple(_entry(event, rows.get(event.noun, {}).get(event.noun_id), names) for event in events)


def _entry(event: Event, row: Any, names: dict[tuple[type, Any], Any]) -> Entry:
    kind = event.noun.partition(".")[2]
    entry: dict[str, Any] = {
        "kind": kind,
        "verb": event.verb,
        "day": event.day,
        "at": event.at,
        "by": names.get((Person, event.by_id or 0), ""),
        "noun_id": event.noun_id,
        "gone": row is None and kind not in STAY,
    }
    if isinstance(row, Visit):
        entry["visit"] = row
    elif isinstance(row, Order):
        entry |= {"amount": row.total or Decimal(0), "lines": row.line_count, "status": row.status}  # type: ignore[attr-defined]  # annotated
        entry |= {"cancelled": row.cancelled, "number": row.external_id or ""}
    elif isinstance(row, Payment):
        entry |= {"amount": row.amount, "method": row.method, "number": row.external_id or ""}
    elif isinstance(row, AccountNote):
        entry |= {"text": row.text}
    elif kind in STAY and event.verb != "customers.account.opened":
        entry |= {"changes": tuple(_changes(event, names)), "name": str(event.changes.get("name") or "")}
        entry["text"] = str(event.changes.get("reason") or "")
    return Entry(**entry)


@prepared
def _payments(ids: list[UUID]) -> Any:
    return Payment.objects.unscoped(WHY).filter(pk__among=ids)


@prepared
def _notes(ids: list[UUID]) -> Any:
    return AccountNote.objects.unscoped(WHY).filter(pk__among=ids)


def _told_visits(ids: list[UUID]) -> list[Visit]:
    """Visits, each with what is told of it as lists: its results' and notes' codes, who came along, its photos."""
    codes = codes_by_id()
    told: dict[UUID, dict[str, list[Any]]] = {pk: {name: [] for name in ITS} for pk in ids}
    for visit, code, *_rest in sorted(asked.results(ids), key=lambda row: codes[row[1]].position):
        told[visit]["its_results"].append(codes[code])
    for visit, kind, text in asked.notes(ids):
        told[visit]["its_notes"].append({"kind": codes[kind], "text": text})
    for visit, _person, name, _stop in asked.companions(ids):
        told[visit]["its_companions"].append(name)
    for photo in _photos(ids):
        told[photo.visit_id]["its_photos"].append(photo)
    rows: list[Visit] = _visits(ids)
    for row in rows:
        row.__dict__.update(told[row.pk])
    return rows


@prepared
def _visits(ids: list[UUID]) -> Any:
    return Visit.objects.unscoped(WHY).filter(pk__among=ids)


@prepared
def _photos(ids: list[UUID]) -> Any:
    return Photo.objects.unscoped(WHY).filter(visit_id__among=ids).order_by("pk")


@prepared
def _orders(ids: list[UUID]) -> "QuerySet[Order]":
    rows = Order.objects.unscoped(WHY).filter(pk__among=ids)
    return rows.annotate(total=F("amount"), line_count=Count("lines"))


NOUNS = {
    "visits.visit": _told_visits, "trade.order": _orders, "trade.payment": _payments, "customers.accountnote": _notes,
}  # fmt: skip


def _by_id(rows: Iterable[Any]) -> dict[str, Any]:
    return {str(row.pk): row for row in rows}


def _pairs(event: Event) -> Iterable[tuple[str, Any, Any]]:
    for name, value in (event.changes.get("changed") or {}).items():
        if isinstance(value, list) and len(value) == 2 and not event.changes.get("created"):
            yield name, value[0], value[1]


def _names(events: list[Event]) -> dict[tuple[type, Any], Any]:
    """The names of those who acted, and of the people and areas that changes speak of by id; the own fields by key."""
    wanted: dict[type, set[int]] = {Person: {event.by_id for event in events if event.by_id}, Area: set()}
    for event in events:
        for name, *values in _pairs(event):
            if name in NAMED:
                wanted[NAMED[name]].update(value for value in values if isinstance(value, int))
    people = _people(wanted[Person]) if wanted[Person] else ()
    names: dict[tuple[type, Any], Any] = {(Person, pk): name for pk, name in people}
    if wanted[Area]:
        areas = Area.objects.filter(pk__in=wanted[Area])
        names |= {(Area, pk): name for pk, name in areas.values_list("pk", "name")}
    if any(name == OWN for event in events for name, *_values in _pairs(event)):
        names |= {(OwnField, row.key): row for row in own_fields(retired=True)}
    return names


@prepared
def _people(ids: set[int]) -> Any:
    rows = Person.objects.unscoped("names of those who acted on " + WHY).filter(pk__among=ids)
    return rows.values_list("pk", "name")


def _changes(event: Event, names: dict[tuple[type, Any], Any]) -> Iterable[Change]:
    for field, before, after in _pairs(event):
        if field == OWN:
            yield from _own_changes(before, after, names)
            continue
        if field in KIN:
            before, after = ("✓" if value else "" for value in (before, after))
        if field in NAMED:
            noun = NAMED[field]
            before, after = (
                names.get((noun, value), "") if isinstance(value, int) else value for value in (before, after)
            )
        yield Change(field if field == "external_id" else field.removesuffix("_id"), before, after)


def _own_changes(before: Any, after: Any, fields: Mapping[Any, Any]) -> Iterable[Change]:
    """Each own field that changed, by its name; what is of no field any more as it was kept."""
    old, new = (values if isinstance(values, dict) else {} for values in (before, after))
    for key in {**old, **new}:
        if old.get(key) != new.get(key):
            row = fields.get((OwnField, key))
            said = [shown_value(row, one.get(key)) if row else one.get(key) for one in (old, new)]
            yield Change(key, said[0], said[1], str(row or key))
