"""Hand customers over to other owners: asked for at once, done by a duty from the day on, and taken back."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.models import Account, HandOver
from fieldday.customers.policy import POLICY
from fieldday.kit import clock
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.people.authority import authorise
from fieldday.people.models import Person
from fieldday.people.sight import SEES_COMPANY, line_of
from fieldday.rules.text import clean
from fieldday.rules.verdict import Reason

MOST = 20_000  # customers at once
AHEAD = timedelta(days=366)
LONGEST_NOTE = 200


def hand_over(*, by: Any, moves: Mapping[UUID, int], on: date, at: datetime, note: str = "") -> HandOver:
    """Ask that customers in sight go to the owners `moves` names, {customer: person}, from the day `on`: today, or one
    ahead. Who owns a customer already keeps it. `run_hand_overs` does it.

    Raises Refused: `customers.hand_over.nothing`, and at their fields who cannot own, too many, and a day that is past
    or more than a year ahead; missing when a customer or a person is out of sight.
    """
    authorise(POLICY, "customers.hand_over.asked", by=by)
    today = clock.local_day(at)
    _check(by, moves, on, today, note)
    with transaction.atomic():
        owners = dict(Account.objects.visible_to(by).filter(pk__in=list(moves)).values_list("pk", "owner_id"))
        if len(owners) != len(moves):
            raise Refused("people.not_found", missing=True)
        wanted: dict[str, list[list[Any]]] = {}
        for pk, new in sorted(moves.items()):
            if owners[pk] != new:
                wanted.setdefault(str(new), []).append([str(pk), owners[pk]])
        total = sum(map(len, wanted.values()))
        if not total:
            raise Refused("customers.hand_over.nothing")
        row = HandOver(by=by, at=at, on=on, note=clean(note), wanted=wanted, total=total)
        row.save(force_insert=True)
        counts = {person: len(pairs) for person, pairs in wanted.items()}
        trail.record("customers.hand_over.asked", by=by, noun=row, at=at, day=on, to=counts)
        return row


def take_back(*, by: Any, hand_over_id: UUID, at: datetime) -> HandOver:
    """Call off a hand-over whose day is not there yet; of one that was done, ask that the customers to whom nothing
    happened since go back to whom they came from, as from that day.

    Who asked for it may, his superiors and the office: not whoever merely got something by it.

    Raises Refused: missing, `customers.hand_over.not_yours`, and `customers.hand_over.not_now` when it is being done or
    was taken back already.
    """
    with transaction.atomic():
        row = HandOver.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=hand_over_id).first()
        authorise(POLICY, "customers.hand_over.taken_back", by=by, seen=row is not None)
        if row is None:
            raise Refused("people.not_found", missing=True)
        if not may_take_back(by, row):
            raise Refused("customers.hand_over.not_yours")
        begun = row.done_rows > 0 or row.leased_until is not None
        if row.state == "waiting" and not begun:
            row.state = "cancelled"
        elif row.state in ("done", "failed"):
            row.state, row.lease, row.leased_until, row.tries = "undoing", None, None, 0
        else:
            raise Refused("customers.hand_over.not_now")
        row.undone_by, row.undone_at = by, at
        row.save(update_fields=["state", "lease", "leased_until", "tries", "undone_by", "undone_at"])
        trail.record("customers.hand_over.taken_back", by=by, noun=row, at=at, called_off=row.state == "cancelled")
        return row


def may_take_back(by: Any, row: HandOver) -> bool:
    """Whether this person may take back a hand-over that he sees: who asked for it, his superiors, the office."""
    if not POLICY.allows("customers.hand_over.taken_back", by.role):
        return False
    return by.role in SEES_COMPANY or row.by_id in line_of(by)


def _check(by: Any, moves: Mapping[UUID, int], on: date, today: date, note: str) -> None:
    reasons = []
    if not moves:
        reasons.append(Reason("customers.hand_over.nothing", {}, ""))
    if len(moves) > MOST:
        reasons.append(Reason("customers.hand_over.too_many", {"most": MOST}, ""))
    if on < today:
        reasons.append(Reason("customers.hand_over.day_past", {}, "on"))
    elif on > today + AHEAD:
        reasons.append(Reason("customers.hand_over.day_far", {}, "on"))
    if len(clean(note)) > LONGEST_NOTE:
        reasons.append(Reason("customers.hand_over.note_long", {"most": LONGEST_NOTE}, "note"))
    people = set(moves.values())
    known = Person.objects.visible_to(by).filter(pk__in=people, is_active=True).values_list("pk", flat=True)
    if set(known) != people:
        reasons.append(Reason("customers.account.unknown_owner", {}, "to"))
    refuse_with(reasons)
