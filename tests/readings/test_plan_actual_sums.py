"""Plan against actual: its sums equal a slow and simple count over random days."""

import random

import pytest

from fieldday.readings.plan_sums import people_seen, plan_sums
from fieldday.rules.money import share
from fieldday.trade.models import Order
from fieldday.visits.models import (
    Companion,
    Deviation,
    Photo,
    Plan,
    Result,
    Stop,
    Visit,
)
from fieldday.visits.questions.day_rows import Whose, order_rows, visit_rows
from fieldday.visits.questions.stop_rows import stop_rows
from tests import world as tiny
from tests.readings.test_plan_actual import a_visit, code
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


def a_photo(visit):
    about = {"path": "x.jpg", "digest": "x", "width": 1, "height": 1, "size": 1, "by": visit.person, "at": NOW}
    Photo.objects.create(visit=visit, kind="other", **about)


@pytest.mark.parametrize("seed", range(6))
def test_sums_equal_a_slow_and_simple_count(world, seed):
    dice = random.Random(seed)
    people = [world.bob, world.alice, world.adam, world.carol, world.charlie, world.dora]
    places = [world.lotus, world.dawn, world.fir, world.pine, world.maple]
    for person in people:
        plan, _new = Plan.objects.unscoped("a test").get_or_create(person=person, day=MONDAY)
        for n in range(dice.randint(0, 4)):
            _random_stop(dice, world, plan, 20 + n, places, people)
        for n in range(dice.randint(0, 2)):
            made = a_visit(person, dice.choice(places), MONDAY, 14, 10 * n, shut=dice.random() < 0.2)
            _random_result(dice, made, person, world)
    for reader in (world.diana, world.mona, world.bob, world.charlie):
        seen = people_seen(reader)
        for team in (None, world.team_bob.pk):
            rows = [pk for pk in seen.people if team is None or seen.people[pk].team_id == team]
            if rows:
                _agrees(plan_sums(reader, seen, MONDAY, MONDAY, team=team).total, rows)
        sums = plan_sums(reader, seen, MONDAY, MONDAY).total.sums
        assert order_rows(reader, MONDAY, Whose()).sum == sums.booked
        assert visit_rows(reader, MONDAY, Whose()).page.total == sums.visited + sums.shut
        assert visit_rows(reader, MONDAY, Whose(), "effective").page.total == sums.effective
        for show, count in (("executed", sums.executed), ("missed", sums.missed), ("changed", sums.changed)):
            assert stop_rows(reader, MONDAY, Whose(), show).page.total == count


def _random_stop(dice, world, plan, position, places, people):
    stop = Stop.objects.create(
        plan=plan, position=position, account=dice.choice(places), added=dice.random() < 0.2,
        expected_order=dice.choice([None, 100, 250]),
    )  # fmt: skip
    fate = dice.random()
    if fate < 0.5:
        made = a_visit(plan.person, stop.account, MONDAY, 9, position % 60, stop=stop, shut=dice.random() < 0.4)
        made.where = dice.choice(["verified", "out_of_range", "unverifiable"])
        if dice.random() < 0.3:
            a_photo(made)
        made.met_in_charge = True
        made.save()
        _random_result(dice, made, plan.person, world)
        if dice.random() < 0.4:
            along = dice.choice([one for one in people if one != plan.person])
            Companion.objects.create(visit=made, person=along, by=plan.person, at=NOW)
    elif fate < 0.8:
        reason = code("reason", dice.choice(["traffic", "company_changed"]))
        Deviation.objects.create(stop=stop, reason=reason, by=plan.person, at=NOW)


def _random_result(dice, visit, person, world):
    if not visit.shut and dice.random() < 0.5:
        taken = tiny.order(visit.account, person, world.soap, MONDAY)
        Result.objects.create(visit=visit, code=code("result", "order"), order=taken)


def _agrees(total, people):
    stops = [
        stop
        for stop in Stop.objects.unscoped("a test").filter(plan__day=MONDAY, plan__person__in=people)
        if not stop.added
    ]
    gone = [s for s in stops if Visit.objects.unscoped("a test").filter(stop=s).exists()]
    company = [
        s
        for s in stops
        if s not in gone and getattr(s, "deviation", None) and s.deviation.reason.counts_as == "company"
    ]
    everyone = Visit.objects.unscoped("a test").filter(day=MONDAY)
    visits = [
        v for v in everyone
        if v.person_id in people or any(c.person_id in people for c in v.companions.unscoped("a test"))
    ]  # fmt: skip
    proven = [
        s for s in gone if not s.visit.shut or s.visit.where == "verified" or s.visit.photos.unscoped("a test").exists()
    ]
    made = [v for v in visits if not v.shut]
    sold = [v for v in made if v.results.unscoped("a test").exists()]
    sums = total.sums
    assert (sums.stops, sums.executed) == (len(stops) - len(company), len(proven))
    assert (sums.visited, sums.shut, sums.deals) == (len(made), len(visits) - len(made), len(sold))
    assert sums.effective == sum(v.met_in_charge for v in sold)
    assert total.adherence == share(len(proven), len(stops) - len(company))
    booked = Order.objects.unscoped("a test").filter(ordered_on=MONDAY, person__in=people).count() * 200
    assert sums.booked == booked
