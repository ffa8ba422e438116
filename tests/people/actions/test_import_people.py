"""People from a file: who reports to whom in any order, rings, roles, teams, and signing in."""

from datetime import timedelta

import pytest

from fieldday.kit.actors import SYSTEM
from fieldday.kit.refusals import Refused
from fieldday.people.actions.import_people import import_people
from fieldday.people.models import Area, Line, Membership, Person, Team
from fieldday.trail.models import Event
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


def bring(*rows, by=SYSTEM, at=NOW, **more):
    return import_people(by=by, rows=rows, at=at, **more)


def row(external_id, reports_to="", name=None, **more):
    return {"external_id": external_id, "name": name or external_id.upper(), "reports_to": reports_to, **more}


def person(external_id):
    return Person.objects.unscoped("test").get(external_id=external_id)


def counts(report):
    return (report.created, report.updated, report.unchanged, report.rejected)


def wrong(report):
    return [(e.row, e.reason.field, e.reason.code) for e in report.errors]


def line():
    pairs = Line.objects.values_list("superior__external_id", "person__external_id")
    return {(above, below) for above, below in pairs if above != below}


def test_superiors_may_stand_in_later_rows():
    report = bring(row("c", "b"), row("b", "a"), row("a"), row("d", "b"))
    assert counts(report) == (4, 0, 0, 0)
    assert line() == {("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")}
    assert {p: person(p).role for p in "abcd"} == {"a": "director", "b": "supervisor", "c": "rep", "d": "rep"}
    assert not person("a").has_usable_password()


def test_the_same_file_twice_changes_nothing():
    rows = [row("c", "b", email="x@example.com", team="北一組", area="北區"), row("b", role="區經理", title="經理")]
    assert counts(bring(*rows)) == (2, 0, 0, 0)
    events = Event.objects.count()
    assert counts(bring(*rows)) == (0, 0, 2, 0)
    assert Event.objects.count() == events


def test_a_superior_who_is_there_already(world):
    assert counts(bring(row("new", "bob"), row("dora", "carol"))) == (1, 1, 0, 0)
    assert ("mona", "new") in line()
    assert ("carol", "dora") in line()
    assert person("dora").name == "DORA"


def test_a_ring_is_rejected_whole_and_the_rest_is_kept():
    report = bring(row("a", "c"), row("b", "a"), row("c", "b"), row("d", "a"), row("e"), row("f", "f"))
    assert counts(report) == (1, 0, 0, 5)
    ring = "people.superior.ring"
    assert wrong(report) == [
        (1, "reports_to", ring),
        (2, "reports_to", ring),
        (3, "reports_to", ring),
        (4, "reports_to", "people.superior.rejected"),
        (6, "reports_to", ring),
    ]
    assert set(report.errors[0].reason.params["ring"].split(" → ")) == {"a", "b", "c"}


def test_a_ring_through_people_who_are_there(world):
    before = line()
    report = bring(row("mona", "alice"), row("zoe", "mona"))
    assert wrong(report) == [(1, "reports_to", "people.superior.ring")]
    assert line() == before | {(above, "zoe") for above in ("diana", "mona")}


def test_a_ring_through_the_leader_of_a_team(world):
    world.team_bob.leader = world.bob
    world.team_bob.save()
    bring({"external_id": "joe", "name": "Joe", "team": "T1"})
    assert ("bob", "joe") in line()
    assert wrong(bring(row("bob", "joe"))) == [(1, "reports_to", "people.superior.ring")]


def test_whoever_reports_to_a_rejected_row_is_rejected_too():
    report = bring(row("a", role="emperor"), row("b", "a"), row("c", "b"), row("d", "nobody"), row("e"))
    assert counts(report) == (1, 0, 0, 4)
    assert [code for *_, code in wrong(report)] == [
        "people.role.unknown",
        "people.superior.rejected",
        "people.superior.rejected",
        "people.superior.unknown",
    ]
    assert [e.reason.params for e in report.errors[1:]] == [
        {"name": "a", "row": 1},
        {"name": "b", "row": 2},
        {"name": "nobody"},
    ]


def test_all_that_is_wrong_with_a_row_is_said():
    report = bring({"external_id": "a", "name": "", "role": "?!x", "title": "t" * 121, "reports_to": "b"})
    assert {field for _, field, _ in wrong(report)} == {"name", "role", "title"}
    assert counts(report) == (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("業務", "rep"), ("主管", "supervisor"), ("區經理", "manager"), ("業務副總", "director"), ("老闆", "director"),
        ("董事長", "director"), ("業務助理", "assistant"), ("系統管理員", "administrator"), ("稽核", "auditor"),
        ("Auditor", "auditor"), ("", "rep"),
    ],
)  # fmt: skip
def test_roles_in_the_words_of_the_office(said, role):
    bring(row("a", role=said))
    assert person("a").role == role


def test_people_may_not_differ_only_by_capitals(world):
    report = bring(row("Alice"), row("zoe"), row("ZOE"), row("zoe"))
    assert wrong(report) == [
        (1, "external_id", "people.sign_in_name.same_but_for_case"),
        (3, "external_id", "people.sign_in_name.same_but_for_case"),
        (4, "external_id", "kit.import.repeated"),
    ]
    assert counts(report) == (1, 0, 0, 3)


def test_an_empty_cell_leaves_what_is_there(world):
    assert counts(bring({"external_id": "alice", "name": "", "reports_to": "", "team": "", "role": ""})) == (0, 0, 1, 0)
    assert person("alice").reports_to_id == world.bob.pk


def test_teams_and_areas_are_found_by_id_then_name_else_made(world):
    bring(row("x", team="T1", area="N"), row("y", team="第 2 組", area="南區"), row("z", team="新組", area="東區"))
    assert (person("x").team, person("y").team) == (world.team_bob, world.team_carol)
    assert (person("x").area, person("y").area) == (world.north, world.south)
    assert Team.objects.get(external_id="新組").name == "新組"
    assert person("z").area == Area.objects.get(name="東區")
    made = Event.objects.filter(verb__in=("people.team.imported", "people.area.imported"))
    assert {event.changes["changed"]["name"] for event in made} == {"新組", "東區"}


def test_a_name_that_several_have_must_be_said_by_id(world):
    Area.objects.create(external_id="N2", name="北區")
    assert wrong(bring(row("x", area="北區"))) == [(1, "area", "people.name.ambiguous")]
    assert counts(bring(row("x", area="N2"))) == (1, 0, 0, 0)


def test_a_change_of_team_is_known_from_the_import_on(world):
    bring({"external_id": "alice", "team": "T2"})
    spans = Membership.objects.filter(person=world.alice).order_by("since").values_list("team", "since", "until")
    before, after = spans
    assert before[2] == MONDAY - timedelta(days=1)
    assert after == (world.team_carol.pk, MONDAY, None)
    bring({"external_id": "alice", "team": "T1"})  # again on the same day
    assert Membership.objects.get(person=world.alice, until=None).team == world.team_bob
    assert Membership.objects.filter(person=world.alice).count() == 2


def test_moving_takes_effect_at_once(world):
    bring(row("alice", "carol"))
    assert ("bob", "alice") not in line()
    assert ("carol", "alice") in line()
    assert not Person.objects.visible_to(world.bob).filter(pk=world.alice.pk).exists()


def test_a_dry_run_says_the_same_and_keeps_nothing(world):
    rows = [row("x", "y", team="新組"), row("y", "alice"), row("q", "nobody"), row("bob", "mona", title="Chief")]
    before = (Person.objects.unscoped("test").count(), Team.objects.count(), Event.objects.count(), line())
    dry = bring(*rows, dry_run=True)
    assert (Person.objects.unscoped("test").count(), Team.objects.count(), Event.objects.count(), line()) == before
    assert person("bob").title == ""
    assert bring(*rows) == dry
    assert counts(dry) == (2, 1, 0, 1)


def test_a_long_line_across_several_transactions():
    rows = [row(f"p{n}", f"p{n - 1}" if n % 40 else "") for n in range(1200)]
    rows.reverse()
    assert counts(bring(*rows)) == (1200, 0, 0, 0)
    assert person("p1199").reports_to == person("p1198")
    assert ("p1160", "p1199") in line()


def test_the_trail_says_who_brought_what(world):
    bring(row("zoe", "bob", title="業務"), row("bob", "mona", title="主任"), by=world.oscar)
    new, old = Event.objects.filter(verb="people.person.imported").order_by("id")
    assert (new.by_id, new.changes["created"]) == (world.oscar.pk, True)
    assert new.noun_id == str(person("zoe").pk)
    assert new.changes["changed"] == {"external_id": "zoe", "name": "ZOE", "title": "業務", "reports_to": "bob"}
    assert old.changes == {"created": False, "changed": {"name": ["Bob", "BOB"], "title": ["", "主任"]}}


def test_only_the_office_imports(world):
    for name in ("alice", "bob", "mona", "diana", "uma"):
        with pytest.raises(Refused):
            bring(row("zoe"), by=world.people[name])
    assert not Person.objects.unscoped("test").filter(external_id="zoe").exists()
