"""One visit as a page: what was planned of it, what came of it, whether the reader may still write."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fieldday.customers.models import Contact
from fieldday.rules import signoff
from fieldday.trade.questions.last_order import LastOrder, OrderedLine, last_order, order_lines
from fieldday.visits.models import DailyReport, Judgement, Stop, Visit
from fieldday.visits.questions.codes import Codes, the_codes
from fieldday.visits.questions.day import StopFact, VisitFact
from fieldday.visits.questions.day_facts import stop_fact, stops_with_places, visit_fact, visits_with_results
from fieldday.visits.questions.places import Place, dial, places_of


@dataclass(frozen=True)
class Judged:
    """What the superior said of this visit."""

    says: str
    note: str
    by: str


@dataclass(frozen=True)
class VisitPage:
    """A visit for one reader. `writable`: it is his own and its day is open; else it is read only."""

    fact: VisitFact
    day: date
    version: int
    person: str
    own: bool
    writable: bool
    report_status: str
    place: Place | None
    contacts: tuple[tuple[str, str, str, str], ...]  # name, title, phone, and the number as a link dials it
    stop: StopFact | None
    lines: tuple[OrderedLine, ...]
    method: str
    last_order: LastOrder | None
    judged: Judged | None
    codes: Codes


@dataclass(frozen=True)
class VisitHead:
    """What a form that comes in needs to know of its visit: the customer's name, and whether a plan had it."""

    account: str
    planned: bool


def visit_head(reader: Any, visit_id: UUID) -> VisitHead | None:
    """The little that suffices while nothing is shown, in one query; None when `reader` may not see the visit."""
    row = Visit.objects.visible_to(reader).filter(pk=visit_id).values_list("account__name", "stop_id").first()
    return VisitHead(row[0], row[1] is not None) if row else None


def visit_page(reader: Any, visit_id: UUID) -> VisitPage | None:
    """The visit as `reader` may see it, None when he may not; a constant number of queries."""
    rows = visits_with_results(Visit.objects.visible_to(reader)).select_related("person", "account__area")
    visit = rows.filter(pk=visit_id).first()
    if visit is None:
        return None
    own = visit.person_id == reader.pk
    fact = visit_fact(visit)
    orders = [row.order for row in visit.results.all() if row.order and not row.order.cancelled]
    payments = [row.payment for row in visit.results.all() if row.payment]
    report = DailyReport.objects.unscoped("whether the visit's day is closed").filter(
        person_id=visit.person_id, day=visit.day
    )
    status = report.values_list("status", flat=True).first() or ""
    return VisitPage(
        fact=fact,
        day=visit.day,
        version=visit.version,
        person=visit.person.name,
        own=own,
        writable=own and (not status or signoff.may_move(status, signoff.EDIT).ok),
        report_status=status,
        place=places_of(reader, [visit.account_id]).get(visit.account_id),
        contacts=_contacts(reader, visit.account_id),
        stop=_stop(reader, visit, fact) if visit.stop_id else None,
        lines=order_lines(orders[0].pk) if orders else (),
        method=payments[0].method if payments else "",
        last_order=last_order(reader, visit.account_id, but=orders[0].pk if orders else None) if own else None,
        judged=_judged(reader, visit),
        codes=the_codes(),
    )


def _stop(reader: Any, visit: Visit, fact: VisitFact) -> StopFact | None:
    row = stops_with_places(Stop.objects.visible_to(reader).filter(visit=visit)).first()
    return stop_fact(row, fact) if row else None


def _contacts(reader: Any, account_id: UUID) -> tuple[tuple[str, str, str, str], ...]:
    rows = Contact.objects.visible_to(reader).filter(account_id=account_id).order_by("-in_charge", "name", "pk")
    return tuple((row.name, row.title, row.phone, dial(row.phone)) for row in rows[:5])


def _judged(reader: Any, visit: Visit) -> Judged | None:
    row = Judgement.objects.visible_to(reader).filter(visit=visit).select_related("by").first()
    return Judged(row.says, row.note, row.by.name) if row else None
