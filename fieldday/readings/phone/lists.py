"""What every phone of a language holds alike: the office's lists, products with prices, areas."""

from fieldday.people.models import Area
from fieldday.readings.phone.spelling import Row, number
from fieldday.trade.models import Product
from fieldday.visits.models import Code
from fieldday.visits.questions.codes import ASKED

LISTS = ("purpose", "result", "reason", "note", "expense", "absence")


def code_rows() -> list[Row]:
    """The lists that a rep's screens offer, in the reader's language; retired lines too, for what names them. One
    query."""
    return [_code(row) for row in Code.objects.filter(kind__in=LISTS)]


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


def area_rows() -> list[Row]:
    """The areas that may be named. One query."""
    return [{"id": pk, "name": name} for pk, name in Area.objects.filter(retired=False).values_list("pk", "name")]
