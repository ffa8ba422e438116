"""`./run import`: what it prints, where, and with which exit code."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from fieldday.customers.models import Account, Contact
from fieldday.people.models import Person
from fieldday.trail.models import Event

pytestmark = pytest.mark.django_db
CONTRACT = ["read", "created", "updated", "unchanged", "rejected", "errors"]


@pytest.fixture
def run(tmp_path, capsys):
    """`run(kind, content, *options)` imports a file of that content; answers stdout and stderr."""

    def run(kind, content, *options, name="rows.csv"):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        call_command("import", kind, str(path), *options)
        return capsys.readouterr()

    return run


def names():
    return dict(Account.objects.unscoped("test").exclude(external_id=None).values_list("external_id", "name"))


def test_json_is_the_contract_and_nothing_else_is_on_stdout(run, world):
    said = run("accounts", "external_id,name,owner,colour\nN1,新客戶,alice,red\nN2,x,nobody,\n,y,,\n", "--json")
    answer = json.loads(said.out)
    assert list(answer) == CONTRACT
    assert [answer[key] for key in CONTRACT[:5]] == [3, 1, 0, 0, 2]
    assert answer["errors"] == [
        {"row": 2, "field": "owner", "message": "Nobody has the external_id “nobody”. Import the people first."},
        {"row": 3, "field": "external_id", "message": "This is empty, and a new row needs it."},
    ]
    assert "colour" in said.err
    assert names()["N1"] == "新客戶"


def test_in_words(run, world):
    said = run("accounts", "external_id,name,owner\nN1,a,\nN2,b,nobody\n", "--dry-run")
    assert said.out.splitlines() == [
        "read 2: 1 created, 0 updated, 0 unchanged, 1 rejected (dry run: nothing was written)",
        "row 2, owner: Nobody has the external_id “nobody”. Import the people first.",
    ]
    assert "N1" not in names()


def test_a_dry_run_answers_the_same_and_writes_nothing(run, world):
    content = "external_id,name\nN1,a\nC1,b\nC2,晨光商行\n"
    dry = run("accounts", content, "--json", "--dry-run").out
    assert (names()["C1"], Event.objects.count()) == ("蓮花藥局", 0)
    assert run("accounts", content, "--json").out == dry
    assert names()["C1"] == "b"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp950"])
def test_every_encoding_brings_the_same(run, world, encoding):
    run("accounts", "external_id;name\nN1;新竹門市\n".encode(encoding))
    assert names()["N1"] == "新竹門市"


def test_a_workbook(run, world, tmp_path):
    made = xlsxwriter.Workbook(str(tmp_path / "rows.xlsx"))
    sheet = made.add_worksheet()
    for y, row in enumerate(
        [["external_id", "name", "latitude", "longitude", "credit_limit"], [123, "a", 25.1, 121.5, 5000]]
    ):
        sheet.write_row(y, 0, row)
    made.close()
    assert json.loads(run("accounts", None, "--json", name="rows.xlsx").out)["created"] == 1
    again = json.loads(run("accounts", None, "--json", name="rows.xlsx").out)
    assert (again["created"], again["unchanged"]) == (0, 1)
    assert Account.objects.unscoped("test").get(external_id="123").credit_limit == Decimal(5000)


def test_a_map(run, world, tmp_path):
    mapping = tmp_path / "map.toml"
    mapping.write_text('external_id = "{no} {branch}"\nname = "客戶"\n', encoding="utf-8")
    run("accounts", "no,branch,客戶\n7,B,某店\n", "--map", str(mapping))
    assert names()["7 B"] == "某店"


@pytest.mark.parametrize(
    ("kind", "content", "options", "said"),
    [
        ("accounts", b"external_id,name\nN1,Caf\xe9\n", (), "not text in UTF-8, UTF-16 or Big5"),
        ("accounts", "external_id,name\nN1,a\n" + "N2," + "x" * 300_000, (), "longer than"),
        ("accounts", "number,name\n1,a\n", (), "“external_id”"),
        ("accounts", "external_id,phone\nN1,5\n", (), "“name”"),
        ("accounts", "", (), "empty"),
        ("accounts", None, (), "no file “/.*/rows.csv”"),
        ("accounts", 'external_id,name\nN1,"a\n', (), "quotation marks"),
        ("orders", "external_id,account\nO1,C1\n", (), "“ordered_on”"),
        ("people", "external_id,name\nx,X\n", ("--map", "/nowhere/map.toml"), "“/nowhere/map.toml”"),
        ("people", "external_id,name\nx,X\n", ("--map", "/"), "“/” is a folder"),
    ],
)
def test_a_file_that_cannot_be_used(run, world, kind, content, options, said):
    with pytest.raises(CommandError, match=said) as error:
        run(kind, content, *options, "--json")
    assert error.value.returncode == 2
    assert "N1" not in names()


def test_a_map_that_names_what_is_not_there(run, world, tmp_path):
    mapping = tmp_path / "map.toml"
    for content, said in (('name = "Kunde"', "no column “Kunde”"), ('shape = "name"', "no field “shape”")):
        mapping.write_text('external_id = "external_id"\n' + content)
        with pytest.raises(CommandError, match=said) as error:
            run("accounts", "external_id,name\nN1,a\n", "--map", str(mapping))
        assert error.value.returncode == 2


def test_messages_in_chinese(run, world):
    said = run("people", "external_id,name,role\nx,X,皇帝\n", "--json", "--language", "zh-hant")
    assert "皇帝" in json.loads(said.out)["errors"][0]["message"]
    assert "is no role" not in said.out
    told = run("people", "external_id,name,role\nx,X,皇帝\n", "--dry-run", "--language", "zh-hant").out
    assert told.splitlines()[0] == "讀入 1 列：新增 0、更新 0、不變 0、退回 1（試跑：什麼都沒有寫入）"
    assert told.splitlines()[1].startswith("第 1 列，role：")


def test_people_can_be_imported_into_an_empty_house(run):
    run("people", "external_id,name,reports_to\na,A,b\nb,B,\n")
    assert Person.objects.unscoped("test").get(external_id="a").reports_to.name == "B"


def test_the_errors_of_a_shape_are_told_by_row_only(run, world):
    answer = json.loads(run("accounts", "external_id,name\nN1,a,b\nN2,b,,\n", "--json").out)
    assert [(error["row"], error["field"]) for error in answer["errors"]] == [(1, "")]
    assert answer["created"] == 1


def test_contacts_come_from_vcards_and_tables(run, world):
    sample = (Path(__file__).parents[1] / "rules/vcards/samples/android.vcf").read_bytes()
    answer = json.loads(run("contacts", sample, "--json", name="phone.vcf").out)
    assert [answer[key] for key in CONTRACT[:5]] == [4, 3, 0, 0, 1]
    assert answer["errors"] == [{"row": 3, "field": "", "message": "This card breaks off: its end is missing."}]
    again = json.loads(run("contacts", sample, "--json", name="phone.vcf").out)
    assert [again[key] for key in CONTRACT[:5]] == [4, 0, 0, 3, 1]
    table = json.loads(run("contacts", "name,account,mobile\n陳美玲,C1,0933222111\n,x,\n", "--json").out)
    assert [table[key] for key in CONTRACT[:5]] == [2, 0, 0, 1, 1], "found by her mobile number"


@pytest.mark.parametrize(
    "content",
    [
        "姓名,公司,手機\n丁小雨,C1,0933-222-112\n",
        "Given Name,Family Name,Organization 1 - Name,Phone 1 - Value\n小雨,丁,C1,+886 933 222 112\n",
        "連絡單位;姓;名;公司名稱;行動電話\nx;丁;小雨;C1;0933222112\n",
    ],
)
def test_columns_of_contacts_are_recognised_by_their_names(run, world, content):
    answer = json.loads(run("contacts", content, "--json").out)
    assert [answer[key] for key in CONTRACT[:5]] == [1, 1, 0, 0, 0]
    contact = Contact.objects.unscoped("a test").get(name="丁小雨")
    assert (contact.account.external_id, contact.mobile_key) == ("C1", "0933222112")
