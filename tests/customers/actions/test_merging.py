"""Merging: everything comes along, nothing is lost, and it can be taken apart."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldday.customers.actions.merge_undoing import undo_merge
from fieldday.customers.actions.merging import choices, likely, merge_accounts
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import Account, GroupMember, Ownership
from fieldday.kit.moving import pointing
from fieldday.kit.refusals import Refused
from tests.house.tables import everything
from tests.merging import ASIDE, LATER, POINTS, WHY, merge, tables
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _found_as_verbs_keep_them(world):
    write_search_rows(Account.objects.unscoped(WHY))


def test_every_way_to_point_at_a_customer_is_known_here():
    assert {f"{model._meta.label}.{column}" for model, column in pointing(Account)} == set(POINTS)


def test_all_that_points_at_a_customer_comes_along_and_goes_back(world):
    rows = {way: make(world, world.dawn) for way, make in POINTS.items()}
    write_search_rows([world.dawn])
    before = tables()
    done = merge(world)
    for way, row in rows.items():
        model, column = type(row), way.rpartition(".")[2]
        assert not model._base_manager.filter(**{column: world.dawn.pk}).exists(), way
        if way.startswith(ASIDE):
            assert not model._base_manager.filter(pk=row.pk).exists()
        else:
            assert model._base_manager.filter(pk=row.pk, **{column: world.lotus.pk}).exists(), way
            assert str(row.pk) in map(str, done.moved[f"{model._meta.label_lower}.{column}"])
    undo_merge(by=world.bob, merge_id=done.pk, at=LATER)
    assert tables() == before


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_merge_taken_apart_leaves_every_table_as_it_was(world, data):
    with transaction.atomic():
        for way in data.draw(st.sets(st.sampled_from(sorted(POINTS)))):
            POINTS[way](world, world.dawn)
            if way.startswith("customers.GroupMember") and data.draw(st.booleans()):
                POINTS[way](world, world.lotus)
        for account in (world.lotus, world.dawn):
            account.phone = data.draw(st.sampled_from(["", "0223456789"]))
            account.fields = data.draw(
                st.dictionaries(st.sampled_from("abc"), st.sampled_from([1, "x", 2.5]), max_size=3)
            )
            account.credit_limit = data.draw(st.sampled_from([None, Decimal("10.50")]))
            account.latitude, account.longitude = data.draw(
                st.sampled_from([(None, None), (Decimal("25.0330000"), Decimal("121.5654000"))])
            )
            account.parent = data.draw(st.sampled_from([None, world.fir, world.lotus, world.dawn]))
            account.save()
        world.fir.parent = data.draw(st.sampled_from([None, world.lotus, world.dawn]))
        world.fir.save()
        write_search_rows([world.lotus, world.dawn])
        before = tables()
        names = [*choices(), "fields.a", "fields.b"]
        chosen = data.draw(st.dictionaries(st.sampled_from(names), st.sampled_from(["kept", "gone"])))
        done = merge(world, by=world.mona, **chosen)
        undo_merge(by=world.mona, merge_id=done.pk, at=LATER)
        assert tables() == before
        transaction.set_rollback(True)


def test_fields_are_chosen_one_by_one_and_nothing_that_one_alone_knew_is_lost(world):
    rows = Account.objects.unscoped(WHY)
    rows.filter(pk=world.lotus.pk).update(phone="", note="甲", fields={"a": 1, "b": 2})
    rows.filter(pk=world.dawn.pk).update(phone="0223456789", note="乙", fields={"b": 3, "c": 4}, tax_id="04595257")
    merge(world, **{"note": "gone", "fields.b": "gone"})
    kept = rows.get(pk=world.lotus.pk)
    assert (kept.phone, kept.note, kept.tax_id, kept.name) == ("0223456789", "乙", "04595257", "蓮花藥局")
    assert kept.fields == {"a": 1, "b": 3, "c": 4}
    assert kept.phone_key == "0223456789"


def test_both_in_one_group_are_in_it_once_and_twice_again(world):
    for account in (world.lotus, world.dawn):
        POINTS["customers.GroupMember.account_id"](world, account)
    done = merge(world)
    assert [row.account_id for row in GroupMember.objects.unscoped(WHY)] == [world.lotus.pk]
    undo_merge(by=world.bob, merge_id=done.pk, at=LATER)
    assert {row.account_id for row in GroupMember.objects.unscoped(WHY)} == {world.lotus.pk, world.dawn.pk}


def test_whose_a_customer_was_stays_true_for_every_day(world):
    owned = Ownership.objects.unscoped(WHY)
    owned.filter(account=world.dawn).update(owner=world.adam)
    owned.create(account=world.dawn, owner=world.adam, since=date(2025, 5, 1))
    Account.objects.unscoped(WHY).filter(pk=world.dawn.pk).update(owner=world.adam)
    merge(world, owner="gone")
    rows = owned.filter(account=world.lotus).order_by("since").values_list("since", "owner__name")
    assert list(rows) == [(date(2025, 5, 1), "Adam"), (date(2026, 1, 1), "Alice"), (MONDAY, "Adam")]


def test_nobody_becomes_his_own_parent(world):
    rows = Account.objects.unscoped(WHY)
    rows.filter(pk=world.lotus.pk).update(parent=world.dawn)
    rows.filter(pk=world.dawn.pk).update(parent=world.fir)
    rows.filter(pk=world.fir.pk).update(parent=world.lotus)
    merge(world)
    assert rows.get(pk=world.lotus.pk).parent_id is None
    assert rows.get(pk=world.fir.pk).parent_id == world.lotus.pk


@pytest.mark.parametrize(
    ("who", "kept", "gone", "missing"),
    [
        ("alice", "lotus", "dawn", False),
        ("uma", "lotus", "dawn", False),
        ("bob", "lotus", "maple", True),
        ("bob", "maple", "lotus", True),
        ("bob", "maple", "pine", True),
    ],
)
def test_both_must_be_in_sight_of_one_who_may(world, who, kept, gone, missing):
    before = everything()
    with pytest.raises(Refused) as refused:
        merge(world, by=getattr(world, who), kept=kept, gone=gone)
    assert refused.value.missing is missing
    assert everything() == before


def test_what_was_changed_while_one_compared_is_not_merged(world):
    with pytest.raises(Refused, match="changed_meanwhile"):
        merge_accounts(
            by=world.bob,
            kept_id=world.lotus.pk,
            gone_id=world.dawn.pk,
            kept_version=1,
            gone_version=7,
            chosen={},
            at=NOW,
        )


def test_a_supervisor_chooses_no_credit_limit(world):
    Account.objects.unscoped(WHY).filter(pk=world.dawn.pk).update(credit_limit=Decimal(500))
    with pytest.raises(Refused) as refused:
        merge(world, credit_limit="gone")
    assert refused.value.reasons[0].field == "credit_limit"
    merge(world)
    assert Account.objects.unscoped(WHY).get(pk=world.lotus.pk).credit_limit is None


def test_the_likely_choice_is_the_fuller_one(world):
    world.lotus.phone, world.dawn.phone, world.dawn.note = "", "0223456789", "x"
    found = likely(world.lotus, world.dawn)
    assert (found["phone"], found["note"], found["name"]) == ("gone", "gone", "kept")
