"""The form of a visit: as it is kept, as it was typed, and what it says to the verb."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import QueryDict

from fieldday.customers.actions.contact_adding import ContactInput
from fieldday.kit.refusals import Refused
from fieldday.rules.ordering import MOST_LINES, line_amount
from fieldday.rules.parsing import as_uuid
from fieldday.rules.paying import LARGEST, judge_payment
from fieldday.trade.actions.order_taking import LineInput
from fieldday.trade.questions.products import Offer, products_by_id
from fieldday.visits.actions.recording import VisitInput
from fieldday.visits.questions.visit_page import VisitPage
from fieldday.web.rep.typed import Reading, line, numbered, whole, words

MOST_READ = 60  # notes read from a form; the verb says how many are kept
MOST_CODES = 40
NOBODY = UUID(int=0)  # an id that no contact has


@dataclass
class LineForm:
    """An order line as typed; `amount` where it can be computed."""

    product: Offer | None
    quantity: str = "1"
    price: str = ""
    discount: str = ""
    amount: Decimal | None = None
    errors: list[str] = field(default_factory=list)


@dataclass
class VisitForm:
    """Everything the page of a visit lets one type."""

    version: int = 0
    results: list[str] = field(default_factory=list)
    purposes: list[str] = field(default_factory=list)
    met: bool = False
    summary: str = ""
    lines: list[LineForm] = field(default_factory=list)
    amount: str = ""
    method: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)  # (kind, text), needs and habits among them
    contacts: list[str] = field(default_factory=list)
    contact: dict[str, str] = field(default_factory=dict)  # a new one: name, title, phone
    contact_in_charge: bool = False
    contact_id: str = ""  # as the phone named the new one
    companions: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)  # companions that stood on the form when it was opened
    next_step: str = ""
    next_step_on: str = ""

    @property
    def total(self) -> Decimal | None:
        """The order's amount, None while a line cannot be computed or there is none."""
        amounts = [one.amount for one in self.lines if one.amount is not None]
        return sum(amounts, Decimal(0)) if amounts and len(amounts) == len(self.lines) else None


def kept_form(page: VisitPage) -> VisitForm:
    """The form as the visit is kept."""
    fact = page.fact
    ids = {one.product_id for one in page.lines}
    offers = products_by_id(ids) if ids else {}
    return VisitForm(
        version=page.version,
        results=list(fact.results),
        purposes=list(fact.purposes),
        met=fact.met_in_charge,
        summary=fact.summary,
        lines=[
            LineForm(
                offers.get(one.product_id),
                plain(one.quantity),
                plain(one.unit_price),
                plain(one.discount_percent) if one.discount_percent else "",
                one.amount,
            )
            for one in page.lines
        ],
        amount=plain(fact.collected) if fact.collected else "",
        method=page.method,
        notes=list(fact.notes),
        contacts=[str(one.id) for one in page.contacts if one.met],
        companions=[str(pk) for pk, _name in fact.companions] + ([str(page.expected)] if page.expected else []),
        seen=[str(pk) for pk, _name in fact.companions],
        next_step=fact.next_step,
        next_step_on=fact.next_step_on.isoformat() if fact.next_step_on else "",
    )


def typed_form(post: QueryDict) -> VisitForm:
    """The form as it was typed."""
    places = numbered(post, "line", MOST_LINES + 1)
    offers = products_by_id({whole(post.get(f"line-{n}-product", "")) for n in places})
    lines = []
    for n in places:
        offer = offers.get(whole(post.get(f"line-{n}-product", "")))
        quantity, price, off = (line(post.get(f"line-{n}-{name}", "")) for name in ("quantity", "price", "discount"))
        lines.append(LineForm(offer, quantity, price, off))
    for one in lines:
        one.amount = _amount(one)
    said = numbered(post, "note", MOST_READ)
    return VisitForm(
        version=whole(post.get("version_now") or post.get("version", "")),
        results=post.getlist("result")[:MOST_CODES],
        purposes=post.getlist("purpose")[:MOST_CODES],
        met=bool(post.get("met")),
        summary=words(post.get("summary", "")),
        lines=lines,
        amount=line(post.get("amount", "")),
        method=line(post.get("method", "")),
        notes=[(post.get(f"note-{n}-kind", "")[:40], words(post.get(f"note-{n}-text", ""))) for n in said],
        next_step=line(post.get("next_step", "")),
        next_step_on=line(post.get("next_step_on", "")),
        contacts=post.getlist("contact")[:MOST_CODES],
        contact={name: line(post.get(f"contact_{name}", "")) for name in ("name", "title", "phone")},
        contact_in_charge=bool(post.get("contact_in_charge")),
        contact_id=post.get("contact_id", "")[:40],
        companions=post.getlist("companion")[:MOST_CODES],
        seen=post.getlist("companion_seen")[:MOST_CODES],
    )


def said_by(form: VisitForm, *, planned: bool, currency: str) -> VisitInput:
    """What the form says to the verb. Raises Refused with a reason at each field that cannot be read."""
    reading = Reading(currency, "")
    lines = [_line(one, n, reading) for n, one in enumerate(form.lines, start=1)]
    collected = reading.amount(form.amount, "amount", limit=f"{LARGEST:,f}")
    if collected is not None:
        reading.reasons += judge_payment(collected).reasons
    next_step_on = reading.day(form.next_step_on, "next_step_on")
    reading.fits(form.summary, 4000, "summary")
    reading.fits(form.method, 40, "method")
    reading.fits(form.next_step, 200, "next_step")
    for n, (_kind, text) in enumerate(form.notes, start=1):
        reading.fits(text, 2000, f"note-{n}")
    if reading.reasons:
        raise Refused(reading.reasons[0].code, reading.reasons)
    return VisitInput(
        results=tuple(form.results),
        purposes=None if planned else tuple(form.purposes),
        met_in_charge=form.met,
        summary=form.summary,
        next_step=form.next_step,
        next_step_on=next_step_on,
        lines=tuple(lines),
        collected=collected,
        method=form.method if collected else "",
        notes=tuple(form.notes),
        contacts=tuple(as_uuid(one) or NOBODY for one in form.contacts),
        new_contact=_contact(form),
        new_contact_id=as_uuid(form.contact_id),
        companions=tuple(whole(one) for one in form.companions),
        companions_seen=tuple(whole(one) for one in form.seen),
    )


def _contact(form: VisitForm) -> ContactInput | None:
    """The contact written down on the spot, None when nothing was typed."""
    said: dict[str, Any] = form.contact
    return ContactInput(**said, in_charge=form.contact_in_charge) if any(said.values()) else None


def new_line(offer: Offer) -> LineForm:
    """A line of one unit at the product's price."""
    made = LineForm(offer, "1", plain(offer.price) if offer.price is not None else "")
    made.amount = _amount(made)
    return made


def plain(value: Decimal) -> str:
    """A figure as one would type it: no needless places."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _line(one: LineForm, position: int, reading: Reading) -> LineInput:
    where = f"line-{position}"
    price = reading.amount(one.price or "—", where, places=4)
    return LineInput(
        product_id=one.product.id if one.product else 0,
        quantity=reading.figure(one.quantity, where) or Decimal(0),
        unit_price=price if price is not None else Decimal(0),
        discount_percent=reading.figure(one.discount, where) or Decimal(0),
    )


def _amount(one: LineForm) -> Decimal | None:
    """What the line comes to, None while it cannot be read."""
    reading = Reading("TWD", "")
    quantity = reading.figure(one.quantity, "")
    price, discount = reading.amount(one.price, "", places=4), reading.figure(one.discount, "")
    if reading.reasons or quantity is None or price is None:
        return None
    return line_amount(quantity, price, discount or 0)
