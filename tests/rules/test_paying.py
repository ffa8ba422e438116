"""What can be collected: something, and not more digits than anybody is paid."""

from decimal import Decimal

import pytest

from fieldday.rules.paying import LARGEST, judge_payment


@pytest.mark.parametrize("amount", [Decimal("0.01"), Decimal(1500), LARGEST])
def test_what_customers_pay_is_kept(amount: Decimal) -> None:
    assert judge_payment(amount).ok


@pytest.mark.parametrize("amount", [Decimal(0), Decimal(-1), Decimal("NaN"), Decimal("Infinity")])
def test_nothing_is_no_payment(amount: Decimal) -> None:
    assert judge_payment(amount).codes == ("trade.payment.not_positive",)


def test_a_slip_of_the_finger_is_no_payment() -> None:
    (reason,) = judge_payment(Decimal(9_999_999_999)).reasons
    assert (reason.code, reason.field) == ("trade.payment.absurd", "amount")
    assert reason.params == {"limit": "100,000,000"}
