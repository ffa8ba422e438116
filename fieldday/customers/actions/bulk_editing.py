"""Change many customers at once 批次修改: look at what will change, have it done, take it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.actions.bulk_changes import VERBS, Change, Said, read_change
from fieldday.customers.models import Account, BulkEdit, BulkRow
from fieldday.customers.policy import POLICY
from fieldday.kit.bulk import insert
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise

MOST, AT_ONCE = 20_000, 500
READ = ("pk", "version", "status", "area_id", "source", "kind", "industry", "fields")


def draft_bulk_edit(*, by: Any, kind: str, said: Said, account_ids: Sequence[UUID], at: datetime) -> BulkEdit:
    """Lay out what a change would do to customers, in their order; nothing is changed yet. Those out of sight are left
    out. Raises Refused with the reasons at their fields, and for nobody or too many."""
    authorise(POLICY, "customers.bulk_edit.asked", by=by)
    with transaction.atomic():
        value = read_change(by, kind, said)
        authorise(POLICY, VERBS[kind], by=by)
        wanted = list(dict.fromkeys(account_ids))
        if len(wanted) > MOST:
            raise Refused("customers.bulk.too_many", most=MOST)
        edit = BulkEdit(by=by, kind=kind, value=value, at=at)
        change, rows = Change(kind, value), []
        for first in range(0, len(wanted), AT_ONCE):
            rows += _rows(by, edit, change, wanted[first : first + AT_ONCE], first)
        if not rows:
            raise Refused("customers.group.nobody_chosen")
        edit.total = sum(row.state == "waiting" for row in rows)
        edit.save(force_insert=True)
        insert(rows)
        return edit


def run_bulk_edit(*, by: Any, edit_id: UUID, at: datetime) -> BulkEdit:
    """Have a drafted change done. Raises Refused: missing, nothing to do, or done already."""
    with transaction.atomic():
        edit = _locked(by, "customers.bulk_edit.asked", edit_id)
        if edit.state != "draft":
            raise Refused("customers.bulk.begun_already")
        if not edit.total:
            raise Refused("customers.bulk.nothing_to_do")
        edit.state, edit.at, edit.done_rows = "waiting", at, 0
        edit.save(update_fields=["state", "at", "done_rows"])
        facts = {"kind": edit.kind, "value": edit.value, "count": edit.total}
        trail.record("customers.bulk_edit.asked", by=by, noun=edit, at=at, **facts)
        return edit


def reverse_bulk_edit(*, by: Any, edit_id: UUID, at: datetime) -> BulkEdit:
    """Have a change taken back, with each customer that nobody touched since. Raises Refused unless it is done."""
    with transaction.atomic():
        edit = _locked(by, "customers.bulk_edit.reversed", edit_id)
        if edit.state != "done":
            raise Refused("customers.bulk.not_done")
        edit.state, edit.done_rows, edit.tries = "undoing", 0, 0
        edit.total = BulkRow.objects.unscoped("rows of one's own edit").filter(edit=edit, state="done").count()
        if not edit.total:
            raise Refused("customers.bulk.nothing_to_do")
        edit.save(update_fields=["state", "done_rows", "tries", "total"])
        trail.record("customers.bulk_edit.reversed", by=by, noun=edit, at=at, count=edit.total)
        return edit


def _locked(by: Any, verb: str, edit_id: UUID) -> BulkEdit:
    edit = BulkEdit.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=edit_id).first()
    authorise(POLICY, verb, by=by, author=by, seen=edit is not None)
    if edit is None:
        raise Refused("people.not_found", missing=True)
    return edit


def _rows(by: Any, edit: BulkEdit, change: Change, wanted: list[UUID], first: int) -> list[BulkRow]:
    found = {row.pk: row for row in Account.objects.visible_to(by).filter(pk__in=wanted).only(*READ)}
    members = change.members(found.values())
    rows = []
    for position, pk in enumerate(wanted, first):
        if (account := found.get(pk)) is None:
            continue
        before, after, code = change.on(account, members)
        state = "refused" if code else "same" if before == after else "waiting"
        facts = {"version": account.version, "before": before, "after": after, "state": state, "code": code}
        rows.append(BulkRow(edit=edit, account_id=pk, position=position, **facts))
    return rows
