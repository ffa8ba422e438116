"""Visits on a phone: those of one's own days, those one came along to among them, and the one that is still open."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from fieldday.readings.phone.accounts import line_row
from fieldday.readings.phone.spelling import Row, day_text, moment, some
from fieldday.rules import signoff
from fieldday.visits.models import Companion, DailyReport, Visit
from fieldday.visits.questions.day_facts import visits_with_results

WHY = "what one came along to oneself"


def visits_kept(person: Any, days: Sequence[date]) -> list[Any]:
    """The visits of these days with all that came of them, in order; an open one of whatever day. A constant number
    of queries."""
    joined = Companion.objects.unscoped(WHY).filter(person=person, visit__day__in=days).values("visit_id")
    own = Visit.objects.unscoped("one's own, seen by oneself below").filter(person=person)
    ids = own.filter(day__in=days).values("pk").union(own.filter(left_at=None).values("pk"), joined)
    rows = Visit.objects.visible_to(person).filter(pk__in=ids)  # each part by its index: one OR reads all visits
    return list(visits_with_results(rows).order_by("arrived_at", "pk"))


def closed_days(person: Any, days: Collection[date]) -> set[date]:
    """Those of one's own days whose report lies with the superior or is signed: nothing of them is written any more.
    One query."""
    rows = DailyReport.objects.visible_to(person).filter(person=person, day__in=days).values_list("day", "status")
    return {day for day, status in rows if not signoff.may_move(status, signoff.EDIT).ok}


def visit_row(visit: Any, person: Any, closed: Collection[date]) -> Row:
    """A visit that came through `visits_kept`, for its maker or for who came along; no query."""
    own = visit.person_id == person.pk
    results = visit.its_results
    orders = [row.order for row in results if own and row.order and not row.order.cancelled]
    payments = [row.payment for row in results if own and row.payment]
    lines = [line for order in orders for line in order.its_lines]
    return {
        "id": str(visit.pk),
        "day": day_text(visit.day),
        "account": str(visit.account_id),
        "name": visit.account.name,
        "stop": str(visit.stop_id) if visit.stop_id and own else None,
        "arrivedAt": moment(visit.arrived_at),
        "leftAt": moment(visit.left_at),
        "channel": "" if visit.channel == "visit" else visit.channel,
        "shut": visit.shut,
        "where": visit.where,
        "distanceM": visit.distance_m,
        "version": visit.version,
        "writable": own and visit.day not in closed,
        "joined": not own,
        "by": visit.person.name,
        "with": [row.person.name for row in visit.its_companions if row.person_id != person.pk],
        "companions": [row.person_id for row in visit.its_companions] if own else [],
        "results": [row.code.code for row in results],
        "purposes": [code.code for code in visit.its_purposes],
        "met": visit.met_in_charge,
        "summary": visit.summary,
        "lines": [
            line_row(one.product_id, one.product.name, one.quantity, one.unit_price, one.discount_percent)
            for one in lines
        ],
        "ordered": some(sum((one.amount for one in lines), 0)),
        "amount": some(sum((one.amount for one in payments), 0)),
        "method": payments[0].method if payments else "",
        "notes": [{"kind": note.kind.code, "text": note.text} for note in visit.its_notes],
        "contacts": [str(one.pk) for one in visit.its_contacts],
        "nextStep": visit.next_step,
        "nextStepOn": day_text(visit.next_step_on),
        "photos": [{"id": str(one.pk), "kind": one.kind} for one in visit.its_photos],
    }
