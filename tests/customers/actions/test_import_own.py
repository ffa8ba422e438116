"""The company's own fields and visit hours in files of customers: in, checked, out and in again, and taken back."""

import pytest
from django.db import transaction
from django.utils import translation

from fieldday.customers.actions.exporting import ask_export, run_exports
from fieldday.customers.actions.import_accounts import fields, import_accounts
from fieldday.customers.actions.unimport_accounts import unimport_accounts
from fieldday.customers.models import Account, Export, Field
from fieldday.customers.questions.exports import file_of
from fieldday.kit.actors import SYSTEM
from fieldday.kit.imports.source import open_source
from fieldday.kit.imports.twins import FILL, TwinPolicy
from fieldday.people.actions.import_jobs import look_into
from fieldday.people.questions.mappings import guessed_mapping
from fieldday.readings.accounts import accounts_of_query
from fieldday.trail.models import Event
from fieldday.web.states import state_word
from tests.world import NOW

pytestmark = pytest.mark.django_db
CHOICES = [
    {"key": "big", "name_zh": "大型", "name_en": "Big"},
    {"key": "small", "name_zh": "小型", "name_en": "Small"},
    {"key": "old", "name_zh": "舊制", "name_en": "Old", "retired": True},
]


@pytest.fixture(autouse=True)
def own():
    rows = (
        ("shelf", "choice", "貨架", "Shelf", CHOICES),
        ("lines", "choices", "產品線", "Product lines", CHOICES),
        ("profit", "money", "毛利", "Profit", []),
        ("since", "date", "開業日", "Open since", []),
        ("chain", "yes_no", "連鎖", "Chain", []),
    )
    return {
        key: Field.objects.create(key=key, type=kind, name_zh=zh, name_en=en, choices=choices, position=at)
        for at, (key, kind, zh, en, choices) in enumerate(rows)
    }


def bring(*rows, **more):
    return import_accounts(by=SYSTEM, rows=rows, at=NOW, **more)


def row(external_id="C100", name="日和", **more):
    return {"external_id": external_id, "name": name, **{key.replace("own_", "own-"): one for key, one in more.items()}}


def account(external_id="C100"):
    return Account.objects.unscoped("test").get(external_id=external_id)


def wrong(report):
    return [(e.row, e.reason.field, e.reason.code) for e in report.errors]


def counts(report):
    return (report.created, report.updated, report.unchanged, report.rejected)


def test_values_are_kept_by_their_type(world):
    said = row(own_shelf="大型", own_lines="Big、小型", own_profit="NT$ 1,200.50", own_since="115/3/1", own_chain="是")
    assert counts(bring(said)) == (1, 0, 0, 0)
    assert account().fields == {
        "shelf": "big", "lines": ["big", "small"], "profit": "1200.5", "since": "2026-03-01", "chain": True,
    }  # fmt: skip
    assert counts(bring(said)) == (0, 0, 1, 0)


def test_a_bad_value_rejects_its_row_at_its_field(world):
    bad = bring(row(own_shelf="巨大", own_profit="很多"), row("C101", own_chain="maybe"), row("C102", own_chain="no"))
    assert wrong(bad) == [
        (1, "own-shelf", "customers.field.not_a_choice"),
        (1, "own-profit", "kit.amount.not_an_amount"),
        (2, "own-chain", "customers.field.not_yes_or_no"),
    ]
    assert account("C102").fields == {"chain": False}


def test_an_empty_or_unmapped_cell_leaves_the_field_alone(world):
    bring(row(own_shelf="大型", own_profit="5"))
    assert counts(bring(row(own_shelf="", own_chain="y"))) == (0, 1, 0, 0)
    assert account().fields == {"shelf": "big", "profit": "5", "chain": True}


def test_what_is_needed_is_needed_of_new_customers_where_the_file_has_the_column(world, own):
    Field.objects.filter(key="profit").update(needed=True, kinds=["shop"])
    assert counts(bring(row(kind="門市"))) == (1, 0, 0, 0), "the file knows nothing of it"
    report = bring(
        row("C101", kind="門市", own_profit=""), row("C102", kind="公司", own_profit=""), row("C100", own_profit="")
    )
    assert wrong(report) == [(1, "own-profit", "customers.field.needed")]
    assert (report.created, report.unchanged) == (1, 1)


def test_a_retired_choice_may_stay_and_not_come(world):
    bring(row())
    one = account()
    one.fields = {"shelf": "old", "lines": ["big", "old"]}
    one.save()
    assert counts(bring(row(own_shelf="舊制", own_lines="大型、舊制"))) == (0, 0, 1, 0)
    assert wrong(bring(row("C101", own_shelf="舊制"))) == [(1, "own-shelf", "customers.field.not_a_choice")]


def test_filling_leaves_what_stands(world):
    bring(row(tax_id="04595257", own_shelf="大型"))
    twin = row("C999", "日和有限公司", tax_id="04595257", own_shelf="小型", own_chain="是")
    assert counts(bring(twin, twins=TwinPolicy(FILL, FILL))) == (0, 1, 0, 0)
    assert account().fields == {"shelf": "big", "chain": True}


def test_visit_hours_come_in_and_bad_ones_are_named(world):
    report = bring(row(visit_hours="一-五 09:00-18:00; 六 09:00-12:00; 日 休"), row("C101", visit_hours="有空再來"))
    assert wrong(report) == [(2, "visit_hours", "customers.hours.week_unreadable")]
    hours = account().visit_hours
    assert (hours["0"], hours["5"], hours["6"]) == ([["09:00", "18:00"]], [["09:00", "12:00"]], [])


def test_taking_back_gives_the_fields_back_one_by_one(world):
    bring(row(own_shelf="大型"))
    bring(row(own_shelf="小型", own_chain="是", visit_hours="一 9-12"))
    event = Event.objects.filter(verb="customers.account.imported").latest("id")
    assert event.changes["changed"]["fields"] == [{"shelf": "big"}, {"shelf": "small", "chain": True}]
    one = account()
    one.fields = {**one.fields, "profit": "7"}  # somebody's own change meanwhile stays
    one.save()
    assert unimport_accounts(by=world.oscar, at=NOW, events=[event]) == []
    assert (account().fields, account().visit_hours) == ({"shelf": "big", "profit": "7"}, {})


def test_a_field_changed_since_stays_and_says_so(world):
    bring(row(own_shelf="大型"))
    bring(row(own_shelf="小型"))
    event = Event.objects.filter(verb="customers.account.imported").latest("id")
    one = account()
    one.fields = {"shelf": "old"}
    one.save()
    (kept,) = unimport_accounts(by=world.oscar, at=NOW, events=[event])
    assert kept.reason.code == "people.undo.changed_since"
    assert account().fields == {"shelf": "old"}


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans"])
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_an_export_writes_is_read_back(world, tmp_path, settings, monkeypatch, language, format):
    settings.HOME = tmp_path
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_options: act())
    bring(
        row(
            own_shelf="大型",
            own_lines="大型、小型",
            own_profit="1200.50",
            own_since="2026-03-01",
            own_chain="否",
            visit_hours="一-五 9-12 14-18; 六 9-12; 日 休",
        )
    )
    before = account()
    keys = ("shelf", "lines", "profit", "since", "chain")
    columns = ("external_id", "name", "visit_hours", *(f"own-{key}" for key in keys))
    asked = ask_export(
        by=world.oscar, noun="accounts", format=format, columns=columns, query={"q": "日和"}, language=language, at=NOW
    )
    run_exports(at=NOW, found=accounts_of_query, words=state_word)
    path = tmp_path / f"file.{format}"
    path.write_bytes(file_of(Export.objects.unscoped("test").get(pk=asked.pk)).read_bytes())
    Account.objects.unscoped("test").filter(pk=before.pk).update(fields={}, visit_hours={})
    with translation.override(language):
        mapping = guessed_mapping("accounts", look_into(path).header)
    assert set(mapping) == set(columns)
    with open_source(path, fields("TWD"), mapping) as source:
        report = import_accounts(by=SYSTEM, rows=source.rows, at=NOW)
    assert counts(report) == (0, 1, 0, 0), report.errors
    after = account()
    assert (after.fields, after.visit_hours) == (before.fields, before.visit_hours)


def test_the_command_line_finds_the_columns_by_any_of_their_names(world, tmp_path):
    path = tmp_path / "shops.csv"
    path.write_text("external_id,name,貨架,Product lines,profit\nC100,日和,大型,Big,5\n", encoding="utf-8")
    with open_source(path, fields("TWD")) as source:
        assert source.ignored == ()
        assert counts(import_accounts(by=SYSTEM, rows=source.rows, at=NOW)) == (1, 0, 0, 0)
    assert account().fields == {"shelf": "big", "lines": ["big"], "profit": "5"}
