from dataclasses import replace

import pytest

from fieldday.customers.actions.account_content import AccountInput
from fieldday.customers.actions.change_account import change_account
from fieldday.customers.actions.field_keeping import FieldInput, add_field, change_field, order_field, retire_field
from fieldday.customers.actions.open_account import open_account
from fieldday.customers.models import Field
from fieldday.kit.refusals import Refused
from tests.world import NOW

BEDS = FieldInput(type="number", name_zh="床數", name_en="Beds", needed=True, industries=("醫院",))
SIZE = FieldInput(type="choice", name_zh="規模", choices=("大型｜Large", "小型"))


def add(world, said):
    return add_field(by=world.ada, said=said, at=NOW)


def test_only_the_office_adds_fields_and_each_fault_is_at_its_input(world):
    with pytest.raises(Refused) as caught:
        add_field(by=world.mona, said=BEDS, at=NOW)
    assert caught.value.code == "people.not_allowed"
    add(world, SIZE)
    with pytest.raises(Refused) as caught:
        add(world, FieldInput(type="choices", name_zh="規模", value_measure=True))
    assert {reason.field for reason in caught.value.reasons} == {"choices", "value_measure", "name_zh"}
    assert Field.objects.count() == 1


def test_a_needed_field_is_asked_where_it_applies_and_kept_exactly(world):
    field = add(world, BEDS)
    said = AccountInput(name="新醫院", industry="醫院", owner_id=world.alice.pk, own={})
    with pytest.raises(Refused) as caught:
        open_account(by=world.alice, said=said, at=NOW)
    assert [(reason.code, reason.field) for reason in caught.value.reasons] == [
        ("customers.field.needed", f"own-{field.key}")
    ]
    account = open_account(by=world.alice, said=replace(said, own={"beds": "1,200.10"}), at=NOW)
    assert account.fields == {"beds": "1200.1"}
    changed = change_account(
        by=world.alice, account_id=account.pk, version=1, said=replace(said, industry="藥局", own={"beds": "?"}), at=NOW
    )
    assert changed.fields == {"beds": "1200.1"}  # asked of hospitals only, and kept
    assert open_account(by=world.alice, said=replace(said, name="別的", industry="", own=None), at=NOW).fields == {}


def test_a_type_in_use_is_settled_and_a_choice_left_out_stays_where_it_stands(world):
    field = add(world, SIZE)
    said = AccountInput(name="店", owner_id=world.alice.pk, own={field.key: "大型"})
    account = open_account(by=world.alice, said=said, at=NOW)
    assert account.fields == {field.key: "large"}
    with pytest.raises(Refused) as caught:
        change_field(by=world.ada, field_id=field.pk, version=1, said=replace(SIZE, type="text"), at=NOW)
    assert (caught.value.code, caught.value.reasons[0].params) == ("customers.field.type_in_use", {"count": 1})
    now = change_field(by=world.ada, field_id=field.pk, version=1, said=replace(SIZE, choices=("小型", "中型")), at=NOW)
    assert [(one["name_zh"], one["retired"]) for one in now.choices] == [
        ("小型", False),
        ("中型", False),
        ("大型", True),
    ]
    again = replace(said, own={field.key: "large"}, phone="02-2345-6789")
    assert change_account(by=world.alice, account_id=account.pk, version=1, said=again, at=NOW).fields == account.fields


def test_fields_change_places_and_leave_without_their_values(world):
    first, second = add(world, BEDS), add(world, SIZE)
    order_field(by=world.ada, field_id=second.pk, up=True, at=NOW)
    assert list(Field.objects.values_list("name_zh", flat=True)) == ["規模", "床數"]
    retire_field(by=world.ada, field_id=first.pk, at=NOW)
    open_account(
        by=world.alice, said=AccountInput(name="醫院", industry="醫院", owner_id=world.alice.pk, own={}), at=NOW
    )
    assert retire_field(by=world.ada, field_id=first.pk, at=NOW, back=True).retired is False
