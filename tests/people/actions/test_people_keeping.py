"""Adding and changing people: every field says what is wrong with it, and nobody reaches above himself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldday.kit.refusals import Refused
from fieldday.kit.stamps import stamp
from fieldday.people.actions.import_people import import_people
from fieldday.people.actions.invitation import invite_person
from fieldday.people.actions.people_keeping import add_person, change_person
from fieldday.people.actions.person_content import STAMPED, PersonInput
from fieldday.people.actions.teams import change_team
from fieldday.people.models import Membership, Person
from fieldday.people.sight import is_superior
from fieldday.trail.models import Event
from tests.world import MONDAY, NOW

WHY = "a test"


def as_input(person, **changes):
    said = PersonInput(
        external_id=person.external_id,
        name=person.name,
        email=person.email,
        phone=person.phone,
        title=person.title,
        role=person.role_given,
        language=person.language,
        reports_to_id=person.reports_to_id,
        team_id=person.team_id,
        area_id=person.area_id,
    )
    return replace(said, **changes)


def fresh(person):
    return Person.objects.unscoped(WHY).get(pk=person.pk)


def faults(refusal):
    return {reason.field: reason.code for reason in refusal.value.reasons}


def test_a_new_person_stands_in_the_line_and_in_a_team(world):
    eve = add_person(
        by=world.oscar,
        at=NOW,
        said=PersonInput(
            external_id=" eve ", name="Eve　Lin", reports_to_id=world.bob.pk, team_id=world.team_bob.pk, email="e@x.tw"
        ),
    )
    assert (eve.external_id, eve.name) == ("eve", "Eve Lin")
    assert not eve.has_usable_password()
    assert fresh(eve).role == "rep"
    assert is_superior(world.mona.pk, eve.pk)
    assert Membership.objects.get(person=eve).since == MONDAY
    assert Event.objects.get(verb="people.person.added").by_id == world.oscar.pk


def test_every_wrong_field_is_named_at_once(world):
    with pytest.raises(Refused) as refusal:
        add_person(
            by=world.oscar,
            at=NOW,
            said=PersonInput(
                external_id="ALICE",
                name=" ",
                email="nobody at home",
                role="king",
                language="xx",
                reports_to_id=10**9,
                team_id=10**9,
                area_id=10**9,
                title="x" * 121,
            ),
        )
    assert faults(refusal) == {
        "external_id": "people.sign_in_name.taken",
        "name": "people.person.without_name",
        "email": "people.email.not_one",
        "role": "people.role.unknown",
        "language": "people.language.unknown",
        "reports_to": "people.superior.not_here",
        "team": "people.team.not_offered",
        "area": "people.area.not_offered",
        "title": "kit.import.too_long",
    }
    assert Person.objects.unscoped(WHY).count() == 11


def test_a_ring_is_refused_at_the_superior_and_names_the_people(world):
    with pytest.raises(Refused) as refusal:
        change_person(
            by=world.ada, person_id=world.mona.pk, said=as_input(world.mona, reports_to_id=world.alice.pk), at=NOW
        )
    assert faults(refusal) == {"reports_to": "people.superior.ring_here"}
    assert "Mona → Alice → Bob → Mona" in str(refusal.value.reasons[0].params["ring"])
    assert fresh(world.mona).reports_to_id == world.diana.pk
    with pytest.raises(Refused) as refusal:
        change_person(
            by=world.ada, person_id=world.mona.pk, said=as_input(world.mona, reports_to_id=world.mona.pk), at=NOW
        )
    assert faults(refusal) == {"reports_to": "people.superior.oneself"}


def test_a_move_changes_the_line_the_team_and_the_roles_from_that_day(world):
    said = as_input(world.alice, reports_to_id=world.carol.pk, team_id=world.team_carol.pk)
    change_person(by=world.oscar, person_id=world.alice.pk, said=said, at=NOW)
    assert is_superior(world.carol.pk, world.alice.pk)
    assert not is_superior(world.bob.pk, world.alice.pk)
    before, after = Membership.objects.filter(person=world.alice).order_by("since")
    assert (before.until, after.since, after.team) == (MONDAY - timedelta(days=1), MONDAY, world.team_carol)
    change_person(
        by=world.oscar, person_id=world.adam.pk, said=as_input(world.adam, reports_to_id=world.carol.pk), at=NOW
    )
    assert fresh(world.bob).role == "rep"  # nobody is left who reports to him


def test_a_form_that_changes_nothing_writes_nothing(world):
    change_person(by=world.oscar, person_id=world.alice.pk, said=as_input(world.alice), at=NOW)
    assert not Event.objects.exists()


def test_a_stale_form_is_told_and_overwrites_nothing(world):
    seen = stamp(world.alice, STAMPED)
    change_person(by=world.oscar, person_id=world.alice.pk, said=as_input(world.alice, title="組長"), at=NOW, seen=seen)
    with pytest.raises(Refused) as refusal:
        change_person(
            by=world.ada, person_id=world.alice.pk, said=as_input(world.alice, title="業務"), at=NOW, seen=seen
        )
    assert refusal.value.code == "kit.form.changed_meanwhile"
    assert fresh(world.alice).title == "組長"


def test_an_assistant_makes_no_administrator_and_touches_none(world):
    with pytest.raises(Refused) as refusal:
        change_person(
            by=world.oscar, person_id=world.alice.pk, said=as_input(world.alice, role="administrator"), at=NOW
        )
    assert faults(refusal) == {"role": "people.role.beyond_reach"}
    for person in (world.ada, world.uma, world.diana):
        with pytest.raises(Refused) as refusal:
            change_person(by=world.oscar, person_id=person.pk, said=as_input(person, title="x"), at=NOW)
        assert refusal.value.code == "people.person.beyond_reach"
    with pytest.raises(Refused) as refusal:
        change_person(by=world.oscar, person_id=world.oscar.pk, said=as_input(world.oscar, role="manager"), at=NOW)
    assert faults(refusal) == {"role": "people.role.own"}
    change_person(by=world.ada, person_id=world.alice.pk, said=as_input(world.alice, role="administrator"), at=NOW)
    assert fresh(world.alice).role == "administrator"


def test_a_link_to_an_administrators_password_is_the_administrators_alone(world):
    with pytest.raises(Refused) as refusal:
        invite_person(by=world.oscar, external_id="ada", at=NOW)
    assert refusal.value.code == "people.person.beyond_reach"
    with pytest.raises(Refused, match="beyond_reach"):
        invite_person(by=world.oscar, external_id="diana", at=NOW)
    assert invite_person(by=world.ada, external_id="uma", at=NOW)
    assert invite_person(by=world.ada, external_id="diana", at=NOW)


def test_an_assistant_lifts_nobody_to_the_top_by_hanging_people_under_him(world):
    eve = add_person(by=world.oscar, said=PersonInput(external_id="eve", name="Eve"), at=NOW)
    under_eve = as_input(world.carol, reports_to_id=eve.pk)
    invite_person(by=world.oscar, external_id="eve", at=NOW)
    for by, code in ((world.oscar, "people.role.risen"), (world.ada, None)):
        if code is None:
            change_person(by=by, person_id=world.carol.pk, said=under_eve, at=NOW)
            assert fresh(eve).role == "director"
            continue
        with pytest.raises(Refused) as refusal:
            change_person(by=by, person_id=world.carol.pk, said=under_eve, at=NOW)
        assert faults(refusal) == {"reports_to": code}
        assert fresh(world.carol).reports_to_id == world.mona.pk
        team = world.team_carol
        facts = {"name": team.name, "external_id": team.external_id, "leader_id": eve.pk, "team_id": team.pk}
        Person.objects.unscoped(WHY).filter(pk=world.charlie.pk).update(reports_to=None)
        with pytest.raises(Refused, match="risen"):
            change_team(by=by, at=NOW, **facts)
        Person.objects.unscoped(WHY).filter(pk=world.charlie.pk).update(reports_to=world.carol)


def test_a_new_house_is_filled_by_an_assistant_but_its_director_is_invited_by_an_administrator(world):
    eve = add_person(by=world.oscar, said=PersonInput(external_id="eve", name="Eve"), at=NOW)
    add_person(by=world.oscar, said=PersonInput(external_id="fay", name="Fay", reports_to_id=eve.pk), at=NOW)
    assert fresh(eve).role == "director"
    with pytest.raises(Refused, match="beyond_reach"):
        invite_person(by=world.oscar, external_id="eve", at=NOW)
    assert invite_person(by=world.oscar, external_id="fay", at=NOW)


def test_a_file_of_an_assistants_lifts_nobody_who_signs_in(world):
    rows = [
        {"external_id": "eve", "name": "Eve"},
        {"external_id": "gus", "name": "Gus", "reports_to": "eve"},
    ]
    add_person(by=world.oscar, said=PersonInput(external_id="eve", name="Eve"), at=NOW)
    invite_person(by=world.oscar, external_id="eve", at=NOW)
    report = import_people(by=world.oscar, rows=rows, at=NOW)
    assert [(remark.row, remark.reason.code) for remark in report.errors] == [(2, "people.role.risen")]
    assert not Person.objects.unscoped(WHY).filter(external_id="gus").exists()
    assert import_people(by=world.ada, rows=rows, at=NOW).rejected == 0


def test_a_file_reaches_no_further_than_a_form(world):
    rows = [
        {"external_id": "alice", "name": "Alice", "role": "administrator"},
        {"external_id": "ada", "name": "Ada Mallory"},
        {"external_id": "uma", "name": "Uma"},
        {"external_id": "fred", "name": "Fred", "role": "auditor"},
    ]
    report = import_people(by=world.oscar, rows=rows, at=NOW)
    assert [(remark.row, remark.reason.code) for remark in report.errors] == [
        (1, "people.role.beyond_reach"),
        (2, "people.person.beyond_reach"),
        (4, "people.role.beyond_reach"),
    ]
    assert report.unchanged == 1
    assert import_people(by=world.ada, rows=rows, at=NOW).rejected == 0


def test_the_last_administrator_stays_one(world):
    with pytest.raises(Refused) as refusal:
        change_person(by=world.ada, person_id=world.ada.pk, said=as_input(world.ada, role=""), at=NOW)
    assert faults(refusal) == {"role": "people.role.last_administrator"}


@pytest.mark.parametrize("name", ["diana", "mona", "bob", "alice", "uma"])
def test_only_the_office_keeps_people(world, name):
    with pytest.raises(Refused) as refusal:
        change_person(by=world.people[name], person_id=world.alice.pk, said=as_input(world.alice, title="x"), at=NOW)
    assert refusal.value.code in {"people.not_allowed", "people.not_found"}
