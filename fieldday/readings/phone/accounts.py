"""The customers on a phone: one's own, and those that one's days name, each with all that a visit needs."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery, Sum

from fieldday.customers.models import Account, AccountSearch, Contact
from fieldday.customers.questions.consents import channels_refused
from fieldday.kit.prepared import prepared
from fieldday.readings.phone.known import notes_by_account
from fieldday.readings.phone.spelling import Row, day_text, number
from fieldday.rules.addresses import whole_address
from fieldday.rules.money import NOTHING
from fieldday.trade.models import Order, OrderLine, Payment
from fieldday.visits.models import Result, Visit
from fieldday.visits.questions.places import dial

WHY = "of customers found in sight"
LONGEST = 300  # characters of a summary on the card
# Plain values: rows of models cost many times what is said of them.
OF_ACCOUNT = (
    "pk",
    *("external_id", "name", "kind", "status", "tax_id", "phone", "email", "line_id", "address", "city"),
    *("area__name", "latitude", "longitude", "owner_id", "visit_hours", "payment_terms", "credit_limit", "note"),
    *("last_visit", "last_order"),
)
OF_CONTACT = ("pk", "account_id", "name", "title", "phone", "mobile", "line_id", "email", "more", "in_charge")
OF_LINE = ("product_id", "product__name", "quantity", "unit_price", "discount_percent")


def accounts_kept(person: Any, named: Collection[UUID]) -> list[tuple[UUID, int]]:
    """One's own customers, and those among `named` that one sees, each with its version. One query."""
    return _kept(person, person.pk, sorted(named))


@prepared
def _kept(person: Any, owner: int, named: list[UUID]) -> Any:
    mine = Account.objects.visible_to(person).filter(Q(owner_id=owner) | Q(pk__among=named))
    return mine.values_list("pk", "version")


def account_rows(person: Any, today: date, ids: Collection[UUID]) -> list[Row]:
    """These customers, found by `accounts_kept`. Thirteen queries, however many there are; none for none."""
    if not ids:
        return []
    accounts: list[Any] = _accounts(ids)
    people = _people(ids)
    refused = channels_refused(accounts, [one for there in people.values() for one in there], day=today)
    sought = dict(_sought(ids))
    visits = _visits([one.last_visit for one in accounts if one.last_visit])
    orders = _orders([one.last_order for one in accounts if one.last_order])
    notes = notes_by_account(ids, today)
    month = (today.replace(day=1), today)
    ordered, collected = dict(_ordered(ids, *month)), dict(_collected(ids, *month))
    return [
        {
            **_facts(one, person),
            "contacts": [_contact(c, refused.get((one.pk, c.pk), ())) for c in people.get(one.pk, ())],
            "refused": refused.get((one.pk, None), ()),
            "notes": notes.get(one.pk, ()),
            "lastVisit": visits.get(one.last_visit),
            "lastOrder": orders.get(one.last_order),
            "month": {
                "ordered": number(ordered.get(one.pk, NOTHING)),
                "collected": number(collected.get(one.pk, NOTHING)),
            },
            "sought": sought.get(one.pk, ""),
        }
        for one in accounts
    ]


@prepared
def _accounts(ids: Collection[UUID]) -> Any:
    visits = Visit.objects.unscoped(WHY).filter(account=OuterRef("pk"), channel="visit", shut=False)
    lines = OrderLine.objects.unscoped(WHY).filter(order=OuterRef("pk"), quantity__gt=0)
    orders = Order.objects.unscoped(WHY).filter(Exists(lines), account=OuterRef("pk"), cancelled=False)
    rows = (
        Account.objects.unscoped(WHY)
        .filter(pk__among=ids)
        .annotate(
            last_visit=Subquery(visits.order_by("-day", "-pk").values("pk")[:1]),
            last_order=Subquery(orders.order_by("-ordered_on", "-pk").values("pk")[:1]),
        )
    )
    return rows.values_list(*OF_ACCOUNT, named=True)


def _facts(account: Any, person: Any) -> Row:
    return {
        "id": str(account.pk),
        "number": account.external_id or "",
        "name": account.name,
        "kind": account.kind,
        "status": account.status,
        "own": account.owner_id == person.pk,
        "phone": account.phone,
        "dial": dial(account.phone),
        "line": account.line_id,
        "address": whole_address(account.city, account.address),
        "area": account.area__name or "",
        "place": None if account.latitude is None else (float(account.latitude), float(account.longitude)),
        "taxId": account.tax_id,
        "hours": account.visit_hours,
        "terms": account.payment_terms,
        "creditLimit": number(account.credit_limit),
        "note": account.note[:LONGEST],
    }


def _people(ids: Collection[UUID]) -> dict[UUID, list[Any]]:
    found = defaultdict(list)
    for row in _contacts(ids):
        found[row.account_id].append(row)
    return found


@prepared
def _contacts(ids: Collection[UUID]) -> Any:
    rows = Contact.objects.unscoped(WHY).filter(account_id__among=ids, retired=False)
    return rows.order_by("-in_charge", "position", "name", "pk").values_list(*OF_CONTACT, named=True)


@prepared
def _sought(ids: Collection[UUID]) -> Any:
    return AccountSearch.objects.filter(account_id__among=ids).values_list("account_id", "plain")


def _contact(contact: Any, refused: Collection[str]) -> Row:
    phone = contact.mobile or contact.phone
    return {
        "id": str(contact.pk),
        "name": contact.name,
        "title": contact.title,
        "phone": phone,
        "dial": dial(phone),
        "line": contact.line_id,
        "inCharge": contact.in_charge,
        "refused": refused,
    }


def _visits(ids: Collection[UUID]) -> dict[UUID | None, Row]:
    results = defaultdict(list)
    for visit, code in _results(ids) if ids else ():
        results[visit].append(code)
    return {
        pk: {"day": day_text(day), "by": by, "results": results[pk], "summary": summary[:LONGEST]}
        for pk, day, by, summary in (_calls(ids) if ids else ())
    }


@prepared
def _results(ids: Collection[UUID]) -> Any:
    said = Result.objects.unscoped(WHY).filter(visit_id__among=ids).order_by("code__position", "pk")
    return said.values_list("visit_id", "code__code")


@prepared
def _calls(ids: Collection[UUID]) -> Any:
    return Visit.objects.unscoped(WHY).filter(pk__among=ids).values_list("pk", "day", "person__name", "summary")


def _orders(ids: Collection[UUID]) -> dict[UUID | None, Row]:
    lines: dict[UUID, list[Row]] = defaultdict(list)
    for order, *line in _lines(ids) if ids else ():
        lines[order].append(line_row(*line))
    found = _sums(ids) if ids else ()
    return {pk: {"day": day_text(day), "amount": number(sum_), "lines": lines[pk]} for pk, day, sum_ in found}


@prepared
def _lines(ids: Collection[UUID]) -> Any:
    rows = OrderLine.objects.unscoped(WHY).filter(order_id__among=ids).order_by("position", "pk")
    return rows.values_list("order_id", *OF_LINE)


@prepared
def _sums(ids: Collection[UUID]) -> Any:
    return Order.objects.unscoped(WHY).filter(pk__among=ids).values_list("pk", "ordered_on", "amount")


def line_row(product: int, name: str, quantity: Decimal, price: Decimal, discount: Decimal) -> Row:
    """One line of an order as a form would type it."""
    return {
        "product": product,
        "name": name,
        "quantity": number(quantity),
        "price": number(price),
        "discount": number(discount) if discount else "",
    }


@prepared
def _ordered(ids: Collection[UUID], since: date, until: date) -> Any:
    rows = Order.objects.unscoped(WHY).filter(account_id__among=ids, cancelled=False)
    rows = rows.filter(ordered_on__gte=since, ordered_on__lte=until).order_by()
    return rows.values_list("account_id").annotate(Sum("amount"))


@prepared
def _collected(ids: Collection[UUID], since: date, until: date) -> Any:
    rows = Payment.objects.unscoped(WHY).filter(account_id__among=ids, paid_on__gte=since, paid_on__lte=until)
    return rows.order_by().values_list("account_id").annotate(Sum("amount"))
