"""Open an account: a customer whom nobody had written down."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from fieldday import trail
from fieldday.customers.actions.account_content import AccountInput, check, tidied
from fieldday.customers.actions.own_content import judge_own
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.actions.status_keeping import write_status
from fieldday.customers.models import Account, Ownership
from fieldday.customers.policy import POLICY
from fieldday.kit import clock
from fieldday.kit.ids import free_id
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.rules.cities import city_of, tidy_city


def open_account(
    *,
    by: Any,
    said: AccountInput,
    at: datetime,
    external_id: str = "",
    account_id: UUID | None = None,
    day: date | None = None,
) -> Account:
    """Write down a customer. `external_id` is the office's number, if there is one yet; `day` the one from which it is
    its owner's, where a phone tells of it later.

    Raises Refused with the reasons at their fields; a tax id or a phone that does not check is kept and flagged.
    """
    authorise(POLICY, "customers.account.opened", by=by)
    number = external_id.strip() or None
    day = day or clock.local_day(at)
    with transaction.atomic():
        columns = tidied(said)
        columns["city"] = tidy_city(columns["city"]) or city_of(columns["address"])
        check(by, columns, more=judge_own(columns, said.own, None))
        account = Account(external_id=number, created_at=at, **columns, id=free_id(Account, account_id))
        try:
            with transaction.atomic():
                account.save(force_insert=True)
        except IntegrityError as error:
            raise Refused("customers.account.number_taken", field="external_id", number=number or "") from error
        Ownership.objects.create(account=account, owner_id=account.owner_id, since=day)
        write_status(account, by=by, at=at)
        write_search_rows([account])
        trail.record(
            "customers.account.opened",
            by=by,
            noun=account,
            at=at,
            account_id=account.pk,
            day=day,
            name=account.name,
            owner=account.owner_id,
        )
        return account
