"""Beside a plan's stops: what was typed when it was sent meanwhile, its note, who comes along, the last amounts."""

import pytest
from django.urls import reverse

from fieldday.visits.actions.plan_approval import approve_plan
from fieldday.visits.models import SignOff, Stop
from tests.counting import queries
from tests.house.tables import everything
from tests.web.rep.forms import plan_of, send, stops_of, text, typed_plan
from tests.world import MONDAY, NOW, TUESDAY, account

pytestmark = pytest.mark.django_db


def test_what_was_typed_beside_a_plan_that_was_sent_stays_and_may_take_its_place(world, signed_in):
    client, plan = signed_in(world.alice), world.alices.plan
    before = everything()
    answer = send(client, "plan-day", MONDAY, act="save", **typed_plan(world, version=str(plan.version)))
    page = text(answer)
    assert answer.status_code == 409
    assert "Withdraw and keep mine" in page and "看競品" in page and "Save draft" not in page
    assert everything() == before
    send(client, "plan-day", MONDAY, edit="keep", **typed_plan(world, version=str(plan.version)))
    assert everything() == before
    now = {"version_now": str(plan.version)}
    answer = send(client, "plan-day", MONDAY, act="replace", **typed_plan(world, version="0", **now))
    assert answer.status_code == 303
    assert plan_of(world, MONDAY).status == "draft"
    assert [place for _at, place in stops_of(world, MONDAY)] == [world.lotus, world.south]


def test_an_approved_plan_is_told_and_the_typed_shown(world, signed_in):
    plan = world.alices.plan
    approve_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW)
    answer = send(signed_in(world.alice), "plan-day", MONDAY, act="replace", **typed_plan(world))
    page = text(answer)
    assert answer.status_code == 409
    assert "approved meanwhile" in page and "看競品" in page and "Withdraw and keep mine" not in page


def test_a_note_is_kept_and_a_form_without_the_field_leaves_it(world, signed_in):
    client = signed_in(world.alice)
    send(client, "plan-day", TUESDAY, act="save", **typed_plan(world, note="下午可能下雨"))
    assert plan_of(world).note == "下午可能下雨"
    assert "下午可能下雨" in text(client.get(reverse("plan-day", args=[TUESDAY])))
    send(client, "plan-day", TUESDAY, act="save", **typed_plan(world, version="1"))
    assert plan_of(world).note == "下午可能下雨"
    send(client, "plan-day", TUESDAY, act="save", **typed_plan(world, version="2", note=""))
    assert plan_of(world).note == ""


def test_a_superior_is_asked_along_and_sees_it_on_his_own_plan(world, signed_in):
    alice, bob = signed_in(world.alice), signed_in(world.bob)
    asked = {"stop-1-companion": str(world.bob.pk)}
    send(alice, "plan-day", TUESDAY, act="save", **typed_plan(world, **asked))
    here = reverse("plan-day", args=[TUESDAY])
    assert "Joint visit with Alice" not in text(bob.get(here)), "a draft asks nobody along"
    send(alice, "plan-day", TUESDAY, act="send", **typed_plan(world, version="1", **asked))
    assert "Joint visit with Bob" in text(alice.get(here))
    plan = plan_of(world)
    assert "Joint visit with Bob" in text(bob.get(reverse("plan", args=[plan.pk])))
    bound = SignOff.objects.unscoped("a test").get(plan=plan, act="submitted").content
    assert [stop.get("companion") for stop in bound["stops"]] == [world.bob.pk, None]
    page = text(bob.get(here))
    assert "Joint visit with Alice 09:30" in page and world.lotus.name in page
    stop = Stop.objects.unscoped("a test").get(plan=plan_of(world), position=1)
    page = text(send(bob, "plan-day", TUESDAY, edit=f"join:{stop.pk}", version="0"))
    assert 'value="09:30"' in page and f'value="{world.lotus.pk}"' in page
    assert "Joint visit" not in text(signed_in(world.adam).get(here))


@pytest.mark.parametrize("name", ["charlie", "carol", "uma", "alice"])
def test_nobody_from_elsewhere_is_asked_along(world, signed_in, name):
    asked = {"stop-1-companion": str(world.people[name].pk)}
    answer = send(signed_in(world.alice), "plan-day", TUESDAY, act="save", **typed_plan(world, **asked))
    assert answer.status_code == 422
    assert "choose who comes along" in text(answer)


def test_a_stop_hints_at_what_the_customer_ordered_and_paid_the_last_time(world, signed_in):
    page = text(send(signed_in(world.alice), "plan-day", TUESDAY, edit="keep", **typed_plan(world)))
    for amount in (world.alices.line.amount, world.alices.payment.amount):
        assert f"last time {amount:,.0f}" in page


def test_twelve_stops_cost_what_two_do(world, signed_in):
    client, here = signed_in(world.alice), reverse("plan-day", args=[TUESDAY])
    send(client, "plan-day", TUESDAY, act="save", **typed_plan(world))
    few = queries(lambda: client.get(here))
    more = {}
    for n in range(3, 13):
        made = account(f"twelve-{n}", f"客戶 {n}", world.alice)
        more |= {f"stop-{n}-account": made.pk, f"stop-{n}-time": f"{n + 6:02}:15", f"stop-{n}-purpose": ["ordering"]}
    assert send(client, "plan-day", TUESDAY, act="save", **typed_plan(world, version="1", **more)).status_code == 303
    assert queries(lambda: client.get(here)) == few
