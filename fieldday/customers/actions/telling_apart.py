"""Say that two customers are two: they are proposed no more. Or that they may be one after all."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from fieldday import trail
from fieldday.customers.models import Account, Candidate, NotTheSame
from fieldday.customers.policy import POLICY
from fieldday.kit import clock
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise

WHY = "of two accounts that were found in sight"


def tell_apart(*, by: Any, one_id: UUID, other_id: UUID, at: datetime, back: bool = False) -> None:
    """Remember that two customers in sight are two; `back` forgets it. Saying it twice says nothing new."""
    with transaction.atomic():
        rows = Account.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=[one_id, other_id])
        found = {row.pk: row for row in rows.order_by("pk")}
        seen = one_id != other_id and len(found) == 2
        authorise(POLICY, "customers.account.told_apart", by=by, seen=seen)
        if not seen:
            raise Refused("people.not_found", missing=True)
        one, other = found.values()  # in the order of their ids
        either = Q(one=one, other=other) | Q(one=other, other=one)
        told = NotTheSame.objects.unscoped(WHY).filter(either)
        if told.exists() != back:
            return
        if back:
            told.delete()
        else:
            NotTheSame.objects.create(one=one, other=other, by=by, at=at)
            Candidate.objects.unscoped(WHY).filter(either).delete()
        facts = {"account_id": one.pk, "day": clock.local_day(at), "other": other.pk, "name": other.name, "back": back}
        trail.record("customers.account.told_apart", by=by, noun=one, at=at, **facts)
