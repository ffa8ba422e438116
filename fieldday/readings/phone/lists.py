"""The lists that a phone's screens offer: the office's, products with prices, the areas one works in."""

from typing import Any

from fieldday.customers.questions.areas import areas_seen
from fieldday.readings.phone.spelling import Row, number
from fieldday.trade.models import Product
from fieldday.visits.models import Code
from fieldday.visits.questions.codes import ASKED, codes_by_id

LISTS = ("purpose", "result", "reason", "note", "expense", "absence")


def code_rows() -> list[Row]:
    """The lists that a rep's screens offer, in the reader's language; retired lines too, for what names them. One
    query, the one that visits are told by."""
    return [_code(row) for row in codes_by_id().values() if row.kind in LISTS]


def _code(code: Code) -> Row:
    row: Row = {
        "id": f"{code.kind}:{code.code}",
        "list": code.kind,
        "code": code.code,
        "name": str(code),
        "order": code.position,
        "counts": code.counts_as,
    }
    if code.kind == "note" and code.counts_as in ASKED:
        row["asked"] = True
    if code.kind == "expense":
        row |= {"limit": number(code.limit), "perKm": number(code.rate) if code.rate else ""}
    if code.retired:
        row["retired"] = True
    return row


def product_rows() -> list[Row]:
    """What is sold, at its price; never what it costs. One query."""
    names = ("id", "external_id", "name", "unit", "price", "brand", "category")
    return [
        {
            "id": pk, "code": code, "name": name, "unit": unit, "price": number(price), "brand": brand,
            "category": category,
        }
        for pk, code, name, unit, price, brand, category in Product.objects.filter(retired=False).values_list(*names)
    ]  # fmt: skip


def area_rows(person: Any) -> list[Row]:
    """The areas that a customer of this person may lie in: what the server would take of him. Four queries at most."""
    return [{"id": pk, "name": name} for pk, name in areas_seen(person).values_list("pk", "name")]
