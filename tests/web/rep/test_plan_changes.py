"""Changing an approved plan at the screen: from the day and the plan, refused at the field, seen by the superior."""

from uuid import uuid4

import pytest
from django.urls import reverse

from fieldday.visits.actions.plan_approval import approve_plan
from fieldday.visits.models import Change, Plan
from tests.visits.crowd import queries
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db
WHY = "a test"
FORM = reverse("plan-change-new", args=[MONDAY])


@pytest.fixture
def plan(world):
    return approve_plan(by=world.bob, plan_id=world.alices.plan.pk, version=1, at=NOW)


def send(browser, **fields):
    return browser.post(reverse("plan-changes", args=[MONDAY]), {"_key": str(uuid4()), "version": 2, **fields})


def text(answer):
    return answer.content.decode()


def test_a_stop_is_cancelled_from_the_day_and_everybody_sees_why(world, plan, signed_in):
    alice, bob, stop = signed_in(world.alice), signed_in(world.bob), world.alices.stops[0]
    assert f"stop={stop.pk}" in text(alice.get(reverse("today")))
    page = text(alice.get(FORM, {"stop": stop.pk, "kind": "cancelled", "back": "today"}))
    assert "蓮花藥局" in page and "Customer postponed" in page
    answer = send(alice, kind="cancelled", stop=stop.pk, reason="customer_cancelled", note="老闆出國", back="today")
    assert (answer.status_code, answer["Location"]) == (303, reverse("today"))
    day = text(alice.get(reverse("today")))
    assert "Cancelled after approval" in day and "Visit all the same" in day
    for address in (reverse("desk"), reverse("plan", args=[plan.pk])):
        page = text(bob.get(address))
        assert "蓮花藥局" in page and "Customer postponed" in page and "老闆出國" in page


def test_a_stop_is_added_from_the_plan(world, plan, signed_in):
    alice = signed_in(world.alice)
    assert f"{FORM}?kind=added" in text(alice.get(reverse("plan-day", args=[MONDAY])))
    assert "晨光商行" in text(alice.get(FORM, {"kind": "added", "q": "晨光"}))
    assert 'name="time" type="time" value="09:00"' in text(alice.get(FORM, {"kind": "added", "account": world.dawn.pk}))
    said = {"kind": "added", "account": world.dawn.pk, "time": "11:00", "purpose": "service"}
    answer = send(alice, **said, reason="urgent_complaint", order="3000")
    assert answer["Location"] == reverse("plan-day", args=[MONDAY])
    assert "Added after approval" in text(alice.get(reverse("plan-day", args=[MONDAY])))
    assert Change.objects.unscoped(WHY).get().stop.expected_order == 3000


def test_what_is_refused_is_said_at_its_field_and_what_was_typed_stays(world, plan, signed_in):
    said = {"kind": "added", "account": world.dawn.pk, "time": "14:00", "note": "急件", "order": "很多"}
    answer = send(signed_in(world.alice), **said)
    assert answer.status_code == 422
    assert "很多 cannot be read" in text(answer) and 'value="急件"' in text(answer)
    answer = send(signed_in(world.alice), **{**said, "order": ""})
    page = text(answer)
    assert "stands at 14:00 already" in page and "Choose at least one purpose" in page and "Choose a reason" in page
    assert 'value="14:00"' in page and Change.objects.unscoped(WHY).count() == 0


def test_a_change_on_what_was_changed_meanwhile_is_looked_at_again(world, plan, signed_in):
    said = {"kind": "moved", "stop": world.alices.stops[0].pk, "time": "10:00", "reason": "traffic"}
    answer = send(signed_in(world.alice), **said, version=1)
    assert answer.status_code == 409 and 'value="10:00"' in text(answer)
    assert 'name="version" value="2"' in text(answer), "the next try is on what holds now"


def test_a_plan_that_is_not_approved_is_edited_as_before(world, signed_in):
    alice = signed_in(world.alice)
    assert alice.get(FORM, {"kind": "added"})["Location"] == reverse("plan-day", args=[MONDAY])
    assert FORM not in text(alice.get(reverse("today")))
    answer = send(alice, kind="moved", stop=world.alices.stops[0].pk, time="10:00", reason="traffic")
    assert answer.status_code == 422 and "Withdraw it first" in text(answer)


def test_foreign_stops_answer_like_missing_ones(world, plan, signed_in):
    alice = signed_in(world.alice)
    for stop in (world.charlies.stops[0].pk, uuid4()):
        assert alice.get(FORM, {"stop": stop}).status_code == 404
        assert send(alice, kind="cancelled", stop=stop, reason="traffic").status_code == 404
    assert alice.get(FORM, {"kind": "added", "account": world.maple.pk}).status_code == 404


def test_pages_ask_as_much_with_changes_as_without(world, plan, signed_in):
    alice = signed_in(world.alice)
    pages = [reverse("today"), reverse("plan-day", args=[MONDAY])]
    before = [queries(lambda page=page: alice.get(page)) for page in pages]
    for hour in range(10, 14):
        version = Plan.objects.unscoped(WHY).get(pk=plan.pk).version
        said = {"kind": "added", "account": world.dawn.pk, "time": f"{hour}:15", "purpose": "service"}
        assert send(alice, **said, reason="weather", version=version).status_code == 303
    assert [queries(lambda page=page: alice.get(page)) for page in pages] <= before
