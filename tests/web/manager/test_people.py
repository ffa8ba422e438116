"""The tree, one person, and the rows behind the figures, at the screen."""

import pytest
from django.urls import reverse

from tests import world as tiny
from tests.visits.crowd import crowd, queries
from tests.world import FRIDAY

pytestmark = pytest.mark.django_db
ON = {"day": FRIDAY.isoformat()}


def test_the_tree_folds_and_links_every_figure_to_its_rows(world, signed_in):
    text = signed_in(world.diana).get(reverse("people"), ON).content.decode()
    assert text.count('<details class="tree-fold"') == text.count("</details></div>") == 4
    for name in ("Mona", "Bob", "Alice", "Charlie"):
        assert name in text
    assert f"{reverse('day-bookings')}?day=2026-11-20&amp;under={world.bob.pk}" in text
    assert reverse("plan", args=[world.alices.plan_done.pk]) in text
    assert reverse("report", args=[world.alices.report.pk]) in text


def test_nobody_stands_in_a_tree_that_is_not_his(world, signed_in):
    text = signed_in(world.bob).get(reverse("people"), ON).content.decode()
    assert "Alice" in text
    for name in ("Charlie", "Carol", "Mona"):
        assert name not in text


def test_the_office_sees_no_papers(world, signed_in):
    text = signed_in(world.oscar).get(reverse("people"), ON).content.decode()
    assert "Alice" in text and "/plans/" not in text.split("<main")[1].split("</main>")[0]
    assert f"/reports/{world.alices.report.pk}" not in text


def test_a_person_with_days_customers_and_the_invitation(world, signed_in):
    page = signed_in(world.bob).get(reverse("person", args=[world.alice.pk]), ON)
    text = page.content.decode()
    assert reverse("report", args=[world.alices.report.pk]) in text
    assert f"{reverse('accounts')}?owner={world.alice.pk}" in text
    assert reverse("person-invitations", args=[world.alice.pk]) in text
    own = signed_in(world.alice).get(reverse("person", args=[world.alice.pk])).content.decode()
    assert reverse("person-invitations", args=[world.alice.pk]) not in own


@pytest.mark.parametrize("name", ["day-visits", "day-bookings", "day-collections"])
def test_rows_of_a_branch_of_a_person_and_of_nobody_foreign(world, signed_in, name):
    browser, address = signed_in(world.bob), reverse(name)
    assert "蓮花藥局" in browser.get(address, ON).content.decode()
    assert "楓葉藥局" not in browser.get(address, ON).content.decode()
    assert "蓮花藥局" in browser.get(address, {**ON, "under": world.bob.pk}).content.decode()
    assert "蓮花藥局" not in browser.get(address, {**ON, "person": world.bob.pk}).content.decode()
    foreign = browser.get(address, {**ON, "under": world.charlie.pk}).status_code
    assert foreign == browser.get(address, {**ON, "under": 10**12}).status_code == 404
    assert browser.get(address, {**ON, "person": "1 OR 1"}).status_code == 404
    assert "楓葉藥局" in signed_in(world.diana).get(address, ON).content.decode()


def test_rows_narrow_to_what_was_asked(world, signed_in):
    browser = signed_in(world.bob)
    assert "蓮花藥局" in browser.get(reverse("day-visits"), {**ON, "show": "effective"}).content.decode()
    for show in ("not_effective", "shut", "unplanned"):
        assert "蓮花藥局" not in browser.get(reverse("day-visits"), {**ON, "show": show}).content.decode()


def test_a_foreign_person_answers_like_a_missing_one(world, signed_in):
    browser = signed_in(world.bob)
    for pk in (world.charlie.pk, world.mona.pk, 10**12):
        assert browser.get(reverse("person", args=[pk])).status_code == 404


def test_orders_without_a_salesperson_are_said(world, signed_in):
    tiny.order(world.reef, None, world.soap, FRIDAY)
    assert "without a salesperson" in signed_in(world.diana).get(reverse("people"), ON).content.decode()
    assert "without a salesperson" not in signed_in(world.mona).get(reverse("people"), ON).content.decode()


@pytest.mark.parametrize("day", ["", "x", "2026-13-01", "0001-01-01"])
def test_any_day_can_be_asked_for(world, signed_in, day):
    assert signed_in(world.bob).get(reverse("people"), {"day": day}).status_code == 200
    assert signed_in(world.bob).get(reverse("person", args=[world.alice.pk]), {"day": day}).status_code == 200


@pytest.mark.parametrize("address", ["people", "desk"])
def test_queries_do_not_grow_with_people(world, signed_in, address):
    browser = signed_in(world.bob)
    crowd(world, 3)
    browser.get(reverse(address), ON)
    few = queries(lambda: browser.get(reverse(address), ON))
    crowd(world, 27, start=3)
    assert queries(lambda: browser.get(reverse(address), ON)) <= few
