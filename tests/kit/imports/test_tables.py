"""A file as header and rows: separators, quotes, blank rows, and everything that makes it unusable."""

import pytest

from fieldday.kit.imports import limits, tables
from fieldday.kit.imports.tables import open_table
from fieldday.kit.refusals import Refused


@pytest.fixture
def read(tmp_path):
    def read(content):
        path = tmp_path / "rows.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with open_table(path) as table:
            rows = list(table.rows())
            assert len(rows) == table.total
            assert list(table.rows()) == rows  # it can be read again
            return table.header, rows

    return read


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(read, separator):
    header, rows = read(
        f"id{separator}name{separator}note\nC1{separator}Lotus{separator}a, b; c\n".replace("a, b; c", '"a, b; c"')
    )
    assert header == ("id", "name", "note")
    assert rows == [(1, ["C1", "Lotus", "a, b; c"])]


def test_one_column_needs_no_separator(read):
    assert read("id\nC1\n") == (("id",), [(1, ["C1"])])


def test_a_quoted_cell_may_hold_line_breaks_and_quotes(read):
    _, rows = read('id,name\r\nC1,"two\r\nlines, ""quoted"""\r\nC2,x\r\n')
    assert rows == [(1, ["C1", 'two\r\nlines, "quoted"']), (2, ["C2", "x"])]


def test_a_quote_after_a_blank_is_a_quote(read):
    assert read('id, name\nC1, "a, b"\n')[1] == [(1, ["C1", "a, b"])]


def test_blank_rows_are_not_rows_but_count_as_places(read):
    header, rows = read("\n , \nid,name\nC1,a\n\n,\nC2,b\n\n")
    assert header == ("id", "name")
    assert rows == [(1, ["C1", "a"]), (4, ["C2", "b"])]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp950"])
def test_the_mark_is_no_part_of_the_first_column(read, encoding):
    assert read("編號,名稱\nC1,蓮花\n".encode(encoding))[0] == ("編號", "名稱")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "kit.import.empty"),
        ("\n \n,,\n", "kit.import.empty"),
        ('id,name\nC1,"never closed\nC2,b\n', "kit.import.quotes"),
        ('id,name\nC1,"closed"too early\n', "kit.import.quotes"),
        ("id," * 300 + "\n", "kit.import.too_many_columns"),
        ("id,name\nC1," + "x" * 100_001 + "\n", "kit.import.cell_too_long"),
        ("id,name\nC1," + "x" * 200_000 + "\n", "kit.import.cell_too_long"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "kit.import.old_workbook"),
        (b"PK\x03\x04 and nothing of an archive", "kit.import.workbook"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(read, content, code):
    with pytest.raises(Refused) as refused:
        read(content)
    assert refused.value.code == code


def test_the_line_of_the_quotes_is_named(read):
    with pytest.raises(Refused) as refused:
        read('id,name\nC1,a\nC2,"b"c\n')
    assert refused.value.reasons[0].params == {"line": 3}


def test_too_many_rows(read, monkeypatch):
    monkeypatch.setattr(limits, "ROWS", 3)
    assert len(read("id\n1\n2\n")[1]) == 2
    with pytest.raises(Refused) as refused:
        read("id\n1\n2\n3\n")
    assert refused.value.code == "kit.import.too_many_rows"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # no more than a hole on the disk
    monkeypatch.setattr(tables, "encoding_of", lambda file: pytest.fail("it was read"))
    with pytest.raises(Refused) as refused, open_table(path):
        pass
    assert refused.value.code == "kit.import.file_too_big"
    assert refused.value.reasons[0].params == {"megabytes": 200, "most": 100}


def test_no_file_and_no_plain_file(tmp_path):
    for path in (tmp_path / "missing.csv", tmp_path):
        with pytest.raises(Refused) as refused, open_table(path):
            pass
        assert refused.value.code == "kit.import.no_file"
