"""Finding customers: by any part, through one's own eyes, and never misled by a filter."""

from decimal import Decimal

import pytest

from fieldday.customers.questions.areas import areas_seen
from fieldday.customers.questions.listing import AccountFilter, account_options, accounts_found, areas_of, owners_of
from fieldday.customers.questions.nearby import neighbours
from fieldday.people.models import Area
from tests.world import account

pytestmark = pytest.mark.django_db


def _found(reader, **wanted):
    return {row.name for row in accounts_found(reader, AccountFilter(**wanted))}


def test_two_characters_find_any_part_of_a_name_in_sight(world):
    assert _found(world.bob, search="藥局") == {"蓮花藥局"}
    assert _found(world.mona, search="藥局") == {"蓮花藥局", "青松大藥局", "楓葉藥局"}
    assert _found(world.charlie, search="蓮花") == set()
    assert _found(world.mona, search="藥局 青松") == {"青松大藥局"}
    assert _found(world.alice, search="02-2345") == {"蓮花藥局"}
    assert _found(world.alice, search="04595257") == {"蓮花藥局"}


def test_filters_narrow(world):
    assert _found(world.bob, owner=str(world.adam.pk)) == {"冷杉超市"}
    assert _found(world.mona, area=str(world.south.pk)) == {"青松大藥局", "楓葉藥局"}
    assert _found(world.bob, kind="shop") == {"晨光商行"}
    assert _found(world.diana, flag="no_owner") == {"珊瑚雜貨"}
    assert _found(world.alice, flag="no_place") == {"晨光商行"}


def test_an_area_holds_the_areas_within_it(world):
    inner = Area.objects.create(external_id="N1", name="北一", parent=world.north)
    account("C8", "內巷小店", world.alice, inner)
    assert "內巷小店" in _found(world.alice, area=str(world.north.pk))
    assert inner in areas_seen(world.alice)
    assert world.south not in areas_seen(world.alice)
    assert world.south in areas_seen(world.oscar)


@pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "１", "0", "' OR 1=1"])
def test_what_is_unknown_acts_as_if_absent(world, value):
    everything = _found(world.alice)
    for name in ("owner", "area", "kind", "status", "flag", "unvisited"):
        assert _found(world.alice, **{name: value}) == everything


def test_a_filter_by_somebody_out_of_sight_acts_as_if_absent(world):
    assert _found(world.alice, owner=str(world.charlie.pk)) == _found(world.alice)
    assert _found(world.alice, area=str(world.south.pk)) == _found(world.alice)


def test_choices_offer_only_what_is_in_sight(world):
    assert set(owners_of(world.bob)) == {world.alice, world.adam, world.bob}
    assert set(areas_of(world.alice)) == {world.north}


def test_options_put_names_that_begin_so_first(world):
    account("C9", "大藥局", world.alice)
    account("C10", "藥局大大", world.alice)
    assert [row.name for row in account_options(world.alice, "藥局")] == ["藥局大大", "大藥局", "蓮花藥局"]
    assert account_options(world.charlie, "蓮花") == []
    assert len(account_options(world.mona, "", most=2)) == 2


def test_neighbours_are_near_and_in_sight(world):
    near = {"latitude": world.lotus.latitude, "longitude": world.lotus.longitude + Decimal("0.01")}
    account("C11", "隔壁", world.alice, **near)
    account("C12", "隔壁的別人", world.charlie, **near)
    account("C13", "遠方", world.alice, latitude=23, longitude=120)
    found = neighbours(world.alice, world.lotus)
    assert [one.account.name for one in found] == ["隔壁"]
    assert 900 < found[0].metres < 1100
    assert neighbours(world.alice, world.dawn) == []
