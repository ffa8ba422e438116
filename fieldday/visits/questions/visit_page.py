"""One visit as a page: what was planned of it, what came of it, whether the reader may still write."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from fieldday.customers.models import Contact
from fieldday.customers.questions.known import notes_of
from fieldday.kit.prepared import prepared
from fieldday.kit.words import say
from fieldday.people import sight
from fieldday.rules import signoff
from fieldday.trade.questions.last_order import LastOrder, OrderedLine, last_order, order_lines
from fieldday.visits.models import DailyReport, Judgement, MarketNote, Stop, Visit
from fieldday.visits.policy import POLICY
from fieldday.visits.questions.codes import ASKED, Codes, codes_by_id, the_codes
from fieldday.visits.questions.day import StopFact, VisitFact
from fieldday.visits.questions.day_facts import stop_fact, visit_fact, visits_with_results
from fieldday.visits.questions.day_read import read_stops
from fieldday.visits.questions.joint_calls import companions_offered
from fieldday.visits.questions.places import Place, dial, places_of
from fieldday.visits.questions.ringing import ringing_refused

MOST_CONTACTS = 30
MOST_HEARD = 12


@dataclass(frozen=True)
class Judged:
    """What the superior said of this visit."""

    says: str
    note: str
    by: str


@dataclass(frozen=True)
class ContactShown:
    """Somebody at the customer's: `dial` is the number as a link dials it; `met` at this visit."""

    id: UUID
    name: str
    title: str
    phone: str
    dial: str
    in_charge: bool
    met: bool
    no_calls: bool = False


@dataclass(frozen=True)
class Learnt:
    """A need or a habit of the customer, as somebody heard it before."""

    kind: str
    text: str
    day: date
    by: str


@dataclass(frozen=True)
class VisitPage:
    """A visit for one reader. `writable`: it is his own and its day is open; else it is read only. `may_join`,
    `may_leave_it`: whether he may come along, or take it back that he did."""

    fact: VisitFact
    day: date
    version: int
    person: str
    own: bool
    writable: bool
    report_status: str
    place: Place | None
    contacts: tuple[ContactShown, ...]
    stop: StopFact | None
    lines: tuple[OrderedLine, ...]
    method: str
    last_order: LastOrder | None
    judged: Judged | None
    codes: Codes
    offered: tuple[tuple[int, str], ...] = ()  # who may have come along
    expected: int | None = None  # who was to come along, by the plan
    learnt: tuple[Learnt, ...] = ()  # needs and habits, the latest first
    may_join: bool = False
    may_leave_it: bool = False


@dataclass(frozen=True)
class VisitHead:
    """What a form that comes in needs to know of its visit: the customer's name, and whether a plan had it."""

    account: str
    planned: bool


def visit_head(reader: Any, visit_id: UUID) -> VisitHead | None:
    """The little that suffices while nothing is shown, in one query; None when `reader` may not see the visit."""
    return next((VisitHead(name, stop is not None) for name, stop in _head(reader, visit_id)), None)


@prepared
def _head(reader: Any, visit_id: UUID) -> Any:
    return Visit.objects.visible_to(reader).filter(pk=visit_id).values_list("account__name", "stop_id")


def visit_page(reader: Any, visit_id: UUID, today: date | None = None) -> VisitPage | None:
    """The visit as `reader` may see it, None when he may not; a constant number of queries. To one that is over one may
    have come along on its own day: `today`."""
    rows = visits_with_results(Visit.objects.visible_to(reader)).select_related("person", "account__area", "stop")
    visit: Any = rows.filter(pk=visit_id).first()
    if visit is None:
        return None
    own = visit.person_id == reader.pk
    fact = visit_fact(visit)
    orders = [row.order for row in visit.its_results if row.order and not row.order.cancelled]
    payments = [row.payment for row in visit.its_results if row.payment]
    report = DailyReport.objects.unscoped("whether the visit's day is closed").filter(
        person_id=visit.person_id, day=visit.day
    )
    status = report.values_list("status", flat=True).first() or ""
    place = places_of(reader, [visit.account_id]).get(visit.account_id)
    no_calls = ringing_refused([visit.account_id], visit.day) if place else {}
    place = replace(place, refused_by=no_calls.get((visit.account_id, None), "")) if place else None
    offered = tuple(companions_offered(reader, *(pk for pk, _name in fact.companions))) if own else ()
    asked_along = visit.stop.companion_id if visit.stop and visit.version == 1 and not fact.companions else None
    return VisitPage(
        fact=fact,
        day=visit.day,
        version=visit.version,
        person=visit.person.name,
        own=own,
        writable=own and (not status or signoff.may_move(status, signoff.EDIT).ok),
        report_status=status,
        place=place,
        contacts=_contacts(reader, visit, no_calls),
        stop=_stop(reader, visit, fact) if visit.stop_id else None,
        lines=order_lines(orders[0].pk) if orders else (),
        method=payments[0].method if payments else "",
        last_order=last_order(reader, visit.account_id, but=orders[0].pk if orders else None) if own else None,
        judged=_judged(reader, visit),
        codes=the_codes(),
        offered=offered,
        expected=asked_along if asked_along in dict(offered) else None,
        learnt=learnt_of(visit.account_id, but=visit.pk) if own and place else (),
        **_joining(reader, visit, fact, status, today),
    )


def _joining(reader: Any, visit: Visit, fact: VisitFact, status: str, today: date | None) -> dict[str, bool]:
    came = any(pk == reader.pk for pk, _name in fact.companions)
    over = visit.left_at is not None and (
        visit.day != today or not signoff.may_move(status or "draft", signoff.EDIT).ok
    )
    if came or visit.person_id == reader.pk or over or not fact.in_person:
        return {"may_leave_it": came}
    allowed = POLICY.allows("visits.visit.joined", reader.role)
    return {"may_join": allowed and sight.is_superior(reader.pk, visit.person_id)}


def learnt_of(account_id: UUID, *, but: UUID | None = None, most: int = 6, written: bool = True) -> tuple[Learnt, ...]:
    """What the last visits heard of a customer's needs and habits 需求與習慣, and what is `written` of them on its
    card, the latest first, `most` of them (12 at most). Two queries, one without what is written."""
    codes = codes_by_id()
    asked = [pk for pk, code in codes.items() if code.counts_as in ASKED]
    heard = _heard(account_id, asked, but)
    found = [Learnt(str(codes[kind]), text, day, by) for kind, text, day, by in heard[:most]]
    if written:
        kept = notes_of(account_id, said=True, most=most)
        found += [Learnt(say(f"customers.note.kind.{one.kind}"), one.text, one.day, one.by) for one in kept]
        found.sort(key=lambda one: one.day, reverse=True)
    return tuple(found[:most])


@prepared
def _heard(account_id: UUID, kinds: list[int], but: UUID | None) -> Any:
    rows = MarketNote.objects.unscoped("of a customer found in sight").filter(visit__account_id=account_id)
    rows = rows.filter(kind_id__among=kinds)
    rows = rows if but is None else rows.exclude(visit_id=but)
    told = ("kind_id", "text", "visit__day", "visit__person__name")
    return rows.order_by("-visit__day", "-pk").values_list(*told)[:MOST_HEARD]


def _stop(reader: Any, visit: Visit, fact: VisitFact) -> StopFact | None:
    return next((stop_fact(row, fact) for row in read_stops(Stop.objects.visible_to(reader).filter(visit=visit))), None)


def _contacts(reader: Any, visit: Any, no_calls: Collection[Any]) -> tuple[ContactShown, ...]:
    met = {contact.pk for contact in visit.its_contacts}
    there = Q(retired=False) | Q(pk__in=met)
    rows = Contact.objects.visible_to(reader).filter(there, account_id=visit.account_id)
    shown = sorted(rows.order_by("-in_charge", "name", "pk"), key=lambda row: row.pk not in met)[:MOST_CONTACTS]
    return tuple(
        ContactShown(
            row.pk,
            row.name,
            row.title,
            row.phone,
            dial(row.phone),
            row.in_charge,
            row.pk in met,
            (visit.account_id, row.pk) in no_calls,
        )
        for row in shown
    )


def _judged(reader: Any, visit: Visit) -> Judged | None:
    rows = Judgement.objects.visible_to(reader).filter(visit=visit, report__person=visit.person_id)
    row = rows.select_related("by").first()
    return Judged(row.says, row.note, row.by.name) if row else None
