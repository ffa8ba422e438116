"""陪訪 on a phone: whom one may name, who was asked along, and to whose visit one may come along just now."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fieldday.customers.models import Account
from fieldday.visits.models import Companion, Visit
from tests.sync.test_door import ask
from tests.sync.test_snapshot import rows
from tests.world import MONDAY, NOW, moment

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def me_of(client, person):
    return rows(ask(client), "me")[person.pk]


def send(client, path, **fields):
    return client.post(path, {"_key": str(uuid4()), **fields}, headers=JSON)


@pytest.fixture
def going_on(world):
    """Alice is at Lotus just now."""
    return Visit.objects.create(
        id=uuid4(), person=world.alice, account=world.lotus, day=MONDAY, arrived_at=moment(MONDAY, 8, 30),
        where="unverifiable",
    )  # fmt: skip


def test_the_people_a_rep_may_name_are_those_of_the_page_and_no_others(world, signed_in):
    named = {name for _pk, name in me_of(signed_in(world.alice), world.alice)["people"]}
    assert "Bob" in named and "Adam" in named
    assert not {"Charlie", "Carol", "Alice", "Uma"} & named
    assert me_of(signed_in(world.uma), world.uma)["people"] == [], "an auditor goes nowhere"


def test_who_came_along_is_named_from_the_phone_and_comes_back_to_it(world, signed_in, going_on):
    client = signed_in(world.alice)
    fields = {"version": "1", "summary": "一起來", "act": "save", "companion": str(world.bob.pk)}
    assert send(client, f"/visits/{going_on.pk}", **fields).json()["state"] == "kept"
    row = rows(ask(client), "visit")[str(going_on.pk)]
    assert (row["companions"], row["with"]) == ([world.bob.pk], ["Bob"])
    foreign = send(client, f"/visits/{going_on.pk}", **{**fields, "version": "2", "companion": str(world.carol.pk)})
    assert foreign.json()["state"] == "refused" and foreign.json()["reasons"][0]["field"] == "companion"


def test_who_was_asked_along_stands_at_the_stop(world, signed_in):
    stop = world.alices.stops[0]
    stop.companion = world.bob
    stop.save()
    day = rows(ask(signed_in(world.alice)), "day")[MONDAY.isoformat()]
    assert {one["id"]: one["companion"] for one in day["stops"]}[str(stop.pk)] == world.bob.pk


def test_a_superior_is_told_of_visits_just_going_on_and_comes_along(world, signed_in, going_on):
    client = signed_in(world.bob)
    [open_one] = me_of(client, world.bob)["joinable"]
    assert (open_one["id"], open_one["person"], open_one["name"]) == (str(going_on.pk), "Alice", "蓮花藥局")
    assert me_of(signed_in(world.carol), world.carol)["joinable"] == []
    assert me_of(signed_in(world.adam), world.adam)["joinable"] == []
    assert send(client, f"/visits/{going_on.pk}/companions").json()["state"] == "kept"
    assert me_of(client, world.bob)["joinable"] == []
    row = rows(ask(client), "visit")[str(going_on.pk)]
    assert row["joined"] and not row["writable"] and row["by"] == "Alice" and row["companions"] == []
    assert send(client, f"/visits/{going_on.pk}/companions/removal").json()["state"] == "kept"
    assert str(going_on.pk) not in rows(ask(client), "visit")


def test_coming_along_to_a_visit_of_today_that_is_over_is_offered_still(world, signed_in, going_on):
    Visit.objects.unscoped("a test").filter(pk=going_on.pk).update(left_at=moment(MONDAY, 8, 50))
    [over] = me_of(signed_in(world.bob), world.bob)["joinable"]
    assert (over["id"], over["leftAt"][11:16]) == (str(going_on.pk), "08:50")
    assert send(signed_in(world.bob), f"/visits/{going_on.pk}/companions").json()["state"] == "kept"


def test_whom_others_ask_along_is_told_where_and_when(world, signed_in):
    stop = world.alices.stops[0]
    stop.companion = world.bob
    stop.save()
    [asked] = me_of(signed_in(world.bob), world.bob)["asked"]
    assert (asked["stop"], asked["day"], asked["by"]) == (str(stop.pk), MONDAY.isoformat(), "Alice")
    assert asked["name"] == stop.name and asked["account"] == str(stop.account_id)
    assert me_of(signed_in(world.carol), world.carol)["asked"] == []


def test_coming_along_to_a_visit_of_another_day_is_refused_in_words(world, signed_in, going_on):
    before = {"left_at": NOW, "day": MONDAY - timedelta(days=3)}
    Visit.objects.unscoped("a test").filter(pk=going_on.pk).update(**before)
    answer = send(signed_in(world.bob), f"/visits/{going_on.pk}/companions").json()
    assert answer["state"] == "refused" and answer["reasons"][0]["text"]
    assert not Companion.objects.unscoped("a test").exists()


def test_a_phone_knows_whether_its_persons_role_goes_to_customers(world, signed_in):
    told = {one.name: me_of(signed_in(one), one)["visits"] for one in (world.alice, world.bob, world.oscar, world.ada)}
    assert told == {"Alice": True, "Bob": True, "Oscar": False, "Ada": False}
    Account.objects.unscoped("a test").filter(pk=world.reef.pk).update(owner=world.ada)
    assert me_of(signed_in(world.ada), world.ada)["visits"], "anybody may sell"
