"""Standing in: who may be chosen, what it lets one do, and that it ends at once."""

from datetime import timedelta

import pytest

from fieldday.kit.refusals import Refused
from fieldday.people.actions.deputies import appoint_deputy, dismiss_deputy
from fieldday.people.models import Deputy, Person
from fieldday.people.questions.deputies import appointments_kept, appointments_of, candidates
from fieldday.trail.models import Event
from tests.world import MONDAY, NOW, TUESDAY

pytestmark = pytest.mark.django_db


def _appoint(world, principal, deputy, by=None, since=MONDAY, until=MONDAY):
    return appoint_deputy(
        by=by or principal, principal_id=principal.pk, deputy_id=deputy.pk, since=since, until=until, at=NOW
    )


def test_a_deputy_sees_the_line_from_the_first_request_of_the_day_and_no_longer_than_that(world, signed_in):
    adam, report = signed_in(world.adam), f"/reports/{world.alices.report.pk}"
    assert adam.get(report).status_code == 404
    made = _appoint(world, world.bob, world.adam)
    assert adam.get(report).status_code == 200
    dismiss_deputy(by=world.bob, appointment_id=made.deputy.pk, at=NOW)
    assert adam.get(report).status_code == 404
    assert list(Event.objects.values_list("verb", flat=True)) == ["people.deputy.appointed", "people.deputy.dismissed"]


def test_the_days_that_passed_stay_written_down(world):
    row = Deputy.objects.create(principal=world.bob, deputy=world.adam, since=MONDAY - timedelta(2), until=TUESDAY)
    dismiss_deputy(by=world.oscar, appointment_id=row.pk, at=NOW)
    row.refresh_from_db()
    assert row.until == MONDAY - timedelta(1)
    with pytest.raises(Refused, match=r"people\.deputy\.over"):
        dismiss_deputy(by=world.oscar, appointment_id=row.pk, at=NOW)


def test_one_chooses_among_ones_own_people_team_peers_and_superiors(world):
    names = {who: {one.name for one in candidates(who, who)} for who in (world.bob, world.alice, world.dora)}
    assert names[world.bob] == {"Alice", "Adam", "Carol", "Mona", "Diana"}, "Carol reports to Mona as he does"
    assert names[world.alice] == {"Adam", "Bob", "Mona", "Diana"}
    assert names[world.dora] == {"Mona", "Diana"}
    office = {one.name for one in candidates(world.oscar, world.bob)}
    assert "Charlie" in office and "Uma" not in office and "Bob" not in office


@pytest.mark.parametrize(
    ("deputy", "facts", "code"),
    [
        ("bob", {}, "people.deputy.oneself"),
        ("charlie", {}, "people.deputy.out_of_reach"),
        ("uma", {}, "people.deputy.out_of_reach"),
        ("adam", {"until": MONDAY - timedelta(1)}, "people.deputy.days_reversed"),
        ("adam", {"since": MONDAY - timedelta(1)}, "people.deputy.in_the_past"),
        ("adam", {"until": MONDAY + timedelta(400)}, "people.deputy.too_long"),
    ],
)
def test_each_reason(world, deputy, facts, code):
    before = Deputy.objects.count()
    with pytest.raises(Refused) as error:
        _appoint(world, world.bob, getattr(world, deputy), **facts)
    assert error.value.code == code and Deputy.objects.count() == before


def test_nobody_appoints_for_another_but_the_office(world):
    for name in ("mona", "diana"):
        with pytest.raises(Refused, match=r"people\.not_yours"):
            _appoint(world, world.bob, world.alice, by=getattr(world, name))
    with pytest.raises(Refused, match=r"people\.not_found"):
        _appoint(world, world.bob, world.alice, by=world.charlie)
    with pytest.raises(Refused, match=r"people\.not_allowed"):
        _appoint(world, world.bob, world.alice, by=world.uma)
    assert _appoint(world, world.bob, world.charlie, by=world.oscar).deputy.pk
    row = Deputy.objects.get(deputy=world.dora)
    for name, code in (("dora", "people.not_found"), ("mona", "people.not_yours"), ("charlie", "people.not_found")):
        with pytest.raises(Refused) as error:
            dismiss_deputy(by=getattr(world, name), appointment_id=row.pk, at=NOW)
        assert error.value.code == code


def test_a_foreign_appointment_and_none_are_told_alike(world):
    row = Deputy.objects.get(deputy=world.dora)
    told = []
    for pk in (row.pk, 987_654_321):
        with pytest.raises(Refused) as error:
            dismiss_deputy(by=world.charlie, appointment_id=pk, at=NOW)
        told.append((error.value.code, error.value.missing))
    assert told == [("people.not_found", True)] * 2


def test_one_deputy_at_a_time(world):
    """Dora stands in for Bob from Tuesday on."""
    with pytest.raises(Refused, match=r"people\.deputy\.another") as error:
        _appoint(world, world.bob, world.adam, until=TUESDAY)
    (reason,) = error.value.reasons
    assert (reason.params["name"], reason.params["since"], reason.field) == ("Dora", TUESDAY, "since")
    assert not _appoint(world, world.bob, world.adam, until=MONDAY).away


def test_a_deputy_who_is_away_is_told_not_refused(world):
    made = _appoint(world, world.alice, world.bob, since=TUESDAY, until=TUESDAY)
    assert {one.name for one in made.away} == {"Dora"}


def test_a_deputy_of_a_deputy_sees_nothing_more(world, signed_in):
    _appoint(world, world.bob, world.adam)
    Deputy.objects.create(principal=world.adam, deputy=world.charlie, since=MONDAY, until=TUESDAY)
    assert signed_in(world.charlie).get(f"/reports/{world.alices.report.pk}").status_code == 404


def test_who_left_has_no_deputy(world):
    Person.objects.unscoped("test").filter(pk=world.bob.pk).update(is_active=False)
    with pytest.raises(Refused, match=r"people\.deputy\.principal_left"):
        _appoint(world, world.bob, world.alice, by=world.oscar)


def test_appointments_are_listed_for_both_and_for_the_office(world):
    for reader in (world.bob, world.dora):
        assert [(one.principal, one.deputy, one.runs) for one in appointments_of(reader, today=MONDAY)] == [
            ("Bob", "Dora", False)
        ]
    assert not appointments_of(world.alice, today=MONDAY)
    assert len(appointments_kept(world.oscar, today=TUESDAY)) == 1 and not appointments_kept(
        world.charlie, today=MONDAY
    )
