"""Which column a field comes from."""

import pytest

from fieldday.kit.imports.mapping import map_columns, read_map
from fieldday.kit.refusals import Refused

FIELDS = ("external_id", "name", "credit_limit", "address")


def cells(header, record, wanted=None):
    return map_columns(header, FIELDS, wanted).cells(record)


def test_columns_named_like_fields_in_any_case():
    columns = map_columns(("External_ID", " Name ", "Credit limit", "colour", ""), FIELDS, None)
    assert columns.cells(["C1", "Lotus", "5", "red", "x"]) == {
        "external_id": "C1",
        "name": "Lotus",
        "credit_limit": "5",
    }
    assert columns.ignored == ("colour",)


def test_a_map_names_columns_and_puts_them_together():
    wanted = {"external_id": "{no} {check}", "name": "客戶名稱", "address": "{city}{street}, Taiwan"}
    header = ("no", "check", "客戶名稱", "city", "street")
    assert cells(header, ["103", "HQ1", " 蓮花　藥局 ", "台北市", "中山路"], wanted) == {
        "external_id": "103 HQ1",
        "name": "蓮花 藥局",
        "address": "台北市中山路, Taiwan",
    }


def test_a_text_of_empty_columns_is_empty_and_a_short_row_is_too():
    wanted = {"external_id": "C-{no}", "address": "{city} {street}"}
    assert cells(("no", "city", "street"), ["", "", " "], wanted) == {"external_id": "", "address": ""}
    assert cells(("no", "city", "street"), ["1"], wanted) == {"external_id": "C-1", "address": ""}
    assert cells(("no", "city", "street"), ["1", "台北"], wanted)["address"] == "台北"


def test_letters_case_counts_only_between_two_columns_that_differ_by_it():
    assert cells(("ID", "x"), ["1", "2"], {"external_id": "id"}) == {"external_id": "1"}
    assert cells(("ID", "id"), ["1", "2"], {"external_id": "id"}) == {"external_id": "2"}


def test_a_column_may_hold_braces_in_its_name():
    assert cells(("{no}", "no"), ["a", "b"], {"external_id": "{no}"}) == {"external_id": "a"}


@pytest.mark.parametrize(
    ("header", "wanted", "code", "name"),
    [
        (("a", "b"), {"name": "c"}, "kit.import.no_column", "c"),
        (("a", "b"), {"name": "{a} {c}"}, "kit.import.no_column", "c"),
        (("a", "b"), {"colour": "a"}, "kit.import.unknown_field", "colour"),
        (("a", "a"), {"name": "a"}, "kit.import.column_twice", "a"),
        (("name", "Name"), None, "kit.import.column_twice", "name"),
    ],
)
def test_what_does_not_exist_is_named(header, wanted, code, name):
    with pytest.raises(Refused) as refused:
        map_columns(header, FIELDS, wanted)
    assert (refused.value.code, refused.value.reasons[0].params["name"]) == (code, name)


def test_a_column_that_stands_twice_harms_nobody_who_does_not_want_it():
    assert cells(("external_id", "", "", "note", "note"), ["C1", "", "", "", ""]) == {"external_id": "C1"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("name = ", "kit.import.map_unreadable"),
        ("name = 5", "kit.import.map_not_text"),
        ('name = " "', "kit.import.map_not_text"),
        ('[name]\ncolumn = "a"', "kit.import.map_not_text"),
        (None, "kit.import.no_file"),
    ],
)
def test_a_map_that_cannot_be_read(tmp_path, content, code):
    path = tmp_path / "map.toml"
    if content is not None:
        path.write_text(content)
    with pytest.raises(Refused) as refused:
        read_map(path)
    assert refused.value.code == code


def test_a_map_in_utf8_with_a_mark(tmp_path):
    path = tmp_path / "map.toml"
    path.write_text('name = "客戶名稱"\n', encoding="utf-8-sig")
    assert read_map(path) == {"name": "客戶名稱"}
