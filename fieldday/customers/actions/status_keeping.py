"""How things stand with a customer: changed with a reason, each change a row of its own."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.models import Account, StatusChange
from fieldday.customers.policy import POLICY
from fieldday.kit import clock
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.people.authority import authorise
from fieldday.rules.text import clean
from fieldday.rules.verdict import Reason

WHY_ASKED = frozenset({"dormant", "lost", "let_go"})  # nobody stops selling to a customer without a word
LONGEST_REASON = 250


def change_status(*, by: Any, account_id: UUID, status: str, reason: str = "", at: datetime) -> Account:
    """Say how things stand with a customer from today on; the same status again writes nothing.

    Raises Refused: missing when out of sight, else the reasons at "status" and "reason".
    """
    with transaction.atomic():
        account = Account.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=account_id).first()
        authorise(POLICY, "customers.account.status_changed", by=by, seen=account is not None)
        if account is None:
            raise Refused("people.not_found", missing=True)
        words = clean(reason)
        refuse_with(judge_status(status, words))
        if status == account.status:
            return account
        _turn(account, status, by, at, words)
        return account


def prospect_bought(account_id: UUID, *, by: Any, at: datetime) -> None:
    """A prospect who ordered is an active customer from today on, in the caller's transaction; anybody else stays."""
    rows = Account.objects.unscoped("the customer of an order just taken").filter(pk=account_id, status="prospect")
    account = rows.select_for_update(of=("self",)).first()
    if account is not None:
        _turn(account, "active", by, at)


def _turn(account: Account, status: str, by: Any, at: datetime, reason: str = "") -> None:
    before, account.status = account.status, status
    account.version += 1
    account.save(update_fields=["status", "version"])
    write_status(account, by=by, at=at, reason=reason)
    facts = {"account_id": account.pk, "day": clock.local_day(at), "reason": reason}
    changed = {"status": [before, status]}
    trail.record("customers.account.status_changed", by=by, noun=account, at=at, changed=changed, **facts)


def write_status(account: Account, *, by: Any, at: datetime, reason: str = "") -> None:
    """Keep that the account has its status since today, in the caller's transaction."""
    StatusChange.objects.create(**_row(account, by, at), reason=reason)


def write_statuses(accounts: list[Account], *, by: Any, at: datetime) -> None:
    """The same for many that a file changed."""
    StatusChange.objects.bulk_create([StatusChange(**_row(one, by, at)) for one in accounts], batch_size=500)


def _row(account: Account, by: Any, at: datetime) -> dict[str, Any]:
    who = getattr(by, "pk", None)
    return {"account_id": account.pk, "status": account.status, "day": clock.local_day(at), "by_id": who, "at": at}


def judge_status(status: str, reason: str) -> list[Reason]:
    """What stands against a status said with this reason, at its fields."""
    reasons = []
    if status not in Account.STATUSES:
        reasons.append(Reason("customers.account.unknown_status", {}, "status"))
    if status in WHY_ASKED and not reason:
        reasons.append(Reason("customers.status.without_reason", {}, "reason"))
    if len(reason) > LONGEST_REASON:
        reasons.append(Reason("customers.account.too_long", {"most": LONGEST_REASON}, "reason"))
    return reasons
