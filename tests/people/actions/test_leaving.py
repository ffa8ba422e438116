"""People leave and come back: nothing of what they did is lost, nobody is left without a superior."""

from datetime import date, timedelta

import pytest
from django.test import Client

from fieldday.kit.actors import SYSTEM
from fieldday.kit.refusals import Refused
from fieldday.people.actions.leaving import leave_company, return_to_company
from fieldday.people.actions.line import superiors
from fieldday.people.models import Deputy, Invitation, Membership, Person, Session
from fieldday.readings.leaving import still_open
from fieldday.trail.models import Event
from fieldday.visits.actions.report_signing import sign_report
from fieldday.visits.models import Plan
from tests.world import MONDAY, NOW, PASSWORD, TUESDAY

pytestmark = pytest.mark.django_db


def _leave(world, who, **more):
    facts = {"by": world.ada, "person_id": who.pk, "last_day": MONDAY, "at": NOW, **more}
    return leave_company(**facts)


def _codes(error) -> set[tuple[str, str]]:
    return {(reason.code, reason.field) for reason in error.value.reasons}


def test_who_leaves_is_out_at_the_next_request_and_his_line_still_sees_his_papers(world, signed_in):
    browser, bob = signed_in(world.alice), signed_in(world.bob)
    assert browser.get("/me").status_code == 200
    left = _leave(world, world.alice)
    assert left.sessions_ended == 1 and not Session.objects.filter(person=world.alice).exists()
    assert browser.get("/me").status_code == 302
    assert Client().post("/sign-in", {"username": "alice", "password": PASSWORD}).status_code == 401
    world.alice.refresh_from_db()
    assert (world.alice.is_active, world.alice.left_on) == (False, MONDAY)
    assert Plan.objects.visible_to(world.bob).filter(person=world.alice).count() == 2
    assert bob.get(f"/reports/{world.alices.report.pk}").status_code == 200
    assert Membership.objects.get(person=world.alice).until == MONDAY
    event = Event.objects.get(verb="people.person.left")
    assert (event.by_id, event.noun_id) == (world.ada.pk, str(world.alice.pk))


def test_a_session_that_outlives_the_row_is_a_strangers_too(world, signed_in):
    """Whatever way somebody became inactive, his cookie opens nothing."""
    browser = signed_in(world.alice)
    Person.objects.unscoped("test").filter(pk=world.alice.pk).update(is_active=False)
    assert browser.get("/me").status_code == 302


def test_who_has_people_needs_a_successor(world):
    with pytest.raises(Refused) as error:
        _leave(world, world.bob)
    assert _codes(error) == {("people.leaving.reports_left", "successor")}
    world.bob.refresh_from_db()
    assert world.bob.is_active and not Event.objects.filter(verb="people.person.left").exists()


def test_reports_and_teams_go_to_the_successor(world):
    world.team_bob.leader = world.bob
    world.team_bob.save()
    left = _leave(world, world.bob, successor_id=world.carol.pk)
    assert set(left.reports_moved) == {"Alice", "Adam"} and left.teams_moved == ("第 1 組",)
    line = superiors()
    assert line[world.alice.pk] == line[world.adam.pk] == world.carol.pk
    assert line[world.bob.pk] == world.mona.pk, "he keeps his place, so that Mona goes on seeing his customers"
    world.team_bob.refresh_from_db()
    assert world.team_bob.leader_id == world.carol.pk
    assert Plan.objects.visible_to(world.carol).filter(person=world.alice).exists()


def test_a_report_may_take_the_leavers_place(world):
    _leave(world, world.bob, successor_id=world.alice.pk)
    line = superiors()
    assert line[world.alice.pk] == world.mona.pk and line[world.adam.pk] == world.alice.pk
    world.alice.refresh_from_db()
    assert world.alice.role == "supervisor"


def test_a_successor_from_further_below_makes_no_ring(world):
    _leave(world, world.mona, successor_id=world.alice.pk)
    line = superiors()
    assert line[world.alice.pk] == world.diana.pk
    assert {line[one.pk] for one in (world.bob, world.carol, world.dora)} == {world.alice.pk}


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"last_day": TUESDAY}, {("people.leaving.in_the_future", "last_day")}),
        ({"successor": "alice"}, {("people.leaving.successor_oneself", "successor")}),
        ({"successor": "adam"}, {("people.leaving.successor_left", "successor")}),
        ({"successor_id": 987_654_321}, {("people.leaving.successor_left", "successor")}),
    ],
)
def test_each_reason_is_said_at_its_field(world, facts, codes):
    Person.objects.unscoped("test").filter(pk=world.adam.pk).update(is_active=False)
    if name := facts.pop("successor", None):
        facts["successor_id"] = getattr(world, name).pk
    with pytest.raises(Refused) as error:
        _leave(world, world.alice, **facts)
    assert _codes(error) == codes


def test_nobody_lets_himself_go_nor_the_last_administrator(world):
    with pytest.raises(Refused) as error:
        _leave(world, world.ada)
    assert _codes(error) == {("people.leaving.oneself", ""), ("people.leaving.last_administrator", "")}
    with pytest.raises(Refused) as error:
        _leave(world, world.ada, by=SYSTEM)
    assert _codes(error) == {("people.leaving.last_administrator", "")}
    with pytest.raises(Refused, match=r"people\.person\.beyond_reach"):
        _leave(world, world.ada, by=world.oscar)


@pytest.mark.parametrize("name", ["alice", "bob", "mona", "diana", "uma"])
def test_only_the_office_lets_people_go(world, name):
    who = world.adam if name == "alice" else world.alice
    with pytest.raises(Refused) as error:
        _leave(world, who, by=getattr(world, name))
    assert error.value.code in {"people.not_allowed", "people.not_found"}


def test_what_ran_on_ends(world):
    Deputy.objects.create(principal=world.adam, deputy=world.dora, since=MONDAY - timedelta(3), until=TUESDAY)
    Invitation.objects.create(
        person=world.dora, token_digest="x", at=NOW, expires_at=NOW + timedelta(days=2), made_by=world.mona
    )
    _leave(world, world.dora)
    assert [(row.principal_id, row.until) for row in Deputy.objects.all()] == [(world.adam.pk, date(2026, 11, 22))]
    assert not Invitation.objects.filter(person=world.dora, expires_at__gt=NOW).exists()


def test_twice_is_told(world):
    _leave(world, world.alice)
    with pytest.raises(Refused, match=r"people\.leaving\.already"):
        _leave(world, world.alice)


def test_what_stays_open_is_counted(world):
    found = still_open(world.ada, world.alice, today=MONDAY)
    assert (found.accounts, found.plans_ahead, found.reports_unsigned, found.reports) == (2, 1, 1, 0)
    assert not found.needs_successor
    found = still_open(world.ada, world.bob, today=MONDAY)
    assert (found.reports, found.plans_waiting) == (2, 1) and found.needs_successor
    assert found.reports_waiting == 1


def test_papers_that_waited_for_a_leaver_are_signed_by_his_successor(world):
    report = world.alices.report
    _leave(world, world.bob, successor_id=world.carol.pk)
    signed = sign_report(by=world.carol, report_id=report.pk, version=report.version, at=NOW, comment="收到，謝謝。")
    assert signed.status == "signed"


def test_a_leavers_own_late_papers_are_signed_by_who_was_above_him(world):
    report = world.alices.report
    _leave(world, world.alice)
    _leave(world, world.bob, successor_id=world.carol.pk)
    signed = sign_report(by=world.carol, report_id=report.pk, version=report.version, at=NOW, comment="收到，謝謝。")
    assert signed.status == "signed", "those who left before report to the successor too"


def test_somebody_comes_back_where_he_was(world, signed_in):
    _leave(world, world.alice)
    with pytest.raises(Refused, match=r"people\.leaving\.never_left"):
        return_to_company(by=world.ada, person_id=world.adam.pk, at=NOW)
    back = return_to_company(by=world.ada, person_id=world.alice.pk, at=NOW)
    assert back.is_active and back.left_on is None and superiors()[world.alice.pk] == world.bob.pk
    assert Membership.objects.get(person=world.alice, until=None).team_id == world.team_bob.pk
    assert signed_in(world.alice).get("/me").status_code == 200


def test_nobody_comes_back_under_somebody_who_left(world):
    _leave(world, world.alice)
    Person.objects.unscoped("test").filter(pk=world.bob.pk).update(is_active=False)
    with pytest.raises(Refused, match=r"people\.leaving\.superior_left"):
        return_to_company(by=world.ada, person_id=world.alice.pk, at=NOW)
