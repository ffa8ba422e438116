"""The duty that does hand-overs whose day has come, and takes back those that were asked for: 500 customers a
transaction. Whoever works holds a lease; a killed worker's is claimed again, and what was done is found done.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from fieldday.customers.models import Account, HandOver, HandOverRow, Ownership
from fieldday.customers.policy import POLICY
from fieldday.kit import clock
from fieldday.kit.leases import LeaseLost, claim, going_on_from
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.people.models import Person
from fieldday.trail.models import Event
from fieldday.trail.writing import event, record, record_many

AT_ONCE = 500
LEASE = timedelta(minutes=3)
AGAIN = timedelta(seconds=45)
MOST_TRIES = 5
WHY = "the queue of hand-overs"
HANDED, BACK = "customers.account.handed_over", "customers.account.handed_back"
log = logging.getLogger(__name__)
Move = tuple[UUID, int | None, int]  # customer, owner before, owner after


def run_hand_overs(*, at: datetime, most: int = 20) -> int:
    """Do what is due; answers how many customers went to somebody else, or back."""
    done, now = 0, going_on_from(at)
    for _n in range(most):
        row = _claim(moment := now())
        if row is None:
            break
        try:
            done += _work(row, moment)
        except LeaseLost:
            pass
        except Refused as refusal:
            _of(row).update(state="failed", finished_at=moment, lease=None, leased_until=None)
            log.warning("hand-over %s was refused: %s", row.pk, refusal.code)
        except Exception:
            log.exception("hand-over %s failed; it is tried again", row.pk)
            _of(row).update(leased_until=moment + AGAIN)
    return done


def _claim(at: datetime) -> HandOver | None:
    rows = HandOver.objects.unscoped(WHY)
    due = rows.filter(state__in=HandOver.WORK, on__lte=clock.local_day(at)).order_by("on", "at", "pk")
    pk = claim(due, at=at, lease=LEASE)
    return rows.select_related("by", "undone_by").get(pk=pk) if pk else None


def _of(row: HandOver) -> Any:
    return HandOver.objects.unscoped(WHY).filter(pk=row.pk, lease=row.lease)


def _work(row: HandOver, at: datetime) -> int:
    if row.tries > MOST_TRIES:
        raise Refused("people.import.gave_up", tries=MOST_TRIES)
    back = row.state == "undoing"
    by = row.undone_by if back else row.by
    authorise(POLICY, "customers.hand_over.taken_back" if back else "customers.hand_over.asked", by=by)
    chunks: Iterator[list[Any]] = _chunks_back(row) if back else _chunks(row)
    done = 0
    for chunk in chunks:
        with transaction.atomic():
            done += (_taken_back if back else _done)(row, by, chunk, at)
            if not _of(row).update(done_rows=F("done_rows") + (0 if back else len(chunk)), leased_until=at + LEASE):
                raise LeaseLost
    _finish(row, by, at, "undone" if back else "done")
    return done


def _finish(row: HandOver, by: Any, at: datetime, state: str) -> None:
    rows = HandOverRow.objects.unscoped(WHY).filter(hand_over=row, kept="")
    counts: dict[str, int] = {}
    for person in rows.filter(undone=state == "undone").values_list("after_id", flat=True):
        counts[str(person)] = counts.get(str(person), 0) + 1
    with transaction.atomic():
        facts = {"finished_at": at} if state == "done" else {}
        if not _of(row).update(state=state, lease=None, leased_until=None, **facts):
            raise LeaseLost
        record(f"customers.hand_over.{state}", by=by, noun=row, at=at, day=row.on, to=counts)


def _chunks(row: HandOver) -> Iterator[list[Move]]:
    """What is not done yet."""
    known = set(HandOverRow.objects.unscoped(WHY).filter(hand_over=row).values_list("account_id", flat=True))
    moves = [
        (UUID(pk), before, int(after))
        for after, pairs in sorted(row.wanted.items(), key=lambda pair: int(pair[0]))
        for pk, before in pairs
        if UUID(pk) not in known
    ]
    for first in range(0, len(moves), AT_ONCE):
        yield moves[first : first + AT_ONCE]


def _done(row: HandOver, by: Any, chunk: list[Move], at: datetime) -> int:
    accounts = Account.objects.unscoped(WHY).select_for_update(of=("self",))
    found = {one.pk: one for one in accounts.filter(pk__in=[pk for pk, _b, _a in chunk]).order_by("pk")}
    seen = set(Account.objects.visible_to(by).filter(pk__in=list(found)).values_list("pk", flat=True))
    heirs = {after for _pk, _before, after in chunk}
    able = set(Person.objects.visible_to(by).filter(pk__in=heirs, is_active=True).values_list("pk", flat=True))
    kept: list[HandOverRow] = []
    moved: list[tuple[HandOverRow, Account]] = []
    for pk, before, after in chunk:
        account = found.get(pk)
        if account is None:  # merged or taken back since
            continue
        why = _stays(account, before, pk in seen, after in able)
        one = HandOverRow(hand_over=row, account=account, before_id=before, after_id=after, kept=why)
        if why:
            kept.append(one)
        else:
            account.owner_id = after
            account.version += 1
            one.version = account.version
            moved.append((one, account))
    Account.objects.unscoped(WHY).bulk_update([account for _one, account in moved], ["owner", "version"], AT_ONCE)
    _own_since(row, [account for _one, account in moved])
    HandOverRow.objects.unscoped(WHY).bulk_create([*kept, *(one for one, _account in moved)], batch_size=AT_ONCE)
    record_many(_events(HANDED, row, by, [(account, one.before_id, one.after_id) for one, account in moved], at))
    return len(moved)


def _stays(account: Account, before: int | None, seen: bool, able: bool) -> str:
    """Why a customer stays where it is, a code; "" when it goes."""
    if account.owner_id != before:
        return "customers.hand_over.kept_moved"
    if not seen:
        return "customers.hand_over.kept_unseen"
    return "" if able else "customers.hand_over.kept_left"


def _own_since(row: HandOver, accounts: list[Account]) -> None:
    """The history since the day: facts before it stay the former owner's."""
    rows = Ownership.objects.unscoped(WHY)
    rows.bulk_create(
        [Ownership(account=one, owner_id=one.owner_id, since=row.on) for one in accounts],
        update_conflicts=True,
        unique_fields=["account", "since"],
        update_fields=["owner"],
        batch_size=AT_ONCE,
    )


def _events(
    verb: str, row: HandOver, by: Any, moved: Iterable[tuple[Account, int | None, int | None]], at: datetime
) -> Any:
    for account, before, after in moved:
        facts: dict[str, Any] = {
            "account_id": account.pk,
            "day": clock.local_day(at),
            "hand_over": row.pk,
            "since": row.on,
        }
        yield event(verb, by=by, noun=account, at=at, **facts, changed={"owner_id": [before, after]})


def _chunks_back(row: HandOver) -> Iterator[list[HandOverRow]]:
    rows = HandOverRow.objects.unscoped(WHY).filter(hand_over=row, kept="", undone=False).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    for first in range(0, len(ids), AT_ONCE):
        yield list(rows.filter(pk__in=ids[first : first + AT_ONCE]))


def _taken_back(row: HandOver, by: Any, chunk: list[HandOverRow], at: datetime) -> int:
    """Give back those to whom nothing happened since; the others stay, and it is said."""
    pks = [one.account_id for one in chunk]
    accounts = Account.objects.unscoped(WHY).select_for_update(of=("self",))
    found = {one.pk: one for one in accounts.filter(pk__in=pks).order_by("pk")}
    lived = Event.objects.filter(account_id__in=pks, at__gt=row.finished_at or row.at).exclude(verb=HANDED)
    later = set(lived.values_list("account_id", flat=True))
    back = []
    for one in chunk:
        account = found[one.account_id]
        if account.pk in later or (account.version, account.owner_id) != (one.version, one.after_id):
            one.kept = "customers.hand_over.kept_lived"
            continue
        account.owner_id, one.undone = one.before_id, True
        account.version += 1
        back.append((account, one.after_id, one.before_id))
    gone = [account for account, _after, _before in back]
    Account.objects.unscoped(WHY).bulk_update(gone, ["owner", "version"], AT_ONCE)
    _own_again(row, gone)
    HandOverRow.objects.unscoped(WHY).bulk_update(chunk, ["kept", "undone"], AT_ONCE)
    record_many(_events(BACK, row, by, back, at))
    return len(back)


def _own_again(row: HandOver, accounts: list[Account]) -> None:
    """Take the day's row out of the history; where nothing stood before it, it names the former owner."""
    rows = Ownership.objects.unscoped(WHY).filter(account__in=accounts)
    before = set(rows.filter(since__lt=row.on).values_list("account_id", flat=True))
    rows.filter(since=row.on, account__in=before).delete()
    first = list(rows.filter(since=row.on).select_related("account"))
    for one in first:
        one.owner_id = one.account.owner_id
    Ownership.objects.unscoped(WHY).bulk_update(first, ["owner"], AT_ONCE)
