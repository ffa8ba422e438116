"""Take a payment at a customer's, correct it, call it off."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.models import Account
from fieldday.kit.refusals import require
from fieldday.people.authority import authorise
from fieldday.rules.paying import judge_payment
from fieldday.trade.models import Payment
from fieldday.trade.policy import POLICY


def take_payment(
    *, by: Any, account_id: UUID, paid_on: date, amount: Decimal, at: datetime, method: str = ""
) -> Payment:
    """Keep what a customer in sight paid, in `by`'s name. Raises Refused for an amount nobody pays."""
    account = Account.objects.visible_to(by).filter(pk=account_id).first()
    authorise(POLICY, "trade.payment.taken", by=by, seen=account is not None)
    require(judge_payment(amount))
    with transaction.atomic():
        payment = Payment(
            account_id=account_id, person=by, paid_on=paid_on, amount=amount, method=method, source="visit"
        )
        payment.save(force_insert=True)
        _record("trade.payment.taken", by, payment, at)
        return payment


def correct_payment(*, by: Any, payment: Payment, amount: Decimal, at: datetime, method: str = "") -> None:
    """Correct a payment that `by` took himself; nothing happens when it is the same."""
    authorise(POLICY, "trade.payment.corrected", by=by, author=payment.person)
    require(judge_payment(amount))
    if (payment.amount, payment.method) == (amount, method):
        return
    with transaction.atomic():
        payment.amount, payment.method = amount, method
        payment.save(update_fields=["amount", "method"])
        _record("trade.payment.corrected", by, payment, at)


def cancel_payment(*, by: Any, payment: Payment, at: datetime) -> None:
    """Take a payment of one's own off the books; the trail keeps what it was."""
    authorise(POLICY, "trade.payment.cancelled", by=by, author=payment.person)
    with transaction.atomic():
        _record("trade.payment.cancelled", by, payment, at)
        payment.delete()


def _record(verb: str, by: Any, payment: Payment, at: datetime) -> None:
    facts = {
        "account_id": payment.account_id,
        "day": payment.paid_on,
        "amount": payment.amount,
        "method": payment.method,
    }
    trail.record(verb, by=by, noun=payment, at=at, **facts)
