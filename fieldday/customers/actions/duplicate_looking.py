"""Look through all customers for duplicates: asked for by somebody, after an import, or by the hour when customers
changed since."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from fieldday import trail
from fieldday.customers.models import Account, Candidate, Contact, DuplicateLook, NotTheSame
from fieldday.customers.policy import POLICY
from fieldday.kit.bulk import insert
from fieldday.people.authority import authorise
from fieldday.rules.addresses import read_address
from fieldday.rules.company_names import read_name
from fieldday.rules.dedupe import Card
from fieldday.rules.pairing import Pair, pairs
from fieldday.trail.models import Event

WHY = "all customers, to find those that are one; the candidates are seen through both"
EVERY = timedelta(hours=1)
LEASE = timedelta(minutes=10)
MOST = 20_000  # candidates that are kept, the best first
AT_ONCE = 500
NOUNS = ("customers.account", "customers.contact")
IMPORTED, KINDS = "people.import.finished", ("accounts", "contacts")


def ask_for_look(*, by: Any, at: datetime) -> DuplicateLook:
    """Have all customers looked through as soon as may be. One that waits already is not doubled."""
    authorise(POLICY, "customers.duplicates.asked_for", by=by)
    with transaction.atomic():
        waiting = DuplicateLook.objects.unscoped(WHY).select_for_update().filter(finished_at=None).first()
        if waiting is not None:
            return waiting
        look = DuplicateLook.objects.create(by=by, at=at)
        trail.record("customers.duplicates.asked_for", by=by, noun=look, at=at)
        return look


def look_for_duplicates(*, at: datetime) -> int:
    """Do the look that waits, an import's, or the hour's; answers how many candidates there are, 0 when there was
    nothing to do."""
    look = _claimed(at)
    if look is None:
        return 0
    before = Event.objects.aggregate(last=Max("id"))["last"] or 0
    cards = list(_cards())
    apart = {frozenset(both) for both in NotTheSame.objects.unscoped(WHY).values_list("one_id", "other_id")}
    found = [pair for pair in pairs(cards) if frozenset((pair.a, pair.b)) not in apart]
    found.sort(key=lambda pair: (not pair.found.certain, -pair.found.score))
    _keep(found[:MOST])
    look.finished_at, look.leased_until, look.trail_to = at, None, before
    look.accounts, look.found = len(cards), min(len(found), MOST)
    look.save()
    return look.found


def look_is_due(*, at: datetime) -> bool:
    """Whether a look waits for somebody to do it, or the hour's is due; takes nothing."""
    looks = DuplicateLook.objects.unscoped(WHY).filter(finished_at=None)
    if looks.filter(Q(leased_until=None) | Q(leased_until__lt=at)).exists():
        return True
    return not looks.exists() and _is_due(at)


def _claimed(at: datetime) -> DuplicateLook | None:
    looks = DuplicateLook.objects.unscoped(WHY)
    free = looks.filter(Q(leased_until=None) | Q(leased_until__lt=at), finished_at=None)
    waiting = free.order_by("id").first()
    if waiting is None:
        if looks.filter(finished_at=None).exists() or not _is_due(at):
            return None
        waiting = looks.create(at=at)
    taken = free.filter(pk=waiting.pk).update(leased_until=at + LEASE)
    return looks.get(pk=waiting.pk) if taken else None


def _is_due(at: datetime) -> bool:
    """Whether a file of customers or contacts was brought in since, or an hour went by and customers changed in it."""
    last = DuplicateLook.objects.unscoped(WHY).exclude(finished_at=None).order_by("-id").first()
    since = Event.objects.filter(id__gt=last.trail_to if last else 0)
    if last is not None and last.at > at - EVERY:
        return since.filter(verb=IMPORTED, changes__kind__in=KINDS).exists()
    return since.filter(noun__in=NOUNS).exists()


def _cards() -> Iterator[Card]:
    """Every customer's card, the oldest first; the phones of who is there count as its own."""
    phones: dict[Any, list[str]] = {}
    contacts = Contact.objects.unscoped(WHY).filter(retired=False).exclude(phone_key="", mobile_key="")
    for account, *keys in contacts.values_list("account_id", "phone_key", "mobile_key").iterator():
        phones.setdefault(account, []).extend(filter(None, keys))
    names = ("pk", "name", "tax_id", "tax_id_checks", "phone_key", "address", "city", "email", "latitude", "longitude")
    rows = Account.objects.unscoped(WHY).order_by("created_at", "pk").values_list(*names)
    for pk, name, tax_id, checks, phone, address, city, email, latitude, longitude in rows.iterator():
        yield Card(
            id=pk,
            name=read_name(name),
            tax_id=tax_id,
            tax_id_checks=checks,
            phones=tuple(dict.fromkeys(filter(None, (phone, *phones.get(pk, ()))))),
            address=read_address(address, city),
            email=email.casefold(),
            place=None if latitude is None else (float(latitude), float(longitude)),
        )


def _keep(found: list[Pair]) -> None:
    """What was found, in place of what was found before; a pair that was proposed already keeps its number."""
    rows = Candidate.objects.unscoped(WHY)
    with transaction.atomic():
        known = {(one, other): (pk, score, certain, tuple(reasons)) for pk, one, other, score, certain, reasons in
                 rows.values_list("pk", "one_id", "other_id", "score", "certain", "reasons")}  # fmt: skip
        fresh, stale, stays = [], [], set()
        there = set(Account.objects.unscoped(WHY).values_list("pk", flat=True)) if found else set()
        for pair in found:
            if pair.a not in there or pair.b not in there:  # merged while we looked
                continue
            values = round(pair.found.score * 1000), pair.found.certain, pair.found.reasons
            before = known.get((pair.a, pair.b))  # type: ignore[arg-type]  # ids of accounts
            row = Candidate(one_id=pair.a, other_id=pair.b, score=values[0], certain=values[1], reasons=list(values[2]))
            if before is None:
                fresh.append(row)
                continue
            stays.add(before[0])
            if before[1:] != values:
                row.pk = before[0]
                stale.append(row)
        gone = [pk for pk, *_rest in known.values() if pk not in stays]
        for first in range(0, len(gone), AT_ONCE):
            rows.filter(pk__in=gone[first : first + AT_ONCE]).delete()
        rows.bulk_update(stale, ["score", "certain", "reasons"], batch_size=AT_ONCE)
        insert(fresh)
