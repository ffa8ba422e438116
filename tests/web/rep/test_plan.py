"""The plan's page: written without script, changed by its own buttons, sent and taken back in one post each."""

from datetime import time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from fieldday.visits.actions.plan_approval import approve_plan, return_plan
from fieldday.visits.models import Stop
from tests.counting import queries
from tests.house.tables import everything
from tests.web.rep.forms import plan_of, send, stops_of, text, typed_plan
from tests.world import FRIDAY, MONDAY, NOW, TUESDAY, account

pytestmark = pytest.mark.django_db


def test_the_next_plan_is_the_next_working_days(world, signed_in, at_time):
    client = signed_in(world.alice)
    assert client.get(reverse("plan-next"))["Location"] == reverse("plan-day", args=[TUESDAY])
    assert client.get(reverse("plan-next"), {"day": "today"})["Location"] == reverse("plan-day", args=[MONDAY])
    assert client.get(reverse("plan-next"), {"day": "2026-12-01"})["Location"].endswith("2026-12-01")
    for no_day in ("//evil", "9999-12-31", "0001-01-01"):
        assert client.get(reverse("plan-next"), {"day": no_day})["Location"] == reverse("plan-day", args=[TUESDAY])
    at_time("2026-11-27 18:00")
    assert client.get(reverse("plan-next"))["Location"] == reverse("plan-day", args=["2026-11-30"])


def test_a_plan_is_saved_and_sent_in_one_post(world, signed_in):
    client, key = signed_in(world.alice), uuid4()
    answers = [send(client, "plan-day", TUESDAY, key=key, act="send", **typed_plan(world)) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {reverse("plan-day", args=[TUESDAY])}
    plan = plan_of(world)
    assert (plan.status, plan.version) == ("submitted", 2)
    assert stops_of(world) == [(time(9, 30), world.lotus), (time(14), world.south)]
    second = Stop.objects.visible_to(world.alice).get(plan=plan, position=2)
    assert (second.objective, second.expected_order, second.expected_collection) == ("看競品", Decimal(12000), None)
    page = text(client.get(reverse("plan-day", args=[TUESDAY])))
    assert "plan-form" not in page
    assert "withdraw" in page


def test_the_day_runs_by_the_clock_whatever_order_was_typed(world, signed_in):
    typed = typed_plan(world, **{"stop-1-time": "16:00"})
    send(signed_in(world.alice), "plan-day", TUESDAY, act="save", **typed)
    assert [at for at, _place in stops_of(world)] == [time(14), time(16)]


BAD = [
    ({"stop-1-time": "quarter past"}, "cannot be read"),
    ({"stop-1-time": "25:00"}, "cannot be read"),
    ({"stop-2-order": "lots"}, "cannot be read"),
    ({"stop-2-order": "99999999999999"}, "is too large: 9,999,999,999,999 is the most"),
    ({"stop-2-collection": "-5"}, "below zero"),
    ({"stop-2-time": "09:30"}, "is at 09:30, like stop 1"),
    ({"stop-1-account": str(uuid4())}, "you cannot see"),
    ({"stop-1-account": "x"}, "needs a customer"),
    ({"stop-2-area": "987654321"}, "you cannot see"),
    ({"stop-2-objective": "看競品" + "長" * 198}, "has 201 characters"),
    ({"note": "看競品" + "長" * 998}, "has 1001 characters"),
    ({"stop-1-companion": "987654321"}, "choose who comes along"),
    ({"stop-1-purpose": []}, "needs at least one purpose"),
    ({"stop-1-time": ""}, "needs a time"),
]


@pytest.mark.parametrize(("fields", "sentence"), BAD)
def test_a_fault_stands_at_its_stop_and_nothing_typed_is_lost(world, signed_in, fields, sentence):
    client, before = signed_in(world.alice), everything()
    answer = send(client, "plan-day", TUESDAY, act="send", **typed_plan(world, **fields))
    page = text(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert "field-error" in page
    assert "看競品" in page
    assert all(str(value) in page for name, value in fields.items() if value and name[-3:] not in {"unt", "ion"})
    assert everything() == before


def test_a_plan_for_yesterday_is_refused_in_words(world, signed_in):
    client, before = signed_in(world.alice), everything()
    answer = send(client, "plan-day", MONDAY - timedelta(1), act="send", **typed_plan(world))
    assert answer.status_code == 422
    assert "day gone by" in text(answer)
    answer = send(client, "plan-day", "2027-11-23", act="save", **typed_plan(world))
    assert "at most 60 days ahead" in text(answer)
    answer = send(client, "plan-day", TUESDAY, act="send", version="0")
    assert "at least one stop" in text(answer)
    assert everything() == before


def test_a_customer_of_another_line_is_never_named(world, signed_in):
    answer = send(
        signed_in(world.alice),
        "plan-day",
        TUESDAY,
        act="save",
        **typed_plan(world, **{"stop-1-account": world.maple.pk}),
    )
    assert answer.status_code == 422
    assert "楓葉" not in text(answer)


def test_buttons_in_the_form_change_it_and_keep_nothing(world, signed_in):
    client, before = signed_in(world.alice), everything()

    def pressed(edit, **more):
        return text(send(client, "plan-day", TUESDAY, edit=edit, **{**typed_plan(world), **more}))

    page = pressed(f"account:{world.dawn.pk}")
    assert page.count("data-stop>") + page.count("data-stop ") == 3
    assert 'value="15:00"' in page, "an hour after the last stop"
    assert pressed(f"account:{world.lotus.pk}").count('name="stop-3-id"') == 0, "no customer twice"
    assert pressed(f"area:{world.north.pk}").count('name="stop-3-id"') == 1
    assert pressed("remove:1").count('name="stop-2-id"') == 0
    moved = pressed("down:1")
    assert moved.index("南區") < moved.index("蓮花藥局"), "the stops change places"
    assert moved.index('value="09:30"') < moved.index('value="14:00"'), "the times of the day stay"
    assert pressed("longest", longest=[str(world.dawn.pk), str(world.maple.pk), "x"]).count('name="stop-4-id"') == 0
    fresh = text(send(client, "plan-day", TUESDAY, version="0", edit=f"copy:{FRIDAY}"))
    assert "蓮花藥局" in fresh
    assert 'value="09:30"' in fresh
    assert f'value="account:{world.dawn.pk}"' in text(send(client, "plan-day", TUESDAY, edit="search", q="晨光"))
    for odd in ("up:1", "down:9", "remove:x", "copy:x", "account:x", "area:0", "?", ":"):
        assert send(client, "plan-day", TUESDAY, edit=odd, **typed_plan(world)).status_code == 200
    assert everything() == before


def test_no_place_out_of_sight_is_offered_or_added(world, signed_in):
    client = signed_in(world.alice)
    assert "楓葉藥局" not in text(client.get(reverse("plan-places", args=[TUESDAY]), {"q": "楓葉"}))
    page = text(send(client, "plan-day", TUESDAY, version="0", edit=f"account:{world.maple.pk}"))
    assert "楓葉" not in page
    assert "蓮花藥局" in text(client.get(reverse("plan-places", args=[TUESDAY]), {"q": "蓮"}))


def test_two_tabs_and_one_decides(world, signed_in):
    client = signed_in(world.alice)
    send(client, "plan-day", TUESDAY, act="save", **typed_plan(world))
    answer = send(client, "plan-day", TUESDAY, act="save", **typed_plan(world, **{"stop-2-objective": "第二個分頁"}))
    page = text(answer)
    assert answer.status_code == 409
    assert "第二個分頁" in page
    assert 'name="version_now" value="1"' in page
    kept = Stop.objects.visible_to(world.alice).get(plan=plan_of(world), position=2)
    assert kept.objective == "看競品"
    fields = typed_plan(world, version_now="1", **{"stop-2-objective": "第二個分頁"})
    assert send(client, "plan-day", TUESDAY, act="save", **fields).status_code == 303


def test_the_way_through_the_states(world, signed_in):
    client, plan = signed_in(world.alice), world.alices.plan
    here = reverse("plan-day", args=[MONDAY])
    assert send(client, "plan-day", MONDAY, act="save", version="1").status_code == 409, "it lies with the supervisor"
    assert send(client, "plan-day", MONDAY, act="withdraw", version="9").status_code == 422
    assert send(client, "plan-day", MONDAY, act="withdraw", version="1").status_code == 303
    page = text(client.get(here))
    ids = [row.pk for row in Stop.objects.visible_to(world.alice).filter(plan=plan).order_by("position")]
    assert all(str(pk) in page for pk in ids)
    typed = typed_plan(world, version="2", **{"stop-1-id": ids[0], "stop-2-id": ids[1]})
    assert send(client, "plan-day", MONDAY, act="send", **typed).status_code == 303
    plan.refresh_from_db()
    return_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW, comment="先去 <i>晨光</i>")
    page = text(client.get(here))
    assert "先去 &lt;i&gt;晨光&lt;/i&gt;" in page
    assert "plan-form" in page
    plan.refresh_from_db()
    typed["version"] = plan.version
    assert send(client, "plan-day", MONDAY, act="send", **typed).status_code == 303
    plan.refresh_from_db()
    approve_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW, comment="好")
    page = text(client.get(here))
    assert "plan-form" not in page
    assert "Bob approved it" in page


def test_nothing_is_withdrawn_that_was_never_sent(world, signed_in):
    answer = send(signed_in(world.alice), "plan-day", TUESDAY, act="withdraw", version="0")
    assert answer.status_code == 422
    assert "not been sent" in text(answer)


def test_everybody_plans_his_own(world, signed_in):
    send(signed_in(world.bob), "plan-day", MONDAY, act="save", version="0")
    assert plan_of(world, MONDAY).version == 1
    assert "蓮花藥局" not in text(signed_in(world.charlie).get(reverse("plan-day", args=[MONDAY])))


def test_a_hostile_form_is_no_more_than_a_form(world, signed_in):
    client = signed_in(world.alice)
    many = {f"stop-{n}-area": world.north.pk for n in range(500)}
    answer = send(client, "plan-day", TUESDAY, act="save", version="0", **many)
    assert answer.status_code == 422
    assert "at most 60 stops" in text(answer)
    odd = {"stop-1-id": str(world.charlies.stops[0].pk), "stop-1-area": str(world.north.pk)}
    assert send(client, "plan-day", TUESDAY, act="save", version="0", **odd).status_code == 422
    assert send(client, "plan-day", TUESDAY, act="save", version="0", **{"stop-1-area": "9" * 40}).status_code == 422
    assert plan_of(world) is None


@pytest.mark.parametrize("day", [MONDAY, TUESDAY])
def test_the_page_costs_the_same_for_two_stops_and_for_twelve(world, signed_in, day):
    client, here = signed_in(world.alice), reverse("plan-day", args=[day])
    if day == TUESDAY:
        send(client, "plan-day", TUESDAY, act="save", **typed_plan(world))
    few = queries(lambda: client.get(here))
    for n in range(10):
        shop = account(f"X{n}", f"店 {n}", world.alice, world.north)
        Stop.objects.create(plan=plan_of(world, day), position=n + 3, account=shop, starts_at=time(10 + n, 15))
    assert queries(lambda: client.get(here)) == few
