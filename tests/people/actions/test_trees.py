"""Teams and areas: trees that never close to a ring, and nothing taken out of use under somebody's feet."""

import pytest

from fieldday.kit.refusals import Refused
from fieldday.people.actions.areas import add_area, change_area, restore_area, retire_area
from fieldday.people.actions.teams import add_team, change_team, restore_team, retire_team
from fieldday.people.models import Area, Person, Team
from fieldday.people.sight import is_superior
from fieldday.trail.models import Event
from tests.world import NOW


def faults(refusal):
    return {reason.field: reason.code for reason in refusal.value.reasons}


def test_a_team_without_a_number_is_numbered_by_its_name(world):
    team = add_team(by=world.oscar, name=" 第 3 組 ", at=NOW, parent_id=world.team_bob.parent_id)
    assert (team.external_id, team.name) == ("第 3 組", "第 3 組")
    with pytest.raises(Refused) as refusal:
        add_team(by=world.oscar, name="第 3 組", at=NOW)
    assert faults(refusal) == {"external_id": "people.tree.number_taken"}


def test_a_leader_is_the_superior_of_members_who_name_nobody(world):
    Person.objects.unscoped("a test").filter(pk=world.adam.pk).update(reports_to=None)
    change_team(
        by=world.oscar, team_id=world.team_bob.pk, name="第 1 組", external_id="T1", at=NOW,
        parent_id=world.team_bob.parent_id, leader_id=world.carol.pk,
    )  # fmt: skip
    assert is_superior(world.carol.pk, world.adam.pk)
    assert is_superior(world.bob.pk, world.alice.pk)  # she names him


def test_a_leader_who_would_close_a_ring_is_refused(world):
    Person.objects.unscoped("a test").filter(pk=world.bob.pk).update(reports_to=None)
    with pytest.raises(Refused) as refusal:
        change_team(
            by=world.oscar, team_id=world.team_bob.pk, name="第 1 組", external_id="T1", at=NOW,
            parent_id=world.team_bob.parent_id, leader_id=world.alice.pk,
        )  # fmt: skip
    assert faults(refusal) == {"leader": "people.superior.ring_here"}
    assert Team.objects.get(pk=world.team_bob.pk).leader_id is None


def test_a_tree_never_hangs_in_itself(world):
    inner = add_area(by=world.oscar, name="士林", at=NOW, parent_id=world.north.pk)
    with pytest.raises(Refused) as refusal:
        change_area(by=world.oscar, area_id=world.north.pk, name="北區", external_id="N", at=NOW, parent_id=inner.pk)
    assert faults(refusal) == {"parent": "people.tree.ring"}
    with pytest.raises(Refused) as refusal:
        change_area(by=world.oscar, area_id=inner.pk, name="", external_id="士林", at=NOW, parent_id=10**9)
    assert faults(refusal) == {"name": "people.area.without_name", "parent": "people.tree.parent_not_offered"}


def test_what_is_used_stays_in_use_and_says_by_whom(world):
    inner = add_area(by=world.oscar, name="士林", at=NOW, parent_id=world.north.pk)
    with pytest.raises(Refused) as refusal:
        retire_area(by=world.oscar, area_id=world.north.pk, at=NOW)
    said = {reason.code: reason.params["count"] for reason in refusal.value.reasons}
    assert said == {"people.area.holds_areas": 1, "people.area.holds_accounts": 4}
    assert retire_area(by=world.oscar, area_id=inner.pk, at=NOW).retired
    with pytest.raises(Refused) as refusal:
        retire_team(by=world.oscar, team_id=world.team_bob.pk, at=NOW)
    assert [(r.code, r.params["count"]) for r in refusal.value.reasons] == [("people.team.holds_people", 3)]
    with pytest.raises(Refused) as refusal:
        retire_team(by=world.oscar, team_id=world.team_bob.parent_id, at=NOW)
    assert "people.team.holds_teams" in {reason.code for reason in refusal.value.reasons}


def test_out_of_use_and_back(world):
    outer = add_area(by=world.oscar, name="離島", at=NOW)
    inner = add_area(by=world.oscar, name="澎湖", at=NOW, parent_id=outer.pk)
    retire_area(by=world.oscar, area_id=inner.pk, at=NOW)
    retire_area(by=world.oscar, area_id=outer.pk, at=NOW)
    with pytest.raises(Refused) as refusal:
        restore_area(by=world.oscar, area_id=inner.pk, at=NOW)
    assert refusal.value.code == "people.tree.parent_retired"
    restore_area(by=world.oscar, area_id=outer.pk, at=NOW)
    restore_area(by=world.oscar, area_id=inner.pk, at=NOW)
    restore_area(by=world.oscar, area_id=inner.pk, at=NOW)
    assert not Area.objects.filter(retired=True).exists()
    assert Event.objects.filter(verb="people.area.restored").count() == 2
    team = add_team(by=world.oscar, name="新組", at=NOW)
    assert retire_team(by=world.oscar, team_id=team.pk, at=NOW).retired
    assert not restore_team(by=world.oscar, team_id=team.pk, at=NOW).retired


@pytest.mark.parametrize("name", ["diana", "bob", "alice", "uma"])
def test_only_the_office_keeps_trees(world, name):
    for verb in (add_team, add_area):
        with pytest.raises(Refused, match="not_allowed"):
            verb(by=world.people[name], name="x", at=NOW)


def test_a_team_asks_for_a_countersigner(world):
    team = world.team_bob
    facts = {"team_id": team.pk, "name": team.name, "external_id": team.external_id, "parent_id": team.parent_id}
    facts |= {"leader_id": team.leader_id, "at": NOW}
    change_team(by=world.oscar, countersigner_id=world.ada.pk, **facts)
    assert Team.objects.get(pk=team.pk).countersigner_id == world.ada.pk
    changed = Event.objects.get(verb="people.team.changed").changes["changed"]
    assert changed == {"countersigner_id": [None, world.ada.pk]}
    Person.objects.unscoped("a test").filter(pk=world.adam.pk).update(is_active=False)
    for wrong, code in ((world.uma, "people.team.auditor_countersigns"), (world.adam, "people.superior.not_here")):
        with pytest.raises(Refused) as refusal:
            change_team(by=world.oscar, countersigner_id=wrong.pk, **{**facts, "name": ""})
        assert faults(refusal) == {"name": "people.team.without_name", "countersigner": code}
    change_team(by=world.oscar, **facts)
    assert Team.objects.get(pk=team.pk).countersigner_id is None


def test_a_new_team_may_have_one_at_once(world):
    team = add_team(by=world.oscar, name="第 9 組", at=NOW, countersigner_id=world.mona.pk)
    assert team.countersigner_id == world.mona.pk
