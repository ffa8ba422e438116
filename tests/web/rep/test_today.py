"""今日行程 and 抵達, as a phone asks for them."""

from uuid import uuid4

import pytest
from django.urls import reverse

from fieldday.visits.actions.photos import add_photo
from fieldday.visits.actions.plan_approval import return_plan
from fieldday.visits.models import Attendance, Plan, Visit
from fieldday.visits.questions.day_facts import day_facts
from fieldday.visits.questions.report_warned import unproven, warned_of
from tests.counting import queries
from tests.pictures import photo_file
from tests.web.rep.forms import arrived, send, text
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


def _visits(world):
    return Visit.objects.visible_to(world.alice).filter(day=MONDAY)


def test_the_first_page_is_where_the_role_begins(world, signed_in):
    assert signed_in(world.alice).get("/")["Location"] == reverse("today")
    assert signed_in(world.oscar).get("/")["Location"] == reverse("accounts")
    assert signed_in(world.bob).get("/")["Location"] == reverse("desk")


def test_the_page_shows_the_next_stop_its_way_and_its_number(world, signed_in):
    page = text(signed_in(world.alice).get(reverse("today")))
    assert "蓮花藥局" in page
    assert page.count("btn-arrive") == 1, "one big act"
    assert "tel:0223456789" in page
    assert "destination=25.0478%2C121.517" in page
    assert "楓葉" not in page


def test_a_day_without_plan_offers_to_plan_and_to_go(world, signed_in):
    page = text(signed_in(world.adam).get(reverse("today")))
    assert reverse("plan-day", args=[MONDAY]) in page
    assert reverse("visit-new") in page


def test_the_supervisors_sentence_stands_on_the_page_and_keeps_nobody_from_going(world, signed_in):
    plan = world.alices.plan
    return_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW, comment="少 <b>一家</b>")
    page = text(signed_in(world.alice).get(reverse("today")))
    assert "少 &lt;b&gt;一家&lt;/b&gt;" in page
    assert "btn-arrive" in page


def test_other_days_are_there_to_look_at(world, signed_in):
    client = signed_in(world.alice)
    page = text(client.get(reverse("day", args=["2026-11-20"])))
    assert "蓮花藥局" in page
    assert "btn-arrive" not in page
    assert client.get(reverse("day", args=[MONDAY]))["Location"] == reverse("today")
    for odd in ("2026-02-30", "2026-1-1", "tomorrow"):
        assert client.get(f"/days/{odd}").status_code == 404


def test_a_tap_arrives_once_and_leads_to_the_visit(world, signed_in):
    client, key = signed_in(world.alice), uuid4()
    told = {"stop": world.alices.stops[0].pk, "latitude": "25.0478", "longitude": "121.517", "accuracy": "8",
            "claimed_at": "2026-11-23T01:00:00.000Z"}  # fmt: skip
    first, second = (send(client, "arrivals", key=key, **told) for _ in range(2))
    (visit,) = _visits(world)
    assert first["Location"] == second["Location"] == reverse("visit", args=[visit.pk])
    assert (visit.where, visit.distance_m) == ("verified", 0)
    assert "verified" in text(client.get(first["Location"]))


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"latitude": "", "longitude": "", "accuracy": "", "location_error": "denied"},
        {"latitude": "abc", "longitude": "121.5", "accuracy": "8"},
        {"latitude": "nan", "longitude": "inf", "accuracy": "8"},
        {"latitude": "91", "longitude": "121.5", "accuracy": "8"},
        {"latitude": "25", "longitude": "121.5", "accuracy": "-1"},
        {"latitude": "25", "longitude": "121.5", "accuracy": "1e300"},
        {"latitude": "25", "longitude": "121.5"},
        {"claimed_at": "yesterday"},
        {"claimed_at": "2026-11-23T01:00:00"},
        {"claimed_at": "0001-01-01T00:00:00+14:00"},
        {"claimed_at": "9999-12-31T23:59:59-14:00"},
    ],
)
def test_what_a_phone_tells_wrongly_leaves_the_arrival_unverifiable_never_refused(world, signed_in, told):
    answer = send(signed_in(world.alice), "arrivals", stop=world.alices.stops[0].pk, **told)
    assert answer.status_code == 303
    (visit,) = _visits(world)
    assert (visit.where, visit.latitude, visit.claimed_at) == ("unverifiable", None, None)


def test_a_clock_that_is_off_is_said(world, signed_in):
    client = signed_in(world.alice)
    answer = send(client, "arrivals", stop=world.alices.stops[0].pk, claimed_at="2026-11-23T06:00:00Z")
    assert "5 h off" in text(client.get(answer["Location"]))


def test_shut_goes_back_to_the_day_when_it_is_proven(world, signed_in):
    place = {"latitude": str(world.lotus.place[0]), "longitude": str(world.lotus.place[1]), "accuracy": "10"}
    answer = send(signed_in(world.alice), "arrivals", stop=world.alices.stops[0].pk, shut="1", **place)
    assert answer["Location"] == reverse("today")
    assert (_visits(world).get().shut, _visits(world).get().where) == (True, "verified")


def test_shut_far_from_the_customer_asks_for_a_photo_and_the_report_says_it(world, signed_in, settings, tmp_path):
    settings.HOME = tmp_path
    client = signed_in(world.alice)
    far = {"latitude": "22.6", "longitude": "120.3", "accuracy": "10"}
    answer = send(client, "arrivals", stop=world.alices.stops[0].pk, shut="1", **far)
    visit = _visits(world).get()
    assert answer["Location"] == reverse("visit", args=[visit.pk]) + "#photos"
    assert "nothing proves that you were there" in text(client.get(answer["Location"]))
    facts = day_facts(world.alice.pk, MONDAY)
    assert unproven(facts) == facts.visits
    assert "visits.warning.shut_unproven" in warned_of(facts, "", at=NOW).codes
    add_photo(by=world.alice, at=NOW, upload=photo_file(), kind="other", visit_id=visit.pk)
    assert "visits.warning.shut_unproven" not in warned_of(day_facts(world.alice.pk, MONDAY), "", at=NOW).codes


def test_a_second_tap_with_a_new_key_shows_the_day_as_it_stands(world, signed_in):
    client = signed_in(world.alice)
    send(client, "arrivals", stop=world.alices.stops[0].pk)
    answer = send(client, "arrivals", stop=world.alices.stops[0].pk)
    assert answer.status_code == 422
    assert "visited already" in text(answer)
    assert _visits(world).count() == 1


@pytest.mark.parametrize("fields", [{}, {"stop": "x"}, {"account": "-1"}])
def test_nowhere_is_nowhere(world, signed_in, fields):
    assert send(signed_in(world.alice), "arrivals", **fields).status_code == 404


def test_nobody_arrives_at_what_he_cannot_see(world, signed_in):
    client = signed_in(world.alice)
    for fields in ({"account": world.maple.pk}, {"stop": world.charlies.stops[0].pk}):
        missing = send(client, "arrivals", **{name: uuid4() for name in fields})
        answer = send(client, "arrivals", **fields)
        assert (answer.status_code, missing.status_code) == (404, 404)
    assert not _visits(world).exists()


def test_a_customer_is_chosen_on_the_spot(world, signed_in):
    client = signed_in(world.alice)
    page = text(client.get(reverse("visit-new"), {"q": "晨"}))
    assert "晨光商行" in page
    assert "楓葉藥局" not in text(client.get(reverse("visit-new"), {"q": "楓葉"}))
    part = text(client.get(reverse("visit-new"), {"q": "晨"}, headers={"HX-Request": "true"}))
    assert "<html" not in part
    answer = send(client, "arrivals", account=world.dawn.pk)
    assert answer["Location"] == reverse("visit", args=[_visits(world).get().pk])


def test_the_customer_chosen_for_an_area_takes_its_stop(world, signed_in):
    client, stop = signed_in(world.alice), world.alices.stops[1]
    page = text(client.get(reverse("visit-new"), {"stop": stop.pk}))
    assert "北區" in page
    send(client, "arrivals", stop=stop.pk, account=world.dawn.pk)
    assert _visits(world).get().stop == stop


def test_the_page_costs_the_same_for_two_stops_and_for_twelve(world, signed_in):
    client = signed_in(world.alice)
    few = queries(lambda: client.get(reverse("today")))
    plan = Plan.objects.visible_to(world.alice).get(day=MONDAY)
    for n in range(10):
        plan.stops.create(position=n + 3, account=world.dawn, starts_at=f"{n + 10}:15")
    assert queries(lambda: client.get(reverse("today"))) == few


def test_where_one_is_comes_first(world, signed_in):
    visit = arrived(world)
    page = text(signed_in(world.alice).get(reverse("today")))
    assert page.index(reverse("visit", args=[visit.pk])) < page.index("北區")


def test_the_own_page_names_the_superior(world, signed_in):
    page = text(signed_in(world.alice).get(reverse("me")))
    assert "Bob" in page
    assert reverse("today") in page


def test_a_tap_that_is_neither_a_beginning_nor_an_end_is_refused(world, signed_in):
    client = signed_in(world.alice)
    for act in ("", "stop"):
        assert send(client, "attendance", act=act).status_code == 422
    assert not Attendance.objects.visible_to(world.alice).exists()
    assert send(client, "attendance", act="start").status_code == 303
