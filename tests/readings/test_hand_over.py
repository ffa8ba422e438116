"""A hand-over looked at before, and what came by it: in sight only, with few questions. Both databases."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fieldday.customers.actions.hand_over_running import run_hand_overs
from fieldday.customers.actions.handing_over import hand_over
from fieldday.customers.questions.listing import AccountFilter
from fieldday.readings.hand_over import Choice, preview
from fieldday.readings.hand_over_came import came, hand_over_seen, shares_of
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
