"""The pages of hand-overs in the browser: look, do exactly that, see what came."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from fieldday.customers.actions.hand_over_running import run_hand_overs
from fieldday.customers.models import Account, Field, HandOver
from tests.world import NOW

pytestmark = pytest.mark.django_db


def look(browser, **params):
    return browser.get(reverse("hand-over"), params).content.decode()


def do(browser, page, **more):
    form = page[page.index('action="/hand-overs"') :]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    fields: dict = {"on": "2026-11-23", "_key": str(uuid4())}
    for name, value in hidden:
        fields.setdefault(name, []) if name == "to" else None
        if name == "to":
            fields[name].append(value)
        elif name not in ("_key",):
            fields[name] = value
    return browser.post(reverse("hand-overs"), {**fields, **more})


def test_what_was_looked_at_is_done(world, signed_in):
    browser = signed_in(world.bob)
    page = look(browser, owner=world.alice.pk, how="one", to=world.adam.pk)
    assert world.lotus.name in page
    answer = do(browser, page)
    assert answer.status_code == 303
    assert run_hand_overs(at=NOW) == 2
    assert not Account.objects.unscoped("test").filter(owner=world.alice).exists()
    came = signed_in(world.adam).get(answer["Location"]).content.decode()
    assert world.lotus.name in came
    assert signed_in(world.charlie).get(answer["Location"]).status_code == 404


def test_what_changed_since_the_look_is_not_done(world, signed_in):
    browser = signed_in(world.bob)
    page = look(browser, owner=world.alice.pk, how="one", to=world.adam.pk)
    Account.objects.unscoped("test").filter(pk=world.dawn.pk).update(owner=world.bob)
    assert do(browser, page).status_code == 422
    assert not HandOver.objects.unscoped("test").exists()


def test_an_unknown_filter_chooses_nobody_instead_of_everybody(world, signed_in):
    browser = signed_in(world.bob)
    for params in ({"owner": "x"}, {"segment": str(uuid4())}, {"area": "99999"}, {"group": "no"}, {"q": "沒有這家"}):
        page = look(browser, **params, how="one", to=world.adam.pk)
        assert 'action="/hand-overs"' not in page, params
        assert world.lotus.name not in page


def test_an_area_that_is_no_number_names_none(world, signed_in):
    answer = signed_in(world.bob).get(reverse("hand-over"), {"how": "area", "area-²": world.adam.pk})
    assert answer.status_code == 200


def test_by_area_and_evenly(world, signed_in):
    browser = signed_in(world.oscar)
    area = Account.objects.unscoped("test").get(pk=world.lotus.pk).area_id
    page = look(browser, area=area, how="area", **{f"area-{area}": world.charlie.pk})
    assert do(browser, page).status_code == 303
    page = look(browser, owner=world.alice.pk, how="even", to=[world.adam.pk, world.bob.pk])
    assert 'action="/hand-overs"' in page


def test_the_office_hands_over_what_somebody_left_behind(world, signed_in):
    type(world.alice).objects.unscoped("test").filter(pk=world.alice.pk).update(is_active=False)
    page = look(signed_in(world.oscar), owner=world.alice.pk, how="one", to=world.adam.pk)
    assert world.lotus.name in page
    assert world.maple.name not in page


def test_a_rep_finds_no_such_page_and_an_empty_form_chooses_nobody(world, signed_in):
    assert signed_in(world.alice).get(reverse("hand-over")).status_code == 404
    assert 'action="/hand-overs"' not in look(signed_in(world.bob), how="one", to=world.adam.pk)


def test_what_the_list_was_narrowed_by_stays_said_and_holds_until_it_is_dropped(world, signed_in):
    """Choosing who takes over sends the form again: were the search not in it, everybody would be chosen."""
    page = look(signed_in(world.bob), q=world.lotus.name, status="active", unvisited="30")
    form = page[page.index('id="choose"') : page.index("</form>", page.index('id="choose"'))]
    for name, value in (("q", world.lotus.name), ("status", "active"), ("unvisited", "30")):
        assert f'name="{name}" value="{value}" checked' in form
    assert "box" not in re.findall(r'name="(\w+)"', form)


def test_own_fields_narrow_what_is_done_as_they_narrowed_the_look(world, signed_in):
    Field.objects.create(key="cold", type="yes_no", name_zh="冷藏", name_en="Cold")
    world.lotus.fields = {"cold": True}
    world.lotus.save()
    browser = signed_in(world.bob)
    page = look(browser, owner=world.alice.pk, how="one", to=world.adam.pk, **{"own.cold": "yes"})
    assert do(browser, page).status_code == 303
    run_hand_overs(at=NOW)
    assert Account.objects.unscoped("test").get(pk=world.lotus.pk).owner == world.adam
    assert Account.objects.unscoped("test").get(pk=world.dawn.pk).owner == world.alice


def test_a_drawing_that_is_none_surrounds_nobody(world, signed_in):
    for text in ("x", "1.2", "99999999999", "1.2.3.4.5.6_"):
        page = look(signed_in(world.bob), lasso=text, how="one", to=world.adam.pk)
        assert 'action="/hand-overs"' not in page, text
        assert world.lotus.name not in page


def test_who_may_not_hand_over_is_told_no_places(world, signed_in):
    Account.objects.unscoped("test").filter(pk__in=(world.lotus.pk, world.maple.pk)).update(latitude=25, longitude=121)
    address = reverse("hand-over-places")
    assert signed_in(world.alice).get(address).status_code == 404
    told = signed_in(world.bob).get(address).json()
    assert [place[3] for place in told["places"]] == [world.lotus.name]
    assert told["narrowed"] is False
