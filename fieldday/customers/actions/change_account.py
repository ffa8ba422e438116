"""Change an account: its facts, its place, who owns it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.actions.account_content import AccountInput, check, tidied
from fieldday.customers.actions.own_content import judge_own
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.actions.status_keeping import write_status
from fieldday.customers.models import Account, Ownership
from fieldday.customers.policy import POLICY
from fieldday.kit import clock
from fieldday.kit.changes import apply_changes, changes_of
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise

DERIVED = frozenset({"tax_id_checks", "phone_checks"})


def change_account(*, by: Any, account_id: UUID, version: int, said: AccountInput, at: datetime) -> Account:
    """Set an account to what the form says; a form that changes nothing writes nothing.

    Raises Refused: missing when out of sight, `customers.account.changed_meanwhile` when `version` is not the one
    that stands now, else the reasons at their fields. A new owner counts from this day on.
    """
    with transaction.atomic():
        account = Account.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=account_id).first()
        authorise(POLICY, "customers.account.changed", by=by, seen=account is not None)
        if account is None:
            raise Refused("people.not_found", missing=True)
        columns = tidied(said)
        own = judge_own(columns, said.own, account)
        changes = changes_of(account, columns)
        if not changes and not own:
            return account
        if account.version != version:
            raise Refused("customers.account.changed_meanwhile")
        check(by, columns, account, own)
        apply_changes(account, changes)
        account.version += 1
        account.save(update_fields=[*changes, "version"])
        _keep_beside(account, changes, by, at)
        told = {name: pair for name, pair in changes.items() if name not in DERIVED}
        facts = {"account_id": account.pk, "day": clock.local_day(at), "changed": told}
        trail.record("customers.account.changed", by=by, noun=account, at=at, **facts)
        return account


def _keep_beside(account: Account, changes: dict[str, Any], by: Any, at: datetime) -> None:
    write_search_rows([account])
    if "status" in changes:
        write_status(account, by=by, at=at)
    if "owner_id" in changes:
        owned = Ownership.objects.unscoped("the account was found in sight")
        owned.update_or_create(account=account, since=clock.local_day(at), defaults={"owner_id": account.owner_id})
