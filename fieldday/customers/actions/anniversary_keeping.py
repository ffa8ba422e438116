"""Days that return every year, of a customer or of a person there: added, changed, removed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday.customers.actions.beside import (
    account_locked,
    judge_person,
    record,
    row_locked,
    set_columns,
)
from fieldday.customers.models import Anniversary
from fieldday.kit.refusals import refuse_with
from fieldday.kit.stamps import require_stamp
from fieldday.rules.lunar import Yearly, is_day
from fieldday.rules.text import clean
from fieldday.rules.verdict import Reason

FIRST_YEAR, LAST_YEAR = 1800, 2100
LONGEST_NAME = 60
STAMPED = ("kind", "name", "year", "month", "day", "lunar", "leap", "contact_id")


@dataclass(frozen=True)
class AnniversaryInput:
    """The whole of a day's form: `year` is when it began, a lunar year for a lunar day."""

    kind: str
    month: int
    day: int
    year: int | None = None
    lunar: bool = False
    leap: bool = False
    name: str = ""
    contact_id: UUID | None = None


def add_anniversary(*, by: Any, account_id: UUID, said: AnniversaryInput, at: datetime) -> Anniversary:
    """Write down a day of a customer in sight. Raises Refused with the reasons at their fields."""
    with transaction.atomic():
        account = account_locked(by, "customers.anniversary.added", account_id)
        refuse_with([*_judge(said), *judge_person(account.pk, said.contact_id)])
        row = Anniversary.objects.create(account=account, **_tidied(said))
        record("customers.anniversary.added", row, by=by, at=at, kind=row.kind)
        return row


def change_anniversary(
    *, by: Any, anniversary_id: UUID, said: AnniversaryInput, at: datetime, seen: str | None = None
) -> Anniversary:
    """Set a day to what the form says. Raises Refused, `kit.form.changed_meanwhile` for a stale form."""
    with transaction.atomic():
        row = row_locked(Anniversary, by, "customers.anniversary.changed", anniversary_id)
        require_stamp(row, STAMPED, seen)
        refuse_with([*_judge(said), *judge_person(row.account_id, said.contact_id, row.contact_id)])
        if changes := set_columns(row, _tidied(said)):
            record("customers.anniversary.changed", row, by=by, at=at, changed=changes)
        return row


def remove_anniversary(*, by: Any, anniversary_id: UUID, at: datetime) -> UUID:
    """Take a day away; answers the customer."""
    with transaction.atomic():
        row = row_locked(Anniversary, by, "customers.anniversary.removed", anniversary_id)
        record("customers.anniversary.removed", row, by=by, at=at, kind=row.kind)
        account_id: UUID = row.account_id
        row.delete()
        return account_id


def _tidied(said: AnniversaryInput) -> dict[str, Any]:
    when = {"year": said.year, "month": said.month, "day": said.day, "lunar": said.lunar, "leap": said.leap}
    return {"kind": said.kind, "name": clean(said.name), **when, "contact_id": said.contact_id}


def _judge(said: AnniversaryInput) -> list[Reason]:
    reasons = []
    name = clean(said.name)
    if said.kind not in Anniversary.KINDS:
        reasons.append(Reason("customers.anniversary.unknown_kind", {}, "kind"))
    if said.kind == "other" and not name:
        reasons.append(Reason("customers.anniversary.without_name", {}, "name"))
    if len(name) > LONGEST_NAME:
        reasons.append(Reason("customers.account.too_long", {"most": LONGEST_NAME}, "name"))
    if not is_day(Yearly(said.month, said.day, said.year, said.lunar, said.leap)):
        reasons.append(Reason("customers.anniversary.not_a_day", {}, "day"))
    if said.year is not None and not FIRST_YEAR <= said.year <= LAST_YEAR:
        reasons.append(Reason("customers.anniversary.not_a_year", {"first": FIRST_YEAR, "last": LAST_YEAR}, "year"))
    return reasons
