"""What an account is found by. Every verb that writes an account writes its search row too."""

from collections.abc import Iterable
from typing import Any

from fieldday.customers.actions.keying import write_keys
from fieldday.customers.models import Account, AccountSearch, Contact
from fieldday.kit.bulk import insert, insert_values
from fieldday.kit.search import search_values
from fieldday.rules.phones import digits, tidy_phone

READ = ("account_id", "name", "phone", "mobile", "email", "line_id", "phone_key", "mobile_key")  # of a contact


def search_texts(account: Account, contacts: Iterable[Contact] = ()) -> tuple[str, ...]:
    """The texts to search in: name, number, tax id, address, LINE id, phones as kept, as dialled at home and from
    abroad; and the names, numbers, addresses and LINE ids of who is there."""
    people = list(contacts)
    numbers = _numbers(account.phone, *(text for one in people for text in (one.phone, one.mobile)))
    persons = {text for one in people for text in (one.name, one.line_id, one.email)}
    return (
        account.name,
        account.external_id or "",
        account.tax_id,
        f"{account.city}{account.address}",
        *sorted(number for number in numbers if number),
        *sorted(text for text in {account.line_id, *persons} if text),
    )


def _numbers(*phones: str) -> set[str]:
    found = set()
    for text in filter(None, phones):
        phone = tidy_phone(text)
        found |= {text, phone.national, digits(phone.e164)}
    return found


def write_search_rows(accounts: Iterable[Account]) -> None:
    """Make or renew the search rows of `accounts`, and their keys, in the caller's transaction."""
    accounts = list(accounts)
    if not accounts:
        return
    rows = {row.account_id: row for row in AccountSearch.objects.filter(account__in=[a.pk for a in accounts])}
    people: dict[Any, list[Contact]] = {}
    contacts = Contact.objects.unscoped("who is found with the customers").filter(account__in=[a.pk for a in accounts])
    for contact in contacts.filter(retired=False).only(*READ):
        people.setdefault(contact.account_id, []).append(contact)
    write_keys(accounts, [contact for there in people.values() for contact in there])
    fresh, stale = [], []
    for account in accounts:
        row, there = rows.get(account.pk), people.get(account.pk, ())
        values = search_values(*search_texts(account, there))
        if row is None:
            fresh.append(AccountSearch(account_id=account.pk, **values))
        elif (row.plain, row.grams) != (values["plain"], values["grams"]):
            row.plain, row.grams = values["plain"], values["grams"]
            stale.append(row)
    insert(fresh)
    AccountSearch.objects.bulk_update(stale, ["plain", "grams"], batch_size=500)


def write_first_search_rows(accounts: Iterable[Account], contacts: Iterable[Contact]) -> None:
    """The same for accounts that were made in this transaction, with all their contacts, the keys of both set before:
    nothing is asked of the database."""
    people: dict[Any, list[Contact]] = {}
    for contact in contacts:
        people.setdefault(contact.account_id, []).append(contact)
    found = (search_values(*search_texts(account, people.get(account.pk, ()))) for account in accounts)
    rows = ((account.pk, one["plain"], one["grams"]) for account, one in zip(accounts, found, strict=True))
    insert_values(AccountSearch, ("account_id", "plain", "grams"), rows)
