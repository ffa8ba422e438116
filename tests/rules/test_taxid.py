import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.taxid import check, tidy

eight_digits = st.from_regex(r"[0-9]{8}", fullmatch=True)


@pytest.mark.parametrize(
    "tax_id",
    ["04595257", "22099131", "04541302", "10458575", "10458574", "２２０９９１３１", " 2209-9131 ", "統編：22099131"],
)
def test_ids_that_stand(tax_id: str) -> None:
    assert check(tax_id)


def test_an_id_that_only_the_rule_of_2023_lets_stand() -> None:
    assert check("22099136")


@pytest.mark.parametrize(
    "tax_id", ["", "22099132", "2209913", "220991310", "A2099131", "00000000", "２２０９９１３２", "٢٢٠٩٩١٣١"]
)
def test_ids_that_do_not(tax_id: str) -> None:
    assert not check(tax_id)


def test_tidy_keeps_what_was_typed_otherwise() -> None:
    assert tidy(" ２２０９-９１３１\u3000") == "22099131"
    assert tidy("none") == "none"


def by_the_ministrys_table(digits: str) -> bool:
    """The published steps, written out; a 7 in seventh place tried as 1 and as 0."""
    products = [int(d) * w for d, w in zip(digits, (1, 2, 1, 2, 1, 2, 4, 1), strict=True)]
    sums = [p // 10 + p % 10 for p in products]
    tries = [[*sums[:6], last, sums[7]] for last in ((1, 0) if digits[6] == "7" else (sums[6],))]
    return any(sum(attempt) % 5 == 0 for attempt in tries)


@given(eight_digits.filter(lambda digits: int(digits) > 0))
def test_against_the_published_steps(digits: str) -> None:
    assert check(digits) == by_the_ministrys_table(digits)


@given(eight_digits.filter(lambda digits: check(digits) and digits[6] != "7"), st.integers(1, 4))
def test_a_slip_in_the_last_digit_is_seen(digits: str, slip: int) -> None:
    last = int(digits[7])
    wrong = last + slip if last + slip <= 9 else last - slip
    assert not check(digits[:7] + str(wrong))
