"""`./run duplicates`: which rows of a file are probably one customer, as JSON and in words."""

import csv
import json

import pytest
from django.core.management import CommandError, call_command

pytestmark = [pytest.mark.once, pytest.mark.django_db]

FILE = (
    "客戶名稱,統一編號,電話,地址\n"
    "大成科技股份有限公司,04595257,02-2345-6789,台北市松山區東興路76號\n"
    "小成貿易有限公司,,,\n"
    "\n"
    "臺北　大成科技(股)公司,04595257,,臺北市松山區東興路７６號\n"
)


@pytest.fixture
def duplicates(tmp_path, capsys):
    """`duplicates(content, *options)` answers stdout and stderr."""

    def duplicates(content, *options):
        path = tmp_path / "rows.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        call_command("duplicates", str(path), *options)
        return capsys.readouterr()

    return duplicates


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "big5", "utf-16"])
def test_json_is_the_contract_and_nothing_else_is_on_stdout(duplicates, encoding):
    answer = json.loads(duplicates(FILE.encode(encoding), "--json").out)
    assert list(answer) == ["pairs"]
    (pair,) = answer["pairs"]
    assert list(pair) == ["a", "b", "score", "certain", "reasons"]
    assert (pair["a"], pair["b"], pair["certain"]) == (1, 4, True)  # empty rows are counted
    assert 0.9 < pair["score"] <= 1
    assert "the same tax id" in pair["reasons"]


def test_a_map_names_the_columns(duplicates, tmp_path):
    rows = FILE.replace("客戶名稱", "甲").replace("統一編號", "乙")
    (tmp_path / "m.toml").write_text('name = "甲"\ntax_id = "乙"\n', encoding="utf-8")
    answer = json.loads(duplicates(rows, "--json", "--map", str(tmp_path / "m.toml")).out)
    assert [(pair["a"], pair["b"]) for pair in answer["pairs"]] == [(1, 4)]


def test_in_words_of_the_language_asked_for(duplicates):
    assert "統編相同" in duplicates(FILE, "--language", "zh-hant").out


@pytest.mark.parametrize(
    ("content", "options"),
    [("甲,乙\n1,2\n", ["--json"]), (b"", ["--json"]), (FILE, ["--json", "--map", "/nope.toml"]), (FILE, ["--least=7"])],
)
def test_what_cannot_be_used_says_so_with_exit_2(duplicates, capsys, content, options):
    with pytest.raises(CommandError) as refused:
        duplicates(content, *options)
    assert refused.value.returncode == 2
    assert capsys.readouterr().out == ""


def test_a_file_without_duplicates_has_no_pairs(duplicates):
    assert json.loads(duplicates("name\n大成\n小李\n", "--json").out) == {"pairs": []}


@pytest.mark.trial
def test_known_duplicates_are_found_and_no_others_are_certain(trial_data, capsys):
    file = trial_data / "company_names" / "companies.csv"
    with file.open(encoding="utf-8-sig") as text:
        entities = [row["entity"] for row in csv.DictReader(text)]
    first: dict[str, int] = {}
    truth = {(first[one], n) for n, one in enumerate(entities, 1) if first.setdefault(one, n) != n}
    call_command("duplicates", str(file), "--json")
    pairs = {(pair["a"], pair["b"]): pair["certain"] for pair in json.loads(capsys.readouterr().out)["pairs"]}
    certain = {pair for pair, sure in pairs.items() if sure}
    assert len(pairs.keys() & truth) / len(pairs) >= 0.99
    assert len(pairs.keys() & truth) / len(truth) >= 0.92
    assert certain <= truth
    assert len(certain) / len(truth) >= 0.6


@pytest.mark.trial
def test_pharmacies_next_door_raise_few_false_alarms(trial_data, capsys):
    call_command("duplicates", str(trial_data / "taiwan_pharmacies.csv"), "--json")
    pairs = json.loads(capsys.readouterr().out)["pairs"]
    assert len(pairs) <= 10
    assert not any(pair["certain"] for pair in pairs)
