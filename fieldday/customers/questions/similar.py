"""Customers in sight that may be the one that somebody is writing down: by name, tax id or phone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from fieldday.customers.models import Account, NotTheSame
from fieldday.rules import taxid
from fieldday.rules.company_names import name_key
from fieldday.rules.dedupe import Card, card, judge, phone_key

MOST = 5
LOOKED_AT = 40  # under one key; a switchboard tells nobody apart
TELLING = ("name", "tax_id", "phone")  # a change of one of these is worth another look
FOR = frozenset(f"customers.duplicate.{one}" for one in ("name_same", "tax_id_same", "phone_same", "address_same"))


@dataclass(frozen=True)
class Similar:
    """A customer that is there: `reasons` are the codes that speak for its being the same, the weightiest first."""

    account: Account
    certain: bool
    reasons: tuple[str, ...]


def similar(reader: Any, typed: Mapping[str, Any], *, besides: UUID | None = None) -> tuple[Similar, ...]:
    """At most five customers in `reader`'s sight like the one that is `typed` (its columns by name), the likeliest
    first; without `besides`, which is that customer, and whom somebody told apart from it. Two queries at most."""
    keys = Q()
    for column, key in (
        ("name_key", name_key(str(typed.get("name") or ""))),
        ("phone_key", phone_key(str(typed.get("phone") or ""))),
        ("tax_id", taxid.tidy(str(typed.get("tax_id") or ""))),
    ):
        if key:
            keys |= Q(**{column: key})
    if not keys:
        return ()
    rows = Account.objects.visible_to(reader).filter(keys).exclude(pk__in=_apart(besides))
    mine = _card(typed)
    found = []
    for row in rows.select_related("area", "owner").order_by("created_at", "pk")[:LOOKED_AT]:
        judged = judge(_card(vars(row)), mine)
        reasons = tuple(code for code in judged.reasons if code in FOR)
        found.append((judged.certain, judged.score, Similar(row, judged.certain, reasons)))
    found.sort(key=lambda one: one[:2], reverse=True)
    return tuple(one for _certain, _score, one in found[:MOST])


def _apart(account_id: UUID | None) -> set[UUID]:
    """The customer itself, and those that somebody found to be others."""
    if account_id is None:
        return set()
    pairs = NotTheSame.objects.unscoped("pairs of a customer that was found in sight")
    both = pairs.filter(Q(one=account_id) | Q(other=account_id)).values_list("one_id", "other_id")
    return {account_id, *(pk for pair in both for pk in pair)}


def _card(said: Mapping[str, Any]) -> Card:
    texts = {name: str(said.get(name) or "") for name in ("name", "tax_id", "address", "city", "email")}
    latitude, longitude = said.get("latitude"), said.get("longitude")
    place = None if latitude is None or longitude is None else (float(latitude), float(longitude))
    return card(said.get("id"), phones=(str(said.get("phone") or ""),), place=place, **texts)
