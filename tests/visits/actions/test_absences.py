"""Leave, trips, training: entered by oneself or one's superior, never over what was worked, taken back whole."""

from datetime import timedelta

import pytest

from fieldday.kit.refusals import Refused
from fieldday.visits.actions.absences import cancel_absence, enter_absence
from fieldday.visits.actions.arrival import arrive
from fieldday.visits.models import Absence, Deviation, Stop
from fieldday.visits.questions.day_facts import day_facts
from tests.house.tables import everything
from tests.world import FRIDAY, MONDAY, NOW, TUESDAY

pytestmark = pytest.mark.django_db
WEDNESDAY = TUESDAY + timedelta(days=1)


def enter(world, by=None, person=None, **facts):
    by = by or world.alice
    said = {"kind": "annual_leave", "since": TUESDAY, "until": WEDNESDAY, "at": NOW, **facts}
    return enter_absence(by=by, person_id=(person or by).pk, **said)


def refused(world, *found, **facts):
    before = everything()
    with pytest.raises(Refused) as refusal:
        enter(world, **facts)
    assert [(reason.code, reason.field) for reason in refusal.value.reasons] == list(found)
    assert everything() == before


def test_it_stands_on_the_day_and_is_seen_by_the_line_and_the_office(world):
    row = enter(world, note="返鄉")
    for reader, sees in ((world.bob, 1), (world.mona, 1), (world.oscar, 1), (world.uma, 1), (world.charlie, 0)):
        assert Absence.objects.visible_to(reader).filter(pk=row.pk).count() == sees
    (fact,) = day_facts(world.alice.pk, WEDNESDAY).absences
    assert (fact.id, fact.kind, fact.counts_as, fact.note) == (row.pk, "annual_leave", "leave", "返鄉")
    assert day_facts(world.alice.pk, WEDNESDAY + timedelta(days=1)).absences == ()


def test_a_superior_and_the_office_enter_for_others_and_nobody_else_does(world):
    assert enter(world, by=world.bob, person=world.alice).by == world.bob
    assert enter(world, by=world.oscar, person=world.charlie, kind="training").person == world.charlie
    for by, person in ((world.alice, world.adam), (world.bob, world.charlie)):
        with pytest.raises(Refused) as refusal:
            enter(world, by=by, person=person)
        assert refusal.value.missing
    with pytest.raises(Refused, match=r"people\.not_allowed"):
        enter(world, by=world.uma)


def test_leave_on_a_day_with_visits_is_refused_and_half_of_it_is_not(world):
    arrive(by=world.alice, at=NOW, account_id=world.dawn.pk)
    day = {"since": MONDAY, "until": MONDAY, "stops_off": True}
    refused(world, ("visits.absence.day_with_visits", "since"), **day)
    assert enter(world, **day, part="afternoon").part == "afternoon"


def test_days_that_overlap_or_are_closed_are_refused(world):
    enter(world)
    refused(world, ("visits.absence.overlaps", "since"), since=WEDNESDAY, kind="business_trip")
    closed = ("visits.absence.day_closed", "since")
    refused(world, closed, since=FRIDAY, until=FRIDAY, kind="business_trip")


def test_kinds_come_from_the_list(world):
    refused(world, ("visits.absence.unknown_kind", "kind"), kind="parking")


def test_planned_stops_are_asked_about_kept_and_count_in_no_rate(world):
    day = {"since": MONDAY, "until": MONDAY}
    refused(world, ("visits.absence.stops_planned", "stops_off"), **day)
    row = enter(world, **day, stops_off=True)
    facts = day_facts(world.alice.pk, MONDAY)
    assert [(stop.outcome, stop.reason) for stop in facts.stops] == [("missed", "absence")] * 2
    assert facts.actuals.adherence.denominator == 0
    assert Stop.objects.visible_to(world.alice).filter(plan=world.alices.plan).count() == 2

    cancel_absence(by=world.bob, absence_id=row.pk, at=NOW)
    assert not Deviation.objects.visible_to(world.alice).filter(stop__plan=world.alices.plan).exists()
    row.refresh_from_db()
    assert row.cancelled_by == world.bob
    assert day_facts(world.alice.pk, MONDAY).absences == ()


def test_a_trip_leaves_the_plan_as_it_is(world):
    enter(world, since=MONDAY, until=MONDAY, kind="business_trip")
    assert {stop.outcome for stop in day_facts(world.alice.pk, MONDAY).stops} == {"open"}


def test_it_is_cancelled_once_and_by_nobody_who_does_not_see_it(world):
    row = enter(world)
    for by in (world.adam, world.charlie, world.carol):
        with pytest.raises(Refused) as refusal:
            cancel_absence(by=by, absence_id=row.pk, at=NOW)
        assert refusal.value.missing
    first = cancel_absence(by=world.alice, absence_id=row.pk, at=NOW).cancelled_at
    assert cancel_absence(by=world.bob, absence_id=row.pk, at=NOW + timedelta(hours=1)).cancelled_at == first
    assert enter(world).pk != row.pk, "the days are free again"
