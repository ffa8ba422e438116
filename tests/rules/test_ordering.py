from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.ordering import MOST_LINES, LineDraft, is_cancelled, judge_lines, line_amount

D = Decimal
quantities = st.decimals(-10_000, 10_000, places=3)
prices = st.decimals(0, 100_000, places=2)
discounts = st.decimals(0, 100, places=1)


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "places", "amount"),
    [
        ("30", "136.00", "0", 2, "4080.00"),
        ("3", "33.335", "0", 2, "100.01"),
        ("1", "0.125", "0", 2, "0.13"),
        ("-1", "0.125", "0", 2, "-0.13"),
        ("10", "99.99", "12.5", 2, "874.91"),
        ("10", "99.99", "12.5", 0, "875"),
        ("2", "5", "100", 2, "0.00"),
    ],
)
def test_line_amount(quantity: str, price: str, discount: str, places: int, amount: str) -> None:
    assert str(line_amount(D(quantity), D(price), D(discount), places)) == amount


def test_whole_numbers_will_do() -> None:
    assert line_amount(3, 100) == D("300.00")
    assert line_amount(3, 100, 10, 0) == 270


@given(quantities, prices, discounts)
def test_a_return_undoes_its_sale(quantity: Decimal, price: Decimal, discount: Decimal) -> None:
    assert line_amount(-quantity, price, discount) == -line_amount(quantity, price, discount)
    assert abs(line_amount(quantity, price, discount)) <= abs(line_amount(quantity, price))


def test_a_good_order_may_hold_free_goods_and_a_return() -> None:
    assert judge_lines([LineDraft(1, 7, D(10), D(50)), LineDraft(2, 7, D(1), D(0)), LineDraft(3, 8, D(-2), D(50))]).ok


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (LineDraft(2, None, D(1), D(1)), "trade.line.without_product"),
        (LineDraft(2, 7, D(0), D(1)), "trade.line.without_quantity"),
        (LineDraft(2, 7, D("NaN"), D(1)), "trade.line.without_quantity"),
        (LineDraft(2, 7, D(1), D(-1)), "trade.line.negative_price"),
        (LineDraft(2, 7, D(1), D("Infinity")), "trade.line.negative_price"),
        (LineDraft(2, 7, D(1), D(1), D(101)), "trade.line.discount_out_of_range"),
        (LineDraft(2, 7, D(1), D(1), D(-1)), "trade.line.discount_out_of_range"),
        (LineDraft(2, 7, D(10) ** 9, D(10) ** 6), "trade.line.too_large"),
    ],
)
def test_a_fault_is_marked_at_its_line(line: LineDraft, code: str) -> None:
    verdict = judge_lines([LineDraft(1, 7, D(1), D(1)), line])
    assert [(reason.code, reason.field) for reason in verdict.reasons] == [(code, "line-2")]


def test_an_order_needs_lines_but_not_too_many() -> None:
    assert judge_lines([]).codes == ("trade.order.without_lines",)
    many = [LineDraft(i, 7, D(1), D(1)) for i in range(1, MOST_LINES + 2)]
    assert judge_lines(many).codes == ("trade.order.too_many_lines",)


@pytest.mark.parametrize(
    "status", ["Cancelled", "canceled", " CANCELLED ", "取消", "已取消", "已 取消", "Ｃａｎｃｅｌｌｅｄ"]
)
def test_words_that_cancel(status: str) -> None:
    assert is_cancelled(status)


@pytest.mark.parametrize("status", ["", "Shipped", "On Hold", "取消中", "Disputed", "not cancelled"])
def test_words_that_do_not(status: str) -> None:
    assert not is_cancelled(status)
