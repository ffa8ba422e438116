"""Payments: what an amount collected must be."""

from __future__ import annotations

from decimal import Decimal

from fieldday.rules.verdict import Reason, Verdict

LARGEST = Decimal(100_000_000)  # of one payment, in the company's currency: more is a slip of the finger

CODES: tuple[str, ...] = ("trade.payment.not_positive", "trade.payment.absurd")


def judge_payment(amount: Decimal) -> Verdict:
    """Whether an amount can be kept as collected; a fault stands at "amount"."""
    if not amount.is_finite() or amount <= 0:
        return Verdict((Reason("trade.payment.not_positive", {}, "amount"),))
    if amount > LARGEST:
        return Verdict((Reason("trade.payment.absurd", {"limit": f"{LARGEST:,f}"}, "amount"),))
    return Verdict()
