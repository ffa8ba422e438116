"""Bulk edits being done and taken back, some hundred customers a step: each is whole or not at all."""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from fieldday.customers.actions.bulk_changes import COLUMNS, VERBS, Change, still_allowed
from fieldday.customers.models import Account, BulkEdit, BulkRow, GroupMember, StatusChange
from fieldday.customers.policy import POLICY
from fieldday.kit import clock
from fieldday.kit.leases import LeaseLost, claim, going_on_from
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.people.models import Person
from fieldday.trail import writing

AT_ONCE = 500
LEASE = timedelta(minutes=2)
MOST_TRIES = 3
DRAFTS_STAY = timedelta(days=1)
WHY = "the queue of bulk edits"
FOUND = "customers found in sight and locked"
log = logging.getLogger(__name__)


def run_bulk_edits(*, at: datetime, most: int = 5) -> int:
    """Do and take back what was asked for; answers how many edits. Forgets previews that nobody went on with."""
    drafts = BulkEdit.objects.unscoped("previews that nobody went on with")
    drafts.filter(state="draft", at__lt=at - DRAFTS_STAY).delete()
    done, now = 0, going_on_from(at)
    while done < most and (edit := _claim(moment := now())) is not None:
        try:
            _run(edit, moment)
        except LeaseLost:
            pass
        except Exception:
            log.exception("bulk edit %s failed; it is tried again", edit.pk)
            state = "failed" if edit.tries >= MOST_TRIES else edit.state
            _mine(edit).update(state=state, leased_until=moment + timedelta(seconds=45))
        done += 1
    return done


def _claim(at: datetime) -> BulkEdit | None:
    rows = BulkEdit.objects.unscoped(WHY)
    pk = claim(rows.filter(state__in=("waiting", "undoing")).order_by("at", "pk"), at=at, lease=LEASE)
    return rows.select_related("by").get(pk=pk) if pk else None


def _mine(edit: BulkEdit) -> Any:
    return BulkEdit.objects.unscoped(WHY).filter(pk=edit.pk, lease=edit.lease)


def _run(edit: BulkEdit, at: datetime) -> None:
    by = Person.objects.unscoped(WHY).filter(pk=edit.by_id, is_active=True).first()
    try:
        if by is None:
            raise Refused("people.not_allowed")
        authorise(POLICY, VERBS[edit.kind], by=by)
        if edit.state == "waiting":
            still_allowed(by, edit.kind, edit.value)
        change = Change(edit.kind, edit.value)
    except Refused:
        _mine(edit).update(state="failed", lease=None, leased_until=None, finished_at=at)
        return
    now = going_on_from(at)
    while _step(edit, change, by, at, lease=now() + LEASE):
        pass
    over = {"waiting": "done", "undoing": "undone"}[edit.state]
    _mine(edit).update(state=over, lease=None, leased_until=None, finished_at=at)


def _step(edit: BulkEdit, change: Change, by: Person, at: datetime, *, lease: datetime) -> bool:
    """The next customers, in one transaction; false when there are none left."""
    back = edit.state == "undoing"
    with transaction.atomic():
        if not _mine(edit).filter(state=edit.state).update(leased_until=lease):
            raise LeaseLost
        waiting = BulkRow.objects.unscoped("rows of the edit").filter(edit=edit, state="done" if back else "waiting")
        rows = list(waiting.order_by("position", "pk")[:AT_ONCE])
        if not rows:
            return False
        seen = Account.objects.visible_to(by).select_for_update(of=("self",)).order_by("pk")
        accounts = {one.pk: one for one in seen.filter(pk__in=[row.account_id for row in rows])}
        members = change.members(accounts.values())
        put: list[tuple[BulkRow, Account]] = []
        for row in rows:
            account = accounts.get(row.account_id)
            row.state = _judged(change, row, account, members, back)
            if row.state in {"done", "undone"} and account is not None:
                put.append((row, account))
        _write(edit, change, put, by, at, back)
        BulkRow.objects.unscoped("rows of the edit").bulk_update(rows, ["state", "version"], batch_size=AT_ONCE)
        _mine(edit).update(done_rows=F("done_rows") + len(rows))
    return True


def _judged(change: Change, row: BulkRow, account: Account | None, members: set[UUID], back: bool) -> str:
    """What becomes of a row: the customer may be gone, or other than it was when the row was written."""
    if account is None:
        return "away"
    if change.of_group:
        stands = row.after if back else row.before
        fits = int(account.pk in members) == stands
    else:
        fits = account.version == row.version
    if back:
        return "undone" if fits else "touched"
    return "done" if fits else "stale"


def _write(
    edit: BulkEdit, change: Change, put: list[tuple[BulkRow, Account]], by: Person, at: datetime, back: bool
) -> None:
    pairs = [(row.after, row.before) if back else (row.before, row.after) for row, _account in put]
    if change.of_group:
        _write_members(edit, [account.pk for _row, account in put], by, at, joins=(edit.kind == "join") is not back)
    else:
        for (row, account), (_before, after) in zip(put, pairs, strict=True):
            change.lay(account, after)
            account.version += 1
            row.version = account.version
        columns = [COLUMNS[edit.kind].removesuffix("_id"), "version"]
        Account.objects.unscoped(FOUND).bulk_update([account for _row, account in put], columns, batch_size=AT_ONCE)
    day = clock.local_day(at)
    if edit.kind == "status":
        reason = "" if back else str(edit.value.get("reason", ""))
        facts = {"by": by, "at": at, "day": day, "reason": reason}
        rows = [StatusChange(account=account, status=account.status, **facts) for _row, account in put]
        StatusChange.objects.bulk_create(rows, batch_size=AT_ONCE)
    _tell(edit, change, put, pairs, by, at, back)


def _tell(
    edit: BulkEdit, change: Change, put: list[tuple[BulkRow, Account]], pairs: list[tuple[Any, Any]], by: Person,
    at: datetime, back: bool,
) -> None:  # fmt: skip
    """One event a customer, as the single verb would have left it."""
    verb = VERBS[edit.kind]
    if change.of_group and back:
        verb = VERBS["leave" if edit.kind == "join" else "join"]
    more: dict[str, Any] = {"bulk_edit": str(edit.pk)}
    if edit.kind == "status" and not back:
        more["reason"] = edit.value.get("reason", "")
    day = clock.local_day(at)
    events = []
    for (_row, account), (before, after) in zip(put, pairs, strict=True):
        told = {"group": edit.value["value"]} if change.of_group else change.told(before, after)
        facts = {"account_id": account.pk, "day": day, "changed": told, **more}
        events.append(writing.event(verb, by=by, noun=account, at=at, **facts))
    writing.record_many(events)


def _write_members(edit: BulkEdit, accounts: list[UUID], by: Person, at: datetime, *, joins: bool) -> None:
    group = edit.value["value"]
    if joins:
        rows = [GroupMember(group_id=group, account_id=pk, by=by, at=at) for pk in accounts]
        GroupMember.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    else:
        members = GroupMember.objects.unscoped("of customers found in sight")
        members.filter(group_id=group, account__in=accounts).delete()
