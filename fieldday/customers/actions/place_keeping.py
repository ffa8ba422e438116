"""Further addresses of a customer or of a person there: added, changed, removed."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday.customers.actions.beside import (
    account_locked,
    judge_person,
    record,
    row_locked,
    set_columns,
)
from fieldday.customers.models import Place
from fieldday.kit.refusals import refuse_with
from fieldday.kit.stamps import require_stamp
from fieldday.rules.text import clean
from fieldday.rules.verdict import Reason

LONGEST = {"address": 250, "city": 60}
STAMPED = ("kind", "address", "city", "latitude", "longitude", "contact_id")


@dataclass(frozen=True)
class PlaceInput:
    """The whole of a place's form; degrees in WGS 84."""

    kind: str
    address: str = ""
    city: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    contact_id: UUID | None = None


def add_place(*, by: Any, account_id: UUID, said: PlaceInput, at: datetime) -> Place:
    """Write down a further address of a customer in sight. Raises Refused with the reasons at their fields."""
    with transaction.atomic():
        account = account_locked(by, "customers.place.added", account_id)
        refuse_with([*_judge(said), *judge_person(account.pk, said.contact_id)])
        place = Place.objects.create(account=account, **_tidied(said))
        record("customers.place.added", place, by=by, at=at, kind=place.kind)
        return place


def change_place(*, by: Any, place_id: UUID, said: PlaceInput, at: datetime, seen: str | None = None) -> Place:
    """Set a further address to what the form says. Raises Refused, `kit.form.changed_meanwhile` for a stale form."""
    with transaction.atomic():
        place = row_locked(Place, by, "customers.place.changed", place_id)
        require_stamp(place, STAMPED, seen)
        refuse_with([*_judge(said), *judge_person(place.account_id, said.contact_id, place.contact_id)])
        if changes := set_columns(place, _tidied(said)):
            record("customers.place.changed", place, by=by, at=at, changed=changes)
        return place


def remove_place(*, by: Any, place_id: UUID, at: datetime) -> UUID:
    """Take a further address away; answers the customer."""
    with transaction.atomic():
        place = row_locked(Place, by, "customers.place.removed", place_id)
        record("customers.place.removed", place, by=by, at=at, kind=place.kind)
        account_id: UUID = place.account_id
        place.delete()
        return account_id


def _tidied(said: PlaceInput) -> dict[str, Any]:
    texts = {name: clean(getattr(said, name)) for name in LONGEST}
    where = {"latitude": said.latitude, "longitude": said.longitude}
    return {"kind": said.kind, **texts, **where, "contact_id": said.contact_id}


def _judge(said: PlaceInput) -> list[Reason]:
    reasons = []
    columns = _tidied(said)
    if said.kind not in Place.KINDS:
        reasons.append(Reason("customers.place.unknown_kind", {}, "kind"))
    if not columns["address"] and said.latitude is None:
        reasons.append(Reason("customers.place.without_address", {}, "address"))
    for name, most in LONGEST.items():
        if len(str(columns[name])) > most:
            reasons.append(Reason("customers.account.too_long", {"most": most}, name))
    if (said.latitude is None) != (said.longitude is None):
        reasons.append(Reason("customers.account.half_a_place", {}, "place"))
    elif abs(said.latitude or Decimal(0)) > 90 or abs(said.longitude or Decimal(0)) > 180:
        text = f"{said.latitude}, {said.longitude}"
        reasons.append(Reason("kit.coordinate.out_of_range", {"text": text, "limit": 180}, "place"))
    return reasons
