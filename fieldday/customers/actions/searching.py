"""What an account is found by. Every verb that writes an account writes its search row too."""

from collections.abc import Iterable

from fieldday.customers.models import Account, AccountSearch
from fieldday.kit.bulk import insert
from fieldday.kit.search import search_values
from fieldday.rules.phones import digits, tidy_phone


def search_texts(account: Account) -> tuple[str, ...]:
    """The texts to search in: name, number, tax id, address, phone as kept, as dialled at home and from abroad."""
    phone = tidy_phone(account.phone)
    numbers = {account.phone, phone.national, digits(phone.e164)}
    return (
        account.name,
        account.external_id or "",
        account.tax_id,
        f"{account.city}{account.address}",
        *sorted(number for number in numbers if number),
    )


def write_search_rows(accounts: Iterable[Account]) -> None:
    """Make or renew the search rows of `accounts`, in the caller's transaction."""
    accounts = list(accounts)
    rows = {row.account_id: row for row in AccountSearch.objects.filter(account__in=[a.pk for a in accounts])}
    fresh, stale = [], []
    for account in accounts:
        values = search_values(*search_texts(account))
        row = rows.get(account.pk)
        if row is None:
            fresh.append(AccountSearch(account_id=account.pk, **values))
        elif (row.plain, row.grams) != (values["plain"], values["grams"]):
            row.plain, row.grams = values["plain"], values["grams"]
            stale.append(row)
    insert(fresh)
    AccountSearch.objects.bulk_update(stale, ["plain", "grams"], batch_size=500)
