import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.money import from_scaled, parse_amount, round_to, share, to_scaled
from fieldday.rules.verdict import Unreadable

amounts = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=4)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("2.345", 2, "2.35"),
        ("-2.345", 2, "-2.35"),
        ("2.5", 0, "3"),
        ("0.5", 0, "1"),
        ("-0.004", 2, "0.00"),
        ("7", 2, "7.00"),
        ("123456789012345678901234567890.5", 0, "123456789012345678901234567891"),
    ],
)
def test_round_to_is_half_up(value: str, places: int, rounded: str) -> None:
    assert str(round_to(Decimal(value), places)) == rounded


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e50"])
def test_what_is_no_amount_is_not_rounded(value: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        round_to(Decimal(value), 2)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234.50", "1234.50"),
        ("NT$ 1,234", "1234"),
        ("NT$-1,234", "-1234"),
        ("-NT$1,234", "-1234"),
        ("１２３", "123"),
        ("（１２０）", "-120"),
        ("(120)", "-120"),
        ("(NT$ 120)", "-120"),
        ("120-", "-120"),
        ("\u2212120", "-120"),
        ("+5", "5"),
        ("-0", "0"),
        ("1,234 元", "1234"),
        ("新台幣 500 元整", "500"),
        ("＄1,000", "1000"),
        ("TWD 12.5", "12.5"),
        (".5", "0.5"),
        ("5.", "5"),
        (" 7 ", "7"),
    ],
)
def test_amounts_as_people_write_them(text: str, amount: str) -> None:
    parsed = parse_amount(text)
    assert parsed == Decimal(amount)
    assert str(parsed) != "-0"


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "abc", "12,34", "1.234,50", "1,23,456", "1.2.3", "5%", "1e5", "NaN", "US$ 5", "€5"),
        *("10 20", "(-5)", "--5", "-5-", "(5", "5)", "٣", "=1+1", "1" * 60, "10²", "①", "½"),
    ],
)
def test_what_is_no_amount_is_refused_not_guessed(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_amount(text)
    assert refused.value.reason.code == "kit.amount.not_an_amount"


def test_an_amount_no_field_can_hold() -> None:
    assert parse_amount("9,999,999,999,999.99") < 10**13
    with pytest.raises(Unreadable) as refused:
        parse_amount("10,000,000,000,000")
    assert refused.value.reason.code == "kit.amount.too_large"


def test_the_sign_must_be_the_companys() -> None:
    assert parse_amount("US$ 5", "USD") == 5
    assert parse_amount("CHF 5", "CHF") == 5
    with pytest.raises(ValueError, match="not_an_amount"):
        parse_amount("NT$ 5", "USD")


def test_share() -> None:
    assert share(1, 3) == Decimal("33.3")
    assert share(Decimal("0.125"), Decimal(100)) == Decimal("0.1")
    assert share(1, 8) == Decimal("12.5")
    assert share(5, 0) is None
    assert share(Decimal(0), Decimal(0)) is None
    assert share(-1, 4) == Decimal("-25.0")


@given(amounts, st.integers(0, 4))
def test_what_is_stored_comes_back(amount: Decimal, places: int) -> None:
    kept = from_scaled(to_scaled(amount, places), places)
    assert kept == round_to(amount, places)
    assert abs(kept - amount) * 2 <= Decimal(1).scaleb(-places)


@given(amounts)
def test_what_is_printed_is_read_again(amount: Decimal) -> None:
    assert parse_amount(f"{amount:,}") == amount
    assert parse_amount(f"NT$ {amount:,} 元") == amount


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_unreadable(text: str) -> None:
    with contextlib.suppress(Unreadable):
        assert parse_amount(text).is_finite()


@given(st.lists(amounts, max_size=20))
def test_sums_of_stored_amounts_are_exact(values: list[Decimal]) -> None:
    assert from_scaled(sum(to_scaled(v, 4) for v in values), 4) == sum(values, Decimal(0))


@pytest.mark.parametrize(
    ("text", "amount"), [("5萬", 50_000), ("NT$1.5 萬元", 15_000), ("1,200万", 12_000_000), ("-3萬", -30_000)]
)
def test_ten_thousands_are_said_with_their_word(text: str, amount: int) -> None:
    assert parse_amount(text) == amount
