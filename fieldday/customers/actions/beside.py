"""What the verbs of this room share that write beside a customer: finding it, naming a person there, the trail."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fieldday import trail
from fieldday.customers.models import Account, Contact
from fieldday.customers.policy import POLICY
from fieldday.kit import clock
from fieldday.kit.changes import apply_changes, changes_of
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.rules.verdict import Reason


def account_locked(by: Any, verb: str, account_id: UUID) -> Account:
    """The customer in sight, locked. Raises Refused, missing when there is none to be seen."""
    account = Account.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=account_id).first()
    authorise(POLICY, verb, by=by, seen=account is not None)
    if account is None:
        raise Refused("people.not_found", missing=True)
    return account


def row_locked(model: Any, by: Any, verb: str, pk: Any) -> Any:
    """A row beside a customer in sight, locked. Raises Refused, missing when there is none to be seen."""
    row = model.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=pk).first()
    authorise(POLICY, verb, by=by, seen=row is not None)
    if row is None:
        raise Refused("people.not_found", missing=True)
    return row


def judge_person(account_id: UUID, contact_id: UUID | None, present: UUID | None = None) -> list[Reason]:
    """A person named beside the customer is one of its contacts; who stands already may stay."""
    if contact_id is None or contact_id == present:
        return []
    people = Contact.objects.unscoped("of a customer found in sight").filter(account_id=account_id, retired=False)
    return [] if people.filter(pk=contact_id).exists() else [Reason("customers.person.unknown", {}, "contact")]


def record(verb: str, row: Any, *, by: Any, at: datetime, account_id: UUID | None = None, **facts: Any) -> None:
    """Record an event that stands on the customer's timeline."""
    about = {"account_id": account_id or row.account_id, "day": clock.local_day(at)}
    trail.record(verb, by=by, noun=row, at=at, **about, **facts)


def set_columns(row: Any, columns: dict[str, Any]) -> dict[str, list[Any]]:
    """Set what differs and save it; answers {name: [before, after]}."""
    changes = changes_of(row, columns)
    apply_changes(row, changes)
    if changes:
        row.save(update_fields=list(changes))
    return changes
