from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.fields import Choice, OwnField, judge, judge_definition, plain, read_value, typed, value_of
from fieldday.rules.verdict import Unreadable

SIZES = (Choice("big", ("大", "Big")), Choice("small", ("小", "Small")), Choice("gone", ("停用",), retired=True))


def of(type_name, **more):
    return OwnField("x", type_name, **more)


@pytest.mark.parametrize(
    ("type_name", "said", "kept"),
    [
        ("text", "  兩 \u3000格 ", "兩 格"),
        ("text", "   ", None),
        ("number", "1,234.50", "1234.5"),
        ("number", "0.1", "0.1"),
        ("number", "-0", "0"),
        ("money", "NT$ 9,999,999,999.99", "9999999999.99"),
        ("money", "(120)", "-120"),
        ("date", "115/11/3", "2026-11-03"),
        ("yes_no", "是", True),
        ("yes_no", "NO", False),
        ("link", "example.com/a?b=1", "https://example.com/a?b=1"),
        ("link", "HTTP://Example.com", "HTTP://Example.com"),
    ],
)
def test_a_value_is_kept_exactly_by_its_type(type_name, said, kept):
    assert read_value(of(type_name), said) == kept


@pytest.mark.parametrize(
    ("type_name", "said"),
    [
        ("number", "十二"),
        ("number", "1e400"),
        ("money", "12%"),
        ("date", "3/11/2026"),
        ("yes_no", "也許"),
        ("link", "javascript:alert(1)"),
        ("link", "JaVaScRiPt:alert(1)//example.com"),
        ("link", "ftp://example.com"),
        ("link", "https://"),
        ("link", "https://exa mple.com"),
        ("link", 'https://example.com/"><img onerror=x>'),
        ("link", "https://user:pass@example.com"),
        ("link", "data:text/html,x"),
        ("text", "長" * 401),
    ],
)
def test_what_a_type_cannot_hold_is_refused(type_name, said):
    with pytest.raises(Unreadable):
        read_value(of(type_name), said)


def test_choices_are_named_by_key_or_name_and_kept_in_the_fields_order():
    one, several = of("choice", choices=SIZES), of("choices", choices=SIZES)
    assert [read_value(one, said) for said in ("big", "大", "SMALL", "")] == ["big", "big", "small", None]
    assert read_value(several, "小、大") == read_value(several, ["small", "big"]) == ["big", "small"]
    for field, said in ((one, "中"), (one, "停用"), (several, "大、中"), (one, ["big", "small"])):
        with pytest.raises(Unreadable):
            read_value(field, said)


def test_a_retired_choice_stays_where_it_stands_and_is_given_to_nobody_new():
    field = of("choices", choices=SIZES)
    kept = judge([field], {"x": ["big", "gone"]}, kind="shop", present={"x": ["gone"]})
    assert (kept.values, kept.reasons) == ({"x": ["big", "gone"]}, ())
    assert judge([field], {"x": ["gone"]}, kind="shop").reasons[0].code == "customers.field.not_a_choice"


def test_retired_and_foreign_fields_keep_their_values():
    fields = [
        OwnField("old", "text", retired=True, needed=True),
        OwnField("bank", "money", kinds=frozenset({"company"}), needed=True),
        OwnField("beds", "number", industries=frozenset({"醫院"}), needed=True),
        OwnField("note", "text"),
    ]
    present = {"old": "a", "bank": "5", "beds": "9"}
    said = {"old": "b", "bank": "6", "beds": "7", "note": ""}
    judged = judge(fields, said, kind="shop", industry="藥局", present=present)
    assert (judged.values, judged.reasons) == (present, ())


def test_a_needed_field_without_a_value_is_said_at_its_field():
    fields = [OwnField("beds", "number", industries=frozenset({"醫院 "}), needed=True), OwnField("n", "number")]
    judged = judge(fields, {"beds": " ", "n": "x"}, kind="company", industry="醫院")
    assert [(reason.code, reason.field) for reason in judged.reasons] == [
        ("customers.field.needed", "beds"),
        ("kit.number.not_a_number", "n"),
    ]
    assert judge(fields, {"beds": "0"}, kind="company", industry="醫院").values == {"beds": "0"}


def test_a_kept_value_is_what_it_means():
    assert value_of(of("money"), "0.1") == Decimal("0.1")
    assert value_of(of("date"), "2026-11-03") == date(2026, 11, 3)
    assert value_of(of("yes_no"), False) is False
    assert typed(of("yes_no"), False) == "no"
    for type_name, broken in (("number", "x"), ("number", "NaN"), ("date", "x"), ("yes_no", "yes"), ("choices", "big")):
        assert value_of(of(type_name), broken) is None, type_name


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_a_number_goes_through_the_form_unchanged(number):
    kept = read_value(of("number"), plain(number))
    assert Decimal(kept) == number == value_of(of("number"), kept)
    assert read_value(of("number"), typed(of("number"), kept)) == kept


def definition(**more):
    said = {"type_name": "text", "names": ("坪數", "", ""), "choices": (), "kinds": (), "value_measure": False}
    reasons = judge_definition(**{**said, "known_kinds": ("company", "shop"), **more})
    return [(reason.code.rsplit(".", 1)[1], reason.field) for reason in reasons]


def test_a_definition_is_judged_with_every_reason():
    assert definition() == []
    assert definition(type_name="blob", names=("",)) == [("unknown_type", "type"), ("without_name", "name_zh")]
    assert definition(type_name="choice") == [("without_choices", "choices")]
    twice = (Choice("a", ("大",)), Choice("b", ("大 ",)))
    assert definition(type_name="choices", choices=twice) == [("choice_twice", "choices")]
    assert definition(value_measure=True, kinds=("boat",)) == [
        ("not_a_measure", "value_measure"),
        ("unknown_kind", "kinds"),
    ]
    assert definition(type_name="money", value_measure=True, others=80) == [("too_many", "")]
