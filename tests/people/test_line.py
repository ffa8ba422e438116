"""The closure and the roles follow the tree; a move shows at once, and at the next request of whoever is signed in."""

import pytest

from fieldday.customers.models import Account
from fieldday.people.actions.line import rebuild_line, superiors
from fieldday.people.models import Line, Person, Team
from fieldday.people.questions.people import people_seen, person_seen
from fieldday.visits.models import Plan
from tests.world import person

pytestmark = pytest.mark.django_db


def _move(who, superior):
    who.reports_to = superior
    who.save()
    rebuild_line()


def test_roles_come_from_the_tree_unless_given(world):
    roles = {name: one.role for name, one in world.people.items()}
    assert roles == {
        "diana": "director", "mona": "manager", "bob": "supervisor", "carol": "supervisor", "alice": "rep",
        "adam": "rep", "charlie": "rep", "dora": "rep", "oscar": "assistant", "ada": "administrator", "uma": "auditor",
    }  # fmt: skip
    _move(world.adam, world.alice)
    world.alice.refresh_from_db()
    assert world.alice.role == "supervisor"
    _move(world.adam, world.bob)
    world.alice.refresh_from_db()
    assert world.alice.role == "rep"


def test_rebuilding_what_is_right_changes_nothing(world, django_assert_num_queries):
    before = set(Line.objects.values_list("pk", "superior_id", "person_id"))
    rebuild_line()
    assert set(Line.objects.values_list("pk", "superior_id", "person_id")) == before


def test_a_move_takes_the_customers_and_the_papers_along(world):
    def sees(reader):
        return Account.objects.visible_to(reader).filter(pk=world.lotus.pk).exists(), Plan.objects.visible_to(
            reader
        ).filter(pk=world.alices.plan.pk).exists()

    assert sees(world.bob) == (True, True) and sees(world.carol) == (False, False)
    _move(world.alice, world.carol)
    assert sees(world.bob) == (False, False) and sees(world.carol) == (True, True)
    assert sees(world.mona) == (True, True)


def test_a_move_takes_effect_at_the_next_request(world, signed_in):
    bob, address = signed_in(world.bob), f"/people/{world.alice.pk}/invitations"
    assert bob.get(address).status_code == 200
    _move(world.alice, world.carol)
    assert bob.get(address).status_code == 404


def test_who_left_is_out_at_the_next_request(world, signed_in):
    bob = signed_in(world.bob)
    assert bob.get("/me").status_code == 200
    Person.objects.unscoped("test").filter(pk=world.bob.pk).update(is_active=False)
    answer = bob.get("/me")
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in")
    assert bob.post("/language", {"language": "en"}).headers["Location"].startswith("/sign-in")


def test_a_role_taken_away_is_gone_at_the_next_request(world, signed_in):
    ada, address = signed_in(world.ada), f"/people/{world.charlie.pk}/invitations"
    assert ada.get(address).status_code == 200
    Person.objects.unscoped("test").filter(pk=world.ada.pk).update(role_given="", role="rep")
    assert ada.get(address).status_code == 404


def test_who_names_nobody_reports_to_the_leader_of_his_team(db):
    boss, chief = person("boss", "Boss"), person("chief", "Chief")
    company = Team.objects.create(external_id="c", name="C", leader=boss)
    team = Team.objects.create(external_id="t", name="T", parent=company, leader=chief)
    chief.team = boss.team = team
    chief.save()
    boss.save()
    rep = person("rep", "Rep", team=team)
    lone = person("lone", "Lone", team=Team.objects.create(external_id="x", name="X"))
    assert superiors()[rep.pk] == chief.pk
    assert superiors()[chief.pk] == boss.pk, "a leader answers to the leader of the team above"
    assert superiors()[boss.pk] == chief.pk or superiors()[boss.pk] is None
    assert superiors()[lone.pk] is None


def test_team_1_1_is_not_team_1_10(db):
    """Lines are followed by ids, never by the beginning of a name."""
    heads = [person(f"1.{n}", f"Head {n}") for n in (1, 10)]
    reps = [person(f"1.{n}.1", f"Rep {n}", head) for n, head in zip((1, 10), heads, strict=True)]
    rebuild_line()
    first = Person.objects.unscoped("test").get(pk=heads[0].pk)
    assert set(Person.objects.visible_to(first)) == {heads[0], reps[0]}
    assert person_seen(first, reps[1].pk) is None


def test_one_reads_of_those_in_sight_who_work_here(world):
    assert [p.name for p in people_seen(world.bob)] == ["Adam", "Alice", "Bob"]
    assert [p.name for p in people_seen(world.alice)] == ["Alice"]
    assert people_seen(world.oscar).count() == 11
    Person.objects.unscoped("test").filter(pk=world.adam.pk).update(is_active=False)
    assert [p.name for p in people_seen(world.bob)] == ["Alice", "Bob"]


def test_cost_is_secret_by_column(world):
    assert {name for name, one in world.people.items() if one.sees_cost} == {"diana", "oscar", "ada"}
