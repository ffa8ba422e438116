"""The office's lists: order, names in three languages, out of use and back; what was used is never deleted."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from fieldday.kit.refusals import Refused
from fieldday.visits.actions.codes import (
    CodeInput,
    add_code,
    change_code,
    move_code,
    remove_code,
    restore_code,
    retire_code,
)
from fieldday.visits.models import Absence, Code
from fieldday.visits.questions.codes import stock_phrases, the_codes
from tests.world import NOW


def code(kind, name):
    return Code.objects.get(kind=kind, code=name)


def names(kind):
    return list(Code.objects.filter(kind=kind).order_by("position").values_list("code", flat=True))


def test_an_entry_is_named_in_three_languages(world):
    made = add_code(by=world.oscar, kind="expense", said=CodeInput("過路費", "过路费", "Toll"), at=NOW)
    for language, name in (("zh-hant", "過路費"), ("zh-hans", "过路费"), ("en", "Toll")):
        with translation.override(language):
            assert the_codes().expense[made.code] == name
    assert names("expense")[-2:] == ["toll", "other"]
    bare = add_code(by=world.oscar, kind="expense", said=CodeInput("郵資"), at=NOW)
    assert (bare.name_en, bare.name_zh_hans, bare.code) == ("郵資", "郵資", "own")


def test_the_lists_an_office_starts_with(world):
    with translation.override("zh-hant"):
        assert list(the_codes().expense.values()) == ["交通", "停車", "餐飲", "住宿", "樣品", "里程補助", "其他"]
        assert "做得好，請繼續保持。" in stock_phrases()
    assert not Code.objects.filter(name_zh_hans="").exists()


def test_entries_change_places(world):
    move_code(by=world.ada, code_id=code("expense", "parking").pk, up=True, at=NOW)
    assert names("expense")[:3] == ["parking", "transport", "meals"]
    move_code(by=world.ada, code_id=code("expense", "parking").pk, up=True, at=NOW)
    assert names("expense")[0] == "parking"
    move_code(by=world.ada, code_id=code("expense", "parking").pk, up=False, at=NOW)
    assert names("expense")[:3] == ["transport", "parking", "meals"]
    assert list(the_codes().expense)[:2] == ["transport", "parking"]


def test_what_was_used_is_never_deleted(world):
    with pytest.raises(Refused) as refusal:
        remove_code(by=world.ada, code_id=code("purpose", "ordering").pk, at=NOW)
    assert refusal.value.code == "visits.code.in_use"
    assert refusal.value.reasons[0].params["count"] == 4
    with pytest.raises(Refused):
        remove_code(by=world.ada, code_id=code("result", "order").pk, at=NOW)
    with pytest.raises(Refused):
        remove_code(by=world.ada, code_id=code("note", "promotion").pk, at=NOW)
    remove_code(by=world.ada, code_id=code("note", "price").pk, at=NOW)
    assert "price" not in names("note")


def test_out_of_use_is_offered_no_more_but_keeps_its_name(world):
    retire_code(by=world.ada, code_id=code("purpose", "ordering").pk, at=NOW)
    lists = the_codes()
    assert "ordering" in lists.purpose
    assert "ordering" not in dict(lists.offered("purpose"))
    assert "ordering" in dict(lists.offered("purpose", "ordering"))
    restore_code(by=world.ada, code_id=code("purpose", "ordering").pk, at=NOW)
    assert "ordering" in dict(the_codes().offered("purpose"))


def test_a_list_that_days_need_is_never_empty(world):
    Code.objects.filter(kind="purpose").exclude(code="other").update(retired=True)
    with pytest.raises(Refused, match=r"visits\.code\.last_one"):
        retire_code(by=world.ada, code_id=code("purpose", "other").pk, at=NOW)
    Code.objects.filter(kind="phrase").exclude(code="talk").update(retired=True)
    assert retire_code(by=world.ada, code_id=code("phrase", "talk").pk, at=NOW).retired


def test_what_a_used_result_counts_as_is_settled(world):
    used, unused = code("result", "order"), code("result", "sample")
    with pytest.raises(Refused) as refusal:
        change_code(by=world.ada, code_id=used.pk, said=CodeInput("接單", counts_as="talk"), at=NOW)
    assert refusal.value.code == "visits.code.counted_already"
    assert (
        change_code(by=world.ada, code_id=used.pk, said=CodeInput("接單", counts_as="order"), at=NOW).name_zh == "接單"
    )
    assert change_code(by=world.ada, code_id=unused.pk, said=CodeInput("試用", counts_as="talk"), at=NOW)


def test_every_wrong_field_is_named(world):
    with pytest.raises(Refused) as refusal:
        add_code(by=world.ada, kind="result", said=CodeInput(" ", counts_as="win", name_en="x" * 121), at=NOW)
    assert {reason.field: reason.code for reason in refusal.value.reasons} == {
        "name_zh": "visits.code.without_name",
        "counts_as": "visits.code.counts_as_nothing",
        "name_en": "kit.import.too_long",
    }
    with pytest.raises(Refused, match="name_taken"):
        add_code(by=world.ada, kind="expense", said=CodeInput("停車"), at=NOW)


@pytest.mark.parametrize("name", ["diana", "bob", "alice", "uma"])
def test_only_the_office_keeps_lists(world, name):
    with pytest.raises(Refused, match="not_allowed"):
        retire_code(by=world.people[name], code_id=code("note", "price").pk, at=NOW)


def test_an_expense_kind_has_a_limit_and_a_rate(world):
    said = CodeInput("過路費", "过路费", "Toll", limit=Decimal(500), rate=Decimal("6.5"))
    made = add_code(by=world.oscar, kind="expense", said=said, at=NOW)
    assert (made.limit, made.rate) == (Decimal(500), Decimal("6.5"))
    changed = change_code(by=world.oscar, code_id=made.pk, said=CodeInput("過路費", "过路费", "Toll"), at=NOW)
    assert (changed.limit, changed.rate) == (None, None)
    reason = add_code(by=world.oscar, kind="note", said=CodeInput("傳聞", counts_as="other", limit=Decimal(5)), at=NOW)
    assert reason.limit is None, "only what costs money has a limit"


def test_a_limit_is_more_than_nothing(world):
    said = CodeInput("過路費", limit=Decimal(-1), rate=Decimal(0))
    with pytest.raises(Refused) as refusal:
        add_code(by=world.oscar, kind="expense", said=said, at=NOW)
    assert [reason.field for reason in refusal.value.reasons] == ["limit", "rate"]
    assert {reason.code for reason in refusal.value.reasons} == {"visits.code.not_above_nothing"}


def test_a_stock_phrase_is_several_sentences(world):
    phrase = "這個客戶請下週再訪一次，帶新品樣品與報價單，並確認帳款何時可收。" * 5
    assert 120 < len(phrase) <= 400
    add_code(by=world.oscar, kind="phrase", said=CodeInput(phrase), at=NOW)
    assert phrase in stock_phrases()
    for kind, name in (("phrase", "長" * 401), ("purpose", "長" * 121)):
        with pytest.raises(Refused) as refusal:
            add_code(by=world.oscar, kind=kind, said=CodeInput(name), at=NOW)
        assert refusal.value.reasons[0].code == "kit.import.too_long"


def test_an_absence_that_somebody_took_stays(world):
    kind = code("absence", "annual_leave")
    days = {"since": date(2026, 11, 23), "until": date(2026, 11, 23), "by": world.alice, "at": NOW}
    Absence.objects.create(person=world.alice, kind=kind, **days)
    with pytest.raises(Refused) as refusal:
        remove_code(by=world.ada, code_id=kind.pk, at=NOW)
    assert refusal.value.code == "visits.code.in_use"
    with pytest.raises(Refused, match="counted_already"):
        change_code(by=world.ada, code_id=kind.pk, said=CodeInput("特休", "年假", "Annual leave", "trip"), at=NOW)
    retire_code(by=world.ada, code_id=kind.pk, at=NOW)
    assert "annual_leave" not in dict(the_codes().offered("absence"))
    move_code(by=world.ada, code_id=code("absence", "training").pk, up=True, at=NOW)
    assert list(dict(the_codes().offered("absence")))[-2] == "training"
