"""Record what came of a visit: coded results and own words, an order, a payment, market notes, a next step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from fieldday import trail
from fieldday.customers.actions.contact_adding import ContactInput, judge_contact
from fieldday.kit.prepared import prepared
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.rules.verdict import Reason
from fieldday.trade.actions.order_taking import LineInput, cancel_order, revise_order, take_order
from fieldday.trade.actions.payment_taking import cancel_payment, correct_payment, take_payment
from fieldday.visits.actions.departure import own_visit, told_of_leaving
from fieldday.visits.actions.joining import lock_companions, set_companions
from fieldday.visits.actions.meeting import set_contacts
from fieldday.visits.actions.moments import happened_at
from fieldday.visits.actions.papers import check_version
from fieldday.visits.models import Code, Companion, MarketNote, Result, Visit
from fieldday.visits.questions.codes import codes_by_id

MOST_WORDS, MOST_NOTE, MOST_STEP = 4000, 2000, 200  # characters
MOST_NOTES = 20
NOTES = "the notes of one's own visit"
WRITTEN = ("met_in_charge", "summary", "next_step", "next_step_on", "version")
HANGING: dict[str, Any] = {
    "contacts": Visit.contacts.through,
    "companions": Companion,
    "purposes": Visit.purposes.through,
    "results": Result,
    "notes": MarketNote,
}
Codes = dict[tuple[str, str], Code]


@dataclass(frozen=True)
class VisitInput:
    """The whole of a visit's form: what is not in it is taken back. Codes by their names, amounts in currency."""

    results: tuple[str, ...] = ()
    purposes: tuple[str, ...] | None = None  # None leaves them as they are
    met_in_charge: bool = False
    summary: str = ""
    next_step: str = ""
    next_step_on: date | None = None
    lines: tuple[LineInput, ...] = ()
    collected: Decimal | None = None
    method: str = ""
    notes: tuple[tuple[str, str], ...] = ()  # (kind, text)
    contacts: tuple[UUID, ...] | None = None  # whom one met; None leaves them as they are
    new_contact: ContactInput | None = None
    new_contact_id: UUID | None = None  # where the phone named him already
    companions: tuple[int, ...] | None = None  # who came along; None leaves them as they are
    companions_seen: tuple[int, ...] | None = None  # who stood on the form: whoever joined meanwhile stays; None: all


def record_visit(
    *,
    by: Any,
    visit_id: UUID,
    version: int,
    said: VisitInput,
    at: datetime,
    leaving: bool = False,
    claimed_at: datetime | None = None,
    sent_at: datetime | None = None,
) -> Visit:
    """Keep what the form says of a visit, as a whole, in one transaction; `leaving` ends the visit too.

    An order's lines or an amount collected bring their own results; emptying the amount takes its result back.
    Raises Refused with reasons at their fields ("line-2", "amount", "next_step_on", "results", "contact_name",
    "companion"), or when the visit was changed meanwhile or the day is closed.
    """
    with transaction.atomic():
        if said.companions is not None:
            lock_companions(by, visit_id, said.companions)
        visit = own_visit(by, visit_id, "visits.visit.recorded")
        check_version(visit, version, "visits.visit.changed_meanwhile")
        said = _without_emptied(visit, said)
        codes = {(c.kind, c.code): c for c in codes_by_id().values()}
        _check(visit, said, codes)
        there = _hanging(visit.pk)
        met = False
        if said.contacts or said.new_contact or "contacts" in there:
            met = set_contacts(visit, said.contacts, said.new_contact, by=by, at=at, fresh_id=said.new_contact_id)
        if said.companions or (said.companions is not None and "companions" in there):
            set_companions(visit, said.companions, seen=said.companions_seen, by=by, at=at)
        ends = leaving and visit.left_at is None
        if ends:
            visit.left_at = max(happened_at(at, claimed_at, sent_at), visit.arrived_at)
        visit.met_in_charge = said.met_in_charge or met
        visit.summary, visit.next_step, visit.next_step_on = said.summary, said.next_step, said.next_step_on
        visit.version += 1
        visit.save(update_fields=[*WRITTEN, *(["left_at"] if ends else [])])
        _write_purposes(visit, said, codes, there)
        _write_brought(visit, said, codes, by, at, there)
        facts = {"account_id": visit.account_id, "day": visit.day, "results": sorted(said.results)}
        trail.record("visits.visit.recorded", by=by, noun=visit, at=at, claimed_at=claimed_at, **facts)
        if ends:
            told_of_leaving(visit, by=by, at=at, claimed_at=claimed_at)
        return visit


def _hanging(visit: UUID) -> frozenset[str]:
    """What of HANGING there is at a visit that is locked, told by one question: none is asked for that is not there."""
    [found] = _whether(visit)
    return frozenset(name for name, there in zip(HANGING, found, strict=True) if there)


@prepared
def _whether(visit: UUID) -> Any:
    rows = [Exists(model._base_manager.filter(visit_id=OuterRef("pk"))) for model in HANGING.values()]
    return Visit.objects.unscoped("one's own visit, locked").filter(pk=visit).values_list(*rows)


def _without_emptied(visit: Visit, said: VisitInput) -> VisitInput:
    """An amount that was kept had ticked its result by itself: whoever empties it has taken the result back too."""
    if said.collected or "collection" not in said.results:
        return said
    rows = Result.objects.unscoped("the results of one's own visit")
    if not rows.filter(visit=visit, code__code="collection", payment__isnull=False).exists():
        return said
    return replace(said, results=tuple(code for code in said.results if code != "collection"))


def _check(visit: Visit, said: VisitInput, codes: Codes) -> None:
    reasons = [
        Reason("visits.note.unknown_kind", {}, f"note-{n}")
        for n, (kind, text) in enumerate(said.notes, start=1)
        if text.strip() and ("note", kind) not in codes
    ]
    if visit.shut and (said.results or said.lines or said.collected):
        reasons.append(Reason("visits.visit.was_shut", {}, "results"))
    if said.next_step_on and said.next_step_on < visit.day:
        reasons.append(Reason("visits.next_step.in_the_past", {}, "next_step_on"))
    if said.next_step_on and not said.next_step.strip():
        reasons.append(Reason("visits.next_step.without_words", {}, "next_step"))
    if "order" in said.results and not said.lines:
        reasons.append(Reason("visits.result.order_without_lines", {}, "lines"))
    if "collection" in said.results and not said.collected:
        reasons.append(Reason("visits.result.collection_without_amount", {}, "amount"))
    if said.new_contact:
        reasons += judge_contact(said.new_contact)
    reasons += _too_long(said)
    refuse_with(reasons)


def _too_long(said: VisitInput) -> list[Reason]:
    """Nothing is cut: what does not fit is said at its field."""
    texts = [("summary", said.summary, MOST_WORDS), ("next_step", said.next_step, MOST_STEP)]
    texts += [(f"note-{n}", text, MOST_NOTE) for n, (_kind, text) in enumerate(said.notes, start=1)]
    long = [
        Reason("kit.import.too_long", {"most": most, "many": len(text)}, field)
        for field, text, most in texts
        if len(text) > most
    ]
    if sum(bool(text.strip()) for _kind, text in said.notes) > MOST_NOTES:
        long.append(Reason("visits.note.too_many", {"limit": MOST_NOTES}, "notes"))
    return long


def _write_purposes(visit: Visit, said: VisitInput, codes: Codes, there: frozenset[str]) -> None:
    if said.purposes is None:
        return
    wanted = [codes["purpose", code] for code in said.purposes if ("purpose", code) in codes]
    if "purposes" in there:
        visit.purposes.set(wanted)
    elif wanted:
        visit.purposes.add(*wanted)


def _write_brought(visit: Visit, said: VisitInput, codes: Codes, by: Any, at: datetime, there: frozenset[str]) -> None:
    _write_results(visit, said, codes, by, at, there)
    _write_notes(visit, said.notes, codes, there)


def _write_results(visit: Visit, said: VisitInput, codes: Codes, by: Any, at: datetime, there: frozenset[str]) -> None:
    present = {row.code.code: row for row in _results(visit.pk)} if "results" in there else {}
    wanted = list(dict.fromkeys([*said.results, *(["order"] if said.lines else [])]))
    wanted = list(dict.fromkeys([*wanted, *(["collection"] if said.collected else [])]))
    unknown = [code for code in wanted if ("result", code) not in codes]
    if unknown:
        raise Refused("visits.result.unknown", field="results")
    for code, row in present.items():
        if code not in wanted:
            row.delete()
            if row.order:
                cancel_order(by=by, order=row.order, at=at)
            if row.payment:
                cancel_payment(by=by, payment=row.payment, at=at)
    fresh = []
    for code in wanted:
        row = present.get(code) or Result(visit=visit, code=codes["result", code])
        before = (row.order_id, row.payment_id)
        if code == "order":
            row.order = _order(visit, row, said.lines, by, at)
        if code == "collection" and said.collected:
            row.payment = _payment(visit, row, said.collected, said.method, by, at)
        if code not in present:
            fresh.append(row)
        elif before != (row.order_id, row.payment_id):
            row.save(update_fields=["order", "payment"])
    Result.objects.bulk_create(fresh)


@prepared
def _results(visit: UUID) -> Any:
    rows = Result.objects.unscoped("the results of one's own visit").filter(visit_id=visit)
    return rows.select_related("code", "order__person", "payment__person")


def _order(visit: Visit, row: Result, lines: Sequence[LineInput], by: Any, at: datetime) -> Any:
    if row.order is None:
        return take_order(by=by, account_id=visit.account_id, ordered_on=visit.day, lines=lines, at=at)
    revise_order(by=by, order=row.order, lines=lines, at=at)
    return row.order


def _payment(visit: Visit, row: Result, amount: Decimal, method: str, by: Any, at: datetime) -> Any:
    if row.payment is None:
        return take_payment(by=by, account_id=visit.account_id, paid_on=visit.day, amount=amount, method=method, at=at)
    correct_payment(by=by, payment=row.payment, amount=amount, method=method, at=at)
    return row.payment


def _write_notes(visit: Visit, notes: Sequence[tuple[str, str]], codes: Codes, there: frozenset[str]) -> None:
    wanted = [(codes["note", kind], text.strip()) for kind, text in notes if text.strip()]
    if "notes" in there:
        if _notes(visit.pk) == [(kind.pk, text) for kind, text in wanted]:
            return
        MarketNote.objects.unscoped(NOTES).filter(visit=visit).delete()
    MarketNote.objects.bulk_create([MarketNote(visit=visit, kind=kind, text=text) for kind, text in wanted])


@prepared
def _notes(visit: UUID) -> Any:
    rows = MarketNote.objects.unscoped(NOTES).filter(visit_id=visit)
    return rows.order_by("id").values_list("kind_id", "text")
