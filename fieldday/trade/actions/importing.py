"""What the imports of trade share: customers, people and orders by the ids of their files."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from fieldday.customers.models import Account
from fieldday.kit.imports.drafts import Draft
from fieldday.people.models import Person


def refer_to_account_and_person(drafts: list[Draft]) -> None:
    """Put `account_id` and `person_id` into the values; fail the rows that name somebody unknown. Nobody is nobody."""
    accounts = Account.objects.unscoped("customers of imported trade")
    people = Person.objects.unscoped("people of imported trade")
    refer(drafts, accounts, "account", "account_id", "customers.account.unknown")
    refer(drafts, people, "person", "person_id", "people.person.unknown")


def refer(drafts: list[Draft], rows: QuerySet, field: str, attribute: str, unknown: str) -> dict[str, Any]:
    """Put the id of the row whose external_id a field gives into the values; answers the ids by external_id."""
    found = ids(rows, (draft.given.get(field) for draft in drafts))
    for draft in drafts:
        word = draft.values.pop(field, None)
        if word in found:
            draft.values[attribute] = found[word]
        elif word:
            draft.fail(field, unknown, name=word)
    return found


def ids(rows: QuerySet, words: Iterable[str | None]) -> dict[str, Any]:
    """The ids of the rows by their external_id."""
    wanted = {word for word in words if word}
    return dict(rows.filter(external_id__in=wanted).values_list("external_id", "pk"))
