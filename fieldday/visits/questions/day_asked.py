"""What belongs to hundreds of visits and stops, asked for by their ids: the rows that `day_read` puts together."""

from typing import Any
from uuid import UUID

from fieldday.kit.prepared import prepared
from fieldday.trade.models import OrderLine
from fieldday.visits.models import Change, Companion, MarketNote, Photo, Result, Stop, Visit

WHY = "what belongs to visits and stops whose day was found in sight"


@prepared
def changes(stops: list[UUID]) -> Any:
    rows = Change.objects.unscoped(WHY).filter(stop_id__among=stops).order_by("at", "pk")
    return rows.values_list("stop_id", "kind", "reason_id", "note", "at", "before")


@prepared
def purposes_of_visits(ids: list[UUID]) -> Any:
    return Visit.purposes.through.objects.filter(visit_id__among=ids).values_list("visit_id", "code_id")


@prepared
def purposes_of_stops(ids: list[UUID]) -> Any:
    return Stop.purposes.through.objects.filter(stop_id__among=ids).values_list("stop_id", "code_id")


@prepared
def results(ids: list[UUID]) -> Any:
    rows = Result.objects.unscoped(WHY).filter(visit_id__among=ids).order_by("pk")
    return rows.values_list("visit_id", "code_id", "order_id", "order__cancelled", "payment__amount")


@prepared
def lines(orders: list[UUID]) -> Any:
    lines = OrderLine.objects.unscoped(WHY).filter(order_id__among=orders).order_by("position", "pk")
    return lines.values_list(
        "order_id", "product__name", "product__unit", "quantity", "unit_price", "discount_percent", "amount"
    )


@prepared
def notes(ids: list[UUID]) -> Any:
    rows = MarketNote.objects.unscoped(WHY).filter(visit_id__among=ids).order_by("pk")
    return rows.values_list("visit_id", "kind_id", "text")


@prepared
def companions(ids: list[UUID]) -> Any:
    rows = Companion.objects.unscoped(WHY).filter(visit_id__among=ids).order_by("person__name", "pk")
    return rows.values_list("visit_id", "person_id", "person__name", "stop_id")


@prepared
def contacts(ids: list[UUID]) -> Any:
    met = Visit.contacts.through.objects.filter(visit_id__among=ids)
    order = ("-contact__in_charge", "contact__name", "contact_id")
    return met.order_by(*order).values_list("visit_id", "contact__name")


@prepared
def photos(ids: list[UUID]) -> Any:
    rows = Photo.objects.unscoped(WHY).filter(visit_id__among=ids).order_by("pk")
    return rows.values_list("visit_id", "pk", "kind", "digest", "width", "height")
