"""The daily page and plan against actual at the screen: who gets them, what they open, and nobody else's."""

import pytest
from django.urls import reverse

from fieldday.visits.models import Visit
from tests.world import FRIDAY, MONDAY, NOW

pytestmark = pytest.mark.django_db
ON = {"day": FRIDAY.isoformat()}


def text_of(client, name, **query):
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_manager_begins_with_the_day_and_others_where_they_work(world, signed_in):
    for who in (world.mona, world.diana):
        assert "The day at a glance" in text_of(signed_in(who), "home")
    assert signed_in(world.bob).get("/").headers["Location"] == reverse("desk")
    assert signed_in(world.alice).get("/").headers["Location"] == reverse("today")


def test_every_figure_opens_its_rows_down_to_the_visit(world, signed_in):
    browser = signed_in(world.diana)
    text = text_of(browser, "home", **ON)
    assert f'href="{reverse("day-bookings")}?day=2026-11-20"' in text
    assert f'href="{reverse("day-bookings")}?day=2026-11-01&amp;until=2026-11-20"' in text
    assert f'href="/?day=2026-11-20&amp;team={world.team_bob.pk}"' in text
    team = text_of(browser, "home", team=world.team_bob.pk, **ON)
    assert f"{reverse('plan-actual')}?day=2026-11-20&amp;person={world.alice.pk}" in team
    person = text_of(browser, "plan-actual", person=world.alice.pk, **ON)
    assert reverse("visit", args=[world.alices.visit.pk]) in person
    assert f"day=2026-11-20&amp;team={world.team_bob.pk}" in team  # the rows of the team


def test_no_day_to_come_and_no_foreign_team(world, signed_in):
    assert "Mon 23 Nov" in text_of(signed_in(world.mona), "home", day="2030-01-01")
    assert "Mon 23 Nov" in text_of(signed_in(world.mona), "home", day="yesterday")
    for team in (10**12, "x", "1 OR 1"):
        assert signed_in(world.mona).get("/", {"team": team}).status_code == 404


def test_foreign_people_and_teams_do_not_exist(world, signed_in):
    browser, address = signed_in(world.bob), reverse("plan-actual")
    for query in ({"person": world.charlie.pk}, {"person": 10**12}, {"person": "x"}, {"team": world.team_carol.pk}):
        assert browser.get(address, query).status_code == 404
    text = text_of(browser, "plan-actual", **ON)
    assert "Alice" in text and "Charlie" not in text
    for name in ("day-stops", "day-visits", "day-bookings", "day-collections"):
        assert browser.get(reverse(name), {"team": world.team_carol.pk}).status_code == 404


def test_who_sees_nobody_else_reads_his_own_day(world, signed_in):
    text = text_of(signed_in(world.alice), "plan-actual", **ON)
    assert "蓮花藥局" in text and 'name="person"' not in text
    office = text_of(signed_in(world.oscar), "plan-actual", **ON)
    assert "蓮花藥局" not in office


def test_the_day_of_a_person_with_its_map(world, signed_in):
    Visit.objects.create(person=world.alice, account=world.lotus, day=MONDAY, arrived_at=NOW, left_at=NOW)
    text = text_of(signed_in(world.bob), "plan-actual", person=world.alice.pk)
    assert 'id="day-map"' in text and '"label": "1"' in text
    assert '"outline": true' in text and "no reason given" not in text  # the day still runs
    assert "planned, not visited" in text


def test_a_week_opens_each_day_and_keeps_the_choice(world, signed_in):
    browser = signed_in(world.bob)
    text = text_of(browser, "plan-actual", person=world.alice.pk, span="week", **ON)
    assert text.count('class="card week-day') == 7 and "蓮花藥局" in text
    assert f"person={world.alice.pk}&amp;day=2026-11-20" in text
    everyone = text_of(browser, "plan-actual", span="week", **ON)
    assert "day=2026-11-16&amp;until=2026-11-22" in everyone
    assert f"span=week&amp;day=2026-11-20&amp;person={world.alice.pk}" in everyone


def test_another_team_chosen_leaves_the_person_behind(world, signed_in):
    text = text_of(signed_in(world.diana), "plan-actual", person=world.alice.pk, team=world.team_carol.pk, **ON)
    assert "Person by person" in text and "Charlie" in text


def test_planned_stops_with_what_became_of_them(world, signed_in):
    browser = signed_in(world.bob)
    assert "蓮花藥局" in text_of(browser, "day-stops", show="executed", **ON)
    for show in ("missed", "unexplained", "changed", "added"):
        assert "蓮花藥局" not in text_of(browser, "day-stops", show=show, **ON)
    assert "蓮花藥局" in text_of(browser, "day-stops", day="2026-11-16", until="2026-11-23", team=world.team_bob.pk)
    assert "楓葉藥局" not in text_of(browser, "day-stops", **ON)
