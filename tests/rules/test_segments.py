import json
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.fields import Choice, OwnField
from fieldday.rules.segment_fields import FIELDS, OPS
from fieldday.rules.segments import All, AnyOf, BadCondition, Leaf, Not, judge, leaves, read

OWN = {
    "beds": OwnField("beds", "number"),
    "size": OwnField("size", "choices", choices=(Choice("big"), Choice("small"))),
    "since": OwnField("since", "date", retired=True),
    "vip": OwnField("vip", "yes_no"),
}
VISIT = {"field": "last_visit", "op": "not_within", "value": 30}


def codes(tree):
    return [(reason.code.rsplit(".", 1)[1], reason.field) for reason in judge(tree, OWN)]


def test_the_storys_question_is_read():
    group = "01890000-0000-7000-8000-000000000001"
    tree = {
        "all": [
            {"field": "name", "op": "contains", "value": " 藥局 "},
            {"field": "group", "op": "in", "value": [group, group.upper()]},
            VISIT,
            {"field": "bought_brand", "op": "any_of", "value": {"which": ["X"], "days": 365}},
            {"not": {"field": "bought_brand", "op": "any_of", "value": {"which": ["Y"]}}},
        ]
    }
    node = read(tree, OWN)
    assert node == All(
        (
            Leaf("name", "text", "contains", "藥局"),
            Leaf("group", "uuid", "in", (UUID(group),)),
            Leaf("last_visit", "since", "not_within", 30),
            Leaf("bought_brand", "bought", "any_of", (("X",), 365)),
            Not(Leaf("bought_brand", "bought", "any_of", (("Y",), None))),
        )
    )
    assert [leaf.field for leaf in leaves(node)] == ["name", "group", "last_visit", "bought_brand", "bought_brand"]


@pytest.mark.parametrize(
    ("leaf", "value"),
    [
        ({"field": "credit_limit", "op": "at_least", "value": "0.10"}, (Decimal("0.10"), None)),
        ({"field": "own.beds", "op": "between", "value": ["-1", 20]}, (Decimal(-1), Decimal(20))),
        ({"field": "opened_on", "op": "until", "value": "2026-11-23"}, (None, date(2026, 11, 23))),
        ({"field": "own.since", "op": "past", "value": 7}, 7),
        ({"field": "own.size", "op": "in", "value": ["big"]}, ("big",)),
        ({"field": "own.vip", "op": "is", "value": False}, False),
        ({"field": "order_amount", "op": "at_most", "value": {"figures": "5", "days": 90}}, ((None, Decimal(5)), 90)),
        ({"field": "owner", "op": "empty"}, None),
        ({"field": "area", "op": "in", "value": [7, "8"]}, (7, 8)),
    ],
)
def test_values_are_read_exactly(leaf, value):
    assert read({"any": [leaf]}, OWN).parts[0].value == value


@pytest.mark.parametrize(
    ("leaf", "code"),
    [
        ({"field": "_connector", "op": "in", "value": ["OR"]}, "unknown_field"),
        ({"field": "owner__password", "op": "is", "value": "x"}, "unknown_field"),
        ({"field": "own.nothing", "op": "is", "value": "x"}, "unknown_field"),
        ({"field": ["name"], "op": "is", "value": "x"}, "unknown_field"),
        ({"field": "name", "op": "regex", "value": "x"}, "unknown_op"),
        ({"field": "name", "op": "empty"}, "unknown_op"),
        ({"field": "name", "op": "is", "value": "x", "_connector": "OR"}, "malformed"),
        ({"field": "city", "op": "empty", "value": "x"}, "malformed"),
        ({"all": [], "any": []}, "malformed"),
        ({"field": "name", "op": "is"}, "without_value"),
        ({"field": "name", "op": "is", "value": {"a": 1}}, "without_value"),
        ({"field": "name", "op": "is", "value": "長" * 121}, "too_long"),
        ({"field": "kind", "op": "in", "value": ["boat"]}, "unknown_value"),
        ({"field": "kind", "op": "in", "value": []}, "without_value"),
        ({"field": "owner", "op": "in", "value": [True]}, "unknown_value"),
        ({"field": "owner", "op": "in", "value": ["1; drop"]}, "unknown_value"),
        ({"field": "group", "op": "in", "value": ["x"]}, "unknown_value"),
        ({"field": "own.size", "op": "in", "value": ["huge"]}, "unknown_value"),
        ({"field": "potential", "op": "at_least", "value": 0.1}, "not_a_number"),
        ({"field": "potential", "op": "at_least", "value": "NaN"}, "not_a_number"),
        ({"field": "potential", "op": "at_least", "value": "1e999999"}, "too_large"),
        ({"field": "potential", "op": "at_least", "value": "1000000000000000"}, "too_large"),
        ({"field": "potential", "op": "between", "value": ["2", "1"]}, "upside_down"),
        ({"field": "opened_on", "op": "from", "value": "2026-02-30"}, "not_a_day"),
        ({"field": "last_visit", "op": "within", "value": 0}, "not_days"),
        ({"field": "last_visit", "op": "within", "value": 10**9}, "not_days"),
        ({"field": "last_visit", "op": "within", "value": True}, "not_days"),
        ({"field": "orders", "op": "at_least", "value": {"figures": "1", "extra": 1}}, "malformed"),
        ({"field": "bought_product", "op": "any_of", "value": {"which": ["x"]}}, "unknown_value"),
        (None, "malformed"),
        ("name", "malformed"),
        ({1: 2}, "malformed"),
    ],
)
def test_what_is_no_condition_is_refused_at_its_place(leaf, code):
    assert codes({"all": [VISIT, leaf]}) == [(code, "c-2")]


def test_every_reason_is_said_at_once():
    bad = {"field": "name", "op": "is"}
    assert codes({"any": [bad, {"not": {"all": [VISIT, bad]}}]}) == [
        ("without_value", "c-1"),
        ("without_value", "c-2-1-2"),
    ]


def test_depth_and_size_are_bounded():
    deep = VISIT
    for _ in range(5):
        deep = {"not": deep}
    assert codes(deep) == []
    assert codes({"not": deep})[0][0] == "too_deep"
    assert codes({"all": [VISIT] * 40}) == []
    assert codes({"all": [{"any": [VISIT] * 21}] * 2}) == [("too_many", "")]
    assert codes({"all": [{"any": [{"any": [VISIT] * 40}] * 40}] * 40}) != []  # and quickly
    assert codes({"all": []}) == [("without_conditions", "")]
    assert codes({"all": [{"any": []}]}) == [("without_conditions", "c-1")]
    nest = json.loads('{"not":' * 500 + "null" + "}" * 500)
    assert codes(nest)[0][0] == "too_deep"


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from([*FIELDS, "own.beds"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["all", "any", "not", "field", "op", "value", "which", "days", "x"]), inner)
    ),
    max_leaves=12,
)


@given(json_values)
def test_any_json_is_read_or_refused_never_broken(tree):
    try:
        node = read(tree, OWN)
    except BadCondition as bad:
        assert bad.reasons
    else:
        assert isinstance(node, Leaf | All | AnyOf | Not)


def test_every_field_has_a_kind_with_something_to_ask():
    assert {kind.name for kind in FIELDS.values()} <= OPS.keys()
    assert all(kind.ops for kind in FIELDS.values())
