"""A hand-over looked at before, and what came by it: in sight only, with few questions. Both databases."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fieldday.customers.actions.hand_over_running import run_hand_overs
from fieldday.customers.actions.handing_over import hand_over
from fieldday.customers.questions.listing import AccountFilter
from fieldday.readings.hand_over import preview
from fieldday.readings.hand_over_came import came, hand_over_seen, shares_of
from fieldday.readings.hand_over_choice import Choice, places_found
from fieldday.rules.lasso import NOWHERE, read_rings
from fieldday.visits.models import Stop, Visit
from tests.world import MONDAY, NOW, account

pytestmark = pytest.mark.django_db


def looked(reader, choice):
    return preview(reader, choice, on=MONDAY, today=MONDAY)


def test_nobody_looks_at_what_he_does_not_see(world):
    everybody = (world.lotus.pk, world.maple.pk, world.pine.pk)
    found = looked(world.bob, Choice(ids=everybody, to=(world.adam.pk, world.charlie.pk)))
    assert [row.id for row in found.rows] == [world.lotus.pk]
    assert found.moves == {world.lotus.pk: world.adam.pk}
    assert not looked(world.bob, Choice(ids=everybody, to=(world.charlie.pk,))).moves


def test_figures_before_and_after(world):
    choice = Choice(wanted=AccountFilter(owner=str(world.alice.pk)), to=(world.adam.pk,))
    found = looked(world.mona, choice)
    (heir,) = found.heirs
    assert (heir.has, heir.gets, heir.then) == (1, 2, 3)
    assert heir.gets_amount == sum(row.amount for row in found.rows) > 0
    assert (
        found.stops == Stop.objects.unscoped("test").filter(plan=world.alices.plan, account__owner=world.alice).count()
    )
    assert [plan.person for plan in found.plans] == ["Alice"]
    office = looked(world.oscar, choice)
    assert (office.stops, office.plans) == (found.stops, ())  # how many, not what stands in them


def test_who_gives_some_away_himself_has_so_many_less_then(world):
    mine = account("G1", "G 1", world.alice, world.north)
    his = account("G2", "G 2", world.adam, world.south)
    swap = {world.north.pk: world.adam.pk, world.south.pk: world.alice.pk}
    found = looked(world.bob, Choice(ids=(mine.pk, his.pk), how="area", by_area=swap))
    assert found.trading
    told = {heir.name: (heir.gets, heir.gives, heir.then - heir.has) for heir in found.heirs}
    assert told == {"Adam": (1, 1, 0), "Alice": (1, 1, 0)}
    assert all(heir.then_amount == heir.has_amount for heir in found.heirs)
    assert not looked(world.bob, Choice(ids=(mine.pk, his.pk), to=(world.bob.pk,))).trading


def test_what_came_says_what_is_open(world):
    later = NOW - timedelta(days=1)
    Visit.objects.create(person=world.alice, account=world.lotus, day=later.date(), arrived_at=later, left_at=later,
                         next_step="送報價", next_step_on=MONDAY + timedelta(7))  # fmt: skip
    row = hand_over(by=world.bob, moves={world.lotus.pk: world.adam.pk}, on=MONDAY, at=NOW)
    run_hand_overs(at=NOW)
    (one,) = came(world.adam, row, page="", today=MONDAY).rows
    assert (one.last_visit, one.next_step, one.next_step_on) == (later.date(), "送報價", MONDAY + timedelta(7))
    assert (one.before, one.after) == ("Alice", "Adam")
    assert [(share.name, share.count) for share in shares_of(world.adam, row)] == [("Adam", 1)]
    assert hand_over_seen(world.charlie, row.pk) is None
    assert came(world.charlie, row, page="", today=MONDAY).total == 0


def test_many_ask_no_more_than_few(world):
    def asked(act):
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    choice = Choice(wanted=AccountFilter(owner=str(world.alice.pk)), how="even", to=(world.adam.pk, world.bob.pk))
    row = hand_over(by=world.mona, moves={world.lotus.pk: world.adam.pk}, on=MONDAY, at=NOW)
    run_hand_overs(at=NOW)
    looked(world.mona, choice)
    few = asked(lambda: looked(world.mona, choice)), asked(lambda: came(world.mona, row, page="", today=MONDAY))
    for n in range(40):
        account(f"Q{n}", f"多 {n}", world.alice, world.north)
    moves = {one.pk: world.adam.pk for one in (account(f"R{n}", f"來 {n}", world.alice, None) for n in range(40))}
    row = hand_over(by=world.mona, moves=moves, on=MONDAY, at=NOW)
    run_hand_overs(at=NOW)
    many = asked(lambda: looked(world.mona, choice)), asked(lambda: came(world.mona, row, page="", today=MONDAY))
    assert many == few
    assert few[0] <= 12


def test_what_is_drawn_named_and_left_out_is_what_is_meant(world):
    def meant(**choice):
        return sorted(row.name for row in looked(world.mona, Choice(to=(world.carol.pk,), **choice)).rows)

    places = {"in": ("25.5", "121.5"), "out": ("25.5", "121.9"), "bay": ("25.9", "121.5"), "nowhere": (None, None)}
    rows = {}
    for name, (latitude, longitude) in places.items():
        rows[name] = account(name, name, world.alice, world.north, latitude=latitude, longitude=longitude)
    account("unseen", "unseen", world.carol, world.south, latitude="25.5", longitude="121.5")
    ring = read_rings("12130000.2540000.40000.0.0.20000.-40000.0")
    assert meant(rings=ring) == ["in", "unseen"]
    assert meant(rings=ring, wanted=AccountFilter(owner=str(world.alice.pk))) == ["in"]
    assert meant(rings=ring, ids=(rows["nowhere"].pk,), without=(rows["in"].pk,)) == ["nowhere", "unseen"]
    triangle = read_rings("12130000.2540000.40000.0.0.60000")  # the rectangle about it holds the bay, it does not
    assert meant(rings=triangle, wanted=AccountFilter(owner=str(world.alice.pk))) == ["in"]
    assert [row.name for row in looked(world.bob, Choice(rings=ring)).rows] == ["in"]


def test_the_map_offers_what_is_in_sight_and_the_filter_finds(world):
    for name, owner in (("A", world.alice), ("B", world.bob), ("C", world.charlie)):
        account(name, name, owner, world.north, latitude="25.5", longitude="121.5")
    both = Choice(rings=(NOWHERE,), ids=(world.lotus.pk,))
    assert [one.name for one in places_found(world.bob, both, today=MONDAY) if len(one.name) == 1] == ["A", "B"]
    hers = Choice(wanted=AccountFilter(owner=str(world.alice.pk)))
    assert [one.name for one in places_found(world.bob, hers, today=MONDAY) if len(one.name) == 1] == ["A"]
    assert not places_found(world.bob, Choice(wanted=AccountFilter(owner="x")), today=MONDAY)
