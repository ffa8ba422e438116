"""Who refused to be rung: a customer's button to ring asks first where somebody at that number did."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from fieldday.customers.models import Account, Contact
from fieldday.customers.questions.consents import channels_refused
from fieldday.kit.prepared import prepared
from fieldday.visits.questions.places import dial

WHY = "of customers found in sight"
Key = tuple[UUID, UUID | None]


def ringing_refused(ids: Collection[UUID], day: date) -> dict[Key, str]:
    """By (customer, contact), and (customer, None) for its own number: the name of who refused calls. A customer's
    number is refused by itself, or by a contact who has the same one. At most five queries."""
    accounts = _accounts(ids) if ids else []
    if not accounts:
        return {}
    contacts = _contacts(ids)
    refused = {key for key, channels in channels_refused(accounts, contacts, day=day).items() if "phone" in channels}
    found: dict[Key, str] = {
        (one.account_id, one.pk): one.name for one in contacts if (one.account_id, one.pk) in refused
    }
    for account in accounts:
        number = dial(account.phone)
        same = [
            one.name
            for one in contacts
            if number and (one.account_id, one.pk) in refused and number in {dial(one.phone), dial(one.mobile)}
            and one.account_id == account.pk
        ]  # fmt: skip
        if (account.pk, None) in refused or same:
            found[account.pk, None] = account.name if (account.pk, None) in refused else same[0]
    return found


@prepared
def _accounts(ids: Collection[UUID]) -> Any:
    return Account.objects.unscoped(WHY).filter(pk__among=ids).only("name", "phone", "email", "line_id")


@prepared
def _contacts(accounts: Collection[UUID]) -> Any:
    return Contact.objects.unscoped(WHY).filter(account_id__among=accounts, retired=False)
