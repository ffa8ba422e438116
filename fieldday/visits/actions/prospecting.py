"""A prospect met on the street: written down as a customer and visited, in one act."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday.customers.actions.account_content import AccountInput
from fieldday.customers.actions.contact_adding import ContactInput, add_contact, judge_contact
from fieldday.customers.actions.open_account import open_account
from fieldday.kit import clock
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.rules.text import clean
from fieldday.visits.actions.arrival import Where, arrive
from fieldday.visits.actions.moments import happened_at
from fieldday.visits.models import Visit

BEST_PLACE_M = 100  # a tap that knows no better says nothing of where the shop is


@dataclass(frozen=True)
class ProspectInput:
    """What one knows of a customer met just now."""

    name: str
    phone: str = ""
    contact: str = ""
    title: str = ""
    kind: str = "shop"
    area_id: int | None = None


def meet_prospect(
    *,
    by: Any,
    at: datetime,
    said: ProspectInput,
    purposes: tuple[str, ...] = ("new_customer",),
    where: Where | None = None,
    claimed_at: datetime | None = None,
    sent_at: datetime | None = None,
    account_id: UUID | None = None,
    visit_id: UUID | None = None,
) -> Visit:
    """Open a customer as a prospect of one's own, with a contact if one is named, and arrive there.

    The tap's place, where it is good enough, becomes the customer's. Raises Refused with reasons at their fields
    ("name", "phone", "contact_name", "title", "area" …); nothing is kept then.
    """
    contact = ContactInput(said.contact, said.title) if clean(said.contact) or clean(said.title) else None
    reasons = judge_contact(contact) if contact else []
    told: dict[str, Any] = {"claimed_at": claimed_at, "sent_at": sent_at}
    day = clock.local_day(happened_at(at, **told))
    with transaction.atomic():
        try:
            account = open_account(by=by, said=_account(by, said, where), at=at, account_id=account_id, day=day)
        except Refused as refusal:
            raise Refused(refusal.code, [*refusal.reasons, *reasons], missing=refusal.missing) from refusal
        refuse_with(reasons)
        if contact:
            add_contact(by=by, account_id=account.pk, said=contact, at=at)
        return arrive(
            by=by, at=at, account_id=account.pk, where=where, visit_id=visit_id, purposes=purposes, place_known=False,
            **told,
        )  # fmt: skip


def _account(by: Any, said: ProspectInput, where: Where | None) -> AccountInput:
    good = where if where and where.accuracy_m <= BEST_PLACE_M else None
    return AccountInput(
        name=said.name,
        phone=said.phone,
        kind=said.kind,
        status="prospect",
        area_id=said.area_id,
        owner_id=by.pk,
        latitude=Decimal(str(good.latitude)) if good else None,
        longitude=Decimal(str(good.longitude)) if good else None,
    )
