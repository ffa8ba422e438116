"""The keys by which duplicates are found. They follow from the name and the phones: whoever writes those, writes these.

Verbs need not think of it: `write_search_rows`, which each of them calls, renews the keys of what it is given. Bulk
verbs set them on fresh rows first, so that nothing is written twice.
"""

from collections.abc import Iterable

from fieldday.customers.models import Account, Contact
from fieldday.rules.company_names import name_key
from fieldday.rules.dedupe import phone_key

WHY = "keys of rows that their verb found"


def key_account(account: Account) -> bool:
    """Set an account's keys; answers whether they were others. Nothing is saved."""
    before = account.name_key, account.phone_key
    account.name_key, account.phone_key = name_key(account.name), phone_key(account.phone)
    return before != (account.name_key, account.phone_key)


def key_contact(contact: Contact) -> bool:
    """Set a contact's keys; answers whether they were others. Nothing is saved."""
    before = contact.phone_key, contact.mobile_key
    contact.phone_key, contact.mobile_key = phone_key(contact.phone), phone_key(contact.mobile)
    return before != (contact.phone_key, contact.mobile_key)


def write_keys(accounts: Iterable[Account], contacts: Iterable[Contact]) -> None:
    """Renew what is out of date, in the caller's transaction; usually nothing is."""
    stale = [account for account in accounts if key_account(account)]
    if stale:
        Account.objects.unscoped(WHY).bulk_update(stale, ["name_key", "phone_key"], batch_size=500)
    people = [contact for contact in contacts if key_contact(contact)]
    if people:
        Contact.objects.unscoped(WHY).bulk_update(people, ["phone_key", "mobile_key"], batch_size=500)
