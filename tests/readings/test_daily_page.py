"""The manager's day on one page: today's sums, the month against its pace, and who needs a look."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from fieldday.people.models import Membership
from fieldday.readings.daily_page import daily_page
from fieldday.trade.models import Payment, Target
from fieldday.visits.models import Absence, Attendance, Change, Code, Visit
from fieldday.visits.questions.day_rows import order_rows, payment_rows, whose_rows
from tests import world as tiny
from tests.counting import queries
from tests.visits.crowd import crowd
from tests.world import FRIDAY, MONDAY, NOW, moment

pytestmark = pytest.mark.django_db
FIRST = date(2026, 11, 1)


def page(reader, day=MONDAY, at=NOW, **more):
    return daily_page(reader, day, at=at, **more)


def names(rows):
    return [row.person.name for row in rows]


def test_the_day_in_sums_for_each_ones_own_line(world):
    tiny.order(world.reef, None, world.soap, FRIDAY)
    whole, bobs = page(world.diana, FRIDAY), page(world.bob, FRIDAY)
    assert (whole.total.sums.booked, whole.nobody.booked) == (Decimal(900), Decimal(200))
    assert (bobs.total.sums.booked, bobs.total.sums.visited, bobs.people) == (Decimal(200), 1, 3)
    assert bobs.partial and whole.partial is True  # the office is in nobody's line


def test_the_month_says_how_far_it_is_and_where_it_ends(world):
    Target.objects.create(person=world.alice, metric="bookings", month=FIRST, amount=Decimal(2100))
    Target.objects.create(person=world.charlie, metric="bookings", month=FIRST, amount=Decimal(2100))
    reach = page(world.bob, FRIDAY).orders
    # Alice: 200 of 2,100; 15 of November's 21 working days are over.
    assert (reach.actual, reach.target, reach.pace.due_per_cent, reach.without) == (200, 2100, Decimal("71.4"), 2)
    assert (reach.due, reach.gap, reach.behind, reach.tone) == (1500, 1300, True, "bad")
    assert (reach.due_rate, reach.done_rate, reach.points) == (71, 10, 61)  # as they are said, they subtract
    assert (reach.ends_at, reach.ends_short) == (280, 1820)
    assert page(world.diana, FRIDAY).orders.target == 4200
    collected = page(world.bob, FRIDAY).collections
    assert (collected.actual, collected.target, collected.ends_at) == (Decimal("1500.50"), 0, None)


def test_a_month_counts_for_the_team_one_was_in_then(world):
    Membership.objects.filter(person=world.alice).update(until=FRIDAY)
    Membership.objects.create(person=world.alice, team=world.team_carol, since=FRIDAY + timedelta(days=1))
    tiny.order(world.lotus, world.alice, world.soap, MONDAY)
    rows = {unit.name: unit for unit in page(world.diana).units}
    assert (rows["第 1 組"].orders.actual, rows["第 2 組"].orders.actual) == (200, 700)
    assert (rows["第 1 組"].day.sums.booked, rows["第 2 組"].day.sums.booked) == (0, 200)


def test_teams_stand_side_by_side_and_the_smallest_opens_its_people(world):
    whole = page(world.diana, FRIDAY)
    assert [unit.name for unit in whole.units] == ["第 1 組", "第 2 組"]
    assert [unit.people for unit in whole.units] == [3, 2]
    small = page(world.diana, FRIDAY, team=world.team_bob.pk)
    assert ([unit.name for unit in small.units], [team.name for team in small.path]) == (["Alice"], ["北部區"])
    assert page(world.bob, team=world.team_carol.pk) is None
    assert page(world.bob, team=10**12) is None


@pytest.mark.parametrize("name", ["diana", "mona", "bob"])
def test_the_figures_equal_the_rows_they_open(world, name):
    reader = getattr(world, name)
    tiny.order(world.fir, world.adam, world.tea, MONDAY)
    Payment.objects.create(account=world.fir, person=world.adam, paid_on=MONDAY, amount=Decimal(70))
    for team in (None, world.team_bob.pk):
        shown = page(reader, team=team)
        whose = whose_rows(reader, "", branch=True, team_id=str(team or ""))
        assert shown.total.sums.booked == order_rows(reader, MONDAY, whose).sum
        assert shown.total.sums.collected == payment_rows(reader, MONDAY, whose).sum
        assert shown.orders.actual == order_rows(reader, FIRST, whose, until=MONDAY).sum
        assert shown.collections.actual == payment_rows(reader, FIRST, whose, until=MONDAY).sum
        assert shown.total.sums.booked == sum(unit.day.sums.booked for unit in shown.units)


def test_who_is_out_who_is_away_and_who_has_not_begun(world):
    Visit.objects.create(person=world.alice, account=world.lotus, day=MONDAY, arrived_at=NOW)
    leave = Code.objects.get(kind="absence", code="annual_leave")
    Absence.objects.create(person=world.adam, kind=leave, since=MONDAY, until=MONDAY, by=world.adam, at=NOW)
    gone = Absence.objects.create(person=world.dora, kind=leave, since=MONDAY, until=MONDAY, by=world.dora, at=NOW)
    gone.cancelled_by, gone.cancelled_at = world.dora, NOW
    gone.save()
    shown = page(world.mona)
    assert [(one.person.name, one.account, one.since) for one in shown.out] == [("Alice", "蓮花藥局", NOW)]
    assert names(shown.away) == ["Adam"]
    assert ([who.name for who in shown.waiting], shown.begun) == (["Charlie"], 1)
    Attendance.objects.create(person=world.charlie, day=MONDAY, started_at=NOW)
    assert not page(world.mona).waiting and page(world.mona).begun == 2
    assert not page(world.carol).out


def test_a_running_day_is_not_judged_before_its_report(world):
    assert page(world.diana).looked == ()
    Visit.objects.create(
        person=world.alice, account=world.lotus, day=MONDAY, arrived_at=NOW, left_at=NOW, where="out_of_range"
    )
    shown = page(world.diana).looked
    assert [(one.person.name, [r.code for r in one.look.reasons]) for one in shown] == [
        ("Alice", ["visits.look.out_of_range"])
    ]
    later = page(world.diana, MONDAY, at=moment(MONDAY + timedelta(days=1)))
    said = {one.person.name: {reason.code for reason in one.look.reasons} for one in later.looked}
    assert "visits.look.unexplained" in said["Charlie"] and "visits.look.nothing_effective" in said["Alice"]
    assert [who.name for who in later.owe] == ["Alice", "Charlie"] and not later.owing


def test_changes_after_the_approval_and_complaints_are_named(world):
    stop = world.alices.stop_done
    reason = Code.objects.get(kind="reason", code="customer_cancelled")
    for kind in ("moved", "cancelled"):
        Change.objects.create(plan=world.alices.plan_done, stop=stop, kind=kind, reason=reason, by=world.alice, at=NOW)
    world.alices.note.kind = Code.objects.get(kind="note", code="complaint")
    world.alices.note.save()
    shown = page(world.bob, FRIDAY)
    assert [(one.person.name, one.changes) for one in shown.looked] == [("Alice", 1)]
    assert [(one.account, one.person) for one in shown.complaints] == [("蓮花藥局", "Alice")]
    assert not page(world.carol, FRIDAY).complaints


def test_queries_do_not_grow_with_people(world):
    few = queries(lambda: page(world.diana)), queries(lambda: page(world.diana, FRIDAY))
    crowd(world, 20)
    assert (queries(lambda: page(world.diana)), queries(lambda: page(world.diana, FRIDAY))) == few
